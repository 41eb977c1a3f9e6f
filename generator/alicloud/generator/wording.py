"""What a spec says of a field in keys, its limits and its default, in words."""

from __future__ import annotations

from collections.abc import Callable

from alicloud.generator.model import Field, ListOf

Literal = Callable[[str | int | float | bool], str]
"""How a language writes a plain value."""


def field_text(field: Field, literal: Literal) -> str:
    """What a reader should know of a field: its description, its limits, its default."""
    parts = [field.doc, _limits(field)]
    if field.default is not None:
        parts.append(f"The service assumes {literal(field.default)} when it is left out")
    if field.deprecated:
        parts.append(f"Deprecated: {field.deprecated}")
    return " ".join(_sentence(part) for part in parts if part)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _limits(field: Field) -> str:
    limits = field.limits
    parts = []
    if limits.length:
        unit = "item" if isinstance(field.type, ListOf) else "character"
        parts.append(_between(*limits.length, f" {unit}{'s' * (limits.length[1] != 1)}"))
    if limits.range:
        parts.append(_between(*limits.range, ""))
    if limits.pattern:
        parts.append(f"matches `{limits.pattern}`")
    text = "; ".join(parts)
    return text[:1].upper() + text[1:]


def _between(low: float | None, high: float | None, unit: str) -> str:
    if low == high:
        return f"{low}{unit}"
    if low is None:
        return f"at most {high}{unit}"
    if high is None:
        return f"at least {low}{unit}"
    return f"{low} to {high}{unit}" if unit else f"from {low} to {high}"

"""What a spec says in keys, the limits and the default of a field for example, in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from alicloud.generator.model import Error, Field, ListOf

Literal = Callable[[str | int | float | bool], str]
"""How a language writes a plain value."""

_END_OF_SUMMARY = re.compile(r"\n\s*\n|(?<=[.!?])\s+(?=[A-Z])")


def field_text(field: Field, literal: Literal, *, between: str = " ") -> str:
    """What a reader should know of a field: its description, its limits, its default.

    Args:
        field: The field.
        literal: How the language writes a plain value.
        between: Parts what a field is from notes on it, which begin with a word and a colon.
    """
    notes = []
    if field.default is not None:
        notes.append(f"Default: {literal(field.default)}")
    if field.renamed_from:
        notes.append(f"Formerly: `{field.renamed_from}`")
    if field.deprecated:
        notes.append(f"Deprecated: {field.deprecated}")
    return between.join(filter(None, (_sentences(field.doc, _limits(field)), _sentences(*notes))))


def remedy(text: str) -> str:
    """What to use instead of what is deprecated, as one line."""
    return _sentence(" ".join(text.split()))


def _sentences(*parts: str) -> str:
    return " ".join(_sentence(part) for part in parts if part)


def error_text(error: Error, raised_as: str) -> str:
    """What an error means, with its code where that says more than the name it is raised as."""
    if error.code == raised_as:
        return _sentence(error.doc)
    return f"{error.doc.strip().removesuffix('.')} (`{error.code}`)."


def summary_and_details(doc: str) -> tuple[str, str]:
    """The first sentence of a description, and what follows it."""
    first, *others = _END_OF_SUMMARY.split(doc.strip(), maxsplit=1)
    return first, "".join(others)


def all_of(names: Iterable[str]) -> str:
    """Names as a phrase, `a, b and c`; an empty one where there are none."""
    *most, last = [*names] or [""]
    return f"{', '.join(most)} and {last}" if most else last


def _sentence(text: str) -> str:
    text = text.strip()
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
        parts.append(f"matches ``{limits.pattern}``")
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

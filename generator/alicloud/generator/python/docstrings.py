"""Docstrings: what specs say in words, set as Python text of the right width."""

from __future__ import annotations

import textwrap

from alicloud.generator.model import Field, ListOf
from alicloud.generator.python import layout

WIDTH = 100


def docstring(text: str, indent: int) -> str:
    """`text` as a docstring at `indent` blanks; paragraphs are kept and wrapped.

    As black would have it: closing quotes stand behind a single line, and a quote of the text
    does not touch them.
    """
    body = _escaped(text.strip())
    opened = f'""" {body}' if body.startswith('"') else f'"""{body}'
    end = ' """' if body.endswith('"') else '"""'
    lines = [line for one in opened.split("\n") for line in _wrapped(one, WIDTH - indent)]
    if len(lines) == 1:
        lines = _wrapped(opened, WIDTH - indent - len(end))
    if len(lines) == 1:
        lines[0] += end
    else:
        lines.append('"""')
    pad = " " * indent
    return "\n".join(f"{pad}{line}".rstrip() for line in lines)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')


def _wrapped(line: str, width: int) -> list[str]:
    """One line as several. Code is not wrapped.

    The later lines of an item, which is indented, are indented once more.
    """
    if line.lstrip().startswith((">>>", "...")):
        return [line]
    hang = " " * (len(line) - len(line.lstrip()) + 4) if line.startswith(" ") else ""
    lines = textwrap.wrap(
        line, width, subsequent_indent=hang, break_long_words=False, break_on_hyphens=False
    )
    return lines or [""]


def field_text(field: Field) -> str:
    """What a reader should know of a field: its description, its limits, its default."""
    parts = [field.doc, _limits(field), _default(field)]
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


def _default(field: Field) -> str:
    default = field.default
    if default is None:
        return ""
    shown = layout.text(default) if isinstance(default, str) else repr(default)
    return f"The service assumes {shown} when it is left out"

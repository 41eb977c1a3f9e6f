"""Docstrings: what specs say in words, set as Python text of the right width."""

from __future__ import annotations

import json
import textwrap

from generator.model import Field, Limits

WIDTH = 100


def docstring(text: str, indent: int) -> str:
    """`text` as a docstring at `indent` blanks; paragraphs are kept and wrapped."""
    body = _escaped(text)
    pad = " " * indent
    one_line = f'{pad}"""{body}"""'
    if "\n" not in body and len(one_line) <= WIDTH:
        return one_line
    first, *others = body.split("\n")
    lines = _wrapped(first, WIDTH - indent, opening=3)
    lines += [line for other in others for line in _wrapped(other, WIDTH - indent)]
    lines[0] = f'"""{lines[0]}'
    return "\n".join(f"{pad}{line}".rstrip() for line in [*lines, '"""'])


def _escaped(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    return escaped[:-1] + '\\"' if escaped.endswith('"') else escaped


def _wrapped(line: str, width: int, opening: int = 0) -> list[str]:
    """One line as several, with `opening` blanks kept free at its start. Code is not wrapped.

    The later lines of an item, which is indented, are indented once more.
    """
    if line.lstrip().startswith((">>>", "...")):
        return [line]
    hang = " " * (len(line) - len(line.lstrip()) + 4) if line.startswith(" ") else ""
    lines = textwrap.wrap(
        " " * opening + line,
        width,
        subsequent_indent=hang,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [lines[0][opening:], *lines[1:]] if lines else [""]


def field_text(field: Field) -> str:
    """What a reader should know of a field: its description, its limits, its default."""
    parts = [field.doc, _limits(field.limits), _default(field)]
    if field.deprecated:
        parts.append(f"Deprecated: {field.deprecated}")
    return " ".join(_sentence(part) for part in parts if part)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _limits(limits: Limits) -> str:
    parts = []
    if limits.length:
        parts.append(_between(*limits.length, " in length"))
    if limits.range:
        parts.append(_between(*limits.range, ""))
    if limits.pattern:
        parts.append(f"matches `{limits.pattern}`")
    text = "; ".join(parts)
    return text[:1].upper() + text[1:]


def _between(low: float | None, high: float | None, unit: str) -> str:
    if low is None:
        return f"at most {high}{unit}"
    if high is None:
        return f"at least {low}{unit}"
    return f"{low} to {high}{unit}"


def _default(field: Field) -> str:
    if field.default is None:
        return ""
    return (
        f"The service assumes {json.dumps(field.default, ensure_ascii=False)} when it is left out"
    )

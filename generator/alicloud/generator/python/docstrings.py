"""Docstrings: text as Python writes it, escaped and wrapped."""

from __future__ import annotations

import textwrap

from alicloud.generator.python.layout import WIDTH


def docstring(text: str, indent: int = 0) -> str:
    """`text` as a docstring indented by `indent` spaces; paragraphs are kept and wrapped.

    It has black's form: a single line ends with the closing quotes, and a space parts them from a
    quotation mark of the text.
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

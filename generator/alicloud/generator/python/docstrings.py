"""Docstrings: text as Python writes it, escaped and wrapped."""

from __future__ import annotations

import re
import textwrap
from functools import cache

WIDTH = 100

_ITEM = re.compile(r"\A +\w+: ")


def docstring(text: str) -> str:
    """`text` as a docstring, indented as its first line is; paragraphs are kept and wrapped.

    It has black's form: a single line ends with the closing quotes, and a space parts them from a
    quotation mark of the text.
    """
    text = text.strip("\n")
    pad = " " * (len(text) - len(text.lstrip(" ")))
    body = _escaped("\n".join(line.removeprefix(pad) for line in text.split("\n")).strip())
    opened = f'""" {body}' if body.startswith('"') else f'"""{body}'
    end = ' """' if body.endswith('"') else '"""'
    width = WIDTH - len(pad)
    lines = [line for one in opened.split("\n") for line in _wrapped(one, width)]
    if len(lines) == 1:
        lines = [*_wrapped(opened, width - len(end))]
    if len(lines) == 1:
        lines[0] += end
    else:
        lines.append('"""')
    return "".join(f"{pad}{line}".rstrip() + "\n" for line in lines)


def prompt(text: str) -> str:
    """A statement as it is typed at a prompt: `>>> ` before its first line, `... ` before others."""
    text = text.strip("\n")
    pad = " " * (len(text) - len(text.lstrip(" ")))
    first, *others = text.removeprefix(pad).split(f"\n{pad}")
    return "\n".join([f"{pad}>>> {first}", *(f"{pad}... {line}" for line in others)]) + "\n"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')


@cache  # the clients, and requests and their methods, share most lines
def _wrapped(line: str, width: int) -> tuple[str, ...]:
    """One line as several. Code is not wrapped.

    The later lines are indented as the first is; those of an item, `name: text`, once more.
    """
    if line.lstrip().startswith((">>>", "...")):
        return (line,)
    indent = len(line) - len(line.lstrip())
    hang = " " * (indent + 4 if indent and _ITEM.match(line) else indent)
    lines = textwrap.wrap(
        line, width, subsequent_indent=hang, break_long_words=False, break_on_hyphens=False
    )
    return tuple(lines) or ("",)

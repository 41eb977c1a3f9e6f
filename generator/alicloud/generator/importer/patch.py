"""A spec file with other content: only the lines of what changed are written anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alicloud.generator.problems import Problems
from alicloud.generator.spec.nodes import Entry, MapNode, parse, plain
from alicloud.generator.spec.write import entry as written, text as whole_text

_SPACED = (("shapes",), ("actions",))
"""Mappings with an empty line between their entries."""


def patched(text: str, content: Mapping[str, Any], path: Path) -> str:
    """`text` changed so that it holds `content`; comments stay where nothing changed.

    Args:
        text: What the file `path` holds, a spec without mistakes of YAML.
        content: What it is to hold.
        path: For messages.

    Raises:
        SpecError: `text` cannot be read.
    """
    top = _read(text, path)
    if plain(top) == content:
        return text
    lines = text.removeprefix("\ufeff").splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    if top.flow or not top.entries:
        return whole_text(content)
    edits = _edits(top, content, (), (lines, len(lines)))
    # From the end; what is inserted above a line after what is done to the line.
    for edit in sorted(edits, key=lambda one: (-one.start, one.start == one.end)):
        lines[edit.start : edit.end] = [edit.text]
    made = "".join(lines)
    # Odd layouts, such as a key in the line of another one, are written as new files are.
    return made if plain(_read(made, path)) == content else whole_text(content)


def _read(text: str, path: Path) -> MapNode:
    problems = Problems()
    top = parse(text, path, problems)
    problems.raise_if_any()
    assert top is not None  # or there is a problem
    return top


@dataclass(frozen=True)
class _Edit:
    """Lines from `start` to before `end`, counted from 0, and what stands there instead."""

    start: int
    end: int
    text: str


_Lines = tuple[Sequence[str], int]


def _edits(
    node: MapNode, content: Mapping[str, Any], path: tuple[str, ...], within: _Lines
) -> list[_Edit]:
    """What to do to a mapping in block style whose last line is before the end of `within`."""
    lines, end = within
    spans = _spans(node, lines, end)
    indent = node.entries[0].place.column - 1
    edits: list[_Edit] = []
    at = {entry.key: entry for entry in node.entries}
    for entry in node.entries:
        top, first, last = spans[entry.key]
        if entry.key not in content:
            edits.append(_Edit(top, _with_blank(lines, last, end), ""))
        elif plain(entry.node) != (value := content[entry.key]):
            below = (*path, entry.key)
            if _is_block(entry) and isinstance(value, Mapping) and value:
                assert isinstance(entry.node, MapNode)
                edits += _edits(entry.node, value, below, (lines, last))
            else:
                edits.append(_Edit(first, last, written(below, value, indent)))
    place = spans[node.entries[0].key][0]
    blank = "\n" if path in _SPACED else ""
    waiting: dict[int, str] = {}
    for key, value in content.items():
        if key in at:
            place = spans[key][2]
        else:
            text = written((*path, key), value, indent)
            before = place == spans[node.entries[0].key][0]
            waiting[place] = waiting.get(place, "") + (f"{text}{blank}" if before else blank + text)
    # Of what is inserted at one place, the last to be inserted stands first: what is deeper.
    return [*(_Edit(start, start, text) for start, text in waiting.items()), *edits]


def _is_block(entry: Entry) -> bool:
    node = entry.node
    return (
        isinstance(node, MapNode)
        and not node.flow
        and bool(node.entries)
        and node.entries[0].place.line > entry.place.line
    )


def _spans(node: MapNode, lines: Sequence[str], end: int) -> dict[str, tuple[int, int, int]]:
    """Of each key: where the comment above it begins, its own line, and the line after its last."""
    starts = [entry.place.line - 1 for entry in node.entries]
    spans = {}
    previous = starts[0]
    for entry, start, following in zip(node.entries, starts, [*starts[1:], end], strict=True):
        top = start
        while top > previous and _is_comment(lines[top - 1], entry.place.column):
            top -= 1
        last = following
        while last > start + 1 and _is_between(lines[last - 1], entry.place.column):
            last -= 1
        spans[entry.key] = (top, start, last)
        previous = last
    return spans


def _is_comment(line: str, column: int) -> bool:
    return line.lstrip(" ").startswith("#") and len(line) - len(line.lstrip(" ")) < column


def _is_between(line: str, column: int) -> bool:
    return not line.strip() or _is_comment(line, column)


def _with_blank(lines: Sequence[str], last: int, end: int) -> int:
    """The line after `last`, or after the empty lines that follow it."""
    while last < end and not lines[last].strip():
        last += 1
    return last

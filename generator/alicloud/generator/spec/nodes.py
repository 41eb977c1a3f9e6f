"""Reading spec files: YAML text to nodes that remember where they stand.

The parser is libyaml through PyYAML (PyYAML's own where libyaml is missing), but what a plain
scalar means is decided here: `true`, `false`, `null`, decimal integers and floats; all else is
text. So `2015-05-01`, `on` and `007` stay what was typed. Anchors, aliases, tags and duplicate
keys are refused: a spec reads from top to bottom without jumps.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from alicloud.generator.problems import Place, Problems
from alicloud.generator.spec.files import place_after, read_text

_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_WORDS = {"": None, "null": None, "true": True, "false": False}
_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
_FLOAT = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_MAX_DIGITS = 300
_MAX_DEPTH = 50
# All but what YAML calls printable; a tab counts too, since it looks like indentation.
_ODD_IN_FILE = re.compile("[^\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ODD_IN_TEXT = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_HINTS = (
    ("mapping values are not allowed", "quote text that holds ': '"),
    ("cannot start any token", "quote text that begins with a special character"),
    ("quoted scalar", "close the quotes"),
)
_OTHER_HINT = "check indentation and brackets, and quote text that holds ', ' or ': '"


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """A value without parts. `text` is as typed, `value` what it means."""

    place: Place
    text: str
    value: str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class ListNode:
    """A list."""

    place: Place
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of a mapping with its value; `place` is the key's."""

    key: str
    place: Place
    node: Node


@dataclass(frozen=True, slots=True)
class MapNode:
    """A mapping in the order of the file. Keys are always text. `flow`: written in braces."""

    place: Place
    entries: tuple[Entry, ...]
    flow: bool

    def get(self, key: str) -> Entry | None:
        """The entry with this key, if there is one."""
        return next((entry for entry in self.entries if entry.key == key), None)


@dataclass(frozen=True, slots=True)
class BrokenNode:
    """Something unreadable that has been reported; readers pass over it."""

    place: Place


Node = ScalarNode | ListNode | MapNode | BrokenNode


def plain(node: Node) -> Any:
    """The node as lists, dicts and scalars, without places."""
    match node:
        case ScalarNode():
            return node.value
        case ListNode():
            return [plain(item) for item in node.nodes]
        case MapNode():
            return {entry.key: plain(entry.node) for entry in node.entries}
        case BrokenNode():
            return None


def load(path: Path, problems: Problems) -> MapNode | None:
    """The top-level mapping of a spec file; None when it cannot be read, which is reported."""
    text = read_text(path, problems)
    return None if text is None else parse(text, path, problems)


def parse(text: str, path: Path, problems: Problems) -> MapNode | None:
    """The top-level mapping of a spec file with this text; None when that is reported."""
    if not _clean(text, path, problems):
        return None
    builder = _Builder(path.as_posix(), problems)
    try:
        for event in yaml.parse(text, Loader=_Parser):
            builder.feed(event)
    except yaml.YAMLError as error:
        problems.add(*_yaml_problem(path, error))
        return None
    except _TooDeepError as error:
        problems.add(error.place, f"nested deeper than {_MAX_DEPTH} levels; make it flatter")
        return None
    return _top(builder.root, Place(path.as_posix()), problems)


def _top(root: Node | None, start: Place, problems: Problems) -> MapNode | None:
    match root:
        case MapNode():
            return root
        case BrokenNode():
            return None
        case None | ScalarNode(value=None):
            problems.add(start, "the file is empty; begin with 'doc: ...'")
        case _:
            problems.add(root.place, "a spec file must be a mapping; begin with 'doc: ...'")
    return None


def _clean(text: str, path: Path, problems: Problems) -> bool:
    odd = _ODD_IN_FILE.search(text)
    if odd is None:
        return True
    place = place_after(text[: odd.start()], path)
    if odd.group() == "\t":
        problems.add(place, "a tab; use spaces")
    else:
        problems.add(place, f"control character U+{ord(odd.group()):04X}; remove it")
    return False


def _meaning(text: str) -> str | int | float | bool | None:
    """What a plain scalar means."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text


def _short_tag(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!")


def _yaml_problem(path: Path, error: yaml.YAMLError) -> tuple[Place, str]:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or "unreadable"
    place = Place(path.as_posix(), mark.line + 1, mark.column + 1) if mark else Place(str(path))
    hint = next((hint for part, hint in _HINTS if part in str(error)), _OTHER_HINT)
    return place, f"not valid YAML: {problem}; {hint}"


class _TooDeepError(Exception):
    def __init__(self, place: Place) -> None:
        self.place = place


@dataclass
class _Open:
    """A list or mapping whose end is still to come; keys and values alternate in a mapping."""

    start: yaml.CollectionStartEvent
    place: Place
    nodes: list[Node]


class _Builder:
    """Makes nodes of parser events, with a stack in place of recursion: no text is too deep."""

    def __init__(self, path: str, problems: Problems) -> None:
        self.root: Node | None = None
        self._path = path
        self._problems = problems
        self._open: list[_Open] = []
        self._documents = 0

    def feed(self, event: yaml.Event) -> None:
        mark: Any = event.start_mark
        place = Place(self._path, mark.line + 1, mark.column + 1)
        match event:
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents == 2:
                    self._problems.add(
                        place, "a second document begins; a file holds one: split it"
                    )
            case yaml.AliasEvent():
                self._problems.add(place, f"alias '*{event.anchor}'; write the value out")
                self._add(BrokenNode(place))
            case yaml.ScalarEvent():
                self._marks(event, place)
                self._add(self._scalar(event, place))
            case yaml.CollectionStartEvent():
                self._marks(event, place)
                if len(self._open) == _MAX_DEPTH:
                    raise _TooDeepError(place)
                self._open.append(_Open(event, place, []))
            case yaml.CollectionEndEvent():
                self._add(self._close(self._open.pop()))

    def _add(self, node: Node) -> None:
        if self._open:
            self._open[-1].nodes.append(node)
        elif self.root is None:
            self.root = node

    def _marks(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, place: Place) -> None:
        if event.anchor is not None:
            self._problems.add(
                place, f"anchor '&{event.anchor}'; leave it out and write values out"
            )
        if event.tag is not None:
            self._problems.add(place, f"tag '{_short_tag(event.tag)}'; leave it out")

    def _scalar(self, event: yaml.ScalarEvent, place: Place) -> Node:
        text = str(event.value)
        odd = _ODD_IN_TEXT.search(text)
        if odd is not None:
            self._problems.add(
                place, f"control character U+{ord(odd.group()):04X} in text; remove it"
            )
        if event.style in ("'", '"', "|", ">"):
            return ScalarNode(place, text, text)
        if len(text) > _MAX_DIGITS and _FLOAT.fullmatch(text):
            self._problems.add(place, "a number with too many digits; quote it if it is a string")
            return BrokenNode(place)
        value = _meaning(text)
        if isinstance(value, float) and math.isinf(value):
            self._problems.add(place, f"number {text} is too large; quote it if it is a string")
            return BrokenNode(place)
        return ScalarNode(place, text, value)

    def _close(self, done: _Open) -> Node:
        if isinstance(done.start, yaml.SequenceStartEvent):
            return ListNode(done.place, tuple(done.nodes))
        entries = tuple(self._entries(done.nodes))
        return MapNode(done.place, entries, bool(done.start.flow_style))

    def _entries(self, nodes: list[Node]) -> Iterator[Entry]:
        seen: dict[str, Place] = {}
        for key, value in zip(nodes[::2], nodes[1::2], strict=True):
            if isinstance(key, BrokenNode):
                continue
            if not isinstance(key, ScalarNode) or not key.text:
                self._problems.add(key.place, "a key is a word; quote it if it begins with { or [")
            elif key.text in seen:
                first = seen[key.text].line
                self._problems.add(
                    key.place,
                    f"{key.text}: given twice, first in line {first}; keep one or rename one",
                )
            else:
                seen[key.text] = key.place
                yield Entry(key.text, key.place, value)

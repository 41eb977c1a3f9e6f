"""Writing specs: plain values as YAML in the style that `specs/README.md` describes.

What is written reads back as the same: only what the reader takes for text is left without quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

Value = str | int | float | bool | list["Value"] | Mapping[str, "Value"] | None
"""What a spec file can hold."""

_WIDTH = 110
_OPEN = {
    *("types", "shapes", "actions", "errors", "pagination", "endpoints"),
    *("shapes *", "shapes * fields"),
    *("actions *", "actions * request", "actions * response"),
}
"""Mappings that always have one key a line, by their path; `*` stands for any key."""
_ON_THE_WAY = {" ".join(one.split()[:end]) for one in _OPEN for end in (1, 2, 3)}
"""The paths that lead to those."""
_SPACED = {"shapes", "actions"}
"""Mappings with an empty line between their entries."""

_RANGES = "\xa1-\u200a\u2010-\u2027\u202f-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff"
_LINE = re.compile(rf"\A[ -~{_RANGES}]*")
_PLAIN = re.compile(rf"\A[A-Za-z0-9_/$(<^+{_RANGES}][ -~{_RANGES}]*")
_IN_BRACES = re.compile(rf"\A[A-Za-z0-9_/$(<^+{_RANGES}][^,:\[\]{{}}]*")
_WORD_OR_NUMBER = re.compile(r"\A(?:null|true|false|-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)")
_ESCAPED = re.compile(rf'["\\]|[^ -~{_RANGES}]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def text(content: Mapping[str, Value]) -> str:
    """A spec file that holds `content`: keys in their order, as `plain(load(path))` gives it back.

    Keys are not empty and have at most 200 characters; texts hold characters that YAML calls
    printable.
    """
    lines: list[str] = []
    for key, value in content.items():
        if isinstance(value, Mapping) and key in _OPEN and lines:
            lines.append("")
        lines += _entry(key, value, 0, ("",))
    return "".join(f"{line}\n" for line in lines) or "{}\n"


def entry(path: Sequence[str], value: Value, indent: int) -> str:
    """The lines of one key of a file.

    Args:
        path: The keys that lead to it, its own the last.
        value: What it holds.
        indent: How far it is indented there.
    """
    above: tuple[str, ...] = ("",)
    for key in path[:-1]:
        above = _under(above, key)
    return "".join(f"{line}\n" for line in _entry(path[-1], value, indent, above))


def _under(path: tuple[str, ...], key: str) -> tuple[str, ...]:
    """The paths under which what a key holds may have open mappings."""
    longer = (f"{one} {step}".strip() for one in path for step in (key, "*"))
    return tuple(one for one in longer if one in _ON_THE_WAY)


def _entry(key: str, value: Value, indent: int, path: tuple[str, ...]) -> Iterator[str]:
    """The lines of one key and its value; `path` are those under which the key may be open."""
    name = f"{' ' * indent}{_key(key)}:"
    below = _under(path, key)
    is_open = isinstance(value, Mapping) and value and any(one in _OPEN for one in below)
    if not is_open and (line := f"{name} {_alone(value)}") and len(line) <= _WIDTH:
        yield line
    elif isinstance(value, str):
        yield from _long_text(name, value, indent + 2)
    elif not isinstance(value, list | Mapping):
        yield line
    else:
        yield name
        yield from _below(value, indent + 2, below, is_open=bool(is_open))


def _below(
    value: list[Value] | Mapping[str, Value],
    indent: int,
    path: tuple[str, ...],
    *,
    is_open: bool = False,
) -> Iterator[str]:
    """The lines of a list or mapping that does not fit behind its key."""
    line = " " * indent + _flow(value)
    if not is_open and len(line) <= _WIDTH:
        yield line
    elif isinstance(value, Mapping):
        for number, (key, inner) in enumerate(value.items()):
            if number and any(one in _SPACED for one in path):
                yield ""
            yield from _entry(key, inner, indent, path)
    elif all(not isinstance(item, list | Mapping) for item in value):
        yield from _packed([_flow(item) for item in value], indent)
    else:
        for item in value:
            yield from _item(item, indent)


def _item(value: Value, indent: int) -> Iterator[str]:
    line = f"{' ' * indent}- {_alone(value)}"
    if len(line) <= _WIDTH or not isinstance(value, list | Mapping) or not value:
        yield line
        return
    first, *others = _inside(value, indent + 2)
    yield f"{' ' * indent}- {first.lstrip()}"
    yield from others


def _inside(value: list[Value] | Mapping[str, Value], indent: int) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _entry(key, inner, indent, ())
    else:
        for item in value:
            yield from _item(item, indent)


def _packed(items: list[str], indent: int) -> Iterator[str]:
    """A list over several lines, each as full as it can be."""
    line = f"{' ' * indent}["
    for number, item in enumerate(items):
        part = f"{item}," if number < len(items) - 1 else f"{item}]"
        blank = "" if line.endswith("[") or not line.strip() else " "
        if blank and len(line) + len(blank) + len(part) > _WIDTH:
            yield line
            line, blank = " " * (indent + 1), ""
        line += blank + part
    yield line


def _long_text(name: str, value: str, indent: int) -> Iterator[str]:
    """A text that does not fit into the line of its key."""
    margin = " " * indent
    lines = value.split("\n")
    if not all(_LINE.fullmatch(line) for line in lines) or not _can_stand_below(lines):
        yield f"{name} {_scalar(value)}"
    elif len(lines) > 1:
        yield f"{name} |-"
        yield from (f"{margin}{line}" if line else "" for line in lines)
    elif "  " in value:
        yield f"{name} {_scalar(value)}"
    else:
        yield f"{name} >-"
        line = ""
        for word in value.split(" "):
            if line and len(margin) + len(line) + 1 + len(word) > _WIDTH:
                yield margin + line
                line = word
            else:
                line = f"{line} {word}" if line else word
        yield margin + line


def _can_stand_below(lines: list[str]) -> bool:
    ends = (lines[0], lines[-1])
    return all(line.strip(" ") for line in ends) and not (
        lines[0].startswith(" ") or lines[-1].endswith(" ")
    )


def _alone(value: Value) -> str:
    """A value behind a key or a dash, in one line."""
    return _flow(value) if isinstance(value, list | Mapping) else _scalar(value)


def _flow(value: Value) -> str:
    """A value inside brackets or braces, in one line."""
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{_key(key)}: {_flow(inner)}' for key, inner in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    return _scalar(value, _IN_BRACES)


def _key(name: str) -> str:
    return _scalar(name, _IN_BRACES)


def _scalar(value: str | int | float | bool | None, plain: re.Pattern[str] = _PLAIN) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return repr(value)
    if _reads_as_text(value) and plain.fullmatch(value):
        return value
    if "\\" in value and "'" not in value and _LINE.fullmatch(value):
        return f"'{value}'"
    return f'"{_ESCAPED.sub(_escape, value)}"'


def _reads_as_text(value: str) -> bool:
    return (
        _LINE.fullmatch(value) is not None
        and not _WORD_OR_NUMBER.fullmatch(value)
        and not (": " in value or " #" in value or value.endswith((":", " ")))
    )


def _escape(found: re.Match[str]) -> str:
    character = found.group()
    known = _ESCAPES.get(character)
    return known or f"\\U{ord(character):08X}"

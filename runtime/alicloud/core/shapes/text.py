"""The text of a shape for people: on one line if it is short, over several lines otherwise."""

from __future__ import annotations

from collections.abc import Iterator

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from typing import Any

_WIDTH = 100
_MOST = 5  # items of a list that are shown


class Verbatim:
    """Text that stands for a value which is not shown."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def __repr__(self) -> str:
        return self._text


HIDDEN = Verbatim("****")


def shown_fields(shape: Any) -> Iterator[tuple[str, Any]]:
    """Name and value of each field that is set; secrets are hidden."""
    for name, declared in type(shape).__fields__.items():
        value = shown_value(shape, declared)
        if value is not None:
            yield name, HIDDEN if declared.sensitive else value


def shown_value(shape: Any, declared: Any) -> Any:
    """The value of a field; None also while the shape is made, when a debugger may look at it."""
    return declared.readable(shape) if hasattr(shape, declared.slot) else None


def short(value: Any) -> Any:
    """`value`, or the beginning of a long list."""
    if type(value) is not list or len(value) <= _MOST:
        return value
    return [*value[:_MOST], Verbatim(f"... {len(value) - _MOST} more")]


def multiline_repr(shape: Any, own: object) -> str:
    """The repr of `shape`.

    Args:
        own: The `__repr__` of shapes; one with another, which a user has written, is called.
    """
    return _text(shape, 0, 0, own)


def _text(value: Any, indent: int, column: int, own: object) -> str:
    """The text of `value`, which begins at `column` of a line that is indented by `indent`."""
    if type(value).__repr__ is own:
        opening, closing = f"{type(value).__name__}(", ")"
        parts = [(f"{name}=", item) for name, item in shown_fields(value)]
    elif type(value) is list:
        opening, closing = "[", "]"
        parts = [("", item) for item in short(value)]
    elif type(value) is dict:
        opening, closing = "{", "}"
        parts = [(f"{key!r}: ", item) for key, item in value.items()]
    else:
        return repr(value)
    written = [
        start + _text(item, indent + 4, indent + 4 + len(start), own) for start, item in parts
    ]
    line = f"{opening}{', '.join(written)}{closing}"
    if not parts or (column + len(line) < _WIDTH and "\n" not in line):
        return line
    pad = "\n" + " " * (indent + 4)
    body = "".join(f"{pad}{text}," for text in written)
    return f"{opening}{body}\n{' ' * indent}{closing}"

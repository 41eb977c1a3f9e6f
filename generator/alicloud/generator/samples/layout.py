"""Code that fits the line: on one line where it can be, else one item a line, as formatters do it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Group:
    """Brackets around items, which stand on one line or on a line each."""

    opening: str
    items: tuple[Doc, ...]
    closing: str
    trailing: str = ","  # behind the last item, when each has its line
    padding: str = ""  # inside the brackets, when all is on one line
    broken: bool = False  # each item has its line, even where one line has room for all
    separator: str = ", "  # between items; what a line ends in, without the blank


Doc = str | Group
"""Code, with the places where its lines may be broken."""


@dataclass(frozen=True, slots=True)
class Lines:
    """How a formatter breaks lines."""

    width: int | None  # columns; None: lines break only where a group is `broken`
    step: str  # one more level of indentation

    def broken_up(self, doc: Doc, indent: str = "", after: str = "") -> str:
        """The code of `doc`, in lines.

        Args:
            doc: What to write.
            indent: What its first line is indented with. It is not written there.
            after: What will follow on the last line.
        """
        line = flat(doc)
        if isinstance(doc, str) or not doc.items:
            return f"{line}{after}"
        if line is not None and self.fits(f"{indent}{line}{after}"):
            return f"{line}{after}"
        inner = indent + self.step
        *most, last = doc.items
        lines = [self.broken_up(item, inner, doc.separator.rstrip()) for item in most]
        lines.append(self.broken_up(last, inner, doc.trailing))
        body = "".join(f"{inner}{line}\n" for line in lines)
        return f"{doc.opening}\n{body}{indent}{doc.closing}{after}"

    def fits(self, line: str) -> bool:
        """Whether the formatter leaves this line, indentation and all, as it is."""
        return self.width is None or columns(line) <= self.width


def flat(doc: Doc) -> str | None:
    """The code of `doc` on one line; None when it has to be broken."""
    if isinstance(doc, str):
        return doc
    if doc.broken and doc.items:
        return None
    items = [flat(item) for item in doc.items]
    if None in items:
        return None
    padding = doc.padding if items else ""
    return f"{doc.opening}{padding}{doc.separator.join(filter(None, items))}{padding}{doc.closing}"


def prefixed(prefix: str, doc: Doc) -> Doc:
    """`doc` with text before it."""
    return prefix + doc if isinstance(doc, str) else replace(doc, opening=prefix + doc.opening)


def suffixed(doc: Doc, suffix: str) -> Doc:
    """`doc` with text behind it."""
    return doc + suffix if isinstance(doc, str) else replace(doc, closing=doc.closing + suffix)


def group(opening: str, items: Sequence[Doc], closing: str) -> Group:
    """Brackets around items, with a comma behind the last when each has its line."""
    return Group(opening, tuple(items), closing)


def columns(line: str) -> int:
    """How many columns of a terminal a line takes: Chinese characters take two each."""
    if line.isascii():
        return len(line)
    return sum(map(_columns_of, line))


def _columns_of(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1

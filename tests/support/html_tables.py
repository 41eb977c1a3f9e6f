"""Reads the tables in a piece of HTML."""

from __future__ import annotations

from html.parser import HTMLParser


class Tables(HTMLParser):
    """The rows of the tables in an HTML text, as lists of cells; those inside follow their row."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._open: list[list[str]] = []
        self._tags: list[str] = []
        self.feed(text)
        assert self._tags == []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "br":
            return
        self._tags.append(tag)
        if tag == "tr":
            self._open.append([])
            self.rows.append(self._open[-1])
        elif tag in ("th", "td"):
            self._open[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        assert self._tags.pop() == tag
        if tag == "tr":
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open:
            self._open[-1][-1] += data

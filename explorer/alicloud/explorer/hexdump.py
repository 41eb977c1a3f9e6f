"""Bytes for people: as text where they are text, else their beginning as a table of hex."""

from __future__ import annotations

from codecs import getincrementaldecoder
from collections.abc import Mapping

SHOWN = 512
"""Bytes in a table."""

_ROW = 16
_AS_TEXT = ("text/", "application/json", "application/xml")


def is_binary(content: bytes, headers: Mapping[str, str]) -> bool:
    """Whether a body is no text, whatever its beginning of some length is cut out of."""
    if headers.get("content-type", "").lower().startswith(_AS_TEXT):
        return False
    try:
        return "\0" in getincrementaldecoder("utf-8")().decode(content)
    except UnicodeDecodeError:
        return True


def hexdump(content: bytes) -> str:
    """The first bytes: where they stand, in hex, and as ASCII."""
    starts = range(0, min(len(content), SHOWN), _ROW)
    return "\n".join(_row(start, content[start : start + _ROW]) for start in starts)


def _row(start: int, row: bytes) -> str:
    text = "".join(chr(byte) if 0x20 <= byte < 0x7F else "." for byte in row)
    return f"{start:04x}  {row.hex(' '):<{3 * _ROW - 1}}  {text}"

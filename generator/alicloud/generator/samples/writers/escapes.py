"""Strings with backslashes: what the languages of the C family share."""

from __future__ import annotations

from collections.abc import Callable, Mapping

C_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def escaped(text: str, named: Mapping[str, str], other: Callable[[str], str]) -> str:
    """The inside of a string literal.

    Args:
        text: What it means.
        named: Characters with an escape of their own.
        other: The escape of a character that has no visible form: controls, line ends of other
            alphabets, marks that turn the direction of text.
    """
    return "".join(
        named.get(character) or (character if character.isprintable() else other(character))
        for character in text
    )


def utf16_escape(character: str) -> str:
    """`\\uXXXX` for each unit of UTF-16, as Java writes it."""
    units = character.encode("utf-16-be").hex()
    return "".join(f"\\u{units[at:at + 4]}" for at in range(0, len(units), 4))


def code_point_escape(character: str) -> str:
    """`\\uXXXX`, or `\\UXXXXXXXX` beyond the first plane, as Go and C# write it."""
    code = ord(character)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"

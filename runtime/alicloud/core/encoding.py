"""Percent-encoding and the canonical query, as both signature versions want them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

_UNRESERVED = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~"
# Replacing one byte value after the other wins while there are few different ones; text with many
# (Chinese, for example) is faster byte by byte.
_FEW = 16


def percent_encode(text: str) -> str:
    """Encode text as UTF-8 and keep only the unreserved characters of RFC 3986, section 2.3.

    Raises:
        UnicodeEncodeError: the text holds half a surrogate pair.
    """
    if text.isascii() and text.isalnum():  # as most names are
        return text
    data = text.encode()
    odd = set(data.translate(None, _UNRESERVED))
    if not odd:
        return text
    encoded = _encoded()
    if len(odd) > _FEW or not text.isascii():
        return "".join(map(encoded.__getitem__, data))
    # "%" goes first, since every other replacement brings new ones.
    text = text.replace("%", "%25")
    odd.discard(0x25)
    for byte in odd:
        text = text.replace(chr(byte), encoded[byte])
    return text


@cache
def _encoded() -> list[str]:
    """The encoded form of each byte."""
    return [chr(byte) if byte in _UNRESERVED else f"%{byte:02X}" for byte in range(256)]


def canonical_query(params: Mapping[str, str]) -> str:
    """The parameters encoded, ordered by name and joined; a form body and a URL query as well.

    Raises:
        ValueError: a parameter holds half a surrogate pair, which UTF-8 cannot express.
    """
    try:
        pairs = [(percent_encode(name), percent_encode(value)) for name, value in params.items()]
    except UnicodeEncodeError:
        name = _unspeakable(params)
    else:
        pairs.sort()
        return "&".join([f"{name}={value}" for name, value in pairs])
    # Raised out here because the error above carries the whole text, which may be a password.
    raise ValueError(f"{name!a}: the text holds half a surrogate pair, which UTF-8 cannot express")


def _unspeakable(params: Mapping[str, str]) -> str:
    for name, value in params.items():
        if any("\ud800" <= character <= "\udfff" for character in name + value):
            return name
    raise AssertionError("every parameter has a UTF-8 form")

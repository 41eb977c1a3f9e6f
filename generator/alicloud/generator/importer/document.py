"""The vendor's document of a product: read, and looked at without trusting what it holds."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

_MAX_SIZE = 32_000_000  # bytes; the largest known document has less than a tenth of it
_MAX_DEPTH = 300  # levels of JSON; the deepest known document has about 100
_UNPRINTABLE = "�"

Json = Mapping[str, Any]


class DocumentError(Exception):
    """What was given is no document of the vendor. The message says where, and what to do."""


def read(data: bytes, source: str) -> dict[str, Any]:
    """The document in `data`.

    Args:
        data: What a file or a response holds.
        source: Where it is from, for messages.

    Raises:
        DocumentError: It is too large, no JSON, or JSON of something else.
    """
    if len(data) > _MAX_SIZE:
        raise DocumentError(
            f"{source}: {len(data) // 1_000_000} MB, and no document of a product has more than "
            f"{_MAX_SIZE // 1_000_000}; check the name"
        )
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"{source}: byte {error.start} is not UTF-8; download it again"
        ) from None
    except json.JSONDecodeError as error:
        raise DocumentError(
            f"{source}:{error.lineno}:{error.colno}: not JSON: {error.msg}; download it again"
        ) from None
    except RecursionError:
        raise _too_deep(source) from None
    except ValueError:  # a number with thousands of digits
        raise DocumentError(f"{source}: a number is too long; download it again") from None
    check(found, source)
    assert isinstance(found, dict)
    return found


def check(found: object, source: str) -> None:
    """Raise DocumentError unless this is a document, as far as its outside goes."""
    if not isinstance(found, dict):
        raise _other(source, "the outermost value is no object")
    for key in ("info", "apis"):
        if not isinstance(found.get(key), dict):
            raise _other(source, f"'{key}' is missing or no object")
    for key in ("product", "version"):
        value = found["info"].get(key)
        if not isinstance(value, str) or not value.strip():
            raise _other(source, f"'info.{key}' is missing or no text")
    if not found["apis"]:
        raise DocumentError(f"{source}: it describes no action; there is nothing to import")
    if is_too_deep(found):
        raise _too_deep(source)


def mapping(value: object) -> Json:
    """`value` if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def objects(value: object) -> Iterator[Json]:
    """The objects in `value`, if it is a list."""
    return (one for one in value if isinstance(one, dict)) if isinstance(value, list) else iter(())


def words_in(value: object) -> list[str]:
    """The texts in `value`, if it is a list."""
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def printable(text: str) -> str:
    """A text without what a spec file cannot hold."""
    return "".join(one if one in "\n\t" or one.isprintable() else _UNPRINTABLE for one in text)


def is_printable(text: str) -> bool:
    """Whether a spec file can hold this text in one line."""
    return text.isprintable()


def is_too_deep(value: object) -> bool:
    """Whether JSON is nested deeper than that of any document."""
    depth = 0
    level: list[object] = [value]
    while level and depth <= _MAX_DEPTH:
        depth += 1
        level = [
            inner
            for one in level
            if isinstance(one, dict | list)
            for inner in (one.values() if isinstance(one, dict) else one)
        ]
    return depth > _MAX_DEPTH


def _too_deep(source: str) -> DocumentError:
    return DocumentError(
        f"{source}: nested deeper than {_MAX_DEPTH} levels, which no document is; download it again"
    )


def _other(source: str, what: str) -> DocumentError:
    return DocumentError(
        f"{source}: this is no document of a product: {what}; "
        "give an api-docs.json as the vendor publishes it"
    )

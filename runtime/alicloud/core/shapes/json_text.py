"""JSON documents that are sent as text, such as policies."""

from __future__ import annotations

import json
from collections.abc import Mapping

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from typing import Any


class JsonText(str):
    """A JSON document in a response: the text exactly as the service sent it.

    It is a `str`, so that comparing and storing it preserve every space.
    """

    __slots__ = ()

    def parse(self) -> Any:
        """The document as Python values.

        Raises:
            ValueError: the text is not JSON.
        """
        try:
            return json.loads(self)
        except RecursionError:
            raise ValueError("the document is nested too deeply") from None


def compact(value: Mapping[str, Any] | list[Any] | str | float | bool | None) -> str:
    """`value` as JSON, without optional spaces and without escaping characters outside ASCII.

    Raises:
        TypeError, ValueError: a value inside cannot be encoded as JSON.
    """
    try:
        return json.dumps(
            value, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=_as_dict
        )
    except RecursionError:
        raise ValueError("the document is nested too deeply") from None


def _as_dict(value: object) -> dict[str, Any]:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"JSON has no type for a {type(value).__name__}")

"""JSON documents that travel as text, policies above all."""

from __future__ import annotations

import json
from collections.abc import Mapping

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class JsonText(str):
    """A JSON document in an answer: the very text that the service sent.

    It is a `str`, so that comparing and storing keep every space of it.
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
    """`value` as JSON without needless blanks; text outside ASCII stays as it is.

    Raises:
        TypeError, ValueError: JSON has nothing for a value inside.
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
    raise TypeError(f"JSON has nothing for a {type(value).__name__}")

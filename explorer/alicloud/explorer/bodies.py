"""The JSON objects that the page sends: read and checked before anything is done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alicloud.explorer import json_values
from alicloud.explorer.errors import ExplorerError


class Body:
    """The object in the body of a request.

    Raises:
        ExplorerError: it is no JSON object, or has a field that is not expected.
    """

    def __init__(self, body: bytes, *fields: str) -> None:
        try:
            found = json_values.read(body)
        except ValueError as error:
            raise bad_body(f"the body: {error}") from None
        if not isinstance(found, dict):
            raise bad_body("the body must be a JSON object")
        for name in found:
            if name not in fields:
                raise bad_body(f"{name[:64]!r} is not expected; known are {', '.join(fields)}")
        self._fields: Mapping[str, Any] = found

    def text(self, name: str, default: str | None = None) -> str:
        """A field that holds text; it is required unless there is a default."""
        value = self._fields.get(name)
        if value is None and default is not None:
            return default
        if not isinstance(value, str):
            raise bad_body(f"{name}: must be a string")
        return value

    def flag(self, name: str) -> bool:
        """A field that is true or false; false if it is missing."""
        value = self._fields.get(name, False)
        if not isinstance(value, bool):
            raise bad_body(f"{name}: must be true or false")
        return value

    def number(self, name: str) -> float:
        """A field that holds a number."""
        value = self._fields.get(name)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise bad_body(f"{name}: must be a number")
        return value

    def values(self) -> dict[str, Any]:
        """The parameters of a call, in the field `values`; null stands for one that is not given."""
        values = self._fields.get("values")
        if not isinstance(values, dict):
            raise bad_body("values: must be an object")
        return {name: value for name, value in values.items() if value is not None}


def bad_body(problem: str) -> ExplorerError:
    """The error of a body that cannot be used."""
    return ExplorerError(400, "bad-request", f"{problem}.")

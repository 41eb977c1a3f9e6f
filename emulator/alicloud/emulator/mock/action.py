"""One mocked action: from the parameters of a call to what its response holds."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any
from zlib import crc32

from alicloud.core.shapes.messages import REQUEST_ID_NAMES
from alicloud.emulator import validation
from alicloud.emulator.mock.made import Maker
from alicloud.emulator.mock.paging import Paging, items_type, way
from alicloud.emulator.mock.texts import Context, Make, plain

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from alicloud.core.service.description import Operation
    from alicloud.core.shapes.messages import Request
    from alicloud.emulator.mock.packages import Package
    from alicloud.generator.model import Operation as Described


class MockedAction:
    """An action of a mocked package.

    Attributes:
        package: The package.
        operation: The action with its generated classes.
        described: What the catalogue says of it.
    """

    def __init__(self, package: Package, action: str) -> None:
        self.package = package
        self.operation: Operation = package.operations[action]
        self.described: Described = package.described[action]

    def request(self, arguments: Mapping[str, Any]) -> Request[Any]:
        """The request of a call, checked against all limits.

        Raises:
            ApiError: a parameter is missing or not allowed.
        """
        try:
            request: Request[Any] = self.operation.request.from_wire(arguments)
        except ValueError as error:
            place, _, text = str(error).partition(": ")  # such as "Tag[0]: expected an object"
            name = place.partition("[")[0].partition(".")[0]
            raise validation.invalid(self.operation, name, (), f"is wrong: {text}") from None
        limits = self.package.limits.get(self.operation.action, {})
        validation.check(self.operation, limits, request.to_dict())
        return request

    def body(self, request: Request[Any], now: datetime, account: str) -> dict[str, Any]:
        """The fields of the response by wire name, also those that are headers or all of the body.

        Raises:
            ApiError: the request asks for a page that there is not.
        """
        values = request.to_dict()
        given = {
            plain(name): value
            for name, value in values.items()
            if isinstance(value, str | int | float | bool)
        }
        paging = self._paging
        told_apart = "" if paging else repr(values)
        seed = crc32(f"{self.package.service.product}.{self.operation.action}{told_apart}".encode())
        context = Context(seed, now, account, given)
        body = {name: make(context, 0) for name, make in self._members}
        if self.described.example is not None:
            body |= self._example(values)
        if paging is not None:
            paging.put(context, values, body)
        return body

    @cached_property
    def whole(self) -> str | None:
        """The field that is all of the body; None if the body is an object of fields."""
        fields = self.described.response.fields
        return next((field.wire for field in fields if field.location == "content"), None)

    @cached_property
    def _members(self) -> list[tuple[str, Make]]:
        return self._maker.members(self.described.response.fields)

    @cached_property
    def _maker(self) -> Maker:
        return Maker(self.package.shapes, self.operation.action)

    @cached_property
    def _paging(self) -> Paging | None:
        pagination = self.described.pagination
        if pagination is None:
            return None
        fields, shapes = self.described.response.fields, self.package.shapes
        keys, field = way(fields, pagination.items, shapes)
        make = Maker(shapes, self.operation.action).item(items_type(field), field.wire)
        first: Any = self._documented
        for key in keys:
            first = first.get(key, {}) if isinstance(first, dict) else {}
        return Paging(self.operation, self.described, shapes, make, first or [])

    @cached_property
    def _documented(self) -> dict[str, Any]:
        """The fields of the documented example."""
        example = self.described.example
        if example is None:
            return {}
        if self.whole is not None:
            binary = self.operation.returns == "bytes"
            return {self.whole: example.response.encode() if binary else example.response}
        fields: dict[str, Any] = example.response or {}
        return {name: value for name, value in fields.items() if name not in REQUEST_ID_NAMES}

    def _example(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The documented example, with the names and ids of the request in place of its own."""
        assert self.described.example is not None
        replaced = {
            was: values[name]
            for name, was in self.described.example.request.items()
            if isinstance(was, str) and was and isinstance(values.get(name), str)
        }
        return {name: _with_given(value, replaced) for name, value in self._documented.items()}


def _with_given(value: Any, replaced: Mapping[str, str]) -> Any:
    """A copy of a JSON value, with other texts for some."""
    if isinstance(value, dict):
        return {key: _with_given(item, replaced) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_given(item, replaced) for item in value]
    return replaced.get(value, value) if isinstance(value, str) else value

"""One mocked action: from the parameters of a call to what its response holds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from zlib import crc32

from alicloud.core.shapes.messages import REQUEST_ID_NAMES
from alicloud.emulator import validation
from alicloud.emulator.mock.arguments import Arguments
from alicloud.emulator.mock.made import Maker
from alicloud.emulator.mock.paging import Paging, items_type, way
from alicloud.emulator.mock.templates import Context, Hole, Marks, Template, encode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from alicloud.core.service.description import Operation
    from alicloud.core.shapes.messages import Request
    from alicloud.emulator.mock.packages import Package
    from alicloud.generator.model import Operation as Described


@dataclass(frozen=True, slots=True)
class Prepared:
    """The response of an action: its body as JSON, and the JSON of its headers by name."""

    body: Template
    headers: Sequence[tuple[str, Template]]


class MockedAction:
    """An action of a mocked package.

    Attributes:
        package: The package.
        operation: The action with its generated classes.
        described: What the catalogue says of it.
        arguments: Reads its parameters from requests.
    """

    def __init__(self, package: Package, action: str) -> None:
        self.package = package
        self.operation: Operation = package.operations[action]
        self.described: Described = package.described[action]
        self.arguments = Arguments(self.described)

    def request(self, arguments: Mapping[str, Any]) -> tuple[Request[Any], dict[str, Any]]:
        """The request of a call, and its parameters as `to_dict` gives them; checked against all limits.

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
        values = request.to_dict()
        validation.check(self.operation, limits, values)
        return request, values

    def fill(
        self, values: Mapping[str, Any], now: datetime, account: str, request_id: str
    ) -> tuple[str, list[tuple[str, Any]]]:
        """The response to a request with these parameters: its body as JSON, and its headers.

        Raises:
            ApiError: the request asks for a page that there is not.
        """
        page = None if self._paging is None else self._paging.page(values)
        # The items of a list are the same, however it is cut into pages.
        told_apart = "" if page else repr(values)
        seed = f"{self.package.service.product}.{self.operation.action}{told_apart}"
        token = f"{crc32(seed.encode()):08x}"
        context = Context(token, now, account, request_id, values, page)
        prepared = self._last if page is None or page.last else self._other
        headers = [(name, json.loads(one.fill(context))) for name, one in prepared.headers]
        return prepared.body.fill(context), headers

    @cached_property
    def whole(self) -> str | None:
        """The field that is all of the body; None if the body is an object of fields."""
        fields = self.described.response.fields
        return next((field.wire for field in fields if field.location == "content"), None)

    @cached_property
    def _last(self) -> Prepared:
        return self._prepared(last=True)

    @cached_property
    def _other(self) -> Prepared:
        """The response with a page that another follows."""
        return self._prepared(last=False)

    def _prepared(self, *, last: bool) -> Prepared:
        marks = Marks()
        members = self._maker.members(self.described.response.fields)
        fields = {name: make(marks, 0) for name, make in members} | self._example(marks)
        if self._paging is not None:
            self._paging.put(marks, fields, last=last)
        headers = [
            (name, marks.json(fields.pop(name)))
            for name in self.operation.headers
            if name in fields
        ]
        if self.operation.returns == "object":
            fields["RequestId"] = marks.request_id
        return Prepared(marks.json(fields.get(self.whole) if self.whole else fields), headers)

    @property
    def _maker(self) -> Maker:
        return Maker(self.package, self.described)

    @cached_property
    def _paging(self) -> Paging | None:
        pagination = self.described.pagination
        if pagination is None:
            return None
        fields, shapes = self.described.response.fields, self.package.shapes
        keys, field = way(fields, pagination.items, shapes)
        make = self._maker.item(items_type(field), field.wire)
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
            return {self.whole: example.response}
        fields: dict[str, Any] = example.response or {}
        return {name: value for name, value in fields.items() if name not in REQUEST_ID_NAMES}

    def _example(self, marks: Marks) -> dict[str, Any]:
        """The documented example, with the names and ids of the request in place of its own."""
        example = self.described.example
        if example is None:
            return {}
        replaced = {
            was: marks.value(_given(keys, was))
            for keys, was in _plain_members(example.request)
            if isinstance(was, str) and was
        }
        return {name: _with_given(value, replaced) for name, value in self._documented.items()}


def _plain_members(request: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """The parameters, and the members of those that are objects, with the keys that lead to them."""
    for name, value in request.items():
        if isinstance(value, Mapping):
            yield from (((name, member), inner) for member, inner in value.items())
        else:
            yield (name,), value


def _given(keys: tuple[str, ...], was: str) -> Hole:
    """What a call gives for a text parameter, or else what the example gives."""

    def given(context: Context) -> str:
        value = context.parameter(keys)
        return encode(value if isinstance(value, str) else was)

    return given


def _with_given(value: Any, replaced: Mapping[str, str]) -> Any:
    """A copy of a JSON value, with other texts for some."""
    if isinstance(value, dict):
        return {key: _with_given(item, replaced) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_given(item, replaced) for item in value]
    return replaced.get(value, value) if isinstance(value, str) else value

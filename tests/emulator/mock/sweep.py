"""What mocks of documents of the vendor respond to the clients that are generated from them.

    python -m tests.emulator.mock.sweep FOLDER

takes every document in the folder and below it, but those of RAM and STS, which are emulated. Each is
imported, generated and mocked. Each action is called with all parameters, without each required one,
and with values of a wrong type or outside the limits; lists are read page by page. The last lines are
a table; exit status 1: faults.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from alicloud.core import ServiceError
from alicloud.core.shapes.shape import Shape
from alicloud.emulator import Emulator
from alicloud.emulator.mock.paging import ITEMS
from alicloud.emulator.services import services
from alicloud.generator.catalogue import Catalogue
from alicloud.generator.catalogue.write import render as catalogues
from alicloud.generator.model import (
    Field,
    ListOf,
    MapOf,
    NumberedPages,
    Operation,
    Ref,
    Scalar,
    Service,
    TokenPages,
    Type,
)
from tests.referees.made_calls import made_call
from tests.support.call_parts import CallParts, parts
from tests.support.golden import put
from tests.support.imported import documents_below, import_into, importable
from tests.support.raw_calls import RawCalls
from tests.support.services import async_client_class, client_class

SIZE = 10
"""Of the pages that are asked for."""

NUMBERS = (Scalar("integer"), Scalar("long"), Scalar("number"))
EMULATED = [name.lower() for name in services().names()]
OF_THE_GATEWAY = re.compile(r"Missing\w[\w.-]*|InvalidParameter\.\w[\w.-]*")
"""Codes where an action documents none that fits."""


@dataclass
class Swept:
    """What was found of one service.

    Attributes:
        name: The service.
        actions: How many there are.
        responded: How many gave every field to a call with all parameters.
        paged: How many lists gave every item once, in pages of the size that was asked for.
        refused: How many calls were refused with a code of the action or the gateway.
        documented: How many of these codes the action documents.
        faults: What went wrong, each with its action.
    """

    name: str
    actions: int = 0
    responded: int = 0
    paged: int = 0
    refused: int = 0
    documented: int = 0
    faults: list[str] = field(default_factory=list)


def sweep(given: Sequence[Service]) -> list[Swept]:
    """Mock services together, and call every action of each."""
    with importable(given) as folder:
        put(catalogues(map(Catalogue, given)), folder)
        with (
            Emulator(mock=[f"alicloud.{one.name}" for one in given]) as cloud,
            warnings.catch_warnings(),
        ):
            warnings.simplefilter("ignore", DeprecationWarning)  # deprecated actions are called too
            return [_Sweep(cloud, service).everything() for service in given]


class _Sweep:
    """Calls the mock of one service."""

    def __init__(self, cloud: Emulator, service: Service) -> None:
        self._cloud = cloud
        self._service = service
        self._shapes = service.shapes_by_name()
        self._raw = RawCalls(cloud)
        self.found = Swept(service.name)

    def everything(self) -> Swept:
        """Make all calls."""
        options = self._cloud.client_options()
        with client_class(self._service.name)(**options) as client:
            for operation in self._service.operations():
                self.found.actions += 1
                self._respond(client, operation)
                self._read_pages(client, operation)
                self._refuse(client, operation)
        asyncio.run(self._respond_to_async(options))
        return self.found

    def _fault(self, operation: Operation, text: object) -> None:
        self.found.faults.append(f"{operation.action}: {str(text)[:300]}")

    def _respond(self, client: Any, operation: Operation) -> None:
        try:
            response = client.send(_request(client, operation, self._values(operation)))
        except Exception as error:  # any kind is a fault to be told
            self._fault(operation, f"{type(error).__name__}: {error}")
            return
        missing = sorted(self._missing(response, operation))
        if missing:
            self._fault(operation, f"no {', '.join(missing)}")
        else:
            self.found.responded += 1

    async def _respond_to_async(self, options: Any) -> None:
        async with async_client_class(self._service.name)(**options) as client:
            for operation in self._service.operations():
                try:
                    await client.send(_request(client, operation, self._values(operation)))
                except Exception as error:  # any kind is a fault to be told
                    self._fault(operation, f"async: {type(error).__name__}: {error}")

    def _values(self, operation: Operation) -> dict[str, Any]:
        """A value for every parameter; of lists in pages for the first page."""
        values = dict(made_call(self._service, operation).values)
        pages: Any = operation.pagination
        for name in ("token", "offset"):
            values.pop(getattr(pages, name, ""), None)
        if isinstance(pages, NumberedPages):
            values[pages.page] = 1
        if (size := getattr(pages, "size", getattr(pages, "limit", None))) is not None:
            values[size] = SIZE
        return values

    def _missing(self, response: Any, operation: Operation) -> set[str]:
        """The fields that a response should have and has not."""
        fields = operation.response.fields
        found = set(self._empty(response, fields, ()))
        if isinstance(operation.pagination, TokenPages):
            found.discard(operation.pagination.next)  # one page may hold all
        return found

    def _empty(self, shape: Any, fields: Sequence[Field], trail: tuple[str, ...]) -> Iterator[str]:
        slots = {one.wire_name: one.name for one in type(shape).__fields__.values()}
        for one in fields:
            value = getattr(shape, slots[one.wire])
            if value is None:
                if not (isinstance(one.type, Ref) and one.type.shape in trail):
                    yield one.wire
            else:
                yield from (f"{one.wire}.{name}" for name in self._inside(value, one.type, trail))

    def _inside(self, value: Any, type_: Type, trail: tuple[str, ...]) -> Iterator[str]:
        match type_:
            case Ref(shape):
                if not isinstance(value, Shape):
                    yield f"{shape}?"
                else:
                    yield from self._empty(value, self._shapes[shape].fields, (*trail, shape))
            case ListOf(item):
                for one in value:
                    yield from self._inside(one, item, trail)
            case MapOf(item):
                for one in value.values():
                    yield from self._inside(one, item, trail)

    def _read_pages(self, client: Any, operation: Operation) -> None:
        if operation.pagination is None:
            return
        try:
            page = client.send(_request(client, operation, self._values(operation)))
            items = [repr(one) for one in page]
        except Exception as error:  # any kind is a fault to be told
            self._fault(operation, f"pages: {type(error).__name__}: {error}")
            return
        if len(page) == SIZE and len(items) == len(set(items)) == ITEMS:
            self.found.paged += 1
        else:
            self._fault(operation, f"pages: {len(page)}, {len(items)}, {len(set(items))} items")

    def _refuse(self, client: Any, operation: Operation) -> None:
        values = self._values(operation)
        for one in operation.request.fields:
            if one.required and one.location != "path" and one.wire in values:
                left = {name: value for name, value in values.items() if name != one.wire}
                self._is_refused(client, operation, left, f"without {one.wire}")
            for wrong in _outside(one):
                if one.wire in values:
                    self._is_refused(
                        client, operation, {**values, one.wire: wrong}, f"{one.wire}={wrong!r:.40}"
                    )
        self._refuse_texts(operation, values)

    def _is_refused(
        self, client: Any, operation: Operation, values: Mapping[str, Any], what: str
    ) -> None:
        try:
            client.send(_request(client, operation, values))
        except ServiceError as error:
            self._check_code(operation, error.code, error.status_code, what)
        except Exception as error:  # any kind is a fault to be told
            self._fault(operation, f"{what}: {type(error).__name__}: {error}")
        else:
            self._fault(operation, f"{what}: accepted")

    def _refuse_texts(self, operation: Operation, values: Mapping[str, Any]) -> None:
        """Numbers that are none, which no client of ours sends."""
        sent = parts(self._service, operation, values)
        for one in operation.request.fields:
            if one.type in NUMBERS and one.location in ("query", "form", "json"):
                wrong = _with_text(sent, one)
                response = wrong.send(self._raw)
                self._check_code(operation, response.code, response.status, f"{one.wire}='x'")

    def _check_code(self, operation: Operation, code: str, status: int, what: str) -> None:
        statuses = [
            status
            for one in operation.errors
            if fnmatchcase(code, one.code)
            for status in one.statuses
        ]
        # Where a failure of the server is documented, it is the caller's mistake all the same.
        if status in statuses or (status == 400 and any(one >= 500 for one in statuses)):
            self.found.documented += 1
        elif status != 400 or not OF_THE_GATEWAY.fullmatch(code):
            self._fault(operation, f"{what}: {status} {code}")
            return
        self.found.refused += 1


def _outside(one: Field) -> Iterator[Any]:
    """Values outside the limits of a parameter."""
    low, high = one.limits.range or (None, None)
    if high is not None:
        yield int(high) + 1
    elif low is not None:
        yield int(low) - 1
    if one.limits.enum and isinstance(one.type, Scalar):
        yield "none of them" if one.type == Scalar("string") else 987654
    _, most = one.limits.length or (None, None)
    if one.type == Scalar("string") and most is not None:
        yield "x" * (most + 1)


def _request(client: Any, operation: Operation, values: Mapping[str, Any]) -> Any:
    return client.operations[operation.action].request.from_wire(values)


def _with_text(sent: CallParts, one: Field) -> CallParts:
    """The call with a text for a parameter, where the client sends it."""
    if one.location == "json":
        return replace(sent, body=json.dumps({**json.loads(sent.body), one.wire: "x"}).encode())
    if one.location == "form" or one.wire in sent.form:
        return replace(sent, form={**sent.form, one.wire: "x"})
    return replace(sent, query={**sent.query, one.wire: "x"})


def table(swept: list[Swept]) -> str:
    """One row a service, in Markdown."""
    rows = [
        "| mock | actions | responded | pages | refused | documented | faults |",
        "|---|---|---|---|---|---|---|",
    ]
    for one in swept:
        counts = (
            one.actions,
            one.responded,
            one.paged,
            one.refused,
            one.documented,
            len(one.faults),
        )
        rows.append(" | ".join([f"| {one.name}", *map(str, counts)]) + " |")
    return "\n".join(rows)


def main(folder: Path) -> int:
    """Sweep and print. Gives the exit status."""
    swept = []
    for path, document in documents_below(folder):
        with TemporaryDirectory() as specs:
            service = import_into(Path(specs), document).service
        if f"{service.product} {service.version}".lower() in EMULATED:
            continue
        (found,) = sweep([service])
        swept.append(found)
        for fault in found.faults:
            print(f"{path.relative_to(folder)}: {fault}", flush=True)
    print(table(swept))
    return int(any(one.faults for one in swept))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

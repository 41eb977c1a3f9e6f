"""Clients made from the vendor's documents of RAM and STS beside our own clients.

    python -m tests.referees.own_services FOLDER

imports every document in the folder and below it whose product we have ourselves, and compares what
both clients send, action by action, with all parameters that both have and with the required ones.
Exit status 1: something differs.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from alicloud.core import StaticCredentials
from alicloud.core.testing import SentRequest, StubTransport
from alicloud.generator.model import Service
from tests.referees.comparison import Comparison, told
from tests.referees.made_calls import made_call
from tests.support.imported import documents_below, import_into, importable

OWN = {"Ram": "alicloud.ram", "Sts": "alicloud.sts"}


def compared(document: dict[str, Any]) -> Comparison:
    """The client of a document beside our own client of the product."""
    with TemporaryDirectory() as folder:
        service = import_into(Path(folder), document).service
    with importable([service]):
        return _compared(
            service, _Client(f"alicloud.{service.name}"), _Client(OWN[service.product])
        )


def _compared(service: Service, made: _Client, own: _Client) -> Comparison:
    found = Comparison(f"{service.product} {service.version}")
    found.only_there += [action for action in own.requests if action not in made.requests]
    for operation in service.operations():
        action = operation.action
        if action not in own.requests:
            found.only_here.append(action)
            continue
        values = made_call(service, operation).values
        both = {name: value for name, value in values.items() if own.has(action, name)}
        found.only_here += [f"{action}.{name}" for name in values if name not in both]
        found.only_there += [f"{action}.{name}" for name in own.names(action) if name not in values]
        required = {one.wire for one in operation.request.fields if one.required}
        unlike: list[str] = []
        for given in (both, {name: value for name, value in both.items() if name in required}):
            try:
                unlike += _unlike(made.sent(action, given), own.sent(action, given))
            except (TypeError, ValueError) as error:  # one of them refuses the values
                unlike.append(str(error))
        if unlike:
            found.different[action] = "; ".join(dict.fromkeys(unlike))
        else:
            found.equal.append(action)
    return found


class _Client:
    """The client of a generated package, over a transport that keeps what it sends."""

    def __init__(self, package: str) -> None:
        module: Any = importlib.import_module(package)
        (name,) = (
            one for one in module.__all__ if one.endswith("Client") and not one.startswith("Async")
        )
        self._class = getattr(module, name)
        self.requests: dict[str, Callable[..., Any]] = {
            one.action: one.request for one in self._class.operations.values()
        }

    def names(self, action: str) -> list[str]:
        """The wire names of the parameters of an action."""
        fields: Any = vars(self.requests[action])["__fields__"]
        return [one.wire_name for one in fields.values()]

    def has(self, action: str, name: str) -> bool:
        return name in self.names(action)

    def sent(self, action: str, values: Mapping[str, Any]) -> SentRequest:
        transport = StubTransport(lambda _: {})
        credentials = StaticCredentials("LTAI5tReferees", "s3cret")
        request: Any = self.requests[action]
        with self._class(
            credentials=credentials, region="cn-hangzhou", transport=transport
        ) as client:
            client.send(request.from_wire(values))
        (sent,) = transport.requests
        return sent


def _unlike(here: SentRequest, there: SentRequest) -> Iterator[str]:
    for name in ("method", "host", "path", "parameters", "body"):
        one, other = getattr(here, name), getattr(there, name)
        if one != other:
            yield f"{name}: {one!r} here, {other!r} there"
    for name in ("x-acs-action", "x-acs-version", "content-type", "authorization"):
        one, other = here.headers.get(name), there.headers.get(name)
        if one != other and name != "authorization":
            yield f"{name}: {one!r} here, {other!r} there"
        elif (one is None) != (other is None):
            yield f"{name}: only one of the two signs"


def main(folder: Path) -> int:
    """Compare and print. Gives the exit status."""
    found = [
        compared(document)
        for _, document in documents_below(folder)
        if document["info"]["product"] in OWN
    ]
    return told(found)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

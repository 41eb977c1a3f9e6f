"""An Explorer that a test calls as its page does, and as others try to."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any

from alicloud.emulator import Emulator
from alicloud.explorer.library import Library
from alicloud.explorer.routes import Desk
from alicloud.explorer.server import ExplorerServer
from alicloud.explorer.targets import Target, Targets, emulator_target
from alicloud.generator.catalogue import installed
from tests.support.server.specs import OPERATIONS

TOKEN = "token-of-this-start"
LIBRARY = Library(installed())
ACTIONS = [LIBRARY.action(service.name, name) for name, (service, _) in OPERATIONS.items()]


class Seconds:
    """A clock that a test moves by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@dataclass(frozen=True)
class Response:
    """A response; header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)

    @property
    def code(self) -> str:
        """The code of an error."""
        return str(self.json["error"]["code"])


class Page:
    """What the page of a running Explorer can do."""

    def __init__(
        self, server: ExplorerServer, desk: Desk, cloud: Emulator, seconds: Seconds
    ) -> None:
        self.server = server
        self.desk = desk
        self.cloud = cloud
        self.seconds = seconds
        self.origin = f"http://127.0.0.1:{server.port}"

    def raw(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes | None = None
    ) -> Response:
        """Send a request with these headers and no others but Content-Length."""
        connection = HTTPConnection("127.0.0.1", self.server.port, timeout=10)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in headers.items():
                connection.putheader(name, value)
            if body is not None:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            received = connection.getresponse()
            found = {name.lower(): value for name, value in received.getheaders()}
            return Response(received.status, found, received.read().decode())
        finally:
            connection.close()

    def headers(self) -> dict[str, str]:
        """Those that a browser sends for a call of the page."""
        return {
            "Host": f"127.0.0.1:{self.server.port}",
            "Origin": self.origin,
            "Sec-Fetch-Site": "same-origin",
            "Authorization": f"Bearer {TOKEN}",
            "Content-Type": "application/json",
        }

    def get(self, path: str) -> Response:
        return self.raw("GET", path, self.headers())

    def delete(self, path: str) -> Response:
        return self.raw("DELETE", path, self.headers())

    def post(self, path: str, /, **body: Any) -> Response:
        return self.raw("POST", path, self.headers(), json.dumps(body).encode())

    def send(
        self, action: str, /, target: str = "emulator", service: str = "ram", **values: Any
    ) -> Any:
        """Send a call, and return the exchange."""
        response = self.post(
            "/api/send", service=service, action=action, target=target, values=values
        )
        assert response.status == 200, response.text
        return response.json

    def preview(
        self, action: str, /, target: str = "emulator", service: str = "ram", **values: Any
    ) -> Any:
        response = self.post(
            *("/api/preview",),
            service=service,
            action=action,
            target=target,
            values=values,
            variant="python",
        )
        assert response.status == 200, response.text
        return response.json


@contextmanager
def explorer(cloud: Emulator, *others: Target) -> Iterator[Page]:
    """A running Explorer with an emulator and other targets."""
    seconds = Seconds()
    targets = Targets([emulator_target(cloud), *others])
    desk = Desk(targets, LIBRARY, cloud, monotonic=seconds)
    try:
        with ExplorerServer(desk, token=TOKEN, monotonic=seconds) as server:
            yield Page(server, desk, cloud, seconds)
    finally:
        targets.close()

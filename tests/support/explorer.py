"""An Explorer that a test calls as its page does, and as others try to."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from subprocess import PIPE, Popen
from typing import Any

from alicloud.emulator import Emulator
from alicloud.explorer.catalogues import Action, Catalogues
from alicloud.explorer.emulation import Emulation
from alicloud.explorer.routes import Application
from alicloud.explorer.server import ExplorerServer
from alicloud.explorer.targets import Target
from alicloud.generator.catalogue import installed
from alicloud.generator.model import ListOf, Scalar, Type
from tests.support.server.specs import OPERATIONS

TOKEN = "token-of-this-start"
NOW = datetime(2026, 1, 31, 8, tzinfo=UTC)
CATALOGUES = Catalogues(installed())
ACTIONS = [CATALOGUES.action(service.name, name) for name, (service, _) in OPERATIONS.items()]


def secrets_for(action: Action, text: str) -> dict[str, Any]:
    """A secret value for each sensitive parameter of an action that takes text, or several."""
    types: Mapping[Type, Any] = {Scalar("string"): text, ListOf(Scalar("string")): [text]}
    return {
        field.wire: types[field.type]
        for field in action.operation.request.fields
        if field.sensitive and field.type in types
    }


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
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.text)

    @property
    def code(self) -> str:
        """The code of an error."""
        return str(self.json["error"]["code"])


class Caller:
    """Calls an Explorer as its page does.

    Args:
        url: What the Explorer prints.
    """

    def __init__(self, url: str) -> None:
        self.origin, _, self.token = url.partition("/#key=")
        self.port = int(self.origin.rpartition(":")[2])

    def raw(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes | None = None
    ) -> Response:
        """Send a request with these headers and no others but Content-Length."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in headers.items():
                connection.putheader(name, value)
            if body is not None:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            received = connection.getresponse()
            found = {name.lower(): value for name, value in received.getheaders()}
            return Response(received.status, found, received.read())
        finally:
            connection.close()

    def headers(self) -> dict[str, str]:
        """Those that a browser sends for a call of the page."""
        return {
            "Host": f"127.0.0.1:{self.port}",
            "Origin": self.origin,
            "Sec-Fetch-Site": "same-origin",
            "Authorization": f"Bearer {self.token}",
            "Content-Type": "application/json",
        }

    def get(self, path: str) -> Response:
        return self.raw("GET", path, self.headers())

    def delete(self, path: str) -> Response:
        return self.raw("DELETE", path, self.headers())

    def post(self, path: str, /, **body: Any) -> Response:
        return self.raw("POST", path, self.headers(), json.dumps(body).encode())


class Page(Caller):
    """The page of an Explorer that runs in this process."""

    def __init__(
        self, server: ExplorerServer, app: Application, cloud: Emulator, seconds: Seconds
    ) -> None:
        super().__init__(server.url)
        self.server = server
        self.app = app
        self.cloud = cloud
        self.seconds = seconds

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
def explorer(
    cloud: Emulator, *others: Target, catalogues: Catalogues = CATALOGUES
) -> Iterator[Page]:
    """A running Explorer with an emulator and other targets."""
    seconds = Seconds()
    app = Application(Emulation(cloud), catalogues, others, now=lambda: NOW, monotonic=seconds)
    try:
        with ExplorerServer(app, token=TOKEN, monotonic=seconds) as server:
            yield Page(server, app, cloud, seconds)
    finally:
        app.targets.close()


class Started(Caller):
    """An Explorer in a process of its own."""

    def __init__(self, process: Popen[str]) -> None:
        assert process.stdout is not None
        self.process = process
        self.lines = [process.stdout.readline().rstrip()]
        while self.lines[-1].startswith(("#", "export ")):
            self.lines.append(process.stdout.readline().rstrip())
        super().__init__(self.lines[-1])


@contextmanager
def started(
    python: Sequence[str] = ("-W", "error"),
    options: Sequence[str] = (),
    *,
    interpreter: str | Path = sys.executable,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
) -> Iterator[Started]:
    """Start one as a user does."""
    command = [str(interpreter), *python, "-m", "alicloud.explorer", *options]
    environment = {**os.environ, **(env or {})}
    with Popen(command, stdout=PIPE, stderr=PIPE, text=True, cwd=cwd, env=environment) as process:
        try:
            yield Started(process)
        finally:
            process.kill()

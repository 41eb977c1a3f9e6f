"""The Explorer's HTTP server, on 127.0.0.1 and nowhere else."""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Self

from alicloud.emulator.http.protocol import Responder
from alicloud.emulator.http.responses import HttpResponse
from alicloud.emulator.http.server import Server
from alicloud.explorer import routes
from alicloud.explorer.errors import ExplorerError, StartError
from alicloud.explorer.files import Files
from alicloud.explorer.guard import API, HEADERS, Guard

if TYPE_CHECKING:
    from alicloud.emulator.http.requests import HttpRequest
    from alicloud.explorer.routes import Application

HOST = "127.0.0.1"
MAX_BODY = 1024 * 1024
MAX_AT_ONCE = 16
"""Requests that are handled at the same time."""

logger = logging.getLogger("alicloud.explorer")


class ExplorerServer:
    """Serves the page and what it asks for; use it with `with`.

    Args:
        app: What the page works on.
        port: The port to listen on; 0 takes a free one.
        token: What the page sends with each call; by default a new one of 32 random bytes.
        monotonic: Seconds of a clock that never goes back.
    """

    def __init__(
        self,
        app: Application,
        *,
        port: int = 0,
        token: str | None = None,
        files: Files | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._app = app
        self._port = port
        self._token = token or secrets.token_urlsafe(32)
        self._files = files or Files()
        self._guard = Guard(self._token, monotonic)
        self._at_once = 0
        self._server: Server
        self._threads: ThreadPoolExecutor

    def __enter__(self) -> Self:
        """Listen and respond.

        Raises:
            StartError: the port cannot be listened on.
        """
        if not 0 <= self._port <= 65535:
            raise StartError(f"--port: must be from 0 to 65535, not {self._port}")
        self._threads = ThreadPoolExecutor(MAX_AT_ONCE, "alicloud-explorer")
        try:
            self._server = Server(
                Responder(self._respond, _malformed, MAX_BODY), host=HOST, port=self._port
            )
        except OSError as error:
            raise StartError(
                f"cannot listen on port {self._port}: {error.strerror}; choose another --port"
            ) from None
        self._guard.hosts = (f"{HOST}:{self.port}", f"localhost:{self.port}")
        return self

    def __exit__(self, *_: object) -> None:
        self._server.stop()
        self._threads.shutdown(wait=False, cancel_futures=True)

    @property
    def port(self) -> int:
        """The port that the server listens on."""
        return self._server.port

    @property
    def url(self) -> str:
        """The address to open, with the token in its fragment, which browsers send to nobody."""
        return f"http://{HOST}:{self.port}/#key={self._token}"

    async def _respond(self, request: HttpRequest) -> HttpResponse:
        if self._at_once >= MAX_AT_ONCE:
            busy = ExplorerError(503, "busy", f"At most {MAX_AT_ONCE} requests at once.")
            return _guarded(routes.error_response(busy))
        self._at_once += 1
        try:
            response = await self._checked_response(request)
        finally:
            self._at_once -= 1
        name, _ = routes.route_name(request.path)
        shown = name if name in routes.ROUTES else f"{API}?"
        if request.path.startswith(API):
            logger.info("%s %s %s", request.method[:16], shown, response.status)
        return _guarded(response)

    async def _checked_response(self, request: HttpRequest) -> HttpResponse:
        try:
            self._guard.check(request)
            if not request.path.startswith(API):
                return self._files.respond(request.path)
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(  # calls to services wait
                self._threads,
                routes.respond,
                self._app,
                request.method,
                request.path,
                request.body,
            )
        except ExplorerError as error:
            return routes.error_response(error)
        except Exception:
            logger.exception("the Explorer failed; this is a bug")
            bug = ExplorerError(500, "bug", "The Explorer failed; its log says why.")
            return routes.error_response(bug)


def _guarded(response: HttpResponse) -> HttpResponse:
    return HttpResponse(response.status, [*response.headers, *HEADERS], response.body)


def _malformed(status: int, code: str, message: str) -> HttpResponse:
    """The response to bytes that are no HTTP request, or too many."""
    return _guarded(routes.error_response(ExplorerError(status, code, message)))

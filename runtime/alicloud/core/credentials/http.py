"""HTTP for sources that call a server: one request, and errors that name the source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from alicloud.core.auth.caller import CALLER
from alicloud.core.calls.decode import decode
from alicloud.core.credentials.validation import validate_value
from alicloud.core.errors.base import CredentialsError, ServiceError, UnexpectedResponse
from alicloud.core.http.requests_transport import RequestsTransport
from alicloud.core.http.transport import HttpRequest, HttpResponse, TransportFault

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from typing import Any

    from alicloud.core.http.transport import Transport

TIMEOUT = (5.0, 10.0)
"""Seconds to connect, and seconds to wait for the response."""


@contextmanager
def connected(own: Transport | None, *, direct: bool = False) -> Iterator[Transport]:
    """What sends the requests of one fetch.

    Args:
        own: The transport of the source. Without one it is that of the client that needs the
            credentials, and without a client one that is made for this fetch alone, since it is
            long until the next.
        direct: Never through a proxy, since only this machine can reach the server.
    """
    if direct and isinstance(own, RequestsTransport):
        own = None
    transport, close = own, False
    if own is None and not direct:
        transport, close = CALLER.get().transport()
    if transport is None:
        transport, close = RequestsTransport(trust_env=not direct), True
    try:
        yield transport
    finally:
        if close:
            transport.close()


def send(
    request: HttpRequest,
    transport: Transport | None,
    *,
    place: str,
    hint: str,
    timeout: tuple[float, float] = TIMEOUT,
    direct: bool = False,
) -> HttpResponse:
    """Send one request once.

    Args:
        transport, direct: As for `connected`.
        place: Who is called, for messages.
        hint: What to do when there is no response.

    Raises:
        CredentialsError: there was no response; `__cause__` is the `TransportFault`.
    """
    # Without the header an error would name the whole URL.
    headers = {"host": urlsplit(request.url).netloc, **request.headers}
    request = HttpRequest(request.method, request.url, headers, request.body)
    with connected(transport, direct=direct) as sender:
        try:
            return sender.send(request, timeout)
        except TransportFault as error:
            raise CredentialsError(f"{place}: {error.text}", hint=hint) from error


def json_object(response: HttpResponse, *, place: str, hint: str) -> dict[str, Any]:
    """The JSON object in a successful response.

    Raises:
        CredentialsError: the response is an error, or not a JSON object.
    """
    try:
        fields: dict[str, Any] = decode(response, action="", host=place, attempts=1)
        return fields
    except UnexpectedResponse as error:
        problem = f"{error.message} (status {response.status})"
    except ServiceError as error:
        problem = f"{place}: {error.code}: {error.message} (status {response.status})"
    # Raised outside the handlers: the error holds the body, perhaps with parts of the credentials.
    raise CredentialsError(problem, hint=hint)


def text(response: HttpResponse, *, place: str, hint: str) -> str:
    """The line of plain text in a successful response, without white space around it.

    Raises:
        CredentialsError: the status is not 200, or the body is something else.
    """
    if response.status != 200:
        raise CredentialsError(f"{place} responded with status {response.status}", hint=hint)
    body = response.body.strip()
    if not body or len(body) > 4096 or not all(0x20 < byte < 0x7F for byte in body) or b"<" in body:
        raise CredentialsError(f"{place} did not respond with one line of plain text", hint=hint)
    return body.decode()


def origin(url: str, name: str) -> str:
    """Scheme, host and port of a URL; its path and query may be secret.

    Args:
        name: What the URL is, for messages.

    Raises:
        CredentialsError: it is not a URL that can be requested, or contains a user name.
    """
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        parts, port = urlsplit(""), ""
    usable = parts.scheme in ("http", "https") and re.fullmatch("[!-~]+", url)
    if not usable or not parts.hostname or "@" in parts.netloc:
        raise CredentialsError(
            f"{name} is not a URL such as 'http://localhost:8080/path', without a user name",
            hint="Correct it.",
        )
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}{port}"


def bearer_post(url: str, token: str, body: str, place: str) -> HttpRequest:
    """A POST request with a JSON body, authorized by a token.

    Args:
        place: Where the token comes from, for messages.

    Raises:
        CredentialsError: the token cannot be sent.
    """
    validate_value(f"{place}: access token", token)
    headers = {
        "accept": "application/json",
        "content-type": "application/json",
        "authorization": f"Bearer {token}",
    }
    return HttpRequest("POST", url, headers, body.encode())

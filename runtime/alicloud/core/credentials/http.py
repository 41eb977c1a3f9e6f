"""HTTP for sources that ask a server: one request, and errors that name the source."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from alicloud.core.calls.decode import decode
from alicloud.core.credentials.static import check
from alicloud.core.errors.base import CredentialsError, ServiceError, UnexpectedResponse
from alicloud.core.http.requests_transport import RequestsTransport
from alicloud.core.http.transport import HttpRequest, HttpResponse, TransportFault

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from alicloud.core.http.transport import Transport

TIMEOUT = (5.0, 10.0)
"""Seconds to connect, and seconds to wait for an answer."""


def send(
    request: HttpRequest,
    transport: Transport | None,
    *,
    place: str,
    hint: str,
    timeout: tuple[float, float] = TIMEOUT,
    trust_env: bool = True,
) -> HttpResponse:
    """Send one request once.

    Args:
        transport: What carries it; None makes one, and closes it, since the next request is a long
            time off.
        place: Who is asked, for messages.
        hint: What to do when no answer comes.
        trust_env: Whether the environment may name a proxy.

    Raises:
        CredentialsError: no answer came; `__cause__` is the `TransportFault`.
    """
    # Without it a fault would name the whole URL.
    headers = {"host": urlsplit(request.url).netloc, **request.headers}
    request = HttpRequest(request.method, request.url, headers, request.body)
    carrier = RequestsTransport(trust_env=trust_env) if transport is None else transport
    try:
        return carrier.send(request, timeout)
    except TransportFault as fault:
        raise CredentialsError(f"{place}: {fault.text}", hint=hint) from fault
    finally:
        if transport is None:
            carrier.close()


def json_object(response: HttpResponse, *, place: str, hint: str) -> dict[str, Any]:
    """The JSON object that a successful answer holds.

    Raises:
        CredentialsError: the answer is an error, or no JSON object.
    """
    try:
        return decode(response, action="", host=place, attempts=1)
    except UnexpectedResponse as error:
        problem = f"{error.message} (status {response.status})"
    except ServiceError as error:
        problem = f"{place}: {error.code}: {error.message} (status {response.status})"
    # Out of the handler: the error holds the body, and with it perhaps half of the credentials.
    raise CredentialsError(problem, hint=hint)


def text(response: HttpResponse, *, place: str, hint: str) -> str:
    """The text that a successful answer holds, without blanks around it.

    Raises:
        CredentialsError: the status is not 200, or this is not a line of plain text.
    """
    if response.status != 200:
        raise CredentialsError(f"{place} answered with status {response.status}", hint=hint)
    body = response.body.strip()
    if not body or len(body) > 4096 or not all(0x20 < byte < 0x7F for byte in body) or b"<" in body:
        raise CredentialsError(f"{place} answered with something else than a word", hint=hint)
    return body.decode()


def origin(url: str, name: str) -> str:
    """Scheme, host and port of a URL: its path and query may be as secret as what they lead to.

    Args:
        name: What the URL is, for messages.

    Raises:
        CredentialsError: it is no URL for a request, or holds a user name.
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
    """A POST of JSON that a token authorizes.

    Args:
        place: Where the token is from, for messages.

    Raises:
        CredentialsError: the token cannot be sent.
    """
    check(f"{place}: access token", token)
    headers = {
        "accept": "application/json",
        "content-type": "application/json",
        "authorization": f"Bearer {token}",
    }
    return HttpRequest("POST", url, headers, body.encode())

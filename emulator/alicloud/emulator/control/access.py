"""Who may use the control: programs on this machine or with the token, and never a web page."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

from alicloud.emulator.control.errors import ControlError


def check(headers: Mapping[str, str], peer: str, token: str | None) -> None:
    """Let a request pass, given its headers by lower-case name and the address it came from.

    A page that a browser shows can send requests to this machine. The browser then names the page's
    origin, or the name of the host that the page believes to call, and neither is ours.

    Raises:
        ControlError: 401 or 403.
    """
    if "origin" in headers or headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
        raise ControlError(403, "The control is not for web pages: leave out the header Origin.")
    if token is not None:
        _check_token(headers.get("authorization", ""), token)
    elif not is_loopback(peer):
        raise ControlError(
            403,
            f"The control is for this machine only, and {peer} is another one; start the emulator"
            " with a control token and send it.",
        )
    elif not is_loopback(_host_name(headers.get("host", ""))):
        raise ControlError(
            403, "The header Host must be localhost or a loopback address such as 127.0.0.1."
        )


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine's own, which no other machine reaches."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _check_token(authorization: str, token: str) -> None:
    scheme, _, sent = authorization.partition(" ")
    same = hmac.compare_digest(sent.strip().encode(), token.encode())
    if scheme.lower() != "bearer" or not same:
        raise ControlError(
            401,
            "Send the control token: `Authorization: Bearer TOKEN`.",
            [(b"WWW-Authenticate", b"Bearer")],
        )


def _host_name(host: str) -> str:
    """The name in a Host header, without the port; "" if there is none."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""

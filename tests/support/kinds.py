"""One action of each kind, and failures after which the outcome of a call is unknown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from alicloud.core import ServiceError, ServiceUnavailable, TransportError, UnexpectedResponse
from tests.support.server import HANG_UP, RESET, Problem, Raw

# To be called with a client; with an async one the result is awaited.
CALLS: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "read": ("GetUser", lambda ram: ram.get_user(user_name="alice")),
    "update": ("UpdateRole", lambda ram: ram.update_role(role_name="r", new_description="d")),
    "delete": ("DeleteUser", lambda ram: ram.delete_user(user_name="alice")),
    "create": ("CreateUser", lambda ram: ram.create_user(user_name="alice")),
    "never": (
        "ChangePassword",
        lambda ram: ram.change_password(old_password="a", new_password="b"),
    ),
}
REPEATABLE = {"read", "update", "delete"}

PAGE = Raw(b"<html><title>Bad Gateway</title></html>", 502)
UNKNOWN_OUTCOMES: dict[str, tuple[Any, Any]] = {
    "503": (Problem("ServiceUnavailable"), ServiceUnavailable),
    "500": (Problem("InternalError"), ServiceError),
    "html-502": (PAGE, UnexpectedResponse),
    "truncated-200": (Raw(b'{"User": {"Us'), UnexpectedResponse),
    "empty-200": (Raw(b""), UnexpectedResponse),
    "cut-off": (Raw(b"{", headers={"Content-Length": "99"}), TransportError),
    "hang-up": (HANG_UP, TransportError),
    "reset": (RESET, TransportError),
}

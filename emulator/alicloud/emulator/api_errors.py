"""Errors of the emulated service: a code of the service and its HTTP status."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class ApiError(Exception):
    """An error that the service responds with. Whatever the call had changed is undone.

    Args:
        code: The service's code, "EntityNotExist.User" for example.
        message: The entity and the rule, in words.
        status: The HTTP status; by default the one that the action documents for the code.
        detail: The AccessDeniedDetail of a call that lacks a permission.
    """

    def __init__(
        self,
        code: str,
        message: str,
        *,
        status: int | None = None,
        detail: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message
        self.status = status
        self.detail = detail

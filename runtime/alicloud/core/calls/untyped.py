"""Calls by name, with plain dicts, of actions that the SDK knows and of others."""

from __future__ import annotations

import re

from alicloud.core.calls.typed import with_token
from alicloud.core.service.description import Operation
from alicloud.core.shapes.flat import check_names

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from alicloud.core.auth.canonical import RequestParts
    from alicloud.core.calls.typed import Caller
    from alicloud.core.errors.base import ServiceError


def untyped_call(
    client: Caller, action: str, parameters: Mapping[str, Any] | None
) -> tuple[Operation, RequestParts]:
    """Which action is called, and what to send.

    What the SDK knows is sent as described, everything else as it follows from its value.

    Raises:
        ValueError: a parameter does not fit its type, or `action` cannot be the name of an action.
    """
    try:
        return _encoded(client, action, parameters or {})
    except ValueError as error:
        problem = str(error)
    finally:
        del parameters
    # Out here, and without them, for what a frame holds is shown by many tools.
    raise ValueError(problem)


def _encoded(
    client: Caller, action: str, given: Mapping[str, Any]
) -> tuple[Operation, RequestParts]:
    name: object = action
    if not isinstance(name, str) or not re.fullmatch(r"[A-Za-z0-9_.-]+", name):
        raise ValueError(f"{name!r} is not the name of an action")
    check_names(given)
    operation = client.operations.get(action)
    request, known = None, set()
    if operation is not None:
        if operation.deprecated:
            _warn(operation)
        request = operation.request.from_wire(given)
        known = {field.wire_name for field in operation.request.__fields__.values()}
    others = {
        name: value
        for name, value in given.items()
        if name not in known and name.partition(".")[0] not in known
    }
    # What an unknown action does is unknown, and so whether it can be repeated: as for a create.
    if operation is not None and operation.token is not None and request is not None:
        request = with_token(operation.token, request)
    operation = operation or Operation(action, "create", "")
    service = client.service
    parts: RequestParts = service.protocol.encode(service, operation, request, others)
    return operation, parts


def _warn(operation: Operation) -> None:
    from alicloud.core.deprecation import warn

    warn(f"{operation.action} is deprecated: {operation.deprecated}", through_clients=True)


def suggest_action(client: Caller, error: ServiceError) -> None:
    """Add a known name to the error about an unknown one, if it is perhaps misspelt."""
    from difflib import get_close_matches

    from alicloud.core.errors.families import InvalidAction

    if not isinstance(error, InvalidAction):
        return
    near = get_close_matches(error.action, client.operations, n=1)
    if near and near[0] != error.action:
        error.hint = f"Did you mean {near[0]!r}?"

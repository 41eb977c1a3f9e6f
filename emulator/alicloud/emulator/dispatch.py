"""From the parameters of a verified call to its answer: decode, check, authorise, handle."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any

from alicloud.core.service.description import Operation
from alicloud.core.shapes.messages import Response
from alicloud.emulator import validation
from alicloud.emulator.handlers import HANDLERS, Call, Handler
from alicloud.emulator.refusals import ApiError


def perform(
    call: Call, service: str, operation: Operation, parameters: Mapping[str, Any]
) -> Response:
    """The answer to a call. To be run inside a transaction of the store.

    Args:
        service: "ram" or "sts".
        parameters: As sent, or with Python values.

    Raises:
        ApiError: the service says no.
    """
    try:
        request = operation.request.from_wire(parameters)
    except ValueError as fault:
        place, _, text = str(fault).partition(": ")  # such as "Tag[0]: expected an object"
        name = place.partition("[")[0]
        raise ApiError(f"Invalid{name}", f"{place}: {text}.", status=400) from None
    validation.check(operation, limits_of(service).get(operation.action, {}), request.to_dict())
    if call.enforce:
        # Loaded when needed: it would take a sixth of the time until the server is ready.
        from alicloud.emulator.policy.authorisation import authorise

        authorise(call, service, operation, request)
    return _handler(service, operation)(call, request)


@cache
def limits_of(service: str) -> Mapping[str, Any]:
    """The limits of all actions of a service."""
    table: Mapping[str, Any] = import_module(f"alicloud.{service}.limits").LIMITS
    return table


def _handler(service: str, operation: Operation) -> Handler:
    """What performs an action: each resource has a module of its name, loaded when needed."""
    resource = operation.request.__module__.rpartition(".")[2]
    import_module(f"alicloud.emulator.{service}.{resource}")
    return HANDLERS[service, operation.action]

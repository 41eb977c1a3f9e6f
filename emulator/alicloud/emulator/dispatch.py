"""From the parameters of a call to its response: decode, validate, authorise, handle."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any

from alicloud.core.service.description import Operation
from alicloud.core.shapes.messages import Response
from alicloud.emulator import validation
from alicloud.emulator.api_errors import ApiError
from alicloud.emulator.handlers import HANDLERS, Call, Handler


def dispatch(
    call: Call, service: str, operation: Operation, parameters: Mapping[str, Any]
) -> Response:
    """The response to a call. Must run inside a transaction of the store.

    Args:
        service: "ram" or "sts".
        parameters: As sent, or with Python values.

    Raises:
        ApiError: the service rejects the call.
    """
    handler = _handler(service, operation)
    try:
        request = operation.request.from_wire(parameters)
    except ValueError as error:
        place, _, text = str(error).partition(": ")  # such as "Tag[0]: expected an object"
        name = place.partition("[")[0]
        raise ApiError(f"Invalid{name}", f"{place}: {text}.", status=400) from None
    limits = limits_of(service).get(operation.action, {})
    validation.check(operation, limits, request.to_dict(), validation.RAM_AND_STS)
    if call.enforce:
        # Loaded when needed: it would take a sixth of the time until the server is ready.
        from alicloud.emulator.policy.authorisation import authorise

        authorise(call, service, operation, request)
    return handler(call, request)


@cache
def limits_of(service: str) -> Mapping[str, Any]:
    """The limits of all actions of a service."""
    table: Mapping[str, Any] = import_module(f"alicloud.{service}.limits").LIMITS
    return table


def handler_of(service: str, operation: Operation) -> Handler | None:
    """The handler of an action; None if the emulator does not have the action yet.

    The handlers of a resource are in a module of its name.
    """
    _load(module_of(service, operation))
    return HANDLERS.get((service, operation.action))


def module_of(service: str, operation: Operation) -> str:
    """The module that the handler of an action belongs to."""
    resource = operation.request.__module__.rpartition(".")[2]
    return f"alicloud.emulator.{service}.{resource}"


@cache
def _load(module: str) -> None:
    """Import a module of handlers, if there is one."""
    try:
        import_module(module)
    except ModuleNotFoundError as error:
        if error.name is None or not module.startswith(error.name):
            raise


def _handler(service: str, operation: Operation) -> Handler:
    handler = handler_of(service, operation)
    if handler is None:
        raise ApiError(
            "NotImplemented",
            f"The emulator does not have {operation.action} yet; its handler belongs in"
            f" {module_of(service, operation)}.",
            status=400,
        )
    return handler

"""The RPC protocol: a POST to "/" with flat parameters, in the query or in a form.

A protocol is a module with this one function; a `Service` names it.
"""

from __future__ import annotations

from alicloud.core.auth.canonical import RequestParts

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from alicloud.core.service.description import Operation, Service
    from alicloud.core.shapes.messages import Request


def encode(
    service: Service,
    operation: Operation,
    request: Request[Any] | None,
    others: Mapping[str, Any] | None = None,
) -> RequestParts:
    """The parts of a call: each parameter where the service publishes it.

    Args:
        request: The parameters that the SDK knows; None for an action that it does not know.
        others: Parameters that it does not know: plain values by wire name, sent in the query.

    Raises:
        ValueError: a value cannot be sent; its parameter is named.
    """
    query: dict[str, str] = {}
    form: dict[str, str] = {}
    if request is not None:
        for field in type(request).__fields__.values():
            value = getattr(request, field.slot)
            if value is None:
                continue
            parameters = form if field.location == "form" else query
            if type(value) is str:  # its own text, whatever the type of the field
                parameters[field.wire_name] = value
            else:
                request._write(parameters, field, value)
    if others:
        from alicloud.core.shapes.flat import flatten

        for name, value in others.items():
            flatten(query, name, value)
    return RequestParts(
        operation.action,
        service.version,
        method=operation.method,
        path=operation.path,
        query=query,
        form=form,
    )

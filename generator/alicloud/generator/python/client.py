"""The clients of a service in Python: what the templates say of them and their methods."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from alicloud.generator.model import Error, Operation, Service
from alicloud.generator.python.core import error_class
from alicloud.generator.python.literals import example_arguments, literal
from alicloud.generator.python.names import class_names, client_name, field_name, snake
from alicloud.generator.python.types import Import, Types
from alicloud.generator.wording import (
    all_of,
    error_text,
    field_text,
    remedy,
    summary_and_details,
)

_MOST_LISTED = 12
"""Up to so many fields of a response are named in the docstring of a method."""


@dataclass(frozen=True)
class ParameterView:
    """A parameter of a method."""

    name: str
    annotation: str
    optional: bool
    doc: str


@dataclass(frozen=True)
class RaisesView:
    """A class of errors, and what it means for one method."""

    error: str
    doc: str


@dataclass(frozen=True)
class MethodView:
    """A method of a client; the asynchronous client has the same ones, to be awaited."""

    name: str
    request: str
    response: str
    parameters: tuple[ParameterView, ...]
    summary: str
    details: str
    deprecated: str  # what to use instead, if it is deprecated
    renamed_from: str  # its earlier name, if it has one
    renamed: tuple[tuple[str, str], ...]  # earlier and present names of parameters
    holds: str  # the fields of the response
    items: str  # the one that iterating over the response gives, if any
    raises: tuple[RaisesView, ...]
    example: tuple[str, ...] | None  # the arguments of a call


@dataclass(frozen=True)
class ClientView:
    """A client and its module."""

    module: str
    name: str
    asynchronous: bool


def client_views(service: Service) -> tuple[ClientView, ...]:
    """The synchronous and the asynchronous client."""
    name = client_name(service.product)
    return (
        ClientView("client", name, asynchronous=False),
        ClientView("async_client", f"Async{name}", asynchronous=True),
    )


def method_view(types: Types, operation: Operation) -> MethodView:
    """The method that calls `operation`; required parameters come first."""
    names = class_names(operation)
    summary, details = summary_and_details(operation.doc or f"Call {operation.action}.")
    fields = sorted(operation.request.fields, key=lambda field: not field.required)
    example = operation.example
    return MethodView(
        name=snake(operation.action),
        request=names.request,
        response=names.response,
        parameters=tuple(
            ParameterView(
                name=field_name(field),
                annotation=types.sent(field),
                optional=not field.required,
                doc=" ".join(field_text(field, literal).split()),
            )
            for field in fields
        ),
        summary=summary,
        details=details,
        deprecated=remedy(operation.deprecated) if operation.deprecated else "",
        renamed_from=operation.renamed_from or "",
        renamed=tuple(
            (field.renamed_from, field_name(field)) for field in fields if field.renamed_from
        ),
        holds=_holds(operation),
        items=types.path_in_response(operation, operation.items or ""),
        raises=tuple(_raises(operation.errors)),
        example=(
            tuple(example_arguments(types.shapes, operation.request, example.request))
            if example
            else None
        ),
    )


def method_imports(types: Types, methods: tuple[MethodView, ...]) -> tuple[Import, ...]:
    """What the signatures of `methods` need."""
    annotations = [parameter.annotation for method in methods for parameter in method.parameters]
    annotations += [method.response for method in methods]
    annotations += ["Any" for method in methods if method.renamed_from]
    return types.imports(annotations, "client")


def _holds(operation: Operation) -> str:
    """The fields of the response; where they are many, the class that shows them."""
    fields = operation.response.fields
    if len(fields) > _MOST_LISTED:
        return f"{len(fields)} fields, those of `{class_names(operation).response}`"
    return all_of(f"`{field_name(field)}`" for field in fields)


def _raises(errors: tuple[Error, ...]) -> Iterator[RaisesView]:
    """The classes that can be caught, in the order of the codes, with what each code means."""
    texts: dict[str, list[str]] = {}
    for error in errors:
        if not error.doc:  # there is no more to say than its code, which the table of errors has
            continue
        name = error_class(error.code)
        text = error_text(error, name)
        # Their codes repeat what is said of the parameters; the table of errors has them all.
        if error.code.startswith("InvalidParameter."):
            text = "A parameter breaks its limits; see Args."
        texts.setdefault(name, [])
        if text not in texts[name]:
            texts[name].append(text)
    for name, found in texts.items():
        yield RaisesView(name, " ".join(found))

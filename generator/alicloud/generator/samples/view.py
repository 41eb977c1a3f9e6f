"""What a template shows: one call, with all that is known of it and of the SDK that makes it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from typing import Any

from alicloud.generator.model import Field, Operation, Service, Struct
from alicloud.generator.problems import did_you_mean
from alicloud.generator.samples.messages import Message
from alicloud.generator.samples.reading import read_values
from alicloud.generator.samples.sdks import Dependency, Sdk, installed
from alicloud.generator.samples.values import (
    Document,
    Many,
    Mapped,
    Member,
    Parameter,
    Record,
    SampleError,
    Secret,
    Timestamp,
    Value,
)
from alicloud.generator.samples.variants import Variant

EMULATED = ("ram", "sts")
"""The services that the emulator implements. It mocks the generated packages of all others."""

_REGION = "cn-hangzhou"
_ADDRESS = re.compile(r"\A(https?)://([A-Za-z0-9._-]+(?::[0-9]{1,5})?)/?\Z")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a sample sends its call."""

    scheme: str  # http or https
    host: str  # with the port, where it is not the usual one

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.host}"

    @classmethod
    def of(cls, url: str) -> Endpoint:
        """The endpoint that a URL names.

        Raises:
            SampleError: it names none.
        """
        found = _ADDRESS.match(url)
        if not found:
            raise SampleError(f"'{url}' is no endpoint; write it as http://127.0.0.1:8000")
        return cls(found[1], found[2])


@dataclass(frozen=True)
class View:
    """One call in one variant.

    Attributes:
        sdk: What the variant has for the service; None where the call is generic.
        lacking: Why the call is generic: the beginning of a sentence, `x 1.3.0 has no CreateUser`.
            None when the user asked for a generic call, or the variant has no other.
        overridden: Whether the endpoint is another than the service's own.
    """

    variant: Variant
    service: Service
    operation: Operation
    members: tuple[Member, ...]
    sdk: Sdk | None
    lacking: str | None
    endpoint: Endpoint
    overridden: bool

    @property
    def action(self) -> str:
        return self.operation.action

    @property
    def generic(self) -> bool:
        """Whether the call is made by name, without classes of its own."""
        return self.sdk is None

    @property
    def anonymous(self) -> bool:
        """Whether the service takes the call without a key."""
        return self.operation.anonymous

    @property
    def signed(self) -> bool:
        """Whether the program needs an access key."""
        return not self.anonymous or self.variant.signs_always

    @property
    def own_package(self) -> str:
        """The generated package that the sample needs besides this SDK; empty if it needs none."""
        ours = self.variant.generation == "ours" and self.service.name not in EMULATED
        return f"alicloud.{self.service.name}" if ours else ""

    @property
    def region(self) -> str:
        """The region to call, where the service has no host for all regions; empty where it has."""
        return "" if self.service.endpoints.public else _REGION

    @property
    def package(self) -> str:
        """The name of the service's own package. Not for generic calls."""
        assert self.sdk is not None
        return self.sdk.packages[0].name

    @cached_property
    def http(self) -> Message:
        """The call as it is sent."""
        return Message(self.service.style.upper(), self.operation, self.members)

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """What is sent in query and form, by names on the wire: lists and shapes taken apart."""
        return self.http.parameters

    @cached_property
    def secrets(self) -> tuple[str, ...]:
        """The variables of the environment that hold secrets."""
        values = self._all_values()
        return tuple(dict.fromkeys(one.variable for one in values if isinstance(one, Secret)))

    @property
    def shapes(self) -> tuple[str, ...]:
        """The names of the shapes that the values are made of."""
        values = self._all_values()
        return tuple(dict.fromkeys(one.shape for one in values if isinstance(one, Record)))

    @property
    def classes(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The shapes in the request, each by its action and the fields that lead to it."""
        values = self._all_values()
        return tuple(
            dict.fromkeys((one.action, one.path) for one in values if isinstance(one, Record))
        )

    @property
    def documents(self) -> bool:
        """Whether any parameter is a JSON document."""
        return any(isinstance(one, Document) for one in self._all_values())

    @property
    def lists(self) -> bool:
        """Whether any parameter is a list."""
        return any(isinstance(one, Many) for one in self._all_values())

    @property
    def timestamps(self) -> bool:
        """Whether any value is a point in time."""
        return any(isinstance(one, Timestamp) for one in self._all_values())

    @property
    def missing(self) -> tuple[str, ...]:
        """What is required and has no value: parameters, and members inside them as `Tag.Key`."""
        shapes = self.service.shapes_by_name()
        found = _missing(shapes, self.operation.request.fields, self.members, "")
        return tuple(dict.fromkeys(found))

    @property
    def dependencies(self) -> tuple[Dependency, ...]:
        """The packages to install: that of the service first."""
        if self.variant.generation == "ours":
            extra = "[async]" if self.variant.id == "python-async" else ""
            return (Dependency(f"alicloud{extra}", version("alicloud")),)
        facts = installed().variants[self.variant.id]
        sdk = self.sdk or installed().service(self.service.name).sdks.get(self.variant.id)
        own = sdk.packages if sdk and not (self.generic and facts.generic) else facts.generic
        return tuple(dict.fromkeys((*own, *facts.packages)))

    @property
    def build(self) -> tuple[Dependency, ...]:
        """The packages that building takes besides."""
        return installed().variants[self.variant.id].build

    def _all_values(self) -> Iterator[Value]:
        for member in self.members:
            yield from _inside(member.value)


def _missing(
    shapes: Mapping[str, Struct], fields: Iterable[Field], members: Iterable[Member], path: str
) -> Iterator[str]:
    """The required ones of `fields`, and of those inside `members`, that have no value."""
    given = {member.field.wire: member.value for member in members}
    for field in fields:
        if field.wire in given:
            for record in _records(given[field.wire]):
                inner = shapes[record.shape].fields
                yield from _missing(shapes, inner, record.members, f"{path}{field.wire}.")
        elif field.required:
            yield f"{path}{field.wire}"


def _records(value: Value) -> Iterator[Record]:
    """The shapes that a value is, or that its lists and maps hold."""
    match value:
        case Record():
            yield value
        case Many(items=items):
            for item in items:
                yield from _records(item)
        case Mapped(items=pairs):
            for _, item in pairs:
                yield from _records(item)


def view(
    service: Service,
    action: str,
    values: Mapping[str, Any],
    variant: Variant,
    *,
    endpoint: Endpoint | None,
    generic: bool,
) -> View:
    """One call in one variant.

    Raises:
        SampleError: there is no such action, or the values do not fit its parameters.
    """
    operation = operation_named(service, action)
    members = read_values(service.shapes_by_name(), operation.request, values, action)
    if variant.generation == "v1":
        _refuse_what_v1_lacks(service, operation)
    sdk, lacking = _sdk(service, operation, members, variant)
    return View(
        variant=variant,
        service=service,
        operation=operation,
        members=members,
        sdk=None if generic else sdk,
        lacking=None if generic else lacking,
        endpoint=endpoint or Endpoint("https", _host(service)),
        overridden=endpoint is not None,
    )


def _host(service: Service) -> str:
    """The host that a sample names: the central one, or that of one region."""
    endpoints = service.endpoints
    return endpoints.public or (endpoints.regional or "").replace("{region}", _REGION)


def operation_named(service: Service, action: str) -> Operation:
    """The action of this name.

    Raises:
        SampleError: the service has none.
    """
    operations = {one.action: one for one in service.operations()}
    if action not in operations:
        hint = did_you_mean(action, operations) or f"; it has {len(operations)} others"
        raise SampleError(f"{service.name} has no action '{action}'{hint}")
    return operations[action]


def _refuse_what_v1_lacks(service: Service, operation: Operation) -> None:
    """Refuse what the generic calls of the first generation sign and send in other ways."""
    places = {field.location for field in operation.request.fields}
    if service.style != "rpc" or not places <= {"query", "form"}:
        raise SampleError(
            f"{operation.action} is called by HTTP method and path, or has a body that is no form:"
            " for this there are no samples of the SDKs of the first generation; choose one of"
            " the second"
        )


def _sdk(
    service: Service, operation: Operation, members: tuple[Member, ...], variant: Variant
) -> tuple[Sdk | None, str | None]:
    """The SDK that can make this call typed, or why there is none."""
    if variant.generic:
        return None, None
    for member in members:
        if any(isinstance(one, Secret) and not one.is_text for one in _inside(member.value)):
            return None, f"A variable holds text, and {member.field.wire} has another type"
    if variant.generation == "ours":
        return Sdk(()), None
    facts = installed().service(service.name)
    whole = facts.sdks.get(variant.id)
    if whole is None:
        return None, f"No package for {service.product} {service.version} is known here"
    package = f"{whole.packages[0].name} {whole.packages[0].version}"
    action = operation.action
    if facts.sdk(variant.id, action) is None:
        return None, f"{package} has no {action}"
    for member in members:
        if not facts.has_parameter(whole, action, member.field.wire):
            return None, f"{package} has no {member.field.wire} in {action}"
    return whole, None


def _inside(value: Value) -> Iterator[Value]:
    """A value and all that it holds."""
    yield value
    match value:
        case Many(items=items):
            for item in items:
                yield from _inside(item)
        case Mapped(items=pairs):
            for _, item in pairs:
                yield from _inside(item)
        case Record(members=members):
            for member in members:
                yield from _inside(member.value)

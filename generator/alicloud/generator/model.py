"""The model of a service: what its specs say, checked and resolved, in no language's spelling.

Everything here is frozen. `load` and `check` produce it; views such as `python_view` read it.
Another output language would be another view and other templates over these same classes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["read", "create", "update", "delete"]
Location = Literal["query", "body"]
Style = Literal["flat", "json", "repeat"]


@dataclass(frozen=True, slots=True)
class Scalar:
    """A plain value: string, integer, long, boolean, number, timestamp or json."""

    name: str


@dataclass(frozen=True, slots=True)
class ListOf:
    """An ordered list."""

    item: Type


@dataclass(frozen=True, slots=True)
class MapOf:
    """A map from text to values of one type."""

    value: Type


@dataclass(frozen=True, slots=True)
class Ref:
    """A shape of the same service, by name; shapes may refer to themselves."""

    shape: str


Type = Scalar | ListOf | MapOf | Ref


@dataclass(frozen=True, slots=True)
class Limits:
    """What the service accepts. Clients do not enforce it; the emulator does."""

    length: tuple[int | None, int | None] | None = None  # characters, or items of a list
    range: tuple[int | float | None, int | float | None] | None = None
    pattern: str | None = None  # matches the whole value
    enum: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter of a request, or a member of an answer or shape."""

    wire: str
    doc: str
    type: Type
    required: bool = False  # parameters: must be given
    optional: bool = False  # answers: may be missing
    sensitive: bool = False
    location: Location = "query"
    style: Style = "flat"  # how a list, map or object travels in a request
    wrap: str | None = None  # the list sits under this name inside an object
    name: str | None = None  # the Python name, where the automatic one reads badly
    limits: Limits = Limits()
    default: str | int | float | bool | None = None  # what the service assumes
    deprecated: str | None = None  # what to use instead


@dataclass(frozen=True, slots=True)
class Struct:
    """A named set of fields: a shape, a request or an answer."""

    name: str
    doc: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Error:
    """An error code that an action may answer, with its HTTP status."""

    code: str
    status: int
    doc: str


@dataclass(frozen=True, slots=True)
class Pagination:
    """How one page leads to the next; all are wire names of top-level fields."""

    token: str  # the parameter that takes the position
    next: str  # the field that gives the next position
    items: str  # the list that a page holds
    more: str | None = None  # a boolean field: is there another page?
    limit: str | None = None  # the parameter for the size of a page


@dataclass(frozen=True, slots=True)
class Example:
    """A call and its answer in wire names, both checked against their shapes."""

    request: Mapping[str, Any]
    response: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Operation:
    """One action of the service."""

    action: str
    doc: str
    kind: Kind
    request: Struct
    response: Struct
    repeatable: bool = True  # False: a repeat after a lost answer misleads (`repeat: never`)
    anonymous: bool = False  # True: sent without key and signature (`auth: none`)
    pagination: Pagination | None = None
    items: str | None = None  # the one list that iterating over the answer gives
    errors: tuple[Error, ...] = ()
    example: Example | None = None
    deprecated: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """One resource: what one spec file describes."""

    name: str  # the file's stem, and the name of the generated module
    path: str  # for example specs/ram/users.yaml
    doc: str
    shapes: tuple[Struct, ...]
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where the service answers. `{region}` in a host stands for the region id."""

    public: str  # without a region, or when the service is central
    regional: str | None = None
    vpc: str | None = None
    regions: tuple[str, ...] = ()  # known ones, for hints; others are tried all the same
    hosts: tuple[tuple[str, str], ...] = ()  # regions whose public host is an exception


@dataclass(frozen=True, slots=True)
class Service:
    """A product in one version."""

    name: str  # the folder, and the name of the generated package
    path: str  # for example specs/ram/service.yaml
    doc: str
    product: str
    version: str
    style: Literal["rpc"]
    endpoints: Endpoints
    errors: tuple[Error, ...]
    groups: tuple[Group, ...]

    def operations(self) -> Iterator[Operation]:
        """All actions, in the order of the files and within them as written."""
        for group in self.groups:
            yield from group.operations

    def shapes(self) -> Iterator[tuple[Group, Struct]]:
        """All shapes with the group that defines each."""
        for group in self.groups:
            for shape in group.shapes:
                yield group, shape

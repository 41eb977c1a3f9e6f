"""The model of a service: what its specs say, checked, and independent of any output language.

Everything here is frozen. `spec` reads it from YAML, and a back end such as `python` turns it into
code. Whatever has a name knows its place in the specs, so that a back end can report names that
its language cannot tell apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from alicloud.generator.problems import Place

Kind = Literal["read", "create", "update", "delete"]
Location = Literal["query", "path", "header", "form", "json", "content"]
Style = Literal["flat", "json", "repeat", "comma"]

SCALARS = ("string", "integer", "long", "boolean", "number", "timestamp", "json", "binary", "any")
"""The names of the plain types."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A plain value, of a type named in `SCALARS`."""

    name: str

    def __str__(self) -> str:
        """The type as a spec writes it, as for the other types."""
        return self.name

    @property
    def shape_name(self) -> str | None:
        """The shape that values of this type are or hold, bare or inside lists and maps."""
        return None


@dataclass(frozen=True, slots=True)
class ListOf:
    """An ordered list."""

    item: Type

    def __str__(self) -> str:
        return f"list<{self.item}>"

    @property
    def shape_name(self) -> str | None:
        """The shape of the items, or inside them."""
        return self.item.shape_name


@dataclass(frozen=True, slots=True)
class MapOf:
    """A map from strings to values of one type."""

    value: Type

    def __str__(self) -> str:
        return f"map<{self.value}>"

    @property
    def shape_name(self) -> str | None:
        """The shape of the values, or inside them."""
        return self.value.shape_name


@dataclass(frozen=True, slots=True)
class Ref:
    """A shape of the same service, by name; shapes may refer to themselves."""

    shape: str

    def __str__(self) -> str:
        return self.shape

    @property
    def shape_name(self) -> str | None:
        """The shape itself."""
        return self.shape


Type = Scalar | ListOf | MapOf | Ref

_NOWHERE = Place("")


@dataclass(frozen=True, slots=True)
class Limits:
    """What the service accepts. Clients do not enforce it; the emulator does."""

    length: tuple[int | None, int | None] | None = None  # characters, or items of a list
    range: tuple[int | float | None, int | float | None] | None = None
    pattern: str | None = None  # matches the whole value
    enum: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter of a request, or a member of a response or shape."""

    wire: str
    doc: str
    type: Type
    required: bool = False  # parameters: must be given
    optional: bool = False  # responses: may be missing
    sensitive: bool = False
    # Where a request sends it. In a response: `header`, `content` for the whole body, else a member.
    location: Location = "query"
    style: Style = "flat"  # how a list, map or object is sent in a request
    wrap: str | None = None  # the list sits under this name inside an object
    name: str | None = None  # the name in code, where the automatic one reads badly
    limits: Limits = Limits()
    default: str | int | float | bool | None = None  # what the service assumes
    deprecated: str | None = None  # what to use instead
    renamed_from: str | None = None  # the name in code that it had before
    place: Place = field(default=_NOWHERE, compare=False, repr=False)
    name_place: Place = field(default=_NOWHERE, compare=False, repr=False)  # of `name`


@dataclass(frozen=True, slots=True)
class Struct:
    """A named set of fields: a shape, a request or a response."""

    name: str
    doc: str
    fields: tuple[Field, ...]  # those of the shape that it extends come first
    place: Place = field(default=_NOWHERE, compare=False, repr=False)
    extends: str | None = None  # a shape whose fields it has too
    inherited: int = 0  # how many of the fields are from there
    deprecated: str | None = None  # what to use instead
    renamed_from: str | None = None  # the name of its class before

    @property
    def own_fields(self) -> tuple[Field, ...]:
        """The fields that it adds to those of the shape that it extends."""
        return self.fields[self.inherited :]

    def shape_names(self) -> set[str]:
        """The shapes that its own fields are or hold."""
        return {name for one in self.own_fields if (name := one.type.shape_name)}


@dataclass(frozen=True, slots=True)
class Error:
    """An error code that an action may return, or a family of them (`InvalidParameter.*`)."""

    code: str
    statuses: tuple[int, ...]  # the HTTP statuses that it comes with
    doc: str


@dataclass(frozen=True, slots=True)
class TokenPages:
    """Each page gives the position of the next.

    The names of pages are wire names. One with dots leads into objects (`Data.Items`), unless a
    field is called exactly that.
    """

    token: str  # the parameter that takes the position
    next: str  # the field that gives the next position
    items: str  # the list that a page holds
    more: str | None = None  # a boolean field: is there another page?
    limit: str | None = None  # the parameter for the size of a page


@dataclass(frozen=True, slots=True)
class NumberedPages:
    """Pages are numbered from 1."""

    page: str  # the parameter that takes the number
    items: str
    size: str | None = None  # the parameter for the size of a page
    total: str | None = None  # the field that says how many items all pages have together


@dataclass(frozen=True, slots=True)
class OffsetPages:
    """A page begins after so many items."""

    offset: str  # the parameter that takes the number of items before the page
    items: str
    size: str | None = None
    total: str | None = None


Pagination = TokenPages | NumberedPages | OffsetPages


@dataclass(frozen=True, slots=True)
class Example:
    """A call and its response in wire names, both checked against their fields."""

    request: Mapping[str, Any]
    response: Any


@dataclass(frozen=True, slots=True)
class Operation:
    """One action of the service."""

    action: str
    doc: str
    kind: Kind
    request: Struct
    response: Struct
    method: str = "POST"
    path: str = "/"  # with `{Name}` where a parameter stands
    repeatable: bool = True  # False: a repeat after a lost response misleads (`repeat: never`)
    anonymous: bool = False  # True: sent without key and signature (`auth: none`)
    token: str | None = None  # the parameter that makes repeats of a create harmless
    pagination: Pagination | None = None
    items: str | None = None  # the one list that iterating over the response gives
    errors: tuple[Error, ...] = ()
    example: Example | None = None
    deprecated: str | None = None  # what to use instead
    renamed_from: str | None = None  # the name in code that it had before
    place: Place = field(default=_NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Group:
    """One resource: what one spec file describes. Shapes of several resources are a group too."""

    name: str  # the file's stem, and the name of the generated module
    path: str = field(compare=False)  # for example specs/ram/users.yaml
    doc: str
    shapes: tuple[Struct, ...]
    operations: tuple[Operation, ...]

    @property
    def place(self) -> Place:
        return Place(self.path)


@dataclass(frozen=True, slots=True)
class Endpoints:
    """The hosts of the service. `{region}` in a host stands for the region id."""

    public: str | None = None  # without a region, or when the service is central
    regional: str | None = None
    vpc: str | None = None
    regions: tuple[str, ...] = ()  # known ones, for hints; others are tried all the same
    hosts: tuple[tuple[str, str], ...] = ()  # regions whose public host is an exception


@dataclass(frozen=True, slots=True)
class Service:
    """A product in one version."""

    name: str  # the folder, and the name of the generated package
    path: str = field(compare=False)  # for example specs/ram/service.yaml
    doc: str
    product: str
    version: str
    style: Literal["rpc", "roa"]
    endpoints: Endpoints
    errors: tuple[Error, ...]
    groups: tuple[Group, ...]

    @property
    def place(self) -> Place:
        return Place(self.path)

    def operations(self) -> Iterator[Operation]:
        """All actions, in the order of the files and within them as written."""
        for group in self.groups:
            yield from group.operations

    def shapes(self) -> Iterator[tuple[Group, Struct]]:
        """All shapes with the group that defines each."""
        for group in self.groups:
            for shape in group.shapes:
                yield group, shape

    def shapes_by_name(self) -> dict[str, Struct]:
        """All shapes; of two with one name, which is a mistake, the first."""
        return {shape.name: shape for _, shape in reversed(list(self.shapes()))}

    def shapes_in_requests(self) -> set[str]:
        """The names of the shapes that requests hold or that those extend, however far away."""
        requests = (operation.request for operation in self.operations())
        return reachable(requests, self.shapes_by_name())

    def shapes_in_responses(self) -> set[str]:
        """The names of the shapes that responses hold or that those extend, however far away."""
        responses = (operation.response for operation in self.operations())
        return reachable(responses, self.shapes_by_name())


def reachable(structs: Iterable[Struct], shapes: Mapping[str, Struct]) -> set[str]:
    """The names of the shapes that `structs` hold, directly or through others, or extend."""
    found: set[str] = set()
    waiting = {name for struct in structs for name in struct.shape_names()}
    while waiting:
        name = waiting.pop()
        found.add(name)
        shape = shapes[name]
        waiting |= shape.shape_names() - found
        if shape.extends and shape.extends not in found:
            waiting.add(shape.extends)
    return found

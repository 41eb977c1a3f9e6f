"""What is known about a service before its models are loaded: product, endpoints and actions."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any, Literal

    from alicloud.core.service.numbered_pages import NumberedPages, OffsetPages
    from alicloud.core.shapes.messages import Request, Response

    Kind = Literal["read", "create", "update", "delete"]
    Returns = Literal["object", "json", "text", "bytes", "nothing", "any"]


class Endpoints:
    """The hosts of a service, as its spec lists them.

    Args:
        public: The host without a region, or for every region when there is no `regional`. None if
            every host is that of a region.
        regional: A host with `{region}` in it.
        vpc: The host inside a private network, perhaps with `{region}`.
        regions: Known region ids; they help with hints, an unknown region is tried all the same.
        hosts: Regions whose public host is an exception to `regional`.
    """

    __slots__ = ("hosts", "public", "regional", "regions", "vpc")

    def __init__(
        self,
        *,
        public: str | None = None,
        regional: str | None = None,
        vpc: str | None = None,
        regions: tuple[str, ...] = (),
        hosts: Mapping[str, str] | None = None,
    ) -> None:
        self.public: str | None = public
        self.regional: str | None = regional
        self.vpc: str | None = vpc
        self.regions: tuple[str, ...] = regions
        self.hosts: Mapping[str, str] = hosts or {}


class Service:
    """A product in one version.

    Args:
        name: Its folder and package, "ram" for example.
        product: The vendor's name for it.
        version: The date of the version.
        endpoints: Its hosts.
        protocol: The module that turns calls into the parts of requests; see `protocols/rpc.py`.

    Attributes:
        protocol: That module. It is loaded when it is first needed.
    """

    __slots__ = ("_protocol", "endpoints", "name", "product", "protocol", "version")

    protocol: ModuleType

    def __init__(
        self,
        *,
        name: str,
        product: str,
        version: str,
        endpoints: Endpoints,
        protocol: str = "alicloud.core.protocols.rpc",
    ) -> None:
        self.name: str = name
        self.product: str = product
        self.version: str = version
        self.endpoints: Endpoints = endpoints
        self._protocol = protocol

    def __getattr__(self, name: str) -> ModuleType:
        # Only for a slot that is empty yet: a property would be called in each call of a client.
        if name != "protocol":
            raise AttributeError(name)
        self.protocol = import_module(self._protocol)
        return self.protocol

    def __repr__(self) -> str:
        return f"<Service {self.product} {self.version}>"


class Pagination:
    """How a page leads to the next one, whose position it gives.

    All are wire names; one with dots leads into objects (`Data.Items`), unless a field is called so.

    Args:
        token: The parameter that takes a position.
        next: The field of the response that gives the next position.
        items: The list that a page holds.
        more: The boolean field that says whether there is another page, if the list has one.
        limit: The parameter for the size of a page, if the list has one.
    """

    __slots__ = ("items", "limit", "more", "next", "token")

    def __init__(
        self,
        *,
        token: str,
        next: str,
        items: str,
        more: str | None = None,
        limit: str | None = None,
    ) -> None:
        self.token: str = token
        self.next: str = next
        self.items: str = items
        self.more: str | None = more
        self.limit: str | None = limit

    @property
    def position(self) -> str:
        """The parameter that takes the position of a page."""
        return self.token

    def __repr__(self) -> str:
        return f"Pagination({', '.join(f'{n}={getattr(self, n)!r}' for n in self.__slots__)})"


class Operation:
    """One action: its name, its HTTP method and path, how it may be repeated, and its classes.

    Attributes:
        action: The service's name, for example "CreateUser".
        kind: "read", "create", "update" or "delete"; decides what a retry may repeat.
        method, path: As the service publishes them; `{Name}` in a path stands for a parameter. Most
            actions of an RPC service are a POST to "/".
        returns: What the body of a success is: a JSON "object" with the fields of the response, any
            other "json", "text", "bytes", "nothing" that matters, or "any" of these.
        headers: The headers of a response that are fields of it.
        token: The parameter by which the service knows repeats of a call, `ClientToken` for example.
            It is made when it is not given, and lets a create be repeated.
        repeatable: False if a repeat after a lost response would mislead.
        anonymous: True if the call is sent without key and signature.
        pagination: How to get the next page; None if one response holds everything.
        deprecated: What to use instead; empty for an action that is not deprecated.
        request, response: The classes of request and response. Their module is loaded when one of
            them is first needed.
    """

    __slots__ = (
        "_module",
        "_name",
        "action",
        "anonymous",
        "deprecated",
        "headers",
        "kind",
        "method",
        "pagination",
        "path",
        "repeatable",
        "request",
        "response",
        "returns",
        "token",
    )

    request: type[Request[Any]]
    response: type[Response]

    def __init__(
        self,
        action: str,
        kind: Kind,
        module: str,
        *,
        name: str | None = None,
        method: str = "POST",
        path: str = "/",
        returns: Returns = "object",
        headers: tuple[str, ...] = (),
        token: str | None = None,
        repeatable: bool = True,
        anonymous: bool = False,
        pagination: Pagination | NumberedPages | OffsetPages | None = None,
        deprecated: str = "",
    ) -> None:
        self.action: str = action
        self.kind: Kind = kind
        self._module = module
        self._name = name or action  # what the names of its classes begin with
        self.method: str = method
        self.path: str = path
        self.returns: Returns = returns
        self.headers: tuple[str, ...] = headers
        self.token: str | None = token
        self.repeatable: bool = repeatable
        self.anonymous: bool = anonymous
        self.pagination: Pagination | NumberedPages | OffsetPages | None = pagination
        self.deprecated: str = deprecated

    def __getattr__(self, name: str) -> Any:
        # As in `Service`.
        if name not in ("request", "response"):
            raise AttributeError(name)
        found = getattr(import_module(self._module), self._name + name.capitalize())
        setattr(self, name, found)
        return found

    @property
    def errors(self) -> Mapping[str, int]:
        """The documented error codes with their HTTP statuses; their module is loaded now.

        A code with `*` at its end stands for all that begin so. Of several statuses it is the first.
        """
        package = self._module.rpartition(".")[0]
        name = f"{package}.error_codes"
        try:
            table: Any = import_module(name) if package else None
        except ModuleNotFoundError as error:
            if error.name != name:
                raise
            table = None
        if table is None:  # the operation was made by hand
            return {}
        codes: Mapping[str, int] = table.ERROR_CODES.get(self.action, {})
        return codes

    def __repr__(self) -> str:
        return f"<Operation {self.action} ({self.kind})>"


def by_action(*operations: Operation) -> Mapping[str, Operation]:
    """A read-only table of operations."""
    return MappingProxyType({operation.action: operation for operation in operations})


def operations_in(module: str) -> Mapping[str, Operation]:
    """The table `OPERATIONS` of a module, for a class; the module is loaded when it is first read."""
    later: Any = _LoadedWhenRead(module, "OPERATIONS")
    table: Mapping[str, Operation] = later
    return table


class _LoadedWhenRead:
    """Stands in a class for a value of a module, which is loaded and put in its place when it is read."""

    __slots__ = ("_attribute", "_module", "_name", "_owner")

    def __init__(self, module: str, name: str) -> None:
        self._module, self._name = module, name

    def __set_name__(self, owner: type, attribute: str) -> None:
        self._owner, self._attribute = owner, attribute

    def __get__(self, instance: object, owner: type) -> Any:
        value = getattr(import_module(self._module), self._name)
        setattr(self._owner, self._attribute, value)
        return value

"""What is known of a service before its models are loaded: product, endpoints and actions."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from alicloud.core.calls.retry import Kind
    from alicloud.core.shapes.messages import Request, Response


class Endpoints:
    """The hosts of a service, as its spec lists them.

    Args:
        public: The host without a region, or for every region when there is no `regional`.
        regional: A host with `{region}` in it.
        vpc: The host inside a private network, perhaps with `{region}`.
        regions: Known region ids; they help with hints, an unknown region is tried all the same.
        hosts: Regions whose public host is an exception to `regional`.
    """

    __slots__ = ("hosts", "public", "regional", "regions", "vpc")

    def __init__(
        self,
        *,
        public: str,
        regional: str | None = None,
        vpc: str | None = None,
        regions: tuple[str, ...] = (),
        hosts: Mapping[str, str] | None = None,
    ) -> None:
        self.public = public
        self.regional = regional
        self.vpc = vpc
        self.regions = regions
        self.hosts = hosts or {}


class Service:
    """A product in one version; `name` is its folder and package, `ram` for example."""

    __slots__ = ("endpoints", "name", "product", "version")

    def __init__(self, *, name: str, product: str, version: str, endpoints: Endpoints) -> None:
        self.name = name
        self.product = product
        self.version = version
        self.endpoints = endpoints

    def __repr__(self) -> str:
        return f"<Service {self.product} {self.version}>"


class Pagination:
    """How a page leads to the next one; all are wire names.

    Args:
        token: The parameter that takes a position.
        next: The field of the answer that gives the next position.
        items: The list that a page holds.
        more: The boolean field that says whether there is another page, where there is one.
        limit: The parameter for the size of a page, where there is one.
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
        self.token = token
        self.next = next
        self.items = items
        self.more = more
        self.limit = limit

    def __repr__(self) -> str:
        return f"Pagination({', '.join(f'{n}={getattr(self, n)!r}' for n in self.__slots__)})"


class Operation:
    """One action: what it is called, how it may be repeated, which classes describe it.

    Attributes:
        action: The service's name, for example "CreateUser".
        kind: "read", "create", "update" or "delete"; decides what a retry may repeat.
        repeatable: False where a repeat after a lost answer would mislead.
        anonymous: True where the call is sent without key and signature.
        pagination: How to get the next page; None where one answer holds everything.
    """

    __slots__ = (
        "_classes",
        "_module",
        "_name",
        "action",
        "anonymous",
        "kind",
        "pagination",
        "repeatable",
    )

    def __init__(
        self,
        action: str,
        kind: Kind,
        module: str,
        *,
        name: str | None = None,
        repeatable: bool = True,
        anonymous: bool = False,
        pagination: Pagination | None = None,
    ) -> None:
        self.action = action
        self.kind = kind
        self._module = module
        self._name = name or action  # what the names of its classes begin with
        self._classes: dict[str, Any] = {}
        self.repeatable = repeatable
        self.anonymous = anonymous
        self.pagination = pagination

    @property
    def errors(self) -> Mapping[str, int]:
        """The documented error codes with their HTTP statuses; loaded now, if they were not."""
        package = self._module.rpartition(".")[0]
        name = f"{package}.error_codes"
        try:
            table: Any = import_module(name) if package else None
        except ModuleNotFoundError as fault:
            if fault.name != name:
                raise
            table = None
        if table is None:  # the operation was made by hand
            return {}
        codes: Mapping[str, int] = table.ERROR_CODES.get(self.action, {})
        return codes

    @property
    def request(self) -> type[Request[Any]]:
        """The class of the request; its module is loaded now, if it was not."""
        found: type[Request[Any]] = self._class("Request")
        return found

    @property
    def response(self) -> type[Response]:
        """The class of the answer; its module is loaded now, if it was not."""
        found: type[Response] = self._class("Response")
        return found

    def _class(self, suffix: str) -> Any:
        if suffix not in self._classes:
            self._classes[suffix] = getattr(import_module(self._module), self._name + suffix)
        return self._classes[suffix]

    def __repr__(self) -> str:
        return f"<Operation {self.action} ({self.kind})>"


def by_action(*operations: Operation) -> Mapping[str, Operation]:
    """A read-only table of operations."""
    return MappingProxyType({operation.action: operation for operation in operations})

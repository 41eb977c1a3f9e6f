"""The packages that are mocked: their actions, and what their catalogues say of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from alicloud.emulator.errors import EmulatorError
from alicloud.generator.catalogue import CatalogueError, of

if TYPE_CHECKING:
    from alicloud.core.service.description import Operation
    from alicloud.core.service.limits import Limits
    from alicloud.generator.model import Operation as Described, Service, Struct

_NAMESPACE = "alicloud."
_EMULATED = ("alicloud.ram", "alicloud.sts")


@dataclass(frozen=True)
class Package:
    """A generated package.

    Attributes:
        name: For example "alicloud.ecs".
        service: What its catalogue says.
        operations: Its actions by name, with their classes.
    """

    name: str
    service: Service
    operations: Mapping[str, Operation]

    @cached_property
    def described(self) -> Mapping[str, Described]:
        """What the catalogue says of each action."""
        return {one.action: one for one in self.service.operations()}

    @cached_property
    def shapes(self) -> Mapping[str, Struct]:
        """The shapes of the service by name."""
        return self.service.shapes_by_name()

    @cached_property
    def limits(self) -> Mapping[str, Mapping[str, Limits]]:
        """The limits of the parameters of each action. Loaded with the first call."""
        table: Any = import_module(f"{self.name}.limits").LIMITS
        return table  # type: ignore[no-any-return]


def load(name: str) -> Package:
    """The package of this name.

    Raises:
        EmulatorError: it cannot be mocked; the message says why and what to do.
    """
    if not str(name).removeprefix(_NAMESPACE).isidentifier():
        raise EmulatorError(
            f'mock: give the names of packages such as "alicloud.ecs", not {name!r}'
        )
    if not name.startswith(_NAMESPACE):
        raise EmulatorError(
            f"mock: there is no package {name!r}; did you mean '{_NAMESPACE}{name}'?"
        )
    if name in _EMULATED:
        raise EmulatorError(f"mock: {name} is emulated, which is more than a mock; leave it out")
    if find_spec(name) is None:
        raise EmulatorError(
            f"mock: there is no package {name}; install it, or put the folder that holds its folder"
            " `alicloud` on the path of Python"
        )
    if find_spec(f"{name}.operations") is None:
        raise EmulatorError(f"mock: {name} is not a generated package of a service")
    try:
        service = of(name.removeprefix(_NAMESPACE)).service
    except CatalogueError as error:
        raise EmulatorError(
            f"mock: {name} has no catalogue that can be read: {error}. `python -m alicloud.generator"
            " generate` writes it into the package"
        ) from None
    operations: Any = import_module(f"{name}.operations").OPERATIONS
    return Package(name, service, operations)

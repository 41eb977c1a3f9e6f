"""Ways around slow imports: names that load their module when first used, a light `Generic`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from sys import modules

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def exports(
    package: str, table: Mapping[str, tuple[str, ...]]
) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """`__getattr__` and `__dir__` for `package` (PEP 562).

    Args:
        package: The full name of the package, whose `__all__` `dir()` lists.
        table: The full names of the modules that hold its names.
    """
    homes = {name: module for module, names in table.items() for name in names}

    def get(name: str) -> Any:
        if name in homes:
            value = getattr(import_module(homes[name]), name)
        elif any(f"{module}.".startswith(f"{package}.{name}.") for module in table):
            value = import_module(f"{package}.{name}")
        else:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        setattr(modules[package], name, value)
        return value

    def names() -> list[str]:
        return sorted(modules[package].__all__)

    return get, names


class Generic:
    """Can be subscripted, and ignores with what; type checkers see that of `typing` instead.

    Loading `typing` would take a fifth of the time of importing a service.
    """

    __slots__ = ()

    def __class_getitem__(cls, _: object) -> type:
        return cls

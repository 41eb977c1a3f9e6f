"""What packages need when they are imported: lazy names, a light `Generic`, a check of formats."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from sys import modules

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


_FORMATS = range(1, 2)
"""The formats of generated packages that this core runs.

A format is an agreement on what generated code calls and how. A package is written in the newest one
that its generator knows.
"""


def check_format(package: str, number: int) -> None:
    """Make certain that `package`, which was generated in the format `number`, fits this core.

    Raises:
        ImportError: It does not; the message says which side to renew.
    """
    if number in _FORMATS:
        return
    if number >= _FORMATS.stop:
        remedy = "upgrade it: pip install --upgrade alicloud"
    else:
        remedy = "generate it again: python -m alicloud.generator generate"
    known = " to ".join(dict.fromkeys((str(_FORMATS[0]), str(_FORMATS[-1]))))
    raise ImportError(
        f"{package} was generated in format {number}, and this alicloud runs {known}; {remedy}",
        name=package,
    )


def exports(
    package: str, table: Mapping[str, tuple[str, ...]]
) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """`__getattr__` and `__dir__` for `package` (PEP 562); `__dir__()` is its `__all__`.

    Under `if TYPE_CHECKING:` the package imports the same names for type checkers, each `as`
    itself, which makes it public: they need no `__all__`.

    Args:
        package: The full name of the package; `dir()` lists its `__all__`.
        table: From the full name of a module to the public names that it holds.
    """
    module_of = {name: module for module, names in table.items() for name in names}

    def get(name: str) -> Any:
        if name in module_of:
            value = getattr(import_module(module_of[name]), name)
        elif any(f"{module}.".startswith(f"{package}.{name}.") for module in table):
            value = import_module(f"{package}.{name}")
        else:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        setattr(modules[package], name, value)
        return value

    def names() -> list[str]:
        return list(vars(modules[package]).get("__all__", module_of))

    return get, names


class Generic:
    """Replaces `typing.Generic` at run time: subscripting it, with anything, returns the class.

    Importing `typing` would take a fifth of the time of importing a service.
    """

    __slots__ = ()

    def __class_getitem__(cls, _: object) -> type:
        return cls

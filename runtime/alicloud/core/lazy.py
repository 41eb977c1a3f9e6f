"""What packages need at import: names and annotations that wait, `Generic`, a check of formats."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from sys import modules
from types import FunctionType, GenericAlias

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from typing import Any


_FORMATS = range(2, 4)
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
    package: str,
    table: Mapping[str, tuple[str, ...]],
    earlier: Mapping[str, tuple[str, ...]] = {},
) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """`__getattr__` and `__dir__` for `package` (PEP 562); `__dir__()` is its `__all__`.

    Under `if TYPE_CHECKING:` the package imports the same names for type checkers, each `as`
    itself, which makes it public: they need no `__all__`.

    Args:
        package: The full name of the package; `dir()` lists its `__all__`.
        table: From the full name of a module to the public names that it holds.
        earlier: The same for names of before, which still work but are not listed.
    """
    listed = [name for names in table.values() for name in names]

    def get(name: str) -> Any:
        # A search, for a package has more names than a program asks for.
        for module, held in (*table.items(), *earlier.items()):
            if name in held:
                value = getattr(import_module(module), name)
                resolve_annotations(value)
                break
        else:
            if not any(f"{module}.".startswith(f"{package}.{name}.") for module in table):
                raise AttributeError(f"module {package!r} has no attribute {name!r}")
            value = import_module(f"{package}.{name}")
        setattr(modules[package], name, value)
        return value

    def names() -> list[str]:
        return list(vars(modules[package]).get("__all__", listed))

    return get, names


class Annotations(dict[str, object]):
    """Annotations whose text is replaced by what it means when they are read.

    As `__annotations__` of a class or function they serve `typing.get_type_hints`, `inspect` and
    all tools built upon them, although our modules import most types for type checkers only.
    Text that has no meaning at run time stays text.
    """

    __slots__ = ("module",)

    module: str  # whose names the text uses

    def _meanings(self, texts: Mapping[str, str]) -> dict[str, Any]:
        from alicloud.core.type_hints import resolved

        return resolved(texts, self.module)

    def _resolve(self) -> None:
        texts = {name: value for name, value in super().items() if isinstance(value, str)}
        if texts:
            self.update(self._meanings(texts))

    def __getitem__(self, name: str) -> object:
        self._resolve()
        return super().__getitem__(name)

    def __iter__(self) -> Iterator[str]:  # `dict(annotations)` goes through it too
        self._resolve()
        return super().__iter__()

    def get(self, name: str, default: Any = None) -> Any:
        self._resolve()
        return super().get(name, default)

    def items(self) -> Any:
        self._resolve()
        return super().items()

    def values(self) -> Any:
        self._resolve()
        return super().values()


def resolve_annotations(public: Any) -> None:
    """Let the annotations of a function, or of a class and its methods, resolve when read."""
    if isinstance(public, FunctionType):
        _resolve_those_of(public)
    elif isinstance(public, type):
        for cls in public.__mro__:
            if cls not in _prepared and cls.__module__.startswith("alicloud."):
                _prepared.add(cls)
                _resolve_those_in(cls)


_prepared: set[type[Any]] = set()  # the classes whose annotations resolve


def _resolve_those_in(cls: type[Any]) -> None:
    members = vars(cls)
    if members.get("__annotations__"):
        _resolve_those_of(cls)
    for member in members.values():
        if not isinstance(member, FunctionType):  # a large client has hundreds that are
            member = _function_in(member)
        if member is not None:
            _resolve_those_of(member)


def _function_in(member: object) -> Any:
    if isinstance(member, classmethod | staticmethod):
        member = member.__func__
    elif isinstance(member, property):
        member = member.fget
    return member if isinstance(member, FunctionType) else None


def _resolve_those_of(annotated: Any) -> None:
    texts = annotated.__annotations__
    if texts and type(texts) is dict:
        annotated.__annotations__ = annotations = Annotations(texts)
        annotations.module = annotated.__module__


class Generic:
    """Replaces `typing.Generic` at run time: subscripting it, with anything, is for annotations.

    Importing `typing` would take a fifth of the time of importing a service.
    """

    __slots__ = ()

    __class_getitem__: Any = classmethod(GenericAlias)

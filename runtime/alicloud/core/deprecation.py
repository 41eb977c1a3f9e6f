"""Deprecated actions, shapes and fields, and names that were changed: who uses them is warned.

A warning is a DeprecationWarning at the line of the user. Nothing of this is loaded for what is not
deprecated.
"""

from __future__ import annotations

import sys
import warnings
from functools import wraps

from alicloud.core.lazy import resolve_annotations

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any, TypeVar

    from typing_extensions import deprecated as deprecated

    F = TypeVar("F", bound=Callable[..., Any])
else:

    def deprecated(remedy):
        """Mark a method, a property or a shape as deprecated, as PEP 702 has it.

        Type checkers report each use; at run time a call, or a new object, warns. An object that
        is read from a response, or made by a client, does not.

        Args:
            remedy: What to use instead.
        """

        def mark(marked):
            made = _warning_shape if isinstance(marked, type) else _warning_function
            marked = made(marked, remedy)
            marked.__deprecated__ = remedy
            return marked

        return mark


def renamed(**names: str) -> Callable[[F], F]:
    """Let a method take parameters by earlier names too: `@renamed(login="user_name")`."""

    def adapt(method: F) -> F:
        def call(*positional: Any, **values: Any) -> Any:
            return method(*positional, **with_present_names(method.__qualname__, values, names))

        adapted: F = _in_place_of(method, call)
        return adapted

    return adapt


def renamed_classes(module: str, classes: Mapping[str, type[Any]]) -> Callable[[str], type[Any]]:
    """`__getattr__` of a module whose classes have earlier names too (PEP 562), which warn."""

    def get(name: str) -> type[Any]:
        if name not in classes:
            raise AttributeError(f"module {module!r} has no attribute {name!r}")
        warn(f"{name} is deprecated: use {classes[name].__name__}.")
        return classes[name]

    return get


def with_present_names(
    owner: str, values: Mapping[str, Any], names: Mapping[str, str]
) -> dict[str, Any]:
    """The arguments of a call with the present names for the earlier ones, which warn.

    Args:
        owner: What is called.
        values: The arguments by name.
        names: From earlier names to present ones.

    Raises:
        TypeError: a value is given under both names.
    """
    present = dict(values)
    for earlier in [name for name in values if name in names]:
        name = names[earlier]
        if name in values:
            raise TypeError(f"{owner}: {earlier} is the earlier name of {name}; give one of them")
        warn(f"{owner}: {earlier} is deprecated: use {name}.", through_clients=True)
        present[name] = present.pop(earlier)
    return present


def warn(message: str, *, through_clients: bool = False) -> None:
    """Warn whoever uses `alicloud`, at their line; nobody where our own code is the user.

    Args:
        message: What is deprecated, and what to use instead.
        through_clients: Whether it was given to a method of a client, which passed it on.
    """
    level, frame = 2, sys._getframe(1)
    while _passes_on(frame.f_globals.get("__name__", ""), through_clients):
        if frame.f_back is None:
            return
        level, frame = level + 1, frame.f_back
    if not frame.f_globals.get("__name__", "").startswith("alicloud."):
        warnings.warn(message, DeprecationWarning, stacklevel=level)


def _passes_on(module: str, through_clients: bool) -> bool:
    """Whether a call that comes from this module was asked for by whoever called that."""
    if module.startswith("alicloud.core."):
        return True
    is_client = module.startswith("alicloud.") and module.endswith((".client", ".async_client"))
    # The method of a task has the event loop for its caller; who started that is the user.
    return through_clients and (is_client or module.startswith("asyncio."))


def _warning_function(function: Any, remedy: str) -> Any:
    def call(*positional: Any, **values: Any) -> Any:
        warn(f"{function.__qualname__} is deprecated: {remedy}")
        return function(*positional, **values)

    return _in_place_of(function, call)


def _warning_shape(shape: Any, remedy: str) -> Any:
    initialize = shape.__init__

    @wraps(initialize)
    def __init__(self: Any, /, *positional: Any, **values: Any) -> None:  # noqa: N807
        if type(self) is shape:
            warn(f"{shape.__name__} is deprecated: {remedy}")
        initialize(self, *positional, **values)

    shape.__init__ = __init__
    return shape


def _in_place_of(function: Any, call: Any) -> Any:
    """`call` with the name, the docstring and the kind of `function`, which it calls."""
    resolve_annotations(function)
    wrapper: Any = wraps(function)(call)
    if getattr(function, "__wrapped__", function).__code__.co_flags & _COROUTINE:
        _mark_as_coroutine_function(wrapper)
    return wrapper


_COROUTINE = 0x80  # inspect.CO_COROUTINE; that module is large


def _mark_as_coroutine_function(function: Any) -> None:
    if sys.version_info >= (3, 12):
        from inspect import markcoroutinefunction

        markcoroutinefunction(function)
    else:
        from asyncio import coroutines

        function._is_coroutine = vars(coroutines)["_is_coroutine"]

"""`@emulated`: a test whose clients come to an emulator of its own."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar, overload

from alicloud.emulator.emulator import Emulator

P = ParamSpec("P")
R = TypeVar("R")


@overload
def emulated(function: Callable[P, R], /) -> Callable[P, R]: ...


@overload
def emulated(**options: Any) -> Callable[[Callable[P, R]], Callable[P, R]]: ...


def emulated(function: Any = None, /, **options: Any) -> Any:
    """Run a function, or a coroutine function, while an emulator runs and the environment leads to it.

        @emulated
        def test_create(): ...

        @emulated(enforce=True)
        async def test_denied(): ...

    Each call has a new emulator. A function that needs the emulator itself uses
    `with Emulator() as cloud, cloud.environment():` in its place.

    Args:
        options: Those of `Emulator`.

    Raises:
        TypeError: it decorates something else, such as a class, whose `setUp` would run outside.
    """
    if function is None:
        return lambda decorated: _decorate(decorated, options)
    return _decorate(function, options)


def _decorate(function: Callable[P, Any], options: dict[str, Any]) -> Callable[P, Any]:
    if isinstance(function, staticmethod | classmethod):
        raise TypeError(f"@emulated goes below @{type(function).__name__}")
    inner = inspect.unwrap(function)  # a context manager, for example, is made from a generator
    generator = inspect.isgeneratorfunction(inner) or inspect.isasyncgenfunction(inner)
    if not inspect.isroutine(function) or generator:
        raise TypeError(f"@emulated decorates functions and methods, not {function!r}")
    if inspect.iscoroutinefunction(function):

        @wraps(function)
        async def run_async(*arguments: P.args, **named: P.kwargs) -> Any:
            with Emulator(**options) as cloud, cloud.environment():
                return await function(*arguments, **named)

        return run_async

    @wraps(function)
    def run(*arguments: P.args, **named: P.kwargs) -> Any:
        with Emulator(**options) as cloud, cloud.environment():
            result = function(*arguments, **named)
        if inspect.isawaitable(result):
            if inspect.iscoroutine(result):
                result.close()
            raise TypeError(
                f"{function!r} returns an awaitable, which would run without the emulator; put"
                " @emulated next to its `async def`"
            )
        return result

    return run

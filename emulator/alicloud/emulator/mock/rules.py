"""What a user wants a mocked action to respond, in place of what the mock makes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from inspect import iscoroutinefunction
from threading import Lock
from typing import TYPE_CHECKING, Any

from alicloud.core.errors.base import ServiceError
from alicloud.core.shapes.json_text import compact
from alicloud.core.shapes.messages import Response
from alicloud.emulator.api_errors import ApiError
from alicloud.emulator.errors import EmulatorError
from alicloud.emulator.mock.names import check_names

if TYPE_CHECKING:
    from alicloud.core.shapes.messages import Request
    from alicloud.emulator.mock.action import MockedAction

Content = dict[str, Any] | Response | ServiceError | list[Any] | str | bytes
"""What a rule gives: a body by the service's names, a generated response, or an error."""

Function = Callable[[Any], Content | None]
"""Gets the generated request; None is for the response that the mock makes."""

_LONGEST_CODE = 128

logger = logging.getLogger("alicloud.emulator.mock")


class Rules:
    """The rules of one mocked package."""

    def __init__(self) -> None:
        self._rules: dict[str, list[Content | Function]] = {}
        self._lock = Lock()

    def put(self, action: MockedAction, contents: Sequence[Content | Function]) -> None:
        """Respond so to the next calls of an action, and to all later ones with the last.

        Raises:
            EmulatorError: the action cannot respond so.
        """
        for content in contents:
            if not callable(content):
                checked(action, content)
            elif isinstance(content, type) or iscoroutinefunction(content):
                kind = "a class" if isinstance(content, type) else "an async function"
                raise EmulatorError(f"{action.operation.action}: cannot respond with {kind}")
        with self._lock:
            self._rules[action.operation.action] = list(contents)

    def clear(self) -> None:
        """Remove all."""
        with self._lock:
            self._rules.clear()

    def take(self, action: MockedAction, request: Request[Any]) -> Any:
        """The content of a call's response, checked; None if no rule says.

        Raises:
            ApiError: the rule is an error, or failed.
        """
        with self._lock:
            left = self._rules.get(action.operation.action)
            if not left:
                return None
            content = left.pop(0) if len(left) > 1 else left[0]
        given = _called(content, action, request) if callable(content) else content
        if given is None:
            return None
        try:
            found = checked(action, given)
        except EmulatorError as error:
            raise ApiError("InternalError", f"A rule of the mock failed: {error}.") from None
        if isinstance(found, ApiError):
            raise found
        return found


def checked(action: MockedAction, content: object) -> Any:
    """What the body holds, as JSON values, text or bytes; an `ApiError` for an error.

    Raises:
        EmulatorError: the action cannot respond so.
    """
    name = action.operation.action
    if isinstance(content, ServiceError):
        return _error(name, content)
    if isinstance(content, Response):
        if not isinstance(content, action.operation.response):
            wanted, given = action.operation.response, type(content)
            raise EmulatorError(
                f"{name}: responds with a {wanted.__name__} of {action.package.name}, not a"
                f" {given.__name__} of {given.__module__}"
            )
        whole: Any = content
        found = whole.to_dict()
        if action.operation.returns in ("object", "nothing"):
            return found
        # Not from the dict for bytes: JSON has none.
        return whole.value if action.operation.returns == "bytes" else found["value"]
    try:
        if not isinstance(content, bytes):
            compact(content).encode()  # type: ignore[arg-type]
        in_object = action.operation.returns in ("object", "nothing")
        if in_object and not isinstance(content, Mapping):
            raise ValueError(f"expected a dict, got {type(content).__name__}")
        action.operation.response.from_wire(content if in_object else {"value": content})  # type: ignore[arg-type]
    except (TypeError, ValueError, RecursionError) as error:
        raise EmulatorError(f"{name}: cannot respond so: {error}") from None
    check_names(action, content)
    return content


def _error(name: str, given: ServiceError) -> ApiError:
    code, status = given.code, given.status_code or None
    if not (code and len(code) <= _LONGEST_CODE and code.isascii() and code.isprintable()):
        raise EmulatorError(
            f"{name}: an error needs a code such as 'QuotaExceeded', not {code!r:.80}"
        )
    if status is not None and status not in range(400, 600):
        raise EmulatorError(
            f"{name}: the status of an error is from 400 to 599, not {status!r:.80}"
        )
    message = given.message.encode(errors="replace").decode()
    return ApiError(code, message, status=status)


def _called(function: Function, action: MockedAction, request: Request[Any]) -> Content | None:
    try:
        return function(request)
    except ServiceError as error:
        return error
    except BaseException as error:  # that of `pytest.fail` is no Exception
        logger.exception("the rule for %s failed", action.operation.action)
        raise ApiError(
            "InternalError",
            f"A rule of the mock failed: {type(error).__name__}; the log says more.",
        ) from None

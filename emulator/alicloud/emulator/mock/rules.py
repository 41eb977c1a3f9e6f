"""What a user wants a mocked action to respond, in place of what the mock makes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from threading import Lock
from typing import TYPE_CHECKING, Any

from alicloud.core.errors.base import ServiceError
from alicloud.core.shapes.json_text import compact
from alicloud.core.shapes.messages import REQUEST_ID_NAMES, Response
from alicloud.emulator.api_errors import ApiError
from alicloud.emulator.errors import EmulatorError
from alicloud.generator.problems import did_you_mean

if TYPE_CHECKING:
    from alicloud.core.shapes.messages import Request
    from alicloud.emulator.mock.action import MockedAction

Content = dict[str, Any] | Response | ServiceError | list[Any] | str | bytes
"""What a rule gives: a body by the service's names, a generated response, or an error."""

Function = Callable[[Any], Content | None]
"""Gets the generated request; None is for the response that the mock makes."""

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
        return ApiError(content.code, content.message, status=content.status_code or None)
    if isinstance(content, Response):
        if not isinstance(content, action.operation.response):
            wanted = action.operation.response.__name__
            raise EmulatorError(f"{name}: responds with a {wanted}, not {type(content).__name__}")
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
    _check_names(action, content)
    return content


def _check_names(action: MockedAction, content: object) -> None:
    """Refuse misspelt members, which clients would not see."""
    if action.operation.returns != "object" or not isinstance(content, Mapping):
        return
    known = [field.wire for field in action.described.response.fields]
    known += REQUEST_ID_NAMES
    for name in content:
        if name not in known:
            raise EmulatorError(
                f"{action.operation.action}: its response has no field {name!r}"
                f"{did_you_mean(str(name), known)}"
            )


def _called(function: Function, action: MockedAction, request: Request[Any]) -> Content | None:
    try:
        return function(request)
    except ServiceError as error:
        return error
    except Exception as error:
        logger.exception("the rule for %s failed", action.operation.action)
        raise ApiError(
            "InternalError",
            f"A rule of the mock failed: {type(error).__name__}; the log says more.",
        ) from None

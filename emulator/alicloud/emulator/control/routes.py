"""What the control does: a function for each path and method below `/_emulator/`."""

from __future__ import annotations

import inspect
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any, Protocol

from alicloud.core import __version__
from alicloud.core.shapes.timestamps import render
from alicloud.emulator.account import Account, AccountState
from alicloud.emulator.clock import RANGE, Clock
from alicloud.emulator.control import PREFIX, access, bodies
from alicloud.emulator.control.errors import ControlError
from alicloud.emulator.errors import EmulatorError
from alicloud.emulator.fault_injection import Faults
from alicloud.emulator.http.requests import HttpRequest, parse_headers
from alicloud.emulator.http.responses import HttpResponse
from alicloud.emulator.request_log import Record
from alicloud.emulator.state.store import StoreError

JSON = b"application/json"
PROBLEM = b"application/problem+json"
BINARY = b"application/octet-stream"

FAULTS = (
    *("delay", "drop_after", "drop_before", "error", "expired_token", "html_page"),
    *("server_error", "throttle"),
)
"""The methods of `Faults` that add one."""
_KINDS: Mapping[str, tuple[type, ...]] = {
    "text": (str,),
    "whole number": (int,),
    "number": (int, float),
}
_FAULT_FIELDS: Mapping[str, str] = {
    "action": "text",
    "code": "text",
    "message": "text",
    "times": "whole number",
    "retry_after": "number",
    "seconds": "number",
    "status": "whole number",
}

_RULES = {"respond": "value", "in_turn": "array", "error": "object"}
_ERROR_FIELDS: Mapping[str, type] = {"code": str, "message": str, "status": int}

logger = logging.getLogger("alicloud.emulator.control")


class Mocked(Protocol):
    """A mocked package: a `Mock`."""

    name: str

    def on(self, action: str, *, respond: Any = None, in_turn: Any = None) -> None: ...

    def fail(
        self, action: str, code: str, message: str = "", status: int | None = None
    ) -> None: ...

    def reset(self) -> None: ...


class Controlled(Protocol):
    """What is controlled: an `Emulator`."""

    account: Account
    clock: Clock
    faults: Faults

    @property
    def requests(self) -> list[Record]: ...

    @property
    def other_accounts(self) -> Sequence[AccountState]: ...

    def other_account(self, id: str) -> AccountState: ...

    def reset(self) -> None: ...

    def snapshot(self) -> bytes: ...

    def restore(self, snapshot: bytes) -> None: ...

    def log_on(self, user_name: str) -> None: ...

    @property
    def mocked(self) -> Sequence[Mocked]: ...

    def mock(self, package: str) -> Mocked: ...


@dataclass(frozen=True, slots=True)
class ControlRequest:
    """A request to the control, with its headers by lower-case name."""

    headers: Mapping[str, str]
    body: bytes


Route = Callable[[Controlled, ControlRequest], HttpResponse]


class Control:
    """Responds to requests below `/_emulator/`.

    Args:
        token: What requests must send as a bearer token; without one, only this machine may call.
    """

    def __init__(self, cloud: Controlled, token: str | None) -> None:
        self._cloud = cloud
        self._token = token

    def respond(self, request: HttpRequest) -> HttpResponse:
        """The response to a request."""
        name = request.path.removeprefix(PREFIX)
        try:
            response = self._respond(name, request)
        except ControlError as error:
            response = _problem(error.status, error.detail, error.headers)
        except StoreError as error:
            response = _problem(503, f"{error}.")
        except (EmulatorError, ValueError) as error:
            response = _problem(400, f"{error}.")
        level = logging.DEBUG if name in _OPEN else logging.INFO
        shown = f"{PREFIX}{name}" if name in ROUTES else f"{PREFIX}?"
        logger.log(level, "%s %s %s", request.method[:16], shown, response.status)
        return response

    def _respond(self, name: str, request: HttpRequest) -> HttpResponse:
        headers = parse_headers(request)
        if name not in _OPEN:
            access.check(headers, request.peer, self._token)
        methods = ROUTES.get(name)
        if methods is None:
            known = ", ".join(f"{PREFIX}{known}" for known in ROUTES)
            raise ControlError(404, f"There is no such path; known are {known}.")
        # HTTP has HEAD wherever it has GET; the server leaves out the body.
        route = methods.get("GET" if request.method == "HEAD" else request.method)
        if route is None:
            allowed = [(b"Allow", ", ".join(methods).encode())]
            raise ControlError(405, f"Use {' or '.join(methods)} here.", allowed)
        return route(self._cloud, ControlRequest(headers, request.body))


def _health(cloud: Controlled, request: ControlRequest) -> HttpResponse:
    return _json({"status": "ok", "version": __version__})


def _openapi(cloud: Controlled, request: ControlRequest) -> HttpResponse:
    return HttpResponse(
        200,
        [(b"Content-Type", JSON)],
        Path(__file__).with_name("openapi.json").read_bytes(),
    )


def _reset(cloud: Controlled, request: ControlRequest) -> HttpResponse:
    cloud.reset()
    return _json({})


def _snapshot(cloud: Controlled, request: ControlRequest) -> HttpResponse:
    return HttpResponse(200, [(b"Content-Type", BINARY)], cloud.snapshot())


def _restore(cloud: Controlled, request: ControlRequest) -> HttpResponse:
    cloud.restore(bodies.binary(request.headers, request.body))
    return _json({})


def _clock(cloud: Controlled, request: ControlRequest) -> HttpResponse:
    return _json({"now": cloud.clock.now().isoformat(), "frozen": cloud.clock.frozen})


def _set_clock(cloud: Controlled, request: ControlRequest) -> HttpResponse:
    changes = ("advance", "freeze", "reset", "unfreeze")
    body = bodies.json_object(request.headers, request.body, changes)
    if len(body) != 1:
        raise _clock_error()
    ((change, value),) = body.items()
    try:
        _change_clock(cloud.clock, change, value)
    except (OverflowError, ValueError):
        raise ControlError(400, f"{change}: the time must be {RANGE}.") from None
    return _clock(cloud, request)


def _change_clock(clock: Clock, change: str, value: Any) -> None:
    if change == "advance" and _is(value, int, float):
        clock.advance(timedelta(seconds=value))
    elif change == "freeze" and isinstance(value, str):
        clock.freeze(_time(value))
    elif value is True and change != "advance":
        getattr(clock, change)()
    else:
        raise _clock_error()


def _clock_error() -> ControlError:
    return ControlError(
        400,
        'Give one of: {"freeze": "2026-01-31T08:00:00Z"}, {"freeze": true}, {"unfreeze": true},'
        ' {"advance": SECONDS}, {"reset": true}.',
    )


def _time(text: str) -> datetime:
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        time = None
    if time is None or time.tzinfo is None:
        raise ControlError(400, "freeze: must be a time such as 2026-01-31T08:00:00Z.")
    return time


def _is(value: object, *kinds: type) -> bool:
    """Whether a value of JSON is of one of these types; true and false are no numbers."""
    return isinstance(value, kinds) and not isinstance(value, bool)


def _add_fault(cloud: Controlled, request: ControlRequest) -> HttpResponse:
    body = bodies.json_object(request.headers, request.body, ("kind", *_FAULT_FIELDS))
    kind = body.pop("kind", None)
    if kind not in FAULTS:
        raise ControlError(400, f"kind: must be one of {', '.join(FAULTS)}.")
    method = getattr(cloud.faults, kind)
    allowed = inspect.signature(method).parameters
    for name, value in body.items():
        if name not in allowed:
            raise ControlError(400, f"{name}: {kind} has only the fields {', '.join(allowed)}.")
        if not _is(value, *_KINDS[_FAULT_FIELDS[name]]):
            raise ControlError(400, f"{name}: must be a {_FAULT_FIELDS[name]}.")
    for name, parameter in allowed.items():
        if parameter.default is parameter.empty and name not in body:
            raise ControlError(400, f"{name}: {kind} needs this field.")
    method(**body)
    return _json({})


def _clear_faults(cloud: Controlled, request: ControlRequest) -> HttpResponse:
    cloud.faults.clear()
    return _json({})


def _requests(cloud: Controlled, request: ControlRequest) -> HttpResponse:
    return _json({"requests": [_record(record) for record in cloud.requests]})


def _record(record: Record) -> dict[str, Any]:
    return {
        "action": record.action,
        "version": record.version,
        "parameters": record.parameters,
        "caller": record.caller,
        "access_key_id": record.access_key_id,
        "status": record.status,
        "code": record.code,
        "request_id": record.request_id,
        "at": render(record.at),
    }


def _accounts(cloud: Controlled, request: ControlRequest) -> HttpResponse:
    accounts = [cloud.account, *(other.account for other in cloud.other_accounts)]
    return _json({"accounts": [asdict(account) for account in accounts]})


def _add_account(cloud: Controlled, request: ControlRequest) -> HttpResponse:
    body = bodies.json_object(request.headers, request.body, ("id",))
    return _json(asdict(cloud.other_account(_text(body, "id")).account))


def _log_on(cloud: Controlled, request: ControlRequest) -> HttpResponse:
    body = bodies.json_object(request.headers, request.body, ("account_id", "user_name"))
    id = _text(body, "account_id") if "account_id" in body else cloud.account.id
    account = cloud if id == cloud.account.id else cloud.other_account(id)
    account.log_on(_text(body, "user_name"))
    return _json({})


def _mocked(cloud: Controlled, request: ControlRequest) -> HttpResponse:
    return _json({"packages": [mock.name for mock in cloud.mocked]})


def _add_rule(cloud: Controlled, request: ControlRequest) -> HttpResponse:
    body = bodies.json_object(request.headers, request.body, ("package", "action", *_RULES))
    mock, action = cloud.mock(_text(body, "package")), _text(body, "action")
    kinds = [kind for kind in _RULES if kind in body]
    if len(kinds) != 1:
        raise ControlError(400, f"Give one of {', '.join(_RULES)}.")
    (kind,) = kinds
    value = body[kind]
    if kind == "respond" and value is not None:
        mock.on(action, respond=value)
    elif kind == "in_turn" and isinstance(value, list):
        mock.on(action, in_turn=value)
    elif kind == "error" and isinstance(value, dict):
        mock.fail(action, **_error(value))
    else:
        raise ControlError(400, f"{kind}: must be a JSON {_RULES[kind]}.")
    return _json({})


def _error(given: Mapping[str, Any]) -> dict[str, Any]:
    for name, value in given.items():
        kind = _ERROR_FIELDS.get(name)
        if kind is None or not _is(value, kind):
            known = ", ".join(_ERROR_FIELDS)
            raise ControlError(
                400, f"error.{name[:64]}: the fields are {known}; status is a number."
            )
    if not given.get("code"):
        raise ControlError(400, "error.code: must be a text.")
    return dict(given)


def _clear_rules(cloud: Controlled, request: ControlRequest) -> HttpResponse:
    for mock in cloud.mocked:
        mock.reset()
    return _json({})


def _text(body: Mapping[str, Any], name: str) -> str:
    text = body.get(name)
    if not isinstance(text, str):
        raise ControlError(400, f"{name}: must be a text.")
    return text


ROUTES: Mapping[str, Mapping[str, Route]] = {
    "health": {"GET": _health},
    "openapi.json": {"GET": _openapi},
    "reset": {"POST": _reset},
    "snapshot": {"POST": _snapshot},
    "restore": {"POST": _restore},
    "clock": {"GET": _clock, "POST": _set_clock},
    "faults": {"POST": _add_fault, "DELETE": _clear_faults},
    "requests": {"GET": _requests},
    "mock": {"GET": _mocked, "POST": _add_rule, "DELETE": _clear_rules},
    "log-on": {"POST": _log_on},
    "accounts": {"GET": _accounts, "POST": _add_account},
}
_OPEN = ("health", "openapi.json")  # for everyone who reaches the server: they tell no state


def _json(body: object) -> HttpResponse:
    return HttpResponse(200, [(b"Content-Type", JSON)], json.dumps(body).encode())


def _problem(status: int, detail: str, headers: Sequence[tuple[bytes, bytes]] = ()) -> HttpResponse:
    """An error in the form of RFC 9457."""
    body = {"status": status, "title": HTTPStatus(status).phrase, "detail": detail}
    return HttpResponse(status, [(b"Content-Type", PROBLEM), *headers], json.dumps(body).encode())

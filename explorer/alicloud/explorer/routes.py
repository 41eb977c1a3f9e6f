"""What the page can ask for: a function for each path and method below `/api/`."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from alicloud.core import __version__
from alicloud.core.errors.base import AlicloudError
from alicloud.emulator.http.responses import HttpResponse
from alicloud.explorer import code
from alicloud.explorer.bodies import Body
from alicloud.explorer.checks import check
from alicloud.explorer.errors import ExplorerError
from alicloud.explorer.exchange import message_of
from alicloud.explorer.guard import wrong_method
from alicloud.explorer.history import History
from alicloud.explorer.identity import Identities
from alicloud.explorer.sender import Sender
from alicloud.explorer.targets import Targets
from alicloud.explorer.uploads import LARGEST, with_uploads

if TYPE_CHECKING:
    from alicloud.explorer.catalogues import Action, Catalogues
    from alicloud.explorer.emulation import Emulation
    from alicloud.explorer.targets import Target

JSON = b"application/json"
ZIP = b"application/zip"
BYTES = b"application/octet-stream"


class Application:
    """What the calls of the page work on.

    Args:
        emulation: The emulator of this process, which is the first target.
        others: The other targets.
        now: The time of this machine, aware.
        monotonic: Seconds of a clock that never goes back.
    """

    def __init__(
        self,
        emulation: Emulation,
        catalogues: Catalogues,
        others: Sequence[Target] = (),
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.emulation = emulation
        self.catalogues = catalogues
        self.targets = Targets([emulation.target, *others])
        self.sender = Sender(now, monotonic)
        self.identities = Identities(self.sender, catalogues)
        self.history = History(monotonic)


Route = Callable[[Application, bytes, int], HttpResponse]
"""Takes the body of the request, and the number in the path, 0 where there is none."""


def respond(app: Application, method: str, path: str, body: bytes) -> HttpResponse:
    """The response to a request below `/api/` that the guard has let through.

    Raises:
        ExplorerError: it cannot be done.
    """
    name, number = route_name(path)
    methods = ROUTES.get(name)
    if methods is None:
        raise ExplorerError(404, "not-found", "There is no such path.")
    route = methods.get(method)
    if route is None:
        raise wrong_method(tuple(methods))
    return route(app, body, number)


def route_name(path: str) -> tuple[str, int]:
    """A path as `ROUTES` has it, and the number in it."""
    found = _NUMBERED.fullmatch(path)
    return (f"/api/history/N{found[2]}", int(found[1])) if found else (path, 0)


_NUMBERED = re.compile(r"\A/api/history/([0-9]{1,9})(|/body|/reveal)\Z")


def _json(body: Any, status: int = 200) -> HttpResponse:
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    # A lone surrogate, which JSON can hold as an escape, has no form in UTF-8.
    return HttpResponse(status, [(b"Content-Type", JSON)], text.encode("utf-8", "replace"))


def error_response(error: ExplorerError) -> HttpResponse:
    """The response that says what cannot be done."""
    response = _json(error.body(), error.status)
    return HttpResponse(response.status, [*response.headers, *error.headers], response.body)


# --- the page itself ---------------------------------------------------------------------------


def _state(app: Application, body: bytes, number: int) -> HttpResponse:
    first = app.targets.first
    return _json(
        {
            "version": __version__,
            "targets": [target.summary() for target in app.targets],
            "target": first.name,
            "largest_file": LARGEST,
            "caller": _caller(first),
            "variants": code.variants(),
        }
    )


def _caller(target: Target) -> Mapping[str, str]:
    caller = target.caller()
    if caller.problem:
        return {"problem": caller.problem}
    return {"provider": caller.provider, "access_key_id": caller.access_key_id}


def _catalogue(app: Application, body: bytes, number: int) -> HttpResponse:
    return HttpResponse(200, [(b"Content-Type", JSON)], app.catalogues.page)


def _identity(app: Application, body: bytes, number: int) -> HttpResponse:
    target = app.targets.get(Body(body, "target").text("target"))
    return _json({**_caller(target), **asdict(app.identities.of(target))})


# --- calls -------------------------------------------------------------------------------------

_CALL = ("service", "action", "target", "values")


def _asked(app: Application, body: Body) -> tuple[Target, Action, dict[str, Any]]:
    target = app.targets.get(body.text("target"))
    action = app.catalogues.action(body.text("service"), body.text("action"))
    values = body.values()
    known = {field.wire for field in action.operation.request.fields}
    for name in values:
        if name not in known:
            raise ExplorerError(
                400, "bad-request", f"values: {action.name} has no parameter {name[:64]!r}."
            )
    return target, action, with_uploads(action.operation.request.fields, values)


def _preview(app: Application, body: bytes, number: int) -> HttpResponse:
    given = Body(body, *_CALL, "variant", "generic")
    target, action, values = _asked(app, given)
    exchange, problem = None, None
    try:
        exchange = app.sender.sign(target, action, values).shown
    except ExplorerError as error:
        problem = {"code": error.code, "message": error.message}
    except AlicloudError as error:
        problem = {
            "code": type(error).__name__,
            "message": message_of(error),
            "remedy": error.hint,
        }
    findings = check(action.operation.request.fields, action.shapes, values)
    return _json(
        {
            "checks": [asdict(finding) for finding in findings],
            "exchange": exchange,
            "problem": problem,
            "sample": _sample(target, action, values, given),
        }
    )


def _sample(target: Target, action: Action, values: dict[str, Any], given: Body) -> dict[str, Any]:
    """The code of a call, or why there is none."""
    variant, generic = given.text("variant"), given.flag("generic")
    try:
        endpoint = target.address(action.service)
    except ExplorerError as error:
        return {"problem": error.message}
    return code.sample(action, values, variant, endpoint=endpoint, generic=generic)


def _send(app: Application, body: bytes, number: int) -> HttpResponse:
    given = Body(body, *_CALL, "confirmed")
    target, action, values = _asked(app, given)
    if target.asks and action.operation.kind != "read" and not given.flag("confirmed"):
        return _json({"confirm": _confirmation(app, target, action)})
    return _json(app.history.add(app.sender.send(target, action, values)))


def _confirmation(app: Application, target: Target, action: Action) -> Mapping[str, Any]:
    """What somebody should know before a call changes something."""
    whose = app.identities.known(target)
    return {
        "action": action.name,
        "kind": action.operation.kind,
        "account": whose.account_id if whose else None,
        "arn": whose.arn if whose else None,
    }


def _project(app: Application, body: bytes, number: int) -> HttpResponse:
    given = Body(body, *_CALL, "variant", "generic")
    target, action, values = _asked(app, given)
    made = code.project(
        action,
        values,
        given.text("variant"),
        endpoint=target.address(action.service),
        generic=given.flag("generic"),
    )
    return HttpResponse(200, [(b"Content-Type", ZIP)], made)


# --- history -----------------------------------------------------------------------------------


def _history(app: Application, body: bytes, number: int) -> HttpResponse:
    return _json({"exchanges": app.history.list()})


def _exchange(app: Application, body: bytes, number: int) -> HttpResponse:
    return _json(app.history.get(number))


def _body(app: Application, body: bytes, number: int) -> HttpResponse:
    return HttpResponse(200, [(b"Content-Type", BYTES)], app.history.content(number))


def _reveal(app: Application, body: bytes, number: int) -> HttpResponse:
    return _json({"value": app.history.reveal(number, Body(body, "path").text("path"))})


def _forget(app: Application, body: bytes, number: int) -> HttpResponse:
    app.history.forget(number)
    return _json({})


def _forget_all(app: Application, body: bytes, number: int) -> HttpResponse:
    app.history.forget_all()
    return _json({})


# --- the emulator ------------------------------------------------------------------------------


def _emulator(app: Application, body: bytes, number: int) -> HttpResponse:
    return _json(app.emulation.state())


def _reset(app: Application, body: bytes, number: int) -> HttpResponse:
    Body(body)
    app.emulation.reset()
    return _emulator(app, body, number)


def _clock(app: Application, body: bytes, number: int) -> HttpResponse:
    app.emulation.advance(Body(body, "seconds").number("seconds"))
    return _emulator(app, body, number)


def _fault(app: Application, body: bytes, number: int) -> HttpResponse:
    given = Body(body, "action", "code")
    app.emulation.add_fault(given.text("code"), given.text("action", "") or None)
    return _emulator(app, body, number)


def _policies(app: Application, body: bytes, number: int) -> HttpResponse:
    app.emulation.enforce(Body(body, "on").flag("on"))
    return _emulator(app, body, number)


ROUTES: Mapping[str, Mapping[str, Route]] = {
    "/api/state": {"GET": _state},
    "/api/catalogue": {"GET": _catalogue},
    "/api/identity": {"POST": _identity},
    "/api/preview": {"POST": _preview},
    "/api/send": {"POST": _send},
    "/api/project": {"POST": _project},
    "/api/history": {"GET": _history, "DELETE": _forget_all},
    "/api/history/N": {"GET": _exchange, "DELETE": _forget},
    "/api/history/N/body": {"GET": _body},
    "/api/history/N/reveal": {"POST": _reveal},
    "/api/emulator": {"GET": _emulator},
    "/api/emulator/reset": {"POST": _reset},
    "/api/emulator/clock": {"POST": _clock},
    "/api/emulator/faults": {"POST": _fault},
    "/api/emulator/policies": {"POST": _policies},
}

"""Every action of a generated client beside the official package, for what both have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from alicloud.generator.model import Operation, Service
from tests.referees.calls import Call
from tests.referees.clients import official_methods, ours, their_values, theirs
from tests.referees.made_calls import made_call
from tests.referees.sent import Sent, assert_signed, meaning
from tests.support.loopback import Server, http

MISSING = object()


@dataclass
class Comparison:
    """What was found for one product.

    Attributes:
        equal: The actions that both send alike, with all parameters and with the required ones.
        different: What differs, by action.
        only_here: Actions and parameters (`Action.Parameter`) that the official package lacks.
        only_there: Those that our client lacks.
    """

    product: str
    equal: list[str] = field(default_factory=list)
    different: dict[str, str] = field(default_factory=dict)
    only_here: list[str] = field(default_factory=list)
    only_there: list[str] = field(default_factory=list)


def compare(service: Service) -> Comparison:
    """Make every call of a service with both packages, which must be there to be imported."""
    found = Comparison(f"{service.product} {service.version}")
    methods = official_methods(service)
    for operation in service.operations():
        if operation.action.lower() in methods:
            _compare_action(service, operation, found)
        else:
            found.only_here.append(operation.action)
    here = {operation.action.lower() for operation in service.operations()}
    found.only_there += [name for lower, name in methods.items() if lower not in here]
    return found


def _compare_action(service: Service, operation: Operation, found: Comparison) -> None:
    call = made_call(service, operation)
    known, unset = their_values(call)
    shared = _shared(call.values, known)
    found.only_here += [f"{operation.action}.{name}" for name in _lost(call.values, shared)]
    found.only_there += [f"{operation.action}.{name}" for name in unset]
    call = replace(call, values=shared)
    differences = [text for one in (call, call.least()) for text in _differences(one)]
    if differences:
        found.different[operation.action] = "; ".join(dict.fromkeys(differences))
    else:
        found.equal.append(operation.action)


def _shared(ours: Any, theirs: Any) -> Any:
    """The part of our value that theirs has a place for."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return {n: _shared(value, theirs[n]) for n, value in ours.items() if n in theirs}
    if isinstance(ours, list) and isinstance(theirs, list):
        return [_shared(one, other) for one, other in zip(ours, theirs, strict=True)]
    return ours


def _lost(before: Any, after: Any) -> Iterator[str]:
    """The names of what is in `before` only."""
    if isinstance(before, dict):
        for name, value in before.items():
            if name not in after:
                yield name
            else:
                yield from (f"{name}.{inner}" for inner in _lost(value, after[name]))
    elif isinstance(before, list) and before:
        yield from _lost(before[0], after[0])


def _differences(call: Call) -> Iterator[str]:
    requests: list[Sent] = []
    response = http(body=call.response, Content_Type="application/json", x_acs_request_id="R-1")
    for name, send in (("ours", ours), ("theirs", theirs)):
        with Server(lambda _: response) as server:
            try:
                send(server, call)
            except Exception as error:  # of the official package: any kind; told if nothing came
                if not server.requests:
                    yield f"{name} sends nothing: {type(error).__name__}: {error}"
                    return
                if send is ours:
                    yield f"our response: {error}"
        assert_signed(server.requests[0])
        requests.append(_without_empty_body(meaning(call, server.requests[0])))
    yield from _unlike(*requests)


def _without_empty_body(sent: Sent) -> Sent:
    """What was sent, but for an empty body: the official SDK makes one where none is given."""
    if sent.body:
        return sent
    headers = {name: value for name, value in sent.headers.items() if name != "content-type"}
    return replace(sent, headers=headers, body=None)


def _unlike(here: Sent, there: Sent) -> Iterator[str]:
    for name in ("method", "path", "query", "headers", "body"):
        one, other = getattr(here, name), getattr(there, name)
        if isinstance(one, Mapping) and isinstance(other, Mapping):
            for key in sorted(one.keys() | other.keys()):
                a, b = one.get(key, "nothing"), other.get(key, "nothing")
                if a != b:
                    yield f"{name} {key}: {a!r} here, {b!r} there"
        elif one != other:
            yield f"{name}: {one!r} here, {other!r} there"


def table(found: list[Comparison]) -> str:
    """One row a product, in Markdown; then what differs, one line an action."""
    rows = ["| product | equal | different | only here | only there |", "|---|---|---|---|---|"]
    for one in found:
        counts = (one.equal, one.different, one.only_here, one.only_there)
        rows.append(" | ".join([f"| {one.product}", *(str(len(part)) for part in counts)]) + " |")
    for one in found:
        rows += [f"{one.product} {action}: {text}" for action, text in one.different.items()]
    return "\n".join(rows)


def told(found: list[Comparison]) -> int:
    """Print what was found. Gives the exit status: 1 if something differs."""
    for one in found:
        print(f"{one.product}, only here: {', '.join(one.only_here) or 'nothing'}")
        print(f"{one.product}, only there: {', '.join(one.only_there) or 'nothing'}")
    print(table(found))
    return int(any(one.different for one in found))

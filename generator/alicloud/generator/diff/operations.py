"""One action, old beside new: its method, its pages, and how its calls are repeated."""

from __future__ import annotations

from alicloud.generator.diff.fields import Side, Use, compare_fields
from alicloud.generator.diff.findings import Findings, Level
from alicloud.generator.model import Operation
from alicloud.generator.python.names import class_names, snake
from alicloud.generator.python.types import Types


def compare_operation(
    findings: Findings,
    client: str,
    old: tuple[Types, Operation],
    new: tuple[Types, Operation],
) -> None:
    """Find what is different for those who call the method of `old` on `client`."""
    (_, before), (types, now) = old, new
    method = f"{client}.{snake(before.action)}"
    compare_fields(
        findings,
        Use(f"{method}({{}}=)", "parameter", types),
        Side(before.request.fields, sent=True),
        Side(now.request.fields, sent=True),
    )
    compare_fields(
        findings,
        Use(f"{class_names(before).response}.{{}}", "attribute", types),
        Side(before.response.fields, received=True),
        Side(now.response.fields, received=True),
    )
    found = (
        _name(before, now),
        _earlier_name(before, now),
        _pages(old, new),
        _repeats(before, now),
        _signature(before, now),
        _heir(before, now),
    )
    for level, change, meaning in filter(None, found):
        findings.add(level, method, change, meaning)
    if before.action != now.action:
        _classes(findings, before, now)


_Found = tuple[Level, str, str] | None


def _name(old: Operation, new: Operation) -> _Found:
    before, now = snake(old.action), snake(new.action)
    if before == now:
        return None
    return "deprecating", f"the method is called {now} now", f"{before} still works, and warns"


def _earlier_name(old: Operation, new: Operation) -> _Found:
    earlier = old.renamed_from
    if not earlier or earlier in (new.renamed_from, snake(new.action)):
        return None
    return "breaking", f"its earlier name {earlier} is gone", "code that calls it fails"


def _classes(findings: Findings, old: Operation, new: Operation) -> None:
    """Only methods keep an earlier name, not the classes of their requests and responses."""
    before, now = class_names(old), class_names(new)
    findings.add(
        "breaking",
        f"{before.request}, {before.response}",
        f"the classes are called {now.request} and {now.response} now",
        "code that imports them fails, unlike code that only calls the method",
    )


def _pages(old: tuple[Types, Operation], new: tuple[Types, Operation]) -> _Found:
    (_, before), (_, now) = old, new
    items, now_items = (types.path_in_response(one, one.items or "") for types, one in (old, new))
    if items and not now_items:
        return "breaking", "no list of items any more", "code that iterates over the response fails"
    if now_items and not items:
        return "additive", f"iterating over the response gives `{now_items}` now", ""
    if items != now_items and before.items != now.items:
        change = f"iterating gave `{items}`, and gives `{now_items}`"
        return "breaking", change, "loops see other items"
    if before.pagination and not now.pagination:
        return "breaking", "no pages any more", "loops see the first page only"
    if now.pagination and not before.pagination:
        return "behaviour", "there are pages now", "loops go on to the pages that follow"
    return None


def _repeats(old: Operation, new: Operation) -> _Found:
    """What is repeated when no response comes: all but a create without a token."""
    before, now = _repeated(old), _repeated(new)
    change = (
        f"the kind was {old.kind}, and is {new.kind}"
        if old.kind != new.kind
        else f"a {new.kind} is {'' if now else 'not '}repeated now"
    )
    if before and not now:
        meaning = "it is not repeated when no response comes: the error reaches the caller"
        return "behaviour", change, meaning
    if now and not before and new.token:
        return "behaviour", change, "the service knows a repeat by its token when no response comes"
    if now and not before:
        meaning = "it is repeated when no response comes, so it may be carried out twice"
        return "breaking", change, meaning
    return None


def _repeated(operation: Operation) -> bool:
    return operation.repeatable and (operation.kind != "create" or operation.token is not None)


def _signature(old: Operation, new: Operation) -> _Found:
    if old.anonymous and not new.anonymous:
        return "breaking", "signed now", "clients without credentials cannot call it"
    return None


def _heir(old: Operation, new: Operation) -> _Found:
    if new.deprecated and not old.deprecated:
        return "deprecating", "deprecated", new.deprecated
    return None

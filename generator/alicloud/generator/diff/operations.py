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
    (old_types, before), (new_types, now) = old, new
    method = f"{client}.{snake(before.action)}"
    compare_fields(
        findings,
        Use(f"{method}({{}})", "parameter", sent=True, received=False),
        Side(old_types, before.request.fields),
        Side(new_types, now.request.fields),
    )
    compare_fields(
        findings,
        Use(f"{class_names(before).response}.{{}}", "attribute", sent=False, received=True),
        Side(old_types, before.response.fields),
        Side(new_types, now.response.fields),
    )
    found = (_pages(old, new), _repeats(before, now), _signature(before, now), _heir(before, now))
    for level, change, meaning in filter(None, found):
        findings.add(level, method, change, meaning)
    _errors(findings, method, before, now)


_Found = tuple[Level, str, str] | None


def _pages(old: tuple[Types, Operation], new: tuple[Types, Operation]) -> _Found:
    (_, before), (_, now) = old, new
    items, now_items = (types.path_in_response(one, one.items or "") for types, one in (old, new))
    if items and not now_items:
        return "breaking", "no list of items any more", "code that iterates over the response fails"
    if now_items and not items:
        return "additive", f"iterating gives `{now_items}` now", "it can be used"
    if items != now_items:
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
    if now and not before:
        return "behaviour", change, "it is repeated when no response comes"
    return None


def _repeated(operation: Operation) -> bool:
    return operation.repeatable and (operation.kind != "create" or operation.token is not None)


def _signature(old: Operation, new: Operation) -> _Found:
    if old.anonymous and not new.anonymous:
        return "breaking", "signed now", "clients without credentials cannot call it"
    if new.anonymous and not old.anonymous:
        return "behaviour", "no longer signed", "it needs no credentials"
    return None


def _heir(old: Operation, new: Operation) -> _Found:
    if new.deprecated and not old.deprecated:
        return "deprecating", "deprecated", f"it warns: {new.deprecated}"
    return None


def _errors(findings: Findings, method: str, old: Operation, new: Operation) -> None:
    before, now = ([error.code for error in one.errors] for one in (old, new))
    gone = [code for code in before if code not in now]
    added = [code for code in now if code not in before]
    if gone:
        change = f"errors that are no longer documented: {', '.join(gone)}"
        findings.add("behaviour", method, change, "code that catches them may wait in vain")
    if added:
        change = f"errors that are documented now: {', '.join(added)}"
        findings.add("additive", method, change, "they can be caught by their codes")

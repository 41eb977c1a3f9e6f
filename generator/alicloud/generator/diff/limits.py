"""Limits of what is sent: what the service accepts no more, or now accepts as well."""

from __future__ import annotations

from collections.abc import Iterable

from alicloud.generator.diff.findings import Findings, Level
from alicloud.generator.model import Limits

_Bounds = tuple[int | float | None, int | float | None] | None
_Values = tuple[str | int, ...]


def compare_limits(
    findings: Findings, place: str, old: Limits, new: Limits, *, checked: bool
) -> None:
    """Find where the limits of a parameter are narrower or wider.

    Args:
        findings: Receives it.
        place: The parameter.
        old: Its limits as they were.
        new: As they are.
        checked: Whether type checkers know its choices.
    """
    _choices(findings, place, old.enum, new.enum, checked=checked)
    for word, before, now in (("length", old.length, new.length), ("range", old.range, new.range)):
        if before != now:
            change = f"the {word} was {_shown(before)}, and is {_shown(now)}"
            findings.add(*_bounds(before, now, place, change))
    if old.pattern != new.pattern:
        change = f"the pattern was {old.pattern or 'none'}, and is {new.pattern or 'none'}"
        level: Level = "behaviour" if new.pattern else "additive"
        meaning = "the service may refuse what it accepted" if new.pattern else ""
        findings.add(level, place, change, meaning)


def compare_received_values(findings: Findings, place: str, old: _Values, new: _Values) -> None:
    """Find the values that the service did not send before."""
    if old and (added := _without(new, old)):
        change = f"new values: {_listed(added)}"
        findings.add("additive", place, change, "code that tells values apart may meet them")


def _choices(findings: Findings, place: str, old: _Values, new: _Values, *, checked: bool) -> None:
    refused = "the service refuses them"
    if new and not old:
        change = f"the only values are {_listed(new)} now"
        meaning = "type checkers report every other value" if checked else "others are refused"
        findings.add("breaking" if checked else "behaviour", place, change, meaning)
    elif new and (gone := _without(old, new)):
        change = f"no longer among the values: {_listed(gone)}"
        meaning = f"type checkers report them, and {refused}" if checked else refused
        findings.add("breaking", place, change, meaning)
    if old and not new:
        findings.add("additive", place, "any value is accepted now")
    elif old and (added := _without(new, old)):
        findings.add("additive", place, f"new values: {_listed(added)}")


def _without(values: _Values, others: _Values) -> list[str | int]:
    known = set(others)
    return [value for value in values if value not in known]


def _listed(values: Iterable[str | int]) -> str:
    return ", ".join(map(repr, values))


def _bounds(old: _Bounds, new: _Bounds, place: str, change: str) -> tuple[Level, str, str, str]:
    """What other bounds mean. One that is written down first may have been there before."""
    (least, most), (new_least, new_most) = old or (None, None), new or (None, None)
    narrower = (least is not None and new_least is not None and new_least > least) or (
        most is not None and new_most is not None and new_most < most
    )
    if narrower:
        return "breaking", place, change, "the service refuses what it accepted"
    if (least is None and new_least is not None) or (most is None and new_most is not None):
        return "behaviour", place, change, "the service may refuse what it accepted"
    return "additive", place, change, "the service accepts more"


def _shown(bounds: _Bounds) -> str:
    if bounds is None:
        return "none"
    least, most = ("any" if one is None else one for one in bounds)
    return f"{least} to {most}"

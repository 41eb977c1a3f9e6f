"""Limits of what is sent: what the service accepts no more, or now accepts as well."""

from __future__ import annotations

from alicloud.generator.diff.findings import Findings
from alicloud.generator.model import Limits

_Bounds = tuple[int | float | None, int | float | None] | None


def compare_limits(findings: Findings, place: str, old: Limits, new: Limits) -> None:
    """Find where the limits of a parameter are narrower or wider."""
    _choices(findings, place, old.enum, new.enum)
    for word, before, now in (("length", old.length, new.length), ("range", old.range, new.range)):
        if before == now:
            continue
        change = f"the {word} was {_shown(before)}, and is {_shown(now)}"
        if _within(before, now):
            findings.add("additive", place, change, "the service accepts more")
        else:
            findings.add("behaviour", place, change, "the service may refuse what it accepted")
    if old.pattern != new.pattern:
        change = f"the pattern was {old.pattern or 'none'}, and is {new.pattern or 'none'}"
        meaning = "the service may refuse what it accepted" if new.pattern else "it accepts more"
        findings.add("behaviour" if new.pattern else "additive", place, change, meaning)


def _choices(
    findings: Findings, place: str, old: tuple[str | int, ...], new: tuple[str | int, ...]
) -> None:
    gone = [] if not new else [value for value in old if value not in new]
    added = [] if not old else [value for value in new if value not in old]
    if new and not old:
        change = f"the only values are {_listed(new)} now"
        findings.add("breaking", place, change, "type checkers report every other value")
    elif gone:
        meaning = "type checkers report them, and the service refuses them"
        findings.add("breaking", place, f"no longer among the values: {_listed(gone)}", meaning)
    if old and not new:
        findings.add("additive", place, "any value is accepted now", "it can be used")
    elif added:
        findings.add("additive", place, f"new values: {_listed(added)}", "they can be used")


def _listed(values: tuple[str | int, ...] | list[str | int]) -> str:
    return ", ".join(map(repr, values))


def _within(inner: _Bounds, outer: _Bounds) -> bool:
    """Whether all that `inner` accepts `outer` accepts too."""
    least, most = inner or (None, None)
    other_least, other_most = outer or (None, None)
    low = other_least is None or (least is not None and least >= other_least)
    high = other_most is None or (most is not None and most <= other_most)
    return low and high


def _shown(bounds: _Bounds) -> str:
    if bounds is None:
        return "none"
    least, most = ("any" if one is None else one for one in bounds)
    return f"{least} to {most}"

"""The tables in docs/samples.md: which sample is typed, which is a call by name, what is refused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from alicloud.generator.samples import VARIANTS, Variant, sample
from alicloud.generator.samples.sdks import installed as facts
from tests.samples.calls import Call, all_calls
from tests.samples.runners import CHECKED, RUNNERS
from tests.samples.stubbed import STUBBED
from tests.samples.world import REFUSED
from tests.support.processes import ROOT

DOCUMENT = ROOT / "docs/samples.md"
_BEGIN, _END = "<!-- begin: written by make samples -->\n", "<!-- end -->\n"
_ROW = re.compile(r"^\| `(\w+)` \|(?: [✓n–] \|)+$", re.MULTILINE)


def write() -> None:
    """Write the tables of all actions into the document."""
    text = DOCUMENT.read_text(encoding="utf-8")
    before, _, rest = text.partition(_BEGIN)
    after = rest.partition(_END)[2]
    DOCUMENT.write_text(f"{before}{_BEGIN}{made(all_calls())}{_END}{after}", encoding="utf-8")


def is_fresh(document: str) -> bool:
    """Whether the tables in the text of the document say of its actions what is so now.

    Actions that were added since, for example in a clone, may be missing.
    """
    listed = {*_ROW.findall(document)}
    calls = [call for call in all_calls() if call.action in listed]
    return len(calls) == len(listed) > 0 and made(calls) in document


def made(calls: Sequence[Call]) -> str:
    """The tables for some calls."""
    by_name = {
        one.id: {call.action for call in calls if _is_by_name(call, one)} for one in VARIANTS
    }
    parts = [_of_variants(calls, by_name), _of_refused(calls), _of_actions(calls, by_name)]
    return "\n".join(parts)


def _is_by_name(call: Call, variant: Variant) -> bool:
    return sample(call.catalogue, call.action, call.values, variant.id).generic


def _of_variants(calls: Sequence[Call], by_name: dict[str, set[str]]) -> str:
    done = {
        **dict.fromkeys(RUNNERS, "run"),
        **dict.fromkeys(STUBBED, "run over stubs"),
        **dict.fromkeys(CHECKED, "parsed"),
    }

    def rows() -> Iterator[list[str]]:
        for one in VARIANTS:
            generic = len(by_name[one.id])
            typed = len(calls) - generic
            yield [f"`{one.id}`", one.label, one.status, str(typed), str(generic), done[one.id]]

    heads = ["Variant", "SDK", "Maintenance", "Typed", "By name", "Samples"]
    return f"As of {facts().checked}, for {len(calls)} actions:\n\n{_table(heads, rows())}"


def _of_refused(calls: Sequence[Call]) -> str:
    def rows() -> Iterator[list[str]]:
        for call in calls:
            if code := REFUSED.get(call.action):
                documented = {one.code: one.doc for one in call.operation.errors}
                meaning = documented.get(code, "Not documented; a guess of the emulator.")
                yield [f"`{call.action}`", f"`{code}`", meaning]

    table = _table(["Action", "Error code", "What it means"], rows())
    return f"What these examples show is made up, so the emulator refuses them:\n\n{table}"


def _of_actions(calls: Sequence[Call], by_name: dict[str, set[str]]) -> str:
    def rows() -> Iterator[list[str]]:
        for call in calls:
            marks = ("n" if call.action in by_name[one.id] else "✓" for one in VARIANTS)
            yield [f"`{call.action}`", *marks]

    table = _table(["Action", *(f"`{one.id}`" for one in VARIANTS)], rows())
    return f"Of the example of each action, ✓ is a typed call and n a call by name:\n\n{table}"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)

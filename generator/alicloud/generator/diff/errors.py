"""The error codes that actions document, old beside new."""

from __future__ import annotations

from collections.abc import Iterable

from alicloud.generator.diff.findings import Findings, some_of
from alicloud.generator.model import Operation
from alicloud.generator.python.names import snake


def compare_errors(
    findings: Findings, client: str, pairs: Iterable[tuple[Operation, Operation]]
) -> None:
    """Find the codes that come or go: one finding for each, however many methods it is about."""
    gone: dict[str, list[str]] = {}
    added: dict[str, list[str]] = {}
    for old, new in pairs:
        before, now = ({error.code: None for error in one.errors} for one in (old, new))
        for codes, others, found in ((before, now, gone), (now, before, added)):
            for code in codes:
                if code not in others:
                    found.setdefault(code, []).append(snake(old.action))
    for code, methods in gone.items():
        change = f"no longer documented for {some_of(methods, 'methods')}"
        meaning = "code that catches it may wait in vain"
        findings.add("behaviour", f"{client}, error {code}", change, meaning)
    for code, methods in added.items():
        change = f"documented now for {some_of(methods, 'methods')}"
        findings.add("additive", f"{client}, error {code}", change)

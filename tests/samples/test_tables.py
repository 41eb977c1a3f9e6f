"""The tables in docs/samples.md are those that `make samples` writes."""

from __future__ import annotations

from tests.samples import tables


def test_the_tables_are_those_of_the_last_run() -> None:
    text = tables.DOCUMENT.read_text(encoding="utf-8")
    assert tables.is_fresh(text), "docs/samples.md is stale: make samples"
    assert not tables.is_fresh(text.replace("| ✓ |", "| n |", 1))
    assert not tables.is_fresh("")

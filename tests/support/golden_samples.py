"""Texts of samples in all variants, one Markdown file a call, in `tests/generator/samples/golden`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable

from alicloud.generator.samples.variants import Variant
from tests.support.processes import ROOT

FOLDER = ROOT / "tests/generator/samples/golden"


def assert_golden(name: str, variants: Iterable[Variant], text: Callable[[str], str]) -> None:
    """Compare the samples of a call, which `text` gives by variant, with the file of this name.

    With UPDATE_GOLDEN in the environment the file is written first.
    """
    parts = [f"## {one.label}\n\n```{one.language}\n{text(one.id)}```" for one in variants]
    made = "\n\n".join([f"# {name}", *parts]) + "\n"
    path = FOLDER / f"{name}.md"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(made, encoding="utf-8")
    assert made == path.read_text(encoding="utf-8")

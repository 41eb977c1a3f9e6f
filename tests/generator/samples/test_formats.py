"""Samples in Go are as gofmt writes them; `make samples` asks the formatters of the other languages."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings, strategies as st

from alicloud.generator.catalogue import installed
from alicloud.generator.samples import Endpoint, sample
from alicloud.generator.samples.layout import group, prefixed
from alicloud.generator.samples.values import Text
from alicloud.generator.samples.writers.go import GoV2

pytestmark = pytest.mark.skipif(
    not shutil.which("gofmt"), reason="gofmt is not installed; `make samples` fails without it"
)
keys = st.one_of(st.text("ab", min_size=1, max_size=130), st.text(min_size=1, max_size=50))
pairs = st.lists(st.tuples(keys, st.one_of(st.text(max_size=20), st.none())), min_size=1)
literals = st.lists(pairs, min_size=50, max_size=100)


def gofmt(*arguments: str, program: str | None = None) -> str:
    done = subprocess.run(
        ["gofmt", "-s", *arguments], input=program, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("variant_id", ["go-v2", "go-v1"])
def test_every_sample(variant_id: str, tmp_path: Path) -> None:
    for catalogue in installed():
        for operation in catalogue.service.operations():
            values = operation.example.request if operation.example else {}
            for generic in (False, True):
                path = tmp_path / f"{operation.action}_{generic}.go"
                emulator = Endpoint("http", "127.0.0.1:8000") if generic else None
                made = sample(
                    catalogue,
                    operation.action,
                    values,
                    variant_id,
                    endpoint=emulator,
                    generic=generic,
                )
                path.write_text(made.text, encoding="utf-8")
    assert gofmt("-d", str(tmp_path)) == ""


@settings(max_examples=5, deadline=None, phases=[Phase.generate])
@given(literals)
def test_columns(literals: list[list[tuple[str, str | None]]]) -> None:
    """Values behind keys of any length; None stands for a value of several lines."""
    writer = GoV2()
    program = "package main\n"
    for items in literals:
        several = group("f(", [writer.text("a" * 60)] * 2, ")")
        made = [
            (
                writer.pair(key, Text(value))
                if value is not None
                else prefixed(f"{writer.text(key)}:\v", several)
            )
            for key, value in items
        ]
        code = writer.lines.broken_up(writer.map("Query", made))
        program += f"\nvar _ = {code.partition(' ')[2]}\n"
    assert gofmt(program=program) == program

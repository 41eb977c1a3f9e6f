"""Formatting by black: where it can change something, and once for the same text."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from black import format_str
from black.mode import Mode, TargetVersion

from alicloud.generator.python import formatting
from alicloud.generator.python.formatting import formatted, processes
from tests.support.processes import ROOT, python

MODE = Mode(line_length=100, target_versions={TargetVersion.PY311})
ROUGH = "x = f( 1,2 )\n"
FINE = "x = f(1, 2)\n"


@pytest.fixture
def black(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The texts that were given to black."""
    seen: list[str] = []
    real = formatting._black

    def spy(text: str) -> str:
        seen.append(text)
        return real(text)

    monkeypatch.setattr(formatting, "_black", spy)
    yield seen


def test_text_comes_back_in_blacks_form_under_its_key(tmp_path: Path) -> None:
    texts = {"a.py": ROUGH, "b.py": FINE}
    assert formatted(texts, tmp_path) == {"a.py": FINE, "b.py": FINE}


def test_lines_may_have_100_columns(tmp_path: Path) -> None:
    line = f"x = f({'a' * 45}, {'b' * 46})\n"
    assert len(line) == 101
    assert formatted({"a": line}, tmp_path) == {"a": line}


LONG = "a" * 60
STATEMENTS = [
    f"def f(\n    x: int,\n    y: Literal['{LONG}', '{LONG[9:]}'] | None = None,\n):\n    pass\n",
    f"class A(B['{LONG}'], action='{LONG}'):\n    'It.'\n\n    x: {LONG} | None = field('{LONG}')\n",
    f"class A:\n    class B:\n        async def f(self, x={LONG}, y={LONG}): return 1\n",
    f"class A:\n    async def f(self, x={LONG}, y={LONG}):\n        return {LONG}({LONG})\n",
    f"if {LONG} and {LONG}:\n    x = 1\nelse:\n    y = {LONG}({LONG}, 1)\n",
    f"x = 1; y = {LONG}({LONG}, 1)\n",
    f"@{LONG}({LONG})\ndef f():\n    # {LONG} {LONG}\n    x = [\n        # {LONG} {LONG}\n        1,\n    ]\n",
    f'"""{LONG} {LONG}"""\n',
]


@pytest.mark.parametrize("source", STATEMENTS)
def test_long_statements_are_formatted_as_in_their_file(source: str, tmp_path: Path) -> None:
    source = source.replace("'", '"')
    assert formatted({"a": source}, tmp_path) == {"a": format_str(source, mode=MODE)}


@pytest.mark.parametrize("source", STATEMENTS[:2])
def test_black_finds_long_statements_done(
    source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    real = formatting._format

    def spy(text: str) -> str:
        seen.append(text)
        return real(text)

    monkeypatch.setattr(formatting, "_format", spy)
    made = formatted({"a": source.replace("'It.'", '"""It."""').replace("'", '"')}, tmp_path)
    assert seen[-1] == made["a"]


def test_the_second_time_the_cache_is_used(tmp_path: Path, black: list[str]) -> None:
    first = formatted({"a.py": ROUGH}, tmp_path)
    assert black == [ROUGH]
    assert formatted({"other.py": ROUGH}, tmp_path) == {"other.py": first["a.py"]}
    assert black == [ROUGH]


def test_another_version_of_black_formats_anew(
    tmp_path: Path, black: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    formatted({"a.py": ROUGH}, tmp_path)
    monkeypatch.setattr(formatting, "_black_version", lambda: "99")
    formatted({"a.py": ROUGH}, tmp_path)
    assert black == [ROUGH, ROUGH]


def test_an_empty_text_needs_no_formatting(tmp_path: Path, black: list[str]) -> None:
    assert formatted({"py.typed": ""}, tmp_path) == {"py.typed": ""}
    assert black == []


def test_without_texts_nothing_is_formatted(tmp_path: Path, black: list[str]) -> None:
    assert formatted({}, tmp_path) == {}
    assert black == []


def test_processes_give_what_this_one_gives(tmp_path: Path) -> None:
    texts = {str(number): f"x = f( {number},2 )\n" * (number % 3 + 1) for number in range(5)}
    with processes() as run:
        made = formatted(texts, tmp_path / "1", run=run)
    assert list(made.items()) == list(formatted(texts, tmp_path / "2").items())
    assert made["0"] == "x = f(0, 2)\n"


GARBAGE = """
import gc
from alicloud.generator.python.formatting import _get_ready
_get_ready()
for _ in range(1_500_000):
    a = []
    a.append(a)
print(len(gc.get_objects()))
"""


def test_a_process_does_not_keep_what_black_leaves_behind() -> None:
    assert int(python(GARBAGE)) < 1_000_000


def interrupt(text: str) -> str:
    """Do what Ctrl-C does to each process of a terminal."""
    os.kill(os.getpid(), signal.SIGINT)
    return text


def test_processes_ignore_interrupts() -> None:
    with processes() as run:
        assert list(run(interrupt, ["a", "b"])) == ["a", "b"]


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path, black: list[str]) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    for _ in range(2):
        assert formatted({"a.py": ROUGH}, blocked) == {"a.py": FINE}
    assert black == [ROUGH, ROUGH]
    assert blocked.read_text() == "in the way"


def test_the_cache_can_be_deleted_at_any_time(tmp_path: Path) -> None:
    formatted({"a.py": ROUGH}, tmp_path)
    for path in tmp_path.iterdir():
        path.unlink()
    tmp_path.rmdir()
    assert formatted({"a.py": ROUGH}, tmp_path) == {"a.py": FINE}


RUN = """
import os, sys
from alicloud.generator.__main__ import main
os.chdir(sys.argv[1])
assert main(["generate"]) == 0
print("black" in sys.modules, "concurrent.futures.process" in sys.modules)
"""


def test_black_is_not_even_imported_when_nothing_changed(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "specs" / "sts", tmp_path / "specs" / "sts")
    first, second = (python(RUN, str(tmp_path)) for _ in range(2))
    assert first.splitlines()[0].startswith("create generated")
    assert second == "nothing to do: the output fits the specs\nFalse False\n"

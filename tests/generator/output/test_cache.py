"""A run after which nothing changed is skipped; whatever was touched, it is not."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from alicloud.generator.__main__ import main
from alicloud.generator.output import cache
from tests.support.corpus import VALID, write

FOLDER = Path(".cache/alicloud-generator")


@pytest.fixture(autouse=True)
def zoo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with specs and what was made of them, and a cache of its own."""
    monkeypatch.setattr(cache, "FOLDER", FOLDER)
    monkeypatch.chdir(tmp_path)
    write(tmp_path, VALID)
    assert main(["generate"]) == 0
    return tmp_path


def is_fresh() -> bool:
    return cache.is_fresh(cache.inputs(Path("specs")), Path("generated"))


def test_nothing_is_loaded_to_find_that_nothing_changed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in (
        "alicloud.generator.spec.read",
        "alicloud.generator.python.render",
        "alicloud.generator.output.files",
    ):
        monkeypatch.setitem(sys.modules, name, None)
    capsys.readouterr()
    assert main(["generate"]) == main(["generate", "--check"]) == 0
    assert capsys.readouterr().out == "nothing to do: the output fits the specs\n"


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text() + text)


CHANGES: dict[str, Callable[[Path], object]] = {
    "spec edited": lambda at: append(at / "specs/zoo/cats.yaml", "\n# more\n"),
    "spec added": lambda at: (at / "specs/zoo/dogs.yaml").write_text("doc: Dogs.\n"),
    "output edited": lambda at: append(at / "generated/alicloud/zoo/cats.py", "\n"),
    "output deleted": lambda at: (at / "generated/alicloud/zoo/py.typed").unlink(),
    "output added": lambda at: (at / "generated/alicloud/zoo/more.py").write_text(
        "# Made from specs/zoo/more.yaml by `make generate`; edit that file, not this one.\n"
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_every_change_is_noticed(zoo: Path, change: Callable[[Path], object]) -> None:
    assert is_fresh()
    change(zoo)
    assert not is_fresh()


@pytest.mark.parametrize("name", ["output edited", "output deleted", "output added"])
def test_check_finds_output_that_was_touched(zoo: Path, name: str) -> None:
    CHANGES[name](zoo)
    assert main(["generate", "--check"]) == 1
    assert main(["generate"]) == 0
    assert is_fresh()


def test_another_generator_or_other_tools_are_another_run(
    zoo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = cache.inputs(Path("specs"))
    monkeypatch.setattr(cache, "_tools", lambda: ["black-99.0.dist-info"])
    assert cache.inputs(Path("specs")) != read
    monkeypatch.undo()
    monkeypatch.setattr(cache, "GENERATOR", zoo)
    assert cache.inputs(Path("specs")) != read


def test_the_tools_are_found_with_their_versions() -> None:
    names = [name.lower().partition("-")[0] for name in cache._tools()]
    assert sorted(names) == ["black", "jinja2", "polib", "pyyaml"]


def test_without_the_cache_a_run_compares_the_output(
    zoo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (zoo / FOLDER / "last-run").unlink()
    capsys.readouterr()
    assert main(["generate"]) == 0
    assert capsys.readouterr().out == "nothing to do: the output fits the specs\n"
    assert is_fresh()


def test_the_cache_is_no_part_of_the_output_nor_of_a_repository(zoo: Path) -> None:
    assert (zoo / FOLDER / ".gitignore").read_text() == "*\n"
    assert main(["generate", "--out", "."]) == 0
    assert cache.is_fresh(cache.inputs(Path("specs")), Path())


def test_a_cache_that_cannot_be_written_is_no_error(
    zoo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(zoo / ".cache")
    (zoo / ".cache").write_text("in the way")
    append(zoo / "generated/alicloud/zoo/cats.py", "\n")
    capsys.readouterr()
    assert main(["generate"]) == 0
    assert capsys.readouterr().out == "update generated/alicloud/zoo/cats.py\n"
    assert (zoo / ".cache").read_text() == "in the way"

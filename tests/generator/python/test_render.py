"""Mini specs with one oddity each, and the code that they become, side by side in `golden/*.txt`.

A golden file is a row of files, each after a line `-- path`: first the specs, then those of the
generated files that show the oddity. The header of the service is the same for all. After a change
that is meant, write the new code with `UPDATE_GOLDEN=1 .venv/bin/pytest
tests/generator/python/test_render.py` and read the difference before it is committed.
"""

from __future__ import annotations

import os
import re
import sys
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from alicloud.generator.output.cache import FOLDER
from alicloud.generator.python.clashes import report_clashes
from alicloud.generator.python.formatting import formatted
from alicloud.generator.python.render import render
from alicloud.generator.spec.read import read_services
from tests.support.processes import ROOT, python, run

GOLDEN = sorted((ROOT / "tests/generator/golden").glob("*.txt"))
format_all = partial(formatted, cache=ROOT / FOLDER)
HEADER = """\
doc: A service with one oddity.
product: Odd
version: 2020-01-01
style: rpc
endpoints: {public: odd.aliyuncs.com}
errors:
  NotFound: {status: 404, doc: There is no such thing.}
"""


def parts(golden: Path) -> dict[str, str]:
    """The files in a golden file, by their paths."""
    split = re.split(r"^-- (\S+)\n", golden.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(split[1::2], split[2::2], strict=True))


def put(files: dict[str, str], folder: Path) -> None:
    """Write `files` below `folder`."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


@cache
def rendered(golden: Path) -> dict[str, str]:
    """Everything that the templates make of the specs in a golden file."""
    with TemporaryDirectory() as folder:
        put({f"specs/{golden.stem}/service.yaml": HEADER, **specs_in(golden)}, Path(folder))
        return render(read_services(Path(folder) / "specs", report_clashes))


def specs_in(golden: Path) -> dict[str, str]:
    return {path: text for path, text in parts(golden).items() if path.startswith("specs/")}


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda path: path.stem)
def test_the_code_of_a_spec(golden: Path) -> None:
    expected = {path: text for path, text in parts(golden).items() if path.startswith("alicloud/")}
    assert expected
    made = {path: text for path, text in format_all(rendered(golden)).items() if path in expected}
    if os.environ.get("UPDATE_GOLDEN"):
        files = {**specs_in(golden), **{path: made[path] for path in expected}}
        text = "".join(f"-- {path}\n{text}" for path, text in files.items())
        golden.write_text(text, encoding="utf-8")
    assert made == expected


# Only where an annotation alone is wider than a line is there something left for black.
NARROW = [golden for golden in GOLDEN if golden.stem != "long_literals"]


@pytest.mark.parametrize("golden", NARROW, ids=lambda path: path.stem)
def test_the_templates_write_blacks_form(golden: Path) -> None:
    made = rendered(golden)
    assert made == format_all(made)


EVERYTHING = """\
import importlib, inspect, pkgutil, sys
import alicloud
from alicloud.core.shapes.containers import Object
for found in pkgutil.walk_packages(alicloud.__path__, "alicloud."):
    if found.name.split(".")[1] in sys.argv[1:]:
        module = importlib.import_module(found.name)
        for name in getattr(module, "__all__", ()):
            cls = getattr(module, name)
            if hasattr(cls, "__fields__"):
                print(name, inspect.signature(cls))
                Object(cls).reader(1000)
"""


def test_the_code_works_is_typed_and_lints(tmp_path: Path) -> None:
    """Every class can be read; mypy and ruff with our own settings have nothing to say."""
    for golden in GOLDEN:
        put(format_all(rendered(golden)), tmp_path)
    services = [golden.stem for golden in GOLDEN]
    read = python(EVERYTHING, *services, paths=(tmp_path, ROOT / "runtime"))
    assert len(read.splitlines()) > 50

    settings = ("--config-file", str(ROOT / "pyproject.toml"))
    folder = tmp_path / "alicloud"
    typed = run(
        *(sys.executable, "-m", "mypy", *settings, "--cache-dir", ROOT / ".cache/mypy-golden"),
        folder,
        env={"MYPYPATH": f"{tmp_path}{os.pathsep}{ROOT / 'runtime'}"},
    )
    assert typed.returncode == 0, typed.stdout + typed.stderr
    roots = f"src = [{str(tmp_path)!r}, {str(ROOT / 'runtime')!r}]"
    linted = run(
        # N801: the underscore of a class that would clash is meant.
        *(sys.executable, "-m", "ruff", "check", "--no-cache", "--ignore", "N801"),
        *("--config", ROOT / "pyproject.toml", "--config", roots, folder),
    )
    assert linted.returncode == 0, linted.stdout

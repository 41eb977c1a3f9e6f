"""Mini specs with one oddity each become the code beside them in `golden/*.txt`.

After a change that is meant, write the new code with `UPDATE_GOLDEN=1 .venv/bin/pytest
tests/generator/python/test_render.py` and read the difference before it is committed.
"""

from __future__ import annotations

import os
import re
import sys
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

import jinja2
import pytest
from black import format_str
from black.mode import Mode, TargetVersion

from alicloud.generator.output.cache import FOLDER
from alicloud.generator.python import render as render_module
from alicloud.generator.python.clashes import report_clashes
from alicloud.generator.python.formatting import formatted
from alicloud.generator.python.imports import TEMPLATES
from alicloud.generator.python.names import RESERVED_CLASSES
from alicloud.generator.python.render import render
from alicloud.generator.spec.read import read_services
from tests.support.black_form import needless_changes
from tests.support.golden import GOLDEN, HEADER, parts, put, service_of, specs_in
from tests.support.processes import ROOT, python, run

format_all = partial(formatted, cache=ROOT / FOLDER)
BLACK = Mode(line_length=100, target_versions={TargetVersion.PY311})


@cache
def rendered(golden: Path) -> dict[str, str]:
    """Everything that the templates make of the specs in a golden file."""
    return render([service_of(golden)])


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


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda path: path.stem)
def test_black_changes_nothing_but_lines_that_are_too_long(golden: Path) -> None:
    made = rendered(golden)
    for path, text in format_all(made).items():
        assert needless_changes(made[path], text) == [], path
        assert format_str(text, mode=BLACK) == text, path


def test_a_template_is_short_enough_to_be_read() -> None:
    for template in TEMPLATES.glob("*.j2"):
        lines = template.read_text(encoding="utf-8").splitlines()
        assert len(lines) < 80, template.name
        assert max(map(len, lines)) <= 110, template.name


def test_the_form_of_a_signature_is_the_matter_of_one_template(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written = (TEMPLATES / "method.py.j2").read_text(encoding="utf-8")
    changed = written.replace("        self,\n", "        self,\n        /,\n", 1)
    environment = render_module._environment

    def other_environment() -> jinja2.Environment:
        made = environment()
        assert made.loader
        made.loader = jinja2.ChoiceLoader(
            [jinja2.DictLoader({"method.py.j2": changed}), made.loader]
        )
        return made

    golden = next(path for path in GOLDEN if path.stem == "pager")
    before = rendered(golden)
    monkeypatch.setattr(render_module, "_environment", other_environment)
    after = rendered.__wrapped__(golden)
    assert {path for path in before if before[path] != after[path]} == {
        *("alicloud/pager/client.py", "alicloud/pager/async_client.py")
    }
    assert after["alicloud/pager/client.py"].count("        self,\n        /,\n        *,\n") == 2


# Names of shapes that generated modules need for themselves, and some that are hard to sort.
IMPORTED = sorted(name for name in RESERVED_CLASSES if re.fullmatch("[A-Z][A-Za-z0-9]*", name))
HARD_TO_SORT = [
    *("MFA", "VPC", "A", "B", "AB", "Ab", "ABc", "AbC", "Item", "Item2", "Item10", "Item02", "V2")
]


@cache
def awkward_names() -> dict[str, str]:
    """Everything that the templates make of shapes with these names, used in another module."""
    shape = "doc: x., fields: {Name: {type: string, doc: x.}}"
    names = [*IMPORTED, *HARD_TO_SORT]
    shapes = "".join(f"  {name}: {{{shape}}}\n" for name in names)
    fields = "".join(f"      F{n}: {{type: {name}, doc: x.}}\n" for n, name in enumerate(names))
    action = f"doc: Use it.\n    kind: read\n    request:\n{fields}    response:\n{fields}"
    specs = {
        "specs/awkward/service.yaml": HEADER,
        "specs/awkward/shapes.yaml": f"doc: Shapes.\nshapes:\n{shapes}actions:\n  Rest: {{doc: Rest., kind: read}}\n",
        "specs/awkward/uses.yaml": f"doc: Uses.\nactions:\n  UseAll:\n    {action}",
    }
    with TemporaryDirectory() as folder:
        put(specs, Path(folder))
        return render(read_services(Path(folder) / "specs", report_clashes))


def test_classes_named_like_imports_get_an_underscore() -> None:
    shapes = awkward_names()["alicloud/awkward/shapes.py"]
    assert {"AsyncClient", "AsyncPager", "Literal", "Page", "True"} < set(IMPORTED)
    for name in IMPORTED:
        assert f"class {name}_(Shape):" in shapes
    for name in HARD_TO_SORT:
        assert f"class {name}(Shape):" in shapes


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
    put(format_all(awkward_names()), tmp_path)
    services = [*(golden.stem for golden in GOLDEN), "awkward"]
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

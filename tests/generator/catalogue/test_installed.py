"""The catalogues of installed services are found without importing the services."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from alicloud.generator.__main__ import main
from alicloud.generator.catalogue import CatalogueError, installed, of
from tests.support.corpus import VALID, write
from tests.support.processes import ROOT, python
from tests.support.server.specs import CATALOGUES


def test_our_own_are_found_and_are_what_the_specs_say() -> None:
    found = {one.service.name: one for one in installed()}
    assert {name: found[name] for name in CATALOGUES} == CATALOGUES
    assert {name: of(name) for name in found} == found
    assert [*found] == sorted(found)


def test_a_service_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(CatalogueError, match="no service 'rma' is installed; did you mean 'ram'"):
        of("rma")
    with pytest.raises(CatalogueError, match=r"no service 'x' is installed; choose .* or .*"):
        of("x")


FIND = """\
import sys
from alicloud.generator.catalogue import installed, of
print(*(one.service.name for one in installed()))
print(of("zoo").service.path)
print([name for name in sys.modules if name.startswith("alicloud.") and "generator" not in name])
print([name for name in ("yaml", "jinja2", "black", "polib") if name in sys.modules])
"""


def test_services_in_other_folders_belong_to_it_and_nothing_else_is_loaded(tmp_path: Path) -> None:
    specs = write(tmp_path, VALID)
    for name in ("first", "second"):
        assert main(["generate", "--specs", str(specs), "--out", str(tmp_path / name)]) == 0
    places = (tmp_path / "first", tmp_path / "second", ROOT / "generator")
    names, path, *loaded = python(FIND, paths=places).splitlines()
    assert names == "zoo"
    assert path == os.fspath(tmp_path / "first/alicloud/zoo/catalogue.json")
    assert loaded == ["[]", "[]"]


def test_a_catalogue_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    path = tmp_path / "alicloud/zoo/catalogue.json"
    path.parent.mkdir(parents=True)
    path.write_bytes(b'{"$made": "\xff"}')
    code = (
        "from alicloud.generator.catalogue import CatalogueError, of\n"
        "try:\n    of('zoo')\nexcept CatalogueError as error:\n    print(error)\n"
    )
    said = python(code, paths=(tmp_path, ROOT / "generator"))
    assert said.startswith(f"{path}: this is not UTF-8: ")
    assert said.endswith("; install alicloud again\n")

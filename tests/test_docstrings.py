"""Docstrings are read by tools, too: Sphinx with napoleon has nothing to say about any of them."""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from alicloud.ram import AsyncRamClient, RamClient
from alicloud.sts import AsyncStsClient, StsClient
from tests.support.processes import ROOT, run

MODULES = (
    *("alicloud.core", "alicloud.core.testing", "alicloud.ram", "alicloud.sts"),
    *("alicloud.emulator", "pytest_alicloud"),
)


@pytest.mark.docs
def test_sphinx_reads_the_docstrings_of_all_public_names(tmp_path: Path) -> None:
    extensions = ["sphinx.ext.autodoc", "sphinx.ext.napoleon"]
    (tmp_path / "conf.py").write_text(f"extensions = {extensions}\n")
    modules = "".join(f".. automodule:: {name}\n   :members:\n\n" for name in MODULES)
    modules += ".. automodule:: alicloud.core.credentials\n   :members:\n   :no-index:\n"
    (tmp_path / "index.rst").write_text(f"Names\n=====\n\n{modules}")
    done = run(
        *(sys.executable, "-m", "sphinx", "-q", "-b", "pseudoxml", "-d", tmp_path / "cache"),
        *(tmp_path, tmp_path / "out"),
    )
    assert (done.returncode, done.stderr) == (0, "")
    read = (tmp_path / "out/index.pseudoxml").read_text(encoding="utf-8")
    for name in ("RamClient.create_user", "AsyncStsClient.assume_role", "CreateUserRequest.email"):
        assert f'fullname="{name}"' in read


def test_every_method_has_the_sections_that_tools_know() -> None:
    for client in (RamClient, AsyncRamClient, StsClient, AsyncStsClient):
        for action in client.operations:
            (method,) = (m for n, m in vars(client).items() if n.replace("_", "") == action.lower())
            doc = inspect.getdoc(method) or ""
            sections = [line for line in doc.splitlines() if line.endswith(":") and line[0] != " "]
            order = ["Args:", "Returns:", "Raises:", "Example:"]
            assert sections == [one for one in order if one in sections], doc
            assert {"Returns:", "Example:"} <= {*sections}, doc
            assert ("Raises:" in sections) == bool(client.operations[action].errors), doc
            assert ("Args:" in sections) == (len(inspect.signature(method).parameters) > 1), doc
            _assert_is_typed_at_a_prompt(doc.partition("Example:\n")[2])


def _assert_is_typed_at_a_prompt(example: str) -> None:
    lines = example.splitlines()
    assert [line[4:7] for line in lines] == [">>>", *["..."] * (len(lines) - 1)]
    ast.parse("\n".join(line[8:] for line in lines).replace("await ", ""))


def _described_fields(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef):
            for before, after in pairwise(node.body):
                if isinstance(before, ast.AnnAssign) and isinstance(after, ast.Expr):
                    assert isinstance(after.value, ast.Constant)
                    yield str(after.value.value)


def test_napoleon_takes_no_word_of_a_field_for_its_type() -> None:
    """It takes what stands before a colon for a type, unless the colon is part of code."""
    found = [
        text
        for path in (ROOT / "generated").rglob("*.py")
        for text in _described_fields(path)
        if ":" in re.sub(r"``.+?``", "", text.split("\n")[0])
    ]
    assert found == []

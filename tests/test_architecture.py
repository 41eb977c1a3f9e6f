"""The house as it was drawn: who may import whom, how long a file may be, what each says first."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.processes import ROOT

CORE = ROOT / "runtime/alicloud/core"
ROOTS = [ROOT / name for name in ("runtime", "generated", "generator", "emulator", "tests")]
MODULES = sorted(path for root in ROOTS for path in root.rglob("*.py"))
HAND_WRITTEN = [path for path in MODULES if ROOT / "generated" not in path.parents]


def name_of(path: Path) -> str:
    """The dotted name of a module."""
    start = next((root for root in ROOTS[:2] if root in path.parents), None)
    start = start or (ROOT / "emulator" if (ROOT / "emulator/alicloud") in path.parents else ROOT)
    parts = path.relative_to(start).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {name_of(path): path for path in MODULES}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path, *, when_loaded: bool = False, typing: bool = True) -> set[str]:
    """What a module imports, anywhere in it or only when it is loaded itself.

    Args:
        typing: Count what stands below `if TYPE_CHECKING:` too.
    """
    found = set()
    for node in _statements(tree(path).body, when_loaded, typing):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write imports out in full"
            module = node.module or ""
            for alias in node.names:
                full = f"{module}.{alias.name}"
                found.add(full if full in NAMES else module)
    return found


def _statements(body: list[ast.stmt], when_loaded: bool, typing: bool) -> Iterator[ast.stmt]:
    for node in body:
        if when_loaded and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if isinstance(node, ast.If) and not typing and _is_typing(node.test):
            yield from _statements(node.orelse, when_loaded, typing)
            continue
        yield node
        for part in ("body", "orelse", "finalbody"):
            yield from _statements(getattr(node, part, []), when_loaded, typing)
        for handler in getattr(node, "handlers", []):
            yield from _statements(handler.body, when_loaded, typing)


def _is_typing(test: ast.expr) -> bool:
    return ast.unparse(test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING")


def ours(path: Path) -> set[str]:
    """The packages of `alicloud`, and the others of this project, that a module imports."""
    found = set()
    for name in imports(path):
        first, *rest = name.split(".")
        if first == "alicloud":
            found.add(f"alicloud.{rest[0]}")
        elif first in ("generator", "tests"):
            found.add(first)
    return found


def label(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def below(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


@pytest.mark.parametrize("service", ["ram", "sts"])
def test_generated_code_imports_core_and_itself(service: str) -> None:
    for path in below(f"generated/alicloud/{service}"):
        # `from alicloud import ram` is how a client names its own package.
        assert imports(path) and all(
            name == "alicloud"
            or name.startswith(("alicloud.core.", f"alicloud.{service}"))
            or name.split(".")[0] in ("__future__", "collections", "datetime", "typing")
            for name in imports(path)
        ), path


@pytest.mark.parametrize("path", below("generator"), ids=label)
def test_the_generator_imports_nothing_of_alicloud(path: Path) -> None:
    assert ours(path) <= {"generator"}


@pytest.mark.parametrize("path", below("runtime"), ids=label)
def test_core_imports_nothing_else_of_ours(path: Path) -> None:
    assert ours(path) <= {"alicloud.core"}
    third_party = {name.split(".")[0] for name in imports(path)}
    if third_party & {"requests", "urllib3"}:
        assert path.name in ("adapter.py", "faults.py")
    if third_party & {"aiohttp", "yarl"}:
        assert path.name in ("async_adapter.py", "async_faults.py")


def test_credentials_stand_below_the_client() -> None:
    for path in below("runtime/alicloud/core/credentials"):
        assert "alicloud.core.client" not in imports(path), path


@pytest.mark.parametrize("typing", [False, True], ids=["running", "type checking"])
def test_core_has_no_circles(typing: bool) -> None:
    """Modules that import one another when loaded, or for their types, would be one module."""
    arrows = {
        name: {
            other
            for other in imports(path, when_loaded=True, typing=typing)
            if other.startswith("alicloud.core.") and other != name
        }
        for name, path in NAMES.items()
        # Packages that only re-export stand above everything for a type checker.
        if CORE in path.parents and path.name != "__init__.py"
    }
    while removable := {name for name, others in arrows.items() if not others & arrows.keys()}:
        arrows = {name: others for name, others in arrows.items() if name not in removable}
    assert arrows == {}


@pytest.mark.parametrize("path", HAND_WRITTEN, ids=label)
def test_a_file_is_short_enough_to_be_read(path: Path) -> None:
    most = 600 if ROOT / "tests" in path.parents else 450
    assert len(path.read_text(encoding="utf-8").splitlines()) <= most


@pytest.mark.parametrize("path", MODULES, ids=label)
def test_a_module_says_what_it_is_about(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if not text:
        return
    doc = ast.get_docstring(tree(path))
    assert doc
    first = doc.split("\n\n")[0] if ROOT / "generated" in path.parents else doc.split("\n")[0]
    assert re.fullmatch(r"(?s)[^a-z].*[.:?]", first), first


COMMITTED = [
    path
    for root in (*ROOTS, *(ROOT / name for name in ("specs", ".ci", "docs", "examples")))
    for path in sorted(root.rglob("*"))
    if path.is_file() and "__pycache__" not in path.parts
] + [path for path in sorted(ROOT.glob("*")) if path.is_file()]


def test_nothing_names_a_path_of_this_machine() -> None:
    homes = re.compile(rf"/(?:{'|'.join(['work', 'home', 'Users'])})/[a-z]|\.\./{'shared'}")
    for path in COMMITTED:
        found = homes.search(path.read_bytes().decode("utf-8", "replace"))
        assert found is None, f"{path}: {found.group()}"


def test_alicloud_belongs_to_no_one_so_that_others_can_add_to_it() -> None:
    for root in ROOTS:
        assert not (root / "alicloud/__init__.py").exists()
    for package in (CORE, *(path for path in (ROOT / "generated/alicloud").iterdir())):
        assert (package / "py.typed").exists()

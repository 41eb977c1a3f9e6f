"""How the code is arranged: who may import whom, how long a file may be, what each says first."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from tests.support.processes import ROOT

ROOTS = [
    ROOT / name for name in ("runtime", "generated", "generator", "emulator", "explorer", "tests")
]
MODULES = sorted(
    path for root in ROOTS for path in root.rglob("*.py") if "node_modules" not in path.parts
)
HAND_WRITTEN = [path for path in MODULES if ROOT / "generated" not in path.parents]
HTTP = "runtime/alicloud/core/http"

MAY_IMPORT = {
    "alicloud.core": {
        "copies": "",
        "fork": "",
        "errors": "",
        "type_hints": "",
        "lazy": "type_hints",
        "log_level": "errors",
        "retry": "errors",
        "deprecation": "lazy",
        "shapes": "deprecation lazy",
        "http": "copies errors fork",
        "service": "errors shapes",
        "auth": "copies errors http service",
        "hooks": "auth errors http",
        "options": "auth errors hooks http retry",
        "testing": "auth copies errors fork http lazy",
        "pages": "errors lazy service shapes",
        "pager": "lazy pages shapes",
        "protocols": "auth http service shapes",
        "calls": (
            "auth deprecation errors fork hooks http options pages protocols retry service shapes"
        ),
        "credentials": "auth calls errors http lazy options protocols service shapes",
        "base_client": (
            "auth calls copies credentials errors hooks http lazy log_level options retry service"
        ),
        "client": "base_client calls errors http shapes",
        "async_client": "base_client calls errors http shapes",
        "generic_client": "async_client calls client errors service",
    },
    "alicloud.generator": {
        "bases": "",
        "names": "",
        "problems": "",
        "model": "problems",
        "wording": "model",
        "output": "",
        "catalogue": "bases model output problems",
        "spec": "bases model names problems",
        "translations": "model output problems spec",
        "python": "bases model names output problems wording",
        "packages": "catalogue python",
        "samples": "catalogue model names problems python spec wording",
        "importer": "model names output problems python spec",
        "diff": "importer model python spec",
        "__main__": (
            "catalogue diff importer model names output packages problems python samples spec"
            " translations"
        ),
    },
    "alicloud.emulator": {
        "api_errors": "",
        "async_clients": "",
        "clock": "",
        "command": "",
        "errors": "",
        "ids": "",
        "quotas": "",
        "request_log": "",
        "services": "",
        "tls": "",
        "files": "errors",
        "logs": "request_log",
        "http": "api_errors tls",
        "validation": "api_errors",
        "state": "errors",
        "pages": "api_errors state",
        "mock": "api_errors errors http validation",
        "mocking": "errors mock",
        "fault_injection": "api_errors http mock services",
        "identity": "api_errors http ids state",
        "handlers": "identity quotas state",
        "tagging": "api_errors handlers",
        "policy": "api_errors errors handlers identity state",
        "ram": "api_errors handlers ids pages policy state tagging",
        "sts": "api_errors handlers identity policy state",
        "dispatch": "api_errors handlers policy validation",
        "gateway": (
            "api_errors clock dispatch fault_injection handlers http identity ids mock quotas"
            " request_log services state"
        ),
        "account": "clock errors identity ids policy quotas state",
        "seed": "account api_errors dispatch errors handlers identity policy ram state",
        "prepared": "account handlers identity ids seed",
        "accounts": "account clock errors prepared quotas seed state",
        "environment": "account",
        "control": "account clock errors fault_injection http request_log state",
        "emulator": (
            "account accounts clock control environment errors fault_injection gateway http"
            " mocking quotas request_log tls"
        ),
        "emulated": "emulator",
        "__main__": "account command emulator errors files identity logs seed",
    },
    "alicloud.explorer": {
        "errors": "",
        "hexdump": "",
        "highlight": "",
        "json_values": "",
        "masking": "",
        "packages": "",
        "bodies": "errors json_values",
        "files": "errors",
        "guard": "errors",
        "uploads": "bodies",
        "checks": "uploads",
        "catalogues": "errors masking packages",
        "code": "catalogues errors highlight masking uploads",
        "targets": "errors packages",
        "emulation": "errors targets",
        "requests": "catalogues hexdump json_values masking",
        "exchange": "catalogues hexdump json_values masking requests",
        "history": "errors exchange",
        "sender": "catalogues errors exchange targets uploads",
        "identity": "catalogues errors sender targets",
        "routes": (
            "bodies catalogues checks code emulation errors exchange guard history identity"
            " sender targets uploads"
        ),
        "server": "errors files guard routes",
        "__main__": "catalogues emulation errors packages routes server targets",
    },
}
"""Package -> its parts, lowest first -> the other parts that each may import."""

FACES = ("alicloud.core", "alicloud.core.credentials", "alicloud.emulator")
"""Packages that offer the names of their parts to users, and so stand above these."""

MAY_IMPORT_HTTP_LIBRARIES = {
    f"{HTTP}/requests_connections.py": {"urllib3"},
    f"{HTTP}/requests_pool.py": {"requests", "urllib3"},
    f"{HTTP}/requests_errors.py": {"requests", "urllib3"},
    f"{HTTP}/requests_gunzip.py": {"urllib3"},
    f"{HTTP}/aiohttp_pool.py": {"aiohttp", "yarl"},
    f"{HTTP}/aiohttp_errors.py": {"aiohttp", "yarl"},
}
"""The only files of the runtime that may name an HTTP library."""


def name_of(path: Path) -> str:
    """The dotted name of a module."""
    start = next(root for root in (*ROOTS[:-1], ROOT) if root in path.parents)
    parts = path.relative_to(start).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {name_of(path): path for path in MODULES}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports(path: Path) -> frozenset[str]:
    """What a module imports, anywhere in it: at its top, inside functions, for its types alone."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write imports out in full"
            module = node.module or ""
            for alias in node.names:
                full = f"{module}.{alias.name}"
                found.add(full if full in NAMES else module)
    return frozenset(found)


def circles(imported: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """The modules that import one another, or stand between such; empty when there are none."""
    left = {name: others - {name} for name, others in imported.items()}
    while removable := {name for name, others in left.items() if not others & left.keys()}:
        left = {name: others for name, others in left.items() if name not in removable}
    return left


def label(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def below(folder: str) -> list[Path]:
    return [path for path in MODULES if path.is_relative_to(ROOT / folder)]


def packages(path: Path) -> set[str]:
    """The packages of `alicloud`, and the others of this project, that a module imports."""
    found = set()
    for name in imports(path):
        first, *rest = name.split(".")
        if first == "alicloud":
            found.add(f"alicloud.{rest[0]}")
        elif first in ("tests", "benchmarks"):
            found.add(first)
    return found


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
def test_the_generator_imports_nothing_else_of_alicloud(path: Path) -> None:
    assert packages(path) <= {"alicloud.generator"}


@pytest.mark.parametrize("path", below("runtime"), ids=label)
def test_core_imports_nothing_else_of_ours(path: Path) -> None:
    assert packages(path) <= {"alicloud.core"}
    libraries = {name.split(".")[0] for name in imports(path)}
    libraries &= {"aiohttp", "requests", "urllib3", "yarl"}
    assert libraries <= MAY_IMPORT_HTTP_LIBRARIES.get(label(path), set())


def test_nothing_imports_the_explorer() -> None:
    for path in MODULES:
        if not path.is_relative_to(ROOT / "explorer") and not path.is_relative_to(ROOT / "tests"):
            assert "alicloud.explorer" not in packages(path), path


@pytest.mark.parametrize("path", below("explorer"), ids=label)
def test_the_explorer_stands_above_core_the_generator_and_the_emulator(path: Path) -> None:
    assert packages(path) <= {
        f"alicloud.{name}" for name in ("core", "emulator", "explorer", "generator")
    }


def part_of(name: str, package: str) -> str:
    """The first part of a module's name below `package`; the empty text for the package itself."""
    return name.removeprefix(package).removeprefix(".").partition(".")[0]


def forbidden(package: str, imported: Mapping[str, Iterable[str]]) -> list[str]:
    """The imports between the parts of `package` that `MAY_IMPORT` does not allow."""
    parts = MAY_IMPORT[package]
    return [
        f"{name} imports {other}"
        for name, others in imported.items()
        for other in others
        if other.startswith(f"{package}.")
        and name not in FACES
        and part_of(other, package)
        not in (part := part_of(name, package), *parts.get(part, "").split())
    ]


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_imports_go_one_way(package: str) -> None:
    imported = {name: imports(path) for name, path in NAMES.items() if name.startswith(package)}
    assert {part_of(name, package) for name in imported} - {""} == MAY_IMPORT[package].keys()
    assert forbidden(package, imported) == []


def test_the_table_of_imports_has_no_circle() -> None:
    for parts in MAY_IMPORT.values():
        assert circles({part: set(others.split()) for part, others in parts.items()}) == {}


@pytest.mark.parametrize("root", ["runtime", "generator", "emulator", "explorer"])
def test_there_are_no_circles(root: str) -> None:
    """No two modules import one another, not even inside a function or for types alone."""
    modules = {name_of(path): path for path in below(root)}
    imported = {
        name: {other for other in imports(path) if other in modules}
        for name, path in modules.items()
        if name not in FACES
    }
    assert circles(imported) == {}


def test_an_import_against_the_order_is_found(tmp_path: Path) -> None:
    module = tmp_path / "base.py"
    module.write_text(
        "from typing import TYPE_CHECKING\n"
        "if TYPE_CHECKING:\n    from alicloud.core.client import Client\n"
        "def late():\n    import alicloud.core.calls.sender\n"
    )
    imported = {"alicloud.core.errors.base": imports(module)}
    assert sorted(forbidden("alicloud.core", imported)) == [
        "alicloud.core.errors.base imports alicloud.core.calls.sender",
        "alicloud.core.errors.base imports alicloud.core.client",
    ]


def test_a_circle_is_found() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": set()}) == {}
    assert circles({"a": {"b"}, "b": {"a", "c"}, "c": set()}) == {"a": {"b"}, "b": {"a", "c"}}


@pytest.mark.parametrize("path", HAND_WRITTEN, ids=label)
def test_a_file_is_short_enough_to_be_read(path: Path) -> None:
    most = 600 if ROOT / "tests" in path.parents else 400
    assert len(path.read_text(encoding="utf-8").splitlines()) <= most


def _classes(path: Path) -> Iterator[ast.ClassDef]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.ClassDef))


@pytest.mark.parametrize("path", HAND_WRITTEN, ids=label)
def test_a_class_is_short_enough_to_be_read(path: Path) -> None:
    for node in _classes(path):
        assert (node.end_lineno or 0) - node.lineno < 200, node.name


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
    if path.is_file() and not {"__pycache__", "node_modules"} & set(path.parts)
] + [path for path in sorted(ROOT.glob("*")) if path.is_file()]


def test_nothing_names_a_path_of_this_machine() -> None:
    homes = re.compile(rf"/(?:{'|'.join(['work', 'home', 'Users'])})/[a-z]|\.\./{'shared'}")
    for path in COMMITTED:
        found = homes.search(path.read_bytes().decode("utf-8", "replace"))
        assert found is None, f"{path}: {found.group()}"


def test_alicloud_belongs_to_no_one_so_that_others_can_add_to_it() -> None:
    for root in ROOTS:
        assert not (root / "alicloud/__init__.py").exists()
        for package in (root / "alicloud").glob("*/__init__.py"):
            assert package.with_name("py.typed").exists(), package

"""The sdist and the wheel: what they hold, what they need, and that they work on their own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from email import message_from_string
from email.message import Message
from pathlib import Path

import pytest

from alicloud.core import __version__
from tests.support import services
from tests.support.explorer import started
from tests.support.processes import ROOT, python, run

# What a build reads. Copied, so that it neither sees nor leaves anything else.
SOURCES = ("runtime", "generated", "emulator", "generator", "explorer", "specs", "tests")
FILES = ("CHANGELOG.md", "LICENSE", "NOTICE", "README.md", "pyproject.toml", ".gitignore")


PAGE = [
    path.name for path in (ROOT / "explorer/alicloud/explorer/page").glob("*") if path.is_file()
]


class Built:
    """A wheel and an sdist made of this checkout."""

    def __init__(self, folder: Path) -> None:
        (self.wheel,) = folder.glob("*.whl")
        (self.sdist,) = folder.glob("*.tar.gz")
        with zipfile.ZipFile(self.wheel) as archive:
            self.names = archive.namelist()
            metadata = next(name for name in self.names if name.endswith(".dist-info/METADATA"))
            self.metadata: Message = message_from_string(archive.read(metadata).decode())

    def unpack(self, folder: Path) -> Path:
        """The wheel as it is installed."""
        with zipfile.ZipFile(self.wheel) as archive:
            archive.extractall(folder)
        return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The sdist, and the wheel that is made from the sdist."""
    folder = tmp_path_factory.mktemp("build")
    source = folder / "source"
    ignored = shutil.ignore_patterns("__pycache__", "*.pyc", "node_modules")
    for name in SOURCES:
        if (ROOT / name).exists():
            shutil.copytree(ROOT / name, source / name, ignore=ignored)
    for name in FILES:
        shutil.copy(ROOT / name, source / name)
    done = run(
        *(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder / "dist", source),
        cwd=folder,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return Built(folder / "dist")


def test_the_wheel_holds_core_and_the_services_with_their_types(built: Built) -> None:
    for package in ("core", *services.NAMES):
        for name in ("__init__.py", "py.typed"):
            assert f"alicloud/{package}/{name}" in built.names
    assert {f"alicloud/{name}/catalogue.json" for name in services.NAMES} < set(built.names)
    assert "alicloud/core/credentials/chain.py" in built.names
    assert "alicloud/ram/users.py" in built.names


def test_the_wheel_holds_every_module_and_nothing_else(built: Built) -> None:
    expected = {
        path.relative_to(ROOT / root).as_posix()
        for root in ("runtime", "generated", "emulator", "generator", "explorer")
        for path in (ROOT / root / "alicloud").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    expected.add("pytest_alicloud.py")
    others = {name for name in built.names if ".dist-info/" not in name}
    assert others == expected
    assert "alicloud/__init__.py" not in built.names


def test_the_wheel_is_small(built: Built) -> None:
    assert built.wheel.stat().st_size <= 1_000_000


def test_the_wheel_is_pure_and_named_after_the_version(built: Built) -> None:
    assert built.wheel.name == f"alicloud-{__version__}-py3-none-any.whl"
    assert built.metadata["Version"] == __version__


def test_the_metadata_ask_for_requests_and_python(built: Built) -> None:
    required = built.metadata.get_all("Requires-Dist") or []
    always = [line for line in required if "extra ==" not in line]
    # The second comes with the first, but not in a version that notices responses that are cut off.
    assert [line.split(">=")[0] for line in always] == ["requests", "urllib3"]
    assert not any("<" in line or "==" in line.split(";")[0] for line in required)
    assert built.metadata["Requires-Python"] == ">=3.11"
    assert built.metadata["License-Expression"] == "Apache-2.0"
    assert built.metadata["Name"] == "alicloud"


def test_the_licence_comes_along(built: Built) -> None:
    for file in ("LICENSE", "NOTICE"):
        assert any(name.endswith(f"/licenses/{file}") for name in built.names)


def test_the_sdist_builds_the_wheel_and_holds_no_tests(built: Built) -> None:
    with tarfile.open(built.sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"pyproject.toml", "README.md", "LICENSE", "NOTICE", "CHANGELOG.md"} <= names
    assert "runtime/alicloud/core/__init__.py" in names
    assert not any(name.startswith(("tests/", "specs/")) for name in names)


USE = """\
import sys
import alicloud.core, alicloud.ram, alicloud.sts
from alicloud.core import StaticCredentials
from alicloud.core.testing import StubTransport
from alicloud.ram import RamClient

ram = RamClient(
    credentials=StaticCredentials("id", "s3cret"),
    transport=StubTransport({"ListUsers": {"Users": {"User": [{"UserName": "alice"}]}}}),
)
print([user.user_name for user in ram.list_users()])
print(alicloud.core.__file__)
print(hasattr(alicloud, "__file__") and alicloud.__file__ is not None)
"""


def test_the_wheel_works_in_an_empty_environment(built: Built, tmp_path: Path) -> None:
    """Nothing but the wheel and the standard library: requests is loaded when it is needed."""
    site = built.unpack(tmp_path / "site")
    names, place, has_file = python(USE, paths=(site,)).splitlines()
    assert names == "['alice']"
    assert Path(place) == site / "alicloud/core/__init__.py"
    assert has_file == "False"


def test_the_generator_of_the_wheel_makes_our_code(built: Built, tmp_path: Path) -> None:
    """With its templates and its extra, it makes what is committed; without, it says what to do."""
    shutil.copytree(ROOT / "specs", tmp_path / "specs")
    site = built.unpack(tmp_path / "site")
    program = (sys.executable, "-S", "-m", "alicloud.generator", "generate")
    bare = run(*program, cwd=tmp_path, env={"PYTHONPATH": str(site)})
    assert bare.returncode == 1
    assert bare.stderr.endswith("pip install 'alicloud[generator]'\n")

    paths = os.pathsep.join((str(site), sysconfig.get_path("purelib")))
    done = run(*program, cwd=tmp_path, env={"PYTHONPATH": paths})
    assert done.returncode == 0, done.stderr
    made, committed = tmp_path / "generated", ROOT / "generated"
    suffixes = (".json", ".py", ".typed")
    for path in (path for path in committed.rglob("*") if path.suffix in suffixes):
        assert (made / path.relative_to(committed)).read_bytes() == path.read_bytes()


def test_the_explorer_of_the_wheel_serves_its_page(built: Built, tmp_path: Path) -> None:
    """With the dependencies of this environment; without them, it says what to do."""
    site = built.unpack(tmp_path / "site")
    program = (sys.executable, "-S", "-m", "alicloud.explorer")
    bare = run(*program, cwd=tmp_path, env={"PYTHONPATH": str(site)})
    assert bare.returncode == 1
    assert bare.stderr.endswith("run pip install 'alicloud[explorer]'\n")

    paths = os.pathsep.join((str(site), sysconfig.get_path("purelib")))
    with started(("-S",), cwd=tmp_path, env={"PYTHONPATH": paths}) as running:
        assert running.get("/api/state").json["version"] == __version__
        served = {path: running.get(f"/{path}").status for path in PAGE}
    assert served == dict.fromkeys(PAGE, 200)
    assert "index.html" in served


def test_the_namespace_is_shared_with_other_distributions(built: Built, tmp_path: Path) -> None:
    site = built.unpack(tmp_path / "site")
    other = tmp_path / "elsewhere/alicloud/other"
    other.mkdir(parents=True)
    (other / "__init__.py").write_text(
        "from alicloud.core.shapes.shape import Shape\nNAME = 'other'\n"
    )
    code = "import alicloud.ram, alicloud.other; print(alicloud.other.NAME, alicloud.ram.RamClient)"
    for paths in ((site, other.parents[1]), (other.parents[1], site)):
        assert python(code, paths=paths) == "other <class 'alicloud.ram.client.RamClient'>\n"


def test_pip_installs_the_wheel(built: Built, tmp_path: Path) -> None:
    """In a virtual environment of its own."""
    home = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", home], check=True)
    interpreter = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    installed = run(
        *(sys.executable, "-m", "pip", "--python", interpreter, "install"),
        *("--no-index", "--no-deps", "--quiet", built.wheel),
    )
    assert installed.returncode == 0, installed.stderr
    used = run(interpreter, "-I", "-c", USE, cwd=tmp_path)
    assert used.returncode == 0, used.stderr
    assert str(home) in used.stdout

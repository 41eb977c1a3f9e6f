"""The guide `docs/any-product.md`: from a document to a call, and on to a newer document."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

from tests.support.processes import ROOT, run

DOCUMENT = Path(__file__).parent / "documents/shelter.json"
GENERATOR = (sys.executable, "-m", "alicloud.generator")
CALL = """
from alicloud.core import StaticCredentials
from alicloud.core.testing import StubTransport
from alicloud.ram import RamClient
from alicloud.shelter import ShelterClient

transport = StubTransport(
    {"GetCat": {"Cat": {"CatId": "c-1"}}, "DeleteUser": {"RequestId": "R"}}
)
options = {"credentials": StaticCredentials("id", "secret"), "transport": transport}
RamClient(**options).delete_user(user_name="alice")
shelter = ShelterClient(region="cn-hangzhou", **options)
print(shelter.get_cat(cat_id="c-1").cat.cat_id)
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose specs are those of the document."""
    succeed(tmp_path, "import", DOCUMENT, "--into", "specs/shelter")
    return tmp_path


def succeed(project: Path, *arguments: str | Path) -> str:
    """What the generator prints."""
    done = run(*GENERATOR, *arguments, cwd=project)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_from_a_document_to_a_call_beside_our_packages(project: Path) -> None:
    succeed(project, "generate", "--specs", "specs", "--out", "src")
    done = run(sys.executable, "-c", CALL, cwd=project, env={"PYTHONPATH": "src"})
    assert done.stdout == "c-1\n", done.stderr


def test_a_newer_document_keeps_edits_and_diff_tells_what_it_means(project: Path) -> None:
    (edited,) = (
        path for path in project.glob("specs/shelter/*.yaml") if "  AdoptCat:" in path.read_text()
    )
    edited.write_text(edited.read_text().replace("  AdoptCat:", "  # Ours.\n  AdoptCat:"))
    shutil.copytree(project / "specs", project / "before")
    newer = json.loads(DOCUMENT.read_text(encoding="utf-8"))
    del newer["apis"]["GetCat"]
    (project / "newer.json").write_text(json.dumps(newer), encoding="utf-8")

    told = succeed(project, "import", "newer.json", "--into", "specs/shelter")
    assert "removed" in told
    assert "  # Ours.\n  AdoptCat:" in edited.read_text()

    done = run(*GENERATOR, "diff", "before", "specs", cwd=project)
    assert done.returncode == 1
    assert "ShelterClient.get_cat" in done.stdout


def test_an_import_that_changes_nothing_says_so(project: Path) -> None:
    told = succeed(project, "import", DOCUMENT, "--into", "specs/shelter")
    assert told.endswith("nothing to do: the specs have what the document says\n")


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        pytest.param(
            ("{type: string", "{type: strng"),
            "did you mean 'string'?",
            id="a mistake that is there already",
        ),
        pytest.param(
            ("request:\n", "request:\n      Mine: {type: string, name: nickname}\n"),
            "(the import would write: Nickname: {type: string})",
            id="an edit that is a mistake beside what is new",
        ),
    ],
)
def test_an_import_that_would_leave_mistakes_writes_nothing(
    edit: tuple[str, str], told: str, project: Path
) -> None:
    (edited,) = (
        path for path in project.glob("specs/shelter/*.yaml") if "  AdoptCat:" in path.read_text()
    )
    before, after = edited.read_text().split("  AdoptCat:")
    edited.write_text(f"{before}  AdoptCat:{after.replace(*edit, 1)}")
    newer = json.loads(DOCUMENT.read_text(encoding="utf-8"))
    newer["apis"]["AdoptCat"]["parameters"].append(
        {"name": "Nickname", "in": "query", "schema": {"type": "string"}}
    )
    (project / "newer.json").write_text(json.dumps(newer), encoding="utf-8")
    there = {path: path.read_bytes() for path in project.rglob("*.*")}

    done = run(*GENERATOR, "import", "newer.json", "--into", "specs/shelter", cwd=project)
    assert done.returncode == 1
    assert f"{edited.relative_to(project)}:" in done.stderr
    assert told in done.stderr
    assert done.stderr.endswith("1 mistake; nothing was written\n")
    assert there == {path: path.read_bytes() for path in project.rglob("*.*")}


def test_the_guide_shows_these_commands() -> None:
    guide = (ROOT / "docs/any-product.md").read_text(encoding="utf-8")
    for command in ("import", "generate", "diff"):
        assert f"python -m alicloud.generator {command} " in guide
    assert "export PYTHONPATH=src " in guide

"""The guide: from a document to a call, beside our packages, and on to a newer document."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from tests.support.processes import ROOT, run

DOCUMENTS = Path(__file__).parent / "documents"
GENERATOR = (sys.executable, "-m", "alicloud.generator")
CALL = """
from alicloud.core import StaticCredentials
from alicloud.core.testing import StubTransport
from alicloud.ram import RamClient
from alicloud.shelter import ShelterClient
shelter = ShelterClient(
    region="cn-hangzhou",
    credentials=StaticCredentials("id", "secret"),
    transport=StubTransport({"GetCat": {"RequestId": "r-1"}}),
)
print(shelter.call("GetCat", {}), RamClient.__name__, hasattr(shelter, "get_cat"))
"""


def test_from_a_document_to_a_call_and_to_a_newer_document(tmp_path: Path) -> None:
    document = DOCUMENTS / "shelter.json"
    imports = (*GENERATOR, "import", document, "--into", "specs/shelter")
    done = run(*imports, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    done = run(*GENERATOR, "generate", "--specs", "specs", "--out", "src", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    program = f"import sys; import alicloud; alicloud.__path__.append('src/alicloud')\n{CALL}"
    done = run(sys.executable, "-c", program, cwd=tmp_path)
    assert "RamClient True" in done.stdout, done.stderr

    edited = next(
        path
        for path in (tmp_path / "specs/shelter").glob("*.yaml")
        if "  AdoptCat:" in path.read_text()
    )
    edited.write_text(edited.read_text().replace("  AdoptCat:", "  # Ours.\n  AdoptCat:"))
    newer = json.loads(document.read_text(encoding="utf-8"))
    del newer["apis"]["GetCat"]
    (tmp_path / "newer.json").write_text(json.dumps(newer), encoding="utf-8")
    os.rename(tmp_path / "src", tmp_path / "src.old")
    before = tmp_path / "before"
    (tmp_path / "specs").rename(before)
    done = run("cp", "-r", before, tmp_path / "specs", cwd=tmp_path)
    done = run(*imports[:-3], "newer.json", *imports[-2:], cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "removed" in done.stdout
    assert "  # Ours.\n  AdoptCat:" in (tmp_path / "specs/shelter" / edited.name).read_text()
    done = run(*GENERATOR, "diff", "before", "specs", cwd=tmp_path)
    assert done.returncode == 1
    assert "ShelterClient.get_cat" in done.stdout


def test_the_guide_shows_these_commands() -> None:
    guide = (ROOT / "docs/any-product.md").read_text(encoding="utf-8")
    for command in ("import", "generate", "diff"):
        assert f"python -m alicloud.generator {command} " in guide

"""Documents of a few actions each: what their clients send, the official packages send."""

from __future__ import annotations

import copy
import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from tests.referees.documents import compared

DOCUMENTS = {
    path.stem: json.loads(path.read_text(encoding="utf-8"))
    for path in sorted((Path(__file__).parent / "documents").glob("*.json"))
}

if not importlib.util.find_spec("alibabacloud_kms20160120"):
    pytest.skip("no alibabacloud_kms20160120 here: run `make referees`", allow_module_level=True)

pytestmark = pytest.mark.filterwarnings("ignore")  # theirs are not ours to mend


def test_clients_from_documents_send_what_the_official_packages_send() -> None:
    for name, found in zip(DOCUMENTS, compared(list(DOCUMENTS.values())), strict=True):
        assert found.different == {}
        assert sorted(found.equal) == sorted(DOCUMENTS[name]["apis"])
        assert [one for one in found.only_here if "." not in one] == []


def falsified(change: str) -> dict[str, Any]:
    document: dict[str, Any] = copy.deepcopy(DOCUMENTS["kms"])
    document["info"]["product"] = "Kms"
    action = document["apis"]["Encrypt"]
    if change == "method":
        action["methods"] = ["get"]
    else:
        for parameter in action["parameters"]:
            parameter["in"] = "formData"
    return document


@pytest.mark.parametrize("change", ["method", "query"])
def test_a_difference_is_found(change: str) -> None:
    (found,) = compared([falsified(change)])
    assert set(found.different) == {"Encrypt"}
    assert change in found.different["Encrypt"]

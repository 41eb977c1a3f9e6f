"""The Python back end reports names that clash in Python; the spec language has no such rules.

What is reported, and where, is in the corpus: `mistakes/names.txt`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from alicloud.generator.model import Service
from alicloud.generator.problems import Problems, SpecError
from alicloud.generator.python.clashes import report_clashes
from alicloud.generator.spec.read import read_services
from tests.support.corpus import files, write

CLASH = "request:\n  UserId: {type: string, doc: x}\n  userId: {type: string, doc: x}\n"


def test_another_back_end_has_rules_of_its_own(tmp_path: Path) -> None:
    def no_cats(service: Service, problems: Problems) -> None:
        for operation in service.operations():
            problems.add(operation.place, f"{operation.action}: no cats here")

    specs = write(tmp_path, files("action", CLASH))
    assert [service.name for service in read_services(specs)] == ["zoo"]
    with pytest.raises(SpecError, match=r"cats\.yaml:3:3: GetCat: no cats here$"):
        read_services(specs, no_cats)


def test_clashes_and_mistakes_of_broken_specs_come_in_one_run(tmp_path: Path) -> None:
    texts = files("action", f"{CLASH}  Name: {{type: strng, doc: x}}\n")
    specs = write(tmp_path, {**texts, "zoo/client.yaml": "doc: 'open", "zoo/service.yaml": ""})
    with pytest.raises(SpecError) as caught:
        read_services(specs, report_clashes)
    assert [str(problem).removeprefix(f"{specs}/zoo/") for problem in caught.value.problems] == [
        "cats.yaml:8:7: userId: same Python name as UserId, 'user_id'; give one a 'name'",
        "cats.yaml:9:20: Name: unknown type 'strng'; did you mean 'string'?",
        "client.yaml:1:1: 'client' is the name of a module of ours; choose another",
        "client.yaml:1:11: not valid YAML: found unexpected end of stream; close the quotes",
        "service.yaml:1:1: the file is empty; begin with 'doc: ...'",
    ]

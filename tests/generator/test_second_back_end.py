"""A second back end, of thirty lines: a list of actions in plain text, by the seams of the first.

It reads the same model, reports names that it cannot tell apart at their places, and its files are
written, recognised and deleted as those of Python are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from alicloud.generator.model import Operation, Service
from alicloud.generator.names import words
from alicloud.generator.output.files import Ours, apply, changes
from alicloud.generator.problems import Problems, SpecError
from alicloud.generator.spec.read import read_services
from alicloud.generator.wording import all_of, field_text
from tests.support.corpus import VALID, write
from tests.support.processes import python

OURS = Ours(header=re.compile(rb"The actions of "), suffix=".txt", face="actions.txt")


def title(operation: Operation) -> str:
    return " ".join(words(operation.action)).capitalize()


def render(services: Iterable[Service]) -> dict[str, str]:
    return {f"{service.name}/actions.txt": "".join(_lines(service)) for service in services}


def _lines(service: Service) -> Iterable[str]:
    yield f"The actions of {service.product} {service.version}\n"
    for operation in service.operations():
        yield f"\n{title(operation)}: {operation.doc}\n"
        for field in operation.request.fields:
            name = " ".join(words(field.name or field.wire))
            yield f"  {name}: {field_text(field, literal)}\n"
        if operation.errors:
            yield f"  May fail with {all_of(error.code for error in operation.errors)}.\n"


def literal(value: str | int | float | bool) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else f"{value}"


def report_clashes(service: Service, problems: Problems) -> None:
    first: dict[str, str] = {}
    for operation in service.operations():
        other = first.setdefault(title(operation), operation.action)
        if other != operation.action:
            problems.add(operation.place, f"{operation.action}: reads like {other}; rename one")


def generate(specs: Path, out: Path) -> list[str]:
    files = render(read_services(specs, report_clashes))
    planned = changes([files], out, ours=[OURS], format_texts=lambda texts: texts)
    apply(planned)
    return [str(change) for change in planned]


ZOO = {
    "zoo/service.yaml": VALID["zoo/service.yaml"],
    "zoo/cats.yaml": """\
doc: Cats.
actions:
  GetCatURLs:
    doc: Get where a cat is shown.
    kind: read
    request:
      CatName: {type: string, doc: Its name, required: true, length: [1, 9]}
      Asleep: {type: boolean, doc: Sleeping ones too., default: false}
""",
}
TEXT = """\
The actions of Zoo 2020-01-01

Get cat urls: Get where a cat is shown.
  cat name: Its name. 1 to 9 characters.
  asleep: Sleeping ones too. Default: no.
"""


def test_the_model_can_be_written_in_another_form(tmp_path: Path) -> None:
    specs = write(tmp_path, ZOO)
    path = tmp_path / "out/zoo/actions.txt"
    assert generate(specs, tmp_path / "out") == [f"create {path}"]
    assert path.read_text() == TEXT
    assert generate(specs, tmp_path / "out") == []


def test_its_files_are_deleted_when_their_specs_are_gone(tmp_path: Path) -> None:
    specs = write(
        tmp_path,
        {**ZOO, "ark/service.yaml": ZOO["zoo/service.yaml"]}
        | {"ark/boats.yaml": ZOO["zoo/cats.yaml"]},
    )
    generate(specs, tmp_path / "out")
    (tmp_path / "out/zoo/mine.txt").write_text("Written by hand.\n")
    for path in (specs / "ark").iterdir():
        path.unlink()
    (specs / "ark").rmdir()
    assert generate(specs, tmp_path / "out") == [f"delete {tmp_path / 'out/ark/actions.txt'}"]
    assert sorted(path.name for path in (tmp_path / "out").rglob("*")) == [
        *("actions.txt", "mine.txt", "zoo")
    ]


def test_its_own_clashes_are_reported_at_their_places(tmp_path: Path) -> None:
    clash = "  getCatURLs: {doc: The same in other letters., kind: read}\n"
    specs = write(tmp_path, {**ZOO, "zoo/cats.yaml": ZOO["zoo/cats.yaml"] + clash})
    with pytest.raises(SpecError, match=r"cats\.yaml:9:3: getCatURLs: reads like GetCatURLs"):
        generate(specs, tmp_path / "out")


def test_nothing_of_the_python_back_end_is_loaded() -> None:
    code = """\
import sys
import alicloud.generator.model, alicloud.generator.names, alicloud.generator.output.files
import alicloud.generator.spec.read, alicloud.generator.wording
print([name for name in sys.modules if name.startswith("alicloud.generator.python")])
"""
    assert python(code) == "[]\n"

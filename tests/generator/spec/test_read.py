"""Specs become the model; what is wrong in them is reported with place and remedy, all at once."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from alicloud.generator.model import (
    Endpoints,
    Error,
    Field,
    Limits,
    ListOf,
    MapOf,
    Operation,
    Ref,
    Scalar,
    TokenPages,
)
from alicloud.generator.problems import Place, Problem, SpecError
from alicloud.generator.python.clashes import report_clashes
from alicloud.generator.spec.read import read_services
from tests.support.corpus import VALID, Mistake, files, mistakes, write, zoo
from tests.support.processes import ROOT


def report(specs: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The problems as a user sees them who works beside the folder `specs`."""
    monkeypatch.chdir(specs.parent)
    with pytest.raises(SpecError) as caught:
        read_services(Path("specs"), report_clashes)
    return str(caught.value).split("\n")


def action(folder: Path, text: str) -> Operation:
    """The action with `text` as its end."""
    return next(zoo(folder, files("action", text)).operations())


def parameter(folder: Path, text: str) -> Field:
    (field,) = next(zoo(folder, files("parameter", text)).operations()).request.fields
    return field


# --- mistakes ---


@pytest.mark.parametrize("mistake", mistakes(), ids=str)
def test_a_mistake_is_reported_with_its_place_and_remedy(
    mistake: Mistake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert report(mistake.write(tmp_path), monkeypatch) == mistake.expected()


def test_the_corpus_names_each_mistake_once_and_marks_each_message() -> None:
    names = [mistake.name for mistake in mistakes()]
    assert len(names) == len(set(names)) > 100
    assert all(mistake.messages for mistake in mistakes())


def test_all_mistakes_of_all_files_come_in_one_run_and_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    specs = write(
        tmp_path,
        {
            "ark/animals.yaml": "doc: x\nactions:\n  Get: {doc: y, kind: raed}\n",
            "zoo/service.yaml": VALID["zoo/service.yaml"] + "hosts: {}\n",
            "zoo/birds.yaml": "doc: Birds: all\n",
            "zoo/cats.yaml": (
                "doc: x\n"
                "actions:\n"
                "  GetCat:\n"
                "    doc: y\n"
                "    kind: read\n"
                "    request:\n"
                "      Name: {type: strng, doc: 5}\n"
                "      Bird: {type: Bird, doc: x}\n"
                "    errors: [NotFuond]\n"
                "    example: {request: {Name: 1, Nmae: 2}}\n"
            ),
        },
    )
    assert report(specs, monkeypatch) == [
        "specs/ark/animals.yaml:3:23: Get: unknown kind 'raed'; did you mean 'read'?",
        "specs/ark/service.yaml:1:1: the file is missing; create it",
        "specs/zoo/birds.yaml:1:11: not valid YAML: mapping values are not allowed in this "
        "context; quote text that holds ': '",
        "specs/zoo/cats.yaml:7:20: Name: unknown type 'strng'; did you mean 'string'?",
        "specs/zoo/cats.yaml:7:32: Name: 'doc' must be a string; quote it (this is the number 5)",
        # The shape Bird is not reported: it may stand in the file that cannot be read.
        "specs/zoo/cats.yaml:9:14: GetCat: error NotFuond has no status in service.yaml; "
        "did you mean 'NotFound'?",
        "specs/zoo/cats.yaml:10:34: GetCat: example request: Nmae: unknown field; "
        "did you mean 'Name'?",
        "specs/zoo/service.yaml:8:1: service: unknown key 'hosts'; known here: "
        "doc, product, version, style, endpoints, format, origin, response_fields, types, shapes, "
        "pagination, errors",
    ]


def test_problems_can_be_read_as_data(tmp_path: Path) -> None:
    specs = write(tmp_path, files("parameter", "Name: {type: strng, doc: x}"))
    with pytest.raises(SpecError) as caught:
        read_services(specs)
    path = (specs / "zoo/cats.yaml").as_posix()
    message = "Name: unknown type 'strng'; did you mean 'string'?"
    assert caught.value.problems == (Problem(Place(path, 7, 20), message),)


FILES = {
    "specs:1:1: no such folder; name the folder that holds one folder per service": {},
    "specs:1:1: no service here; each one is a folder with a service.yaml": {"README.md": ""},
    "specs/zoo/service.yaml:1:1: the service has no resource; "
    "add a file such as users.yaml beside this one": {
        "zoo/service.yaml": VALID["zoo/service.yaml"]
    },
    "specs/zoo/service.yaml:1:1: the file is missing; create it": {
        "zoo/cats.yaml": VALID["zoo/cats.yaml"]
    },
    "specs/zoo/dogs.yml:1:1: spec files end in .yaml; rename it": {**VALID, "zoo/dogs.yml": ""},
    "specs/zoo/dogs.YAML:1:1: spec files end in .yaml; rename it": {**VALID, "zoo/dogs.YAML": ""},
    "specs/zoo/_dogs.yaml:1:1: '_dogs' names generated code; "
    "use lower-case letters, digits and _, a letter first": {
        **VALID,
        "zoo/_dogs.yaml": "doc: x\nactions:\n  GetDog: {doc: x, kind: read}\n",
    },
    "specs/zoo/old/big/dogs.yaml:1:1: specs stand directly in the folder of their service; "
    "move it up": {**VALID, "zoo/old/big/dogs.yaml": "", "zoo/old/notes.txt": ""},
    "specs/dogs.yaml:1:1: a spec stands in the folder of its service; move it into one": {
        **VALID,
        "dogs.yaml": "",
    },
    "specs/zoo/dogs.yaml:1:1: larger than 1 MB; split it into several resources": {
        **VALID,
        "zoo/dogs.yaml": "#" * 1_000_001,
    },
    "specs/zoo/d\udcffgs.yaml:1:1: 'd\udcffgs' names generated code; "
    "use lower-case letters, digits and _, a letter first": {
        **VALID,
        "zoo/d\udcffgs.yaml": "doc: x\nactions:\n  GetDog: {doc: x, kind: read}\n",
    },
}


@pytest.mark.parametrize("message", FILES, ids=ascii)
def test_files_and_folders_are_checked_too(
    message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, FILES[message])
    assert report(tmp_path / "specs", monkeypatch) == [message]


def _endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, _endless], ids=["pipe", "folder", "endless"])
def test_what_is_not_a_file_is_not_read(
    make: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(write(tmp_path, VALID) / "zoo/dogs.yaml")
    (message,) = report(tmp_path / "specs", monkeypatch)
    assert message.startswith("specs/zoo/dogs.yaml:1:1: ")
    assert message.endswith(("; put a text file in its place", "; make it a readable file"))


# --- the model ---


def test_a_service_is_read_whole(tmp_path: Path) -> None:
    endpoints = (
        "public: zoo.aliyuncs.com\n"
        "regional: 'zoo.{region}.aliyuncs.com'\n"
        "vpc: 'zoo-vpc.{region}.aliyuncs.com'\n"
        "regions: [cn-beijing, us-west-1]\n"
        "hosts: {us-west-1: zoo-us.aliyuncs.com}\n"
    )
    specs = write(tmp_path, files("endpoints", endpoints))
    (service,) = read_services(specs)
    assert (service.name, service.product, service.version) == ("zoo", "Zoo", "2020-01-01")
    assert service.path == (specs / "zoo/service.yaml").as_posix()
    assert service.doc == "Animals and who keeps them."
    assert service.style == "rpc"
    assert service.errors == (Error("NotFound", (404,), "There is no such animal."),)
    assert service.endpoints == Endpoints(
        public="zoo.aliyuncs.com",
        regional="zoo.{region}.aliyuncs.com",
        vpc="zoo-vpc.{region}.aliyuncs.com",
        regions=("cn-beijing", "us-west-1"),
        hosts=(("us-west-1", "zoo-us.aliyuncs.com"),),
    )
    (group,) = service.groups
    assert (group.name, group.doc) == ("cats", "Cats.")
    assert group.path == (specs / "zoo/cats.yaml").as_posix()
    assert [(g.name, shape.name) for g, shape in service.shapes()] == [("cats", "Home")]


def test_an_action_is_read_whole(tmp_path: Path) -> None:
    (operation,) = zoo(tmp_path, VALID).operations()
    assert (operation.action, operation.doc, operation.kind) == ("GetCat", "Get a cat.", "read")
    assert operation.request.name == "GetCatRequest"
    assert operation.response.name == "GetCatResponse"
    assert [field.wire for field in operation.request.fields] == [
        *("Name", "Legs", "Old", "Sex", "Toys", "Tags", "Diet")
    ]
    assert operation.example is not None
    assert operation.example.request["Diet"] == {"a": 1}
    assert operation.example.response["Toys"] == {"Toy": ["ball"]}
    assert operation.repeatable
    assert not operation.anonymous


@pytest.mark.parametrize(
    ("item", "status"), [("NotFound", 404), ("{code: NotFound, status: 410}", 410)]
)
def test_an_error_has_the_status_of_the_service_or_its_own(
    item: str, status: int, tmp_path: Path
) -> None:
    operation = action(tmp_path, f"errors: [{item}]")
    assert operation.errors == (Error("NotFound", (status,), "There is no such animal."),)


def test_most_of_an_action_is_optional(tmp_path: Path) -> None:
    operation = action(tmp_path, "")
    assert operation.request.fields == operation.response.fields == ()
    assert operation.errors == ()
    assert operation.example is None
    assert operation.pagination is None
    assert operation.items is None


def test_an_action_may_forbid_repeats_need_no_key_and_be_deprecated(tmp_path: Path) -> None:
    operation = action(tmp_path, "repeat: never\nauth: none\ndeprecated: Use GetDog.")
    assert not operation.repeatable
    assert operation.anonymous
    assert operation.deprecated == "Use GetDog."


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("type: string", {"type": Scalar("string")}),
        ("type: list<string>", {"type": ListOf(Scalar("string"))}),
        ("type: map<list<long>>", {"type": MapOf(ListOf(Scalar("long")))}),
        ("type: string, required: true", {"type": Scalar("string"), "required": True}),
        ("type: string, required: false", {"type": Scalar("string")}),
        ("type: string, sensitive: true", {"type": Scalar("string"), "sensitive": True}),
        ("type: string, in: form", {"type": Scalar("string"), "location": "form"}),
        ("type: list<string>, style: json", {"type": ListOf(Scalar("string")), "style": "json"}),
        ("type: list<string>, style: repeat", {"type": ListOf(Scalar("string")), "style": "repeat"}),
        ("type: string, name: title", {"type": Scalar("string"), "name": "title"}),
        ("type: string, deprecated: Use Y.", {"type": Scalar("string"), "deprecated": "Use Y."}),
        ("type: boolean, default: false", {"type": Scalar("boolean"), "default": False}),
        ("type: number, default: 1", {"type": Scalar("number"), "default": 1}),
        ("type: timestamp, default: 2020-01-01T00:00:00Z",
         {"type": Scalar("timestamp"), "default": "2020-01-01T00:00:00Z"}),
        ("type: json, length: [1, 6144]",
         {"type": Scalar("json"), "limits": Limits(length=(1, 6144))}),
        ("type: list<string>, length: [null, 3]",
         {"type": ListOf(Scalar("string")), "limits": Limits(length=(None, 3))}),
        ("type: integer, range: [1, null], enum: [1, 2]",
         {"type": Scalar("integer"), "limits": Limits(range=(1, None), enum=(1, 2))}),
        ("type: string, pattern: '[a-z]+', default: abc",
         {"type": Scalar("string"), "limits": Limits(pattern="[a-z]+"), "default": "abc"}),
    ],
)  # fmt: skip
def test_a_parameter_is_read_whole(text: str, field: dict[str, Any], tmp_path: Path) -> None:
    found = parameter(tmp_path, f"Name: {{{text}, doc: x}}")
    assert found == Field(wire="Name", doc="x", **field)


def test_shapes_may_be_used_from_other_files_and_hold_themselves(tmp_path: Path) -> None:
    texts = {
        **VALID,
        "zoo/trees.yaml": (
            "doc: x\n"
            "shapes:\n"
            "  Tree:\n"
            "    doc: x\n"
            "    fields:\n"
            "      Home: {type: Home, doc: x}\n"
            "      Parent: {type: Tree, doc: x, optional: true}\n"
            "      Branches: {type: list<Tree>, doc: x, wrap: Branch}\n"
            "actions:\n"
            "  GetTree: {doc: x, kind: read, response: {Tree: {type: Tree, doc: x}}}\n"
        ),
    }
    (tree,) = zoo(tmp_path, texts).groups[1].shapes
    assert [str(field.type) for field in tree.fields] == ["Home", "Tree", "list<Tree>"]
    assert tree.fields[1].type == Ref("Tree")
    assert tree.fields[2].wrap == "Branch"


PAGED = (
    "request:\n"
    "  Marker: {type: string, doc: x}\n"
    "  MaxItems: {type: integer, doc: x}\n"
    "response:\n"
    "  Marker: {type: string, doc: x, optional: true}\n"
    "  IsTruncated: {type: boolean, doc: x}\n"
    "  Cats: {type: list<string>, doc: x}\n"
)


def test_pagination_names_parameters_and_fields(tmp_path: Path) -> None:
    pages = "{token: Marker, next: Marker, more: IsTruncated, limit: MaxItems, items: Cats}"
    operation = action(tmp_path, f"{PAGED}pagination: {pages}")
    assert operation.pagination == TokenPages(
        token="Marker", next="Marker", items="Cats", more="IsTruncated", limit="MaxItems"
    )
    assert operation.items == "Cats"


def test_pagination_can_be_that_of_the_service(tmp_path: Path) -> None:
    names = "{token: Marker, next: Marker, more: IsTruncated, limit: MaxItems}"
    texts = {
        **files("action", f"{PAGED}pagination: marker"),
        "zoo/service.yaml": VALID["zoo/service.yaml"] + f"pagination:\n  marker: {names}\n",
    }
    (operation,) = zoo(tmp_path, texts).operations()
    assert operation.pagination == TokenPages(
        token="Marker", next="Marker", items="Cats", more="IsTruncated", limit="MaxItems"
    )


def test_a_list_with_a_marker_may_have_no_pages(tmp_path: Path) -> None:
    operation = action(tmp_path, f"{PAGED}pagination: none")
    assert (operation.pagination, operation.items) == (None, "Cats")


@pytest.mark.parametrize("number", ["", "format: 1\n"])
def test_a_spec_without_a_format_has_the_first(number: str, tmp_path: Path) -> None:
    found = zoo(tmp_path, {**VALID, "zoo/service.yaml": number + VALID["zoo/service.yaml"]})
    assert found.product == "Zoo"


@pytest.mark.parametrize(
    ("kind", "fields", "items"),
    [
        ("read", "Cats: {type: list<string>, doc: x}, Count: {type: long, doc: x}", "Cats"),
        ("read", "Cats: {type: list<string>, doc: x}, Dogs: {type: list<string>, doc: x}", None),
        ("read", "Count: {type: long, doc: x}", None),
        ("update", "Cats: {type: list<string>, doc: x}", None),
    ],
)
def test_iterating_gives_the_only_list_of_a_read(
    kind: str, fields: str, items: str | None, tmp_path: Path
) -> None:
    text = f"doc: x\nactions:\n  Ask: {{doc: x, kind: {kind}, response: {{{fields}}}}}\n"
    (operation,) = zoo(tmp_path, files("resource", text)).operations()
    assert operation.items == items


def test_services_come_by_folder_and_groups_by_file(tmp_path: Path) -> None:
    dogs = "doc: x\nactions:\n  B: {doc: x, kind: read}\n  A: {doc: x, kind: read}\n"
    specs = write(tmp_path, {**VALID, "zoo/ants.yaml": dogs})
    write(tmp_path, {path.replace("zoo", "ark"): text for path, text in VALID.items()})
    ark, found = read_services(specs)
    assert (ark.name, found.name) == ("ark", "zoo")
    assert [operation.action for operation in found.operations()] == ["B", "A", "GetCat"]


# --- the description of the language ---


def test_the_example_of_the_language_is_valid(tmp_path: Path) -> None:
    readme = (ROOT / "specs" / "README.md").read_text(encoding="utf-8")
    texts = dict(re.findall(r"```yaml\n# specs/(\S+)\n(.*?)```", readme, flags=re.DOTALL))
    hire, listing = zoo(tmp_path, texts).operations()
    assert hire.request.fields[2].sensitive
    assert listing.items == "Keepers"


def test_the_description_names_every_key_of_the_schema() -> None:
    specs = ROOT / "specs"
    readme = (specs / "README.md").read_text(encoding="utf-8")
    schema = json.loads((specs / "schema.json").read_text(encoding="utf-8"))["$defs"]
    kinds = (
        "service",
        "endpoints",
        "resource",
        "action",
        "pages",
        "parameter",
        "responseField",
    )
    keys = {key for kind in kinds for key in schema[kind]["properties"]}
    assert {key for key in keys if f"`{key}" not in readme} == set()

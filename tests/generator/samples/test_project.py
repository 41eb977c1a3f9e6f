"""Projects: the same bytes each time, files that a language can build, READMEs that are true."""

from __future__ import annotations

import hashlib
import io
import json
import re
import sys
import xml.etree.ElementTree as ElementTree
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from alicloud.generator.__main__ import main
from alicloud.generator.catalogue import Catalogue
from alicloud.generator.model import Field, Struct
from alicloud.generator.samples import VARIANTS, Endpoint, SampleError, project, sample
from alicloud.generator.samples.project import EMULATOR, files
from tests.support.processes import run
from tests.support.server.specs import CATALOGUES, OPERATIONS, SERVICES, example_of

IDS = [variant.id for variant in VARIANTS]
USER = {"UserName": "alice", "DisplayName": "Alice"}
LOCAL = Endpoint.of("http://127.0.0.1:4711")
RAM = CATALOGUES["ram"]


def unpacked(packed: bytes) -> dict[str, str]:
    """The texts in a zip, by their paths."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def blocks(text: str, language: str) -> list[str]:
    """The blocks of code in a README."""
    return re.findall(rf"^```{language}\n(.*?)\n```$", text, re.MULTILINE | re.DOTALL)


# --- the zip ---

MAKE = """\
import hashlib, sys
from alicloud.generator.catalogue import of
from alicloud.generator.samples import VARIANTS, project
for variant in VARIANTS:
    packed = project(of("ram"), "CreateUser", {"UserName": "alice", "DisplayName": "Alice"}, variant.id)
    print(variant.id, hashlib.sha256(packed).hexdigest())
"""


def test_equal_calls_give_equal_bytes_everywhere() -> None:
    made = {id_: hashlib.sha256(project(RAM, "CreateUser", USER, id_)).hexdigest() for id_ in IDS}
    other = run(sys.executable, "-c", MAKE, env={"PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai"})
    assert [line.split() for line in other.stdout.splitlines()] == [[*one] for one in made.items()]
    assert project(RAM, "CreateUser", USER, "go-v2") != project(RAM, "CreateUser", {}, "go-v2")


def test_a_project_is_one_folder_and_says_nothing_of_when_it_was_made() -> None:
    packed = project(RAM, "CreateUser", USER, "java-v2")
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        entries = archive.infolist()
    assert [one.filename.partition("/")[0] for one in entries] == ["ram-CreateUser-java-v2"] * 4
    assert {(one.date_time[0], one.external_attr >> 16, one.compress_type) for one in entries} == {
        (1980, 0o644, zipfile.ZIP_STORED)
    }


def test_a_language_means_its_newest_variant() -> None:
    assert project(RAM, "CreateUser", USER, "go") == project(RAM, "CreateUser", USER, "go-v2")


def test_mistakes_are_those_of_samples() -> None:
    with pytest.raises(SampleError, match="ram has no action 'CreateUsr'; did you mean"):
        project(RAM, "CreateUsr", USER, "go")


def test_the_command_writes_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "project.zip"
    options = ("--language", "java-v1", "--endpoint", LOCAL.url, "--zip", str(path))
    assert main(["sample", "ram", "CreateUser", "UserName=alice", *options]) == 0
    assert path.read_bytes() == project(
        RAM, "CreateUser", {"UserName": "alice"}, "java-v1", endpoint=LOCAL
    )
    out, err = capsys.readouterr()
    assert out == f"create {path}; its README.md says how to run it\n"
    assert err == "Maintenance of this SDK: basic security maintenance only.\n"
    assert main(["sample", "ram", "CreateUser", "UserName=alice", "--zip", str(tmp_path)]) == 1
    assert "Is a directory" in capsys.readouterr().err


# --- its files ---

PACKAGES: dict[str, Callable[[str], list[tuple[str, ...]]]] = {
    "requirements.txt": lambda text: [tuple(line.split("==")) for line in text.splitlines()],
    "package.json": lambda text: [*json.loads(text)["dependencies"].items()],
    "composer.json": lambda text: [*json.loads(text)["require"].items()],
    "go.mod": lambda text: [tuple(line.split()) for line in text.split("\n") if line[:1] == "\t"],
    "pom.xml": lambda text: [
        (f"{_below(one, 'groupId')}:{_below(one, 'artifactId')}", _below(one, "version"))
        for one in ElementTree.fromstring(text).iter(f"{MAVEN}dependency")
    ],
    "sample.csproj": lambda text: [
        (one.attrib["Include"], one.attrib["Version"])
        for one in ElementTree.fromstring(text).iter("PackageReference")
    ],
}
"""How the packages of a project are read from the file that names them."""
MAVEN = "{http://maven.apache.org/POM/4.0.0}"


def _below(element: ElementTree.Element, name: str) -> str:
    return element.findtext(f"{MAVEN}{name}", "")


@pytest.mark.parametrize("variant", IDS)
def test_a_project_has_the_sample_and_its_packages_with_their_versions(variant: str) -> None:
    made = files(RAM, "CreateUser", USER, variant)
    alone = sample(RAM, "CreateUser", USER, variant)
    assert made[alone.file] == alone.text
    found = [read(made[name]) for name, read in PACKAGES.items() if name in made]
    wanted = [(one.name, one.version) for one in alone.dependencies]
    assert found == ([] if variant in ("cli", "curl") else [wanted])


def test_what_builds_a_project_is_pinned_too() -> None:
    package = json.loads(files(RAM, "CreateUser", USER, "typescript-v2")["package.json"])
    assert [*package["devDependencies"]] == ["@types/node", "typescript"]
    assert all(re.fullmatch(r"[0-9.]+", one) for one in package["devDependencies"].values())
    for variant in ("java-v1", "java-v2"):
        pom = ElementTree.fromstring(files(RAM, "CreateUser", USER, variant)["pom.xml"])
        (plugin,) = pom.iter(f"{MAVEN}plugin")
        assert re.fullmatch(r"[0-9.]+", _below(plugin, "version"))


@pytest.mark.parametrize("variant", IDS)
def test_values_stand_in_no_other_file_of_the_language(variant: str) -> None:
    marked = {"UserName": "marked-value", "DisplayName": "```marked-value"}
    packed = unpacked(project(RAM, "CreateUser", marked, variant, endpoint=LOCAL))
    file = sample(RAM, "CreateUser", marked, variant).file
    holding = {name.partition("/")[2] for name, text in packed.items() if "marked-value" in text}
    assert file in holding
    assert holding <= {file, "README.md", "README.zh.md"}  # these show lines that are to be changed


# --- its READMEs ---


@pytest.mark.parametrize("variant", IDS)
def test_both_readmes_say_the_same(variant: str) -> None:
    made = files(RAM, "CreateUser", USER, variant)
    english, chinese = made["README.md"], made["README.zh.md"]
    for pattern in (r"^#+ ", r"^- ", r"^```"):
        count = len(re.findall(pattern, english, re.MULTILINE))
        assert len(re.findall(pattern, chinese, re.MULTILINE)) == count
    for language in ("sh", "powershell", "json", "diff"):
        assert blocks(english, language) == blocks(chinese, language)
    assert not re.search(r"\n\n\n|[ \t]\n|\{\{|%\}", english + chinese)
    assert english.endswith("\n") and not english.endswith("\n\n")
    for name in sample(RAM, "CreateUser", USER, variant).environment:
        assert f"\nexport {name}='...'" in english
        assert f"\n$env:{name} = '...'" in english
    assert "`ram:CreateUser`" in english


def test_a_readme_has_the_chinese_of_the_action() -> None:
    doc = OPERATIONS["CreateUser"][1].doc
    catalogue = Catalogue(SERVICES["ram"], {"zh": {doc: "创建一个 RAM 用户。"}})
    made = files(catalogue, "CreateUser", USER, "curl")
    assert f"\n{doc}\n" in made["README.md"]
    assert "\n创建一个 RAM 用户。\n" in made["README.zh.md"]


def changed(text: str, diff: str) -> str:
    """A text with the changes that a README describes."""
    for part in f"{diff}\n".split("@@\n")[1:]:
        lines = [" \n" if line == "\n" else line for line in part.splitlines(keepends=True)]
        before = "".join(line[1:] for line in lines if line[0] != "+")
        after = "".join(line[1:] for line in lines if line[0] != "-")
        assert text.count(before) == 1
        text = text.replace(before, after)
    return text


@pytest.mark.parametrize("variant", IDS)
def test_the_lines_to_change_lead_to_the_emulator_and_back(variant: str) -> None:
    def text(endpoint: Endpoint | None) -> str:
        return sample(RAM, "CreateUser", USER, variant, endpoint=endpoint).text

    to_emulator = blocks(files(RAM, "CreateUser", USER, variant)["README.md"], "diff")
    assert [changed(text(None), one) for one in to_emulator] == [text(EMULATOR)]
    local = files(RAM, "CreateUser", USER, variant, endpoint=LOCAL)["README.md"]
    assert "python -m alicloud.emulator --port 4711\n" in local
    assert [changed(text(LOCAL), one) for one in blocks(local, "diff")] == [text(None)]


def _secrets(struct: Struct, shapes: dict[str, Struct], value: Any) -> Iterator[tuple[Field, str]]:
    """The secrets in an example's value, with their fields."""
    for field in struct.fields:
        held = value.get(field.wire)
        if field.sensitive and held is not None:
            yield field, str(held)
        elif field.type.shape_name and held is not None:
            inner = held[field.wrap] if field.wrap else held
            for one in inner if isinstance(inner, list) else [inner]:
                yield from _secrets(shapes[field.type.shape_name], shapes, one)


@pytest.mark.parametrize("number", range(len(OPERATIONS)))
def test_every_action_has_a_project_without_secrets(number: int) -> None:
    """Each in one of the variants, in turn."""
    action = sorted(OPERATIONS)[number]
    service, operation = OPERATIONS[action]
    request, response = example_of(operation)
    catalogue = CATALOGUES[service.name]
    made = files(catalogue, action, request, IDS[number % len(IDS)])
    shown = [json.loads(one) for one in blocks(made["README.md"], "json") if "RequestId" in one]
    assert [one.keys() - {"RequestId"} for one in shown] == [response.keys()]
    shapes = service.shapes_by_name()
    secrets = [
        *_secrets(operation.request, shapes, request),
        *_secrets(operation.response, shapes, response),
    ]
    for field, secret in secrets:
        alone = re.compile(rf"(?<![0-9A-Za-z]){re.escape(secret)}(?![0-9A-Za-z])")
        assert not any(alone.search(text) for text in made.values()), field.wire
    if [*_secrets(operation.response, shapes, response)]:
        assert '"****"' in made["README.md"]
    needs_key = f"`{service.product.lower()}:{action}`" in made["README.md"]
    assert needs_key or operation.anonymous


def test_the_secrets_of_responses_are_known() -> None:
    """The test above looks at something."""
    found = {
        field.wire
        for service, operation in OPERATIONS.values()
        for field, _ in _secrets(
            operation.response, service.shapes_by_name(), example_of(operation)[1]
        )
    }
    assert {"AccessKeySecret", "SecurityToken", "Base32StringSeed"} <= found


def test_an_action_without_an_example_has_a_shorter_readme() -> None:
    service = SERVICES["sts"]
    bare = replace(
        service,
        groups=tuple(
            replace(group, operations=tuple(replace(one, example=None) for one in group.operations))
            for group in service.groups
        ),
    )
    made = files(Catalogue(bare), "GetCallerIdentity", {}, "python")
    assert "## What comes out" not in made["README.md"]
    assert "## 输出" not in made["README.zh.md"]

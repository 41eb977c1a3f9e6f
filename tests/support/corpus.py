"""The corpus of mistakes in `mistakes/*.txt`, and the small valid spec that they are put into.

A mistake is a heading `== name (slot)` or `== name (slot, structural)`, a text with `¶` before each
place to be reported, and the messages after `=> `. The slot says where the text goes, see `files`;
in the slot `files` the text is whole files, each after a line `-- path`. The JSON Schema must
refuse structural mistakes too and cannot see the others; those of yaml.txt are not YAML at all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from textwrap import indent

from alicloud.generator.model import Service
from alicloud.generator.spec.read import read_services
from tests.support.processes import ROOT

MARK = "¶"
_FOLDER = ROOT / "tests/generator/mistakes"
_HEADING = re.compile(r"== (?P<name>.+) \((?P<slot>\w+)(?P<structural>, structural)?\)")

_SERVICE_HEAD = """\
doc: Animals and who keeps them.
product: Zoo
version: 2020-01-01
style: rpc
"""
_ENDPOINTS = "endpoints: {public: zoo.aliyuncs.com}\n"
_ERRORS = """\
errors:
  NotFound: {status: 404, doc: There is no such animal.}
"""
_ACTION = "actions:\n  GetCat:\n    doc: Get a cat.\n    kind: read\n"
_CATS = """\
doc: Cats.
shapes:
  Home:
    doc: Where a cat lives.
    fields:
      City: {type: string, doc: The city.}
actions:
  GetCat:
    doc: Get a cat.
    kind: read
    request:
      Name: {type: string, doc: The name., required: true, length: [1, 9], pattern: "[A-Z][a-z]*"}
      Legs: {type: integer, doc: How many legs., range: [0, 4], default: 4}
      Old: {type: boolean, doc: Whether it is old.}
      Sex: {type: string, doc: Its sex., enum: [Female, Male]}
      Toys: {type: list<string>, doc: Its toys., style: json, length: [null, 2]}
      Tags: {type: map<string>, doc: Its tags., in: form}
      Diet: {type: json, doc: What it eats.}
    response:
      Born: {type: timestamp, doc: Its birth.}
      Toys: {type: list<string>, doc: Its toys., wrap: Toy}
      Diet: {type: json, doc: What it eats., optional: true}
      Home: {type: Home, doc: Where it lives., optional: true, sensitive: true}
    example:
"""
_EXAMPLE = """\
      request: {Name: Tom, Legs: 4, Old: false, Sex: Male, Toys: [ball], Tags: {a: b}, Diet: {a: 1}}
      response:
        Born: 2020-01-01T00:00:00Z
        Toys: {Toy: [ball]}
        Diet: '{"a": 1}'
        Home: {City: Rome}
"""
VALID = {
    "zoo/service.yaml": _SERVICE_HEAD + _ENDPOINTS + _ERRORS,
    "zoo/cats.yaml": _CATS + _EXAMPLE,
}


@dataclass(frozen=True)
class Mistake:
    """Spec files with marks, and the messages that belong to the marks."""

    name: str
    files: Mapping[str, str]
    messages: tuple[str, ...]
    structural: bool

    def __str__(self) -> str:
        return self.name

    def expected(self) -> list[str]:
        """The problems as they are printed."""
        places = [
            f"specs/{path}:{number}:{line.index(MARK) + 1}"
            for path, text in sorted(self.files.items())
            for number, line in enumerate(text.split("\n"), 1)
            if MARK in line
        ]
        return [f"{place}: {text}" for place, text in zip(places, self.messages, strict=True)]

    def write(self, root: Path) -> Path:
        """Write the files without their marks below `root/specs`, and give that folder."""
        return write(root, {path: text.replace(MARK, "") for path, text in self.files.items()})


def write(root: Path, texts: Mapping[str, str]) -> Path:
    """Write files below `root/specs`, and give that folder."""
    for path, text in texts.items():
        target = root / "specs" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="")
    return root / "specs"


def zoo(root: Path, texts: Mapping[str, str]) -> Service:
    """The only service that these files describe; they are written below `root/specs`."""
    (service,) = read_services(write(root, texts))
    return service


def mistakes(*, readable_only: bool = False) -> list[Mistake]:
    """All mistakes of the corpus; `readable_only` leaves out those that YAML cannot read."""
    return [
        _parse(part.removesuffix("\n"))
        for path in sorted(_FOLDER.glob("*.txt"))
        if not (readable_only and path.stem == "yaml")
        for part in path.read_text(encoding="utf-8").split("\n\n")
    ]


def _parse(part: str) -> Mistake:
    heading, *lines = part.split("\n")
    found = _HEADING.fullmatch(heading)
    assert found, heading
    text = "\n".join(line for line in lines if not line.startswith("=> "))
    return Mistake(
        name=found["name"],
        files=files(found["slot"], text),
        messages=tuple(line[3:] for line in lines if line.startswith("=> ")),
        structural=found["structural"] is not None,
    )


def files(slot: str, text: str) -> dict[str, str]:
    """The valid spec with `text` in a slot.

    `service` is the end of service.yaml, `endpoints` its endpoints. `resource` is the resource
    file, `action` the end of its action, `parameter`, `response_field` and `member` a field of the
    request, of the response and of a shape of the response, `example_request` and
    `example_response` the parts of the example.
    """
    match slot:
        case "files":
            parts = re.split(r"^-- (.+)\n", text, flags=re.MULTILINE)
            return {**VALID, **dict(zip(parts[1::2], parts[2::2], strict=True))}
        case "service":
            return {**VALID, "zoo/service.yaml": VALID["zoo/service.yaml"] + text}
        case "endpoints":
            endpoints = f"endpoints:\n{indent(text, '  ')}\n"
            return {**VALID, "zoo/service.yaml": _SERVICE_HEAD + endpoints + _ERRORS}
        case _:
            return {**VALID, "zoo/cats.yaml": _cats(slot, text)}


def _cats(slot: str, text: str) -> str:
    match slot:
        case "action":
            return "doc: Cats.\n" + _ACTION + indent(text, "    ")
        case "parameter":
            return "doc: Cats.\n" + _ACTION + "    request:\n" + indent(text, "      ")
        case "response_field":
            return "doc: Cats.\n" + _ACTION + "    response:\n" + indent(text, "      ")
        case "member":
            shape = "doc: Cats.\nshapes:\n  Cat:\n    doc: A cat.\n    fields:\n"
            response = "    response:\n      Cat: {type: Cat, doc: The cat.}\n"
            return shape + indent(text, "      ") + "\n" + _ACTION + response
        case "example_request":
            return _CATS + "      request:\n" + indent(text, "        ")
        case "example_response":
            response = "      response:\n" + indent(text, "        ")
            return _CATS + "      request: {Name: Tom}\n" + response
        case _:
            assert slot == "resource", slot
            return text

"""Specs with random damage are accepted or refused; nothing else comes out of the checker."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings, strategies as st

from alicloud.generator.problems import SpecError
from alicloud.generator.python.clashes import report_clashes
from alicloud.generator.spec.read import read_services
from tests.support.corpus import VALID, write, zoo

_ODD: list[Any] = [
    *(None, True, 0, -1.5, "", "x", "list<", "Home", "raw", "é", "[a"),
    *([], [None, "a"], [1, 2], {}, {"doc": "x"}, {"type": "string", "doc": "x"}),
]
_KEYS = ["doc", "type", "Name", "class", "x y", "", "pagination", "enum", "default", "extends"]
WHOLE = {
    "zoo/service.yaml": (
        f"format: 1\n{VALID['zoo/service.yaml']}"
        "types:\n  Marker: {type: string, doc: x, errors: [NotFound]}\n"
        "pagination:\n  marker: {token: Marker, next: Marker}\n"
    ),
    "zoo/cats.yaml": VALID["zoo/cats.yaml"],
    "zoo/dogs.yaml": """\
doc: x
types:
  Name: {type: string, doc: x, length: [1, 9]}
  NewName: {type: Name, doc: y}
shapes:
  Dog: {doc: x, fields: {Name: {type: Name}}}
  Pug: {doc: x, extends: Dog, fields: {Home: {type: Home, doc: x}}}
  Pup: {doc: x, extends: Pug}
actions:
  ListDogs:
    doc: x
    kind: read
    request: {Marker: {type: Marker}, Name: {type: NewName, required: true}}
    response: {Marker: {type: Marker, optional: true}, Dogs: {type: list<Pup>, doc: x}}
    pagination: marker
""",
}


def survives(folder: Path, path: str, text: str) -> None:
    """The checker accepts or refuses the damaged spec; nothing else comes out of it."""
    try:
        read_services(write(folder, {**WHOLE, path: text}), report_clashes)
    except SpecError as error:
        assert error.problems
        assert "Error(" not in str(error)


def slots(value: Any) -> list[tuple[Any, Any]]:
    """Every place in nested data, as a container and the key or index in it."""
    here: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        here = [(value, key) for key in value]
    elif isinstance(value, list):
        here = [(value, index) for index in range(len(value))]
    return here + [slot for owner, key in here for slot in slots(owner[key])]


def damage(spec: Any, data: st.DataObject) -> None:
    """Delete, rename, retype or copy one node of the spec."""
    places = slots(spec)
    if not places:
        return
    owner, key = data.draw(st.sampled_from(places))
    match data.draw(st.sampled_from(["delete", "rename", "retype", "copy"])):
        case "delete":
            del owner[key]
        case "rename" if isinstance(owner, dict):
            owner[data.draw(st.sampled_from(_KEYS))] = owner.pop(key)
        case "retype":
            owner[key] = copy.deepcopy(data.draw(st.sampled_from(_ODD)))
        case _:
            source, name = data.draw(st.sampled_from(places))
            if name in source if isinstance(source, dict) else name < len(source):
                owner[key] = copy.deepcopy(source[name])


def test_the_specs_to_be_damaged_are_valid(tmp_path: Path) -> None:
    assert len(zoo(tmp_path, WHOLE).groups) == 2


@settings(deadline=None)
@given(data=st.data())
def test_specs_with_damaged_nodes_never_break_the_checker(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = data.draw(st.sampled_from(sorted(WHOLE)))
    spec = yaml.safe_load(WHOLE[path])
    for _ in range(data.draw(st.integers(1, 5))):
        damage(spec, data)
    text = yaml.safe_dump(spec, sort_keys=False, allow_unicode=True)
    survives(tmp_path_factory.getbasetemp(), path, text)


@settings(deadline=None)
@given(data=st.data())
def test_specs_with_damaged_text_never_break_the_checker(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = data.draw(st.sampled_from(sorted(WHOLE)))
    text = WHOLE[path]
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    put_in = data.draw(st.text("a1 \n:,{}[]'\"#&*!-é<>$", max_size=8))
    survives(tmp_path_factory.getbasetemp(), path, text[:start] + put_in + text[end:])

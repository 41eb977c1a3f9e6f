"""The limits that generated packages give to servers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from alicloud.generator.python.render import render
from alicloud.generator.spec.read import read_services
from tests.support.corpus import VALID, write

NAME = {"Name": {"type": "string", "doc": "A name.", "length": [1, 9]}}


def _limits(folder: Path, shapes: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The names in the limits of a spec, in which the action PutTree sends the shape Tree0."""
    tree = {"type": "Tree0", "doc": "A tree."}
    action = {"doc": "Put a tree.", "kind": "update", "request": {"Tree": tree}}
    described = {name: {"doc": "A tree.", "fields": fields} for name, fields in shapes.items()}
    trees = {"doc": "Trees.", "shapes": described, "actions": {"PutTree": action}}
    specs = write(folder, VALID | {"zoo/trees.yaml": yaml.safe_dump(trees, sort_keys=False)})
    found: dict[str, Any] = {}
    exec(render(read_services(specs))["alicloud/zoo/limits.py"], found)
    return found


def _holding(shape: str, *names: str) -> dict[str, dict[str, str]]:
    return {name: {"type": shape, "doc": "A tree."} for name in names}


def test_a_shape_inside_itself_has_its_limits_there_too(tmp_path: Path) -> None:
    found = _limits(tmp_path, {"Tree0": NAME | _holding("Tree0", "Inner")})
    tree = found["LIMITS"]["PutTree"]["Tree"]
    assert tree.members["Inner"].members["Inner"].members["Name"].length == (1, 9)


def test_shapes_without_limits_are_left_out(tmp_path: Path) -> None:
    found = _limits(tmp_path, {"Tree0": _holding("Tree0", "Inner")})
    assert "PutTree" not in found["LIMITS"]
    assert "SHAPES" not in found


def test_what_many_shapes_hold_is_written_once(tmp_path: Path) -> None:
    shapes = {f"Tree{n}": _holding(f"Tree{n + 1}", "Left", "Right") for n in range(40)}
    assert len(_limits(tmp_path, {**shapes, "Tree40": NAME})["SHAPES"]) == 41

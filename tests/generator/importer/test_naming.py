"""Shapes are named as a person would name them: what two words say stands once."""

from __future__ import annotations

import pytest

from alicloud.generator.importer.naming import Holder, shape_names
from alicloud.generator.importer.shapes import Member, Shapes
from alicloud.generator.model import ListOf, Ref, Scalar, Type


def named(*uses: tuple[str, str, str, bool]) -> list[str]:
    """The names of different shapes: the action, its noun, the field, and whether it is a list."""
    shapes = Shapes()
    holders, ids = [], []
    for number, (action, noun, wire, listed) in enumerate(uses):
        ids.append(shapes.of([Member(f"Field{number}", Scalar("string"))]))
        type_: Type = ListOf(Ref(ids[-1])) if listed else Ref(ids[-1])
        holders.append(Holder(action, noun, (Member(wire, type_),)))
    names = shape_names(shapes, holders, {}, [])
    return [names[id_] for id_ in ids]


USER = ("GetUser", "User", "User", False)


@pytest.mark.parametrize(
    ("uses", "names"),
    [
        ([USER, ("ListUsers", "Users", "Users", True)], ["User", "UserItem"]),
        ([USER, ("CreateUser", "User", "User", False)], ["User", "NewUser"]),
        ([USER, ("UpdateUser", "User", "User", False)], ["User", "UpdatedUser"]),
        ([USER, ("CheckUser", "User", "User", False)], ["User", "UserDetail"]),
        ([USER, ("GetGroup", "Group", "User", False)], ["User", "GroupUser"]),
        (
            [("GetPlan", "Plan", "Plan", False), ("ListOperationPlans", "OperationPlans", "Plans", True)],
            ["Plan", "OperationPlan"],
        ),
        (
            [("GetKey", "Key", "KeyMetadata", False), ("FindKey", "Key", "KeyMetadata", False)],
            ["KeyMetadata", "KeyMetadataDetail"],
        ),
        (
            [("GetAPI", "API", "IPList", False), ("GetGateAPI", "GateAPI", "IPList", False)],
            ["IPList", "GateAPIIPList"],
        ),
        ([USER] * 4, ["User", "UserDetail", "GetUserUser", "User2"]),
    ],
)  # fmt: skip
def test_names(uses: list[tuple[str, str, str, bool]], names: list[str]) -> None:
    assert named(*uses) == names

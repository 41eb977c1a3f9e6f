"""The classes of shapes, old beside new."""

from __future__ import annotations

from collections.abc import Mapping

from alicloud.generator.diff.fields import Side, Use, compare_fields
from alicloud.generator.diff.findings import Findings
from alicloud.generator.model import Struct
from alicloud.generator.python.names import class_name
from alicloud.generator.python.types import Types


def compare_shape(findings: Findings, old: tuple[Types, Struct], new: tuple[Types, Struct]) -> None:
    """Find what is different for those who make or read objects of a shape."""
    (old_types, before), (types, now) = old, new
    name = class_name(before.name)
    if before.extends and class_name(before.extends) not in _bases(now, types.shapes):
        change = f"it was a {class_name(before.extends)}, and is none now"
        meaning = "isinstance says so too, and type checkers report where one is wanted"
        findings.add("breaking", name, change, meaning)
    if now.deprecated and not before.deprecated:
        findings.add("deprecating", name, "deprecated", now.deprecated)
    same_base = before.extends == now.extends
    compare_fields(
        findings,
        Use(f"{name}.{{}}", "attribute", types),
        _side(before, old_types, same_base=same_base),
        _side(now, types, same_base=same_base),
    )


def _side(shape: Struct, types: Types, *, same_base: bool) -> Side:
    return Side(
        shape.fields,
        sent=shape.name in types.in_requests,
        received=shape.name in types.in_responses,
        inherited=shape.inherited if same_base else 0,
    )


def _bases(shape: Struct, shapes: Mapping[str, Struct]) -> set[str]:
    """The classes that it is derived from."""
    found = set()
    while shape.extends:
        found.add(class_name(shape.extends))
        shape = shapes[shape.extends]
    return found

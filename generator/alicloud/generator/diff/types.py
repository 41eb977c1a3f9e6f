"""Types: does code that fits one of them fit the other?"""

from __future__ import annotations

from alicloud.generator.model import ListOf, MapOf, Ref, Scalar, Type
from alicloud.generator.python.names import class_name

_IN_PYTHON = {"integer": "int", "long": "int", "number": "float"}
_GIVEN = (("int", "float"), ("string", "json"))
"""What users may give where another type is wanted: a text is a JSON document too."""
_GOTTEN = (("int", "float"), ("json", "string"))
"""What users may get where they expect another type: a JSON document is a text too."""


def may_give(value: Type, wanted: Type) -> bool:
    """Whether what users give still fits."""
    if isinstance(value, MapOf) and wanted == Scalar("json"):
        return True
    return _fits(value, wanted, _GIVEN)


def may_get(value: Type, wanted: Type) -> bool:
    """Whether what users get still fits their code."""
    return _fits(value, wanted, _GOTTEN)


def _fits(value: Type, wanted: Type, also: tuple[tuple[str, str], ...]) -> bool:
    match value, wanted:
        case _, Scalar("any"):
            return True
        case Scalar(one), Scalar(other):
            pair = (_IN_PYTHON.get(one, one), _IN_PYTHON.get(other, other))
            return pair[0] == pair[1] or pair in also
        case (ListOf(one), ListOf(other)) | (MapOf(one), MapOf(other)):
            return _fits(one, other, also)
        case Ref(one), Ref(other):
            return class_name(one) == class_name(other)
    return False

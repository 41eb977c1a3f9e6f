"""Types: does code that fits one of them fit the other?"""

from __future__ import annotations

from alicloud.generator.model import ListOf, MapOf, Ref, Scalar, Type
from alicloud.generator.python.names import class_name

_KINDS = {"integer": "int", "long": "int", "number": "float"}


def fits(value: Type, place: Type) -> bool:
    """Whether a value of one type can stand where another is wanted."""
    match value, place:
        case _, Scalar("any"):
            return True
        case Scalar(one), Scalar(other):
            one, other = _KINDS.get(one, one), _KINDS.get(other, other)
            # A text is a JSON document for requests, and one of responses a text.
            return one == other or (one, other) in (("int", "float"), ("json", "string"))
        case ListOf(one_item), ListOf(other_item):
            return fits(one_item, other_item)
        case MapOf(one_value), MapOf(other_value):
            return fits(one_value, other_value)
        case Ref(one), Ref(other):
            return class_name(one) == class_name(other)
    return False

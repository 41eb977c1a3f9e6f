"""The names that annotations of generated code consist of, beside its own classes."""

from __future__ import annotations

SCALARS = {
    "string": "str",
    "integer": "int",
    "long": "int",
    "boolean": "bool",
    "number": "float",
    "timestamp": "datetime",
    "any": "Any",
    "binary": "bytes",
}
"""From the plain types of the model to Python's. How `json` is written depends on the direction."""

HOMES = {
    "Any": "typing",
    "BinaryIO": "typing",
    "JsonText": "alicloud.core.shapes.json_text",
    "Literal": "typing",
    "Mapping": "collections.abc",
    "Sequence": "collections.abc",
    "datetime": "datetime",
}
"""The modules of the names that have to be imported."""

ANNOTATION_NAMES = frozenset({*SCALARS.values(), *HOMES, "dict", "list"})

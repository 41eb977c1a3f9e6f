"""Changes of a JSON document that make it broken or hostile."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

OWNED = "import pathlib; pathlib.Path('owned').touch()"
"""What creates a file where it is executed."""


def _nested(depth: int) -> Any:
    value: Any = {"type": "string"}
    for _ in range(depth):
        value = {"type": "array", "items": value}
    return value


TEXTS = [
    *("../../../owned", "/owned", "..", ".", "", " ", "a/b", "a.b", "con", "x" * 3000),
    *("{{ 7 * 7 }}", "{% include 'x' %}", "{}", "{path}", "%s", "$(touch owned)"),
    *(f'"""\n{OWNED}\n"""', f"'\n{OWNED}\n#", f'"); {OWNED} #', "\\", '"', "'", '"""', "`"),
    *("a\nb", "\x00", "\x85", "\u2028", "\ud800", "\u202e", "中文", "😀", "a: b", "a #b", "- a"),
    *("class", "None", "self", "__init__", "__class__", "from_wire", "RequestId", "core", "client"),
    *("string", "object", "array", "binary", "!!python/object:os.system", "&a", "*a", "<<", "2**9"),
    *("#/components/schemas/Animal", "#/components/schemas/Nowhere", "#", "1e999", "-1", "NaN"),
]
VALUES = [
    *(None, True, False, 0, -1, 2**80, 1e308, 0.1, [], {}, [[]], [None], {"": ""}, {"a": None}),
    *({"$ref": "#"}, {"$ref": 5}, {"$ref": "#/components/schemas/Animal"}, {"ref": []}),
    *({"type": "object", "properties": {text: {"type": "string"}}} for text in TEXTS[:6]),
    *({"type": ["string"]}, {"type": "array"}, {"type": "object", "additionalProperties": True}),
    *(_nested(60), {"type": "string", "enum": [str(number) for number in range(3000)]}),
    *({"type": "integer", "enum": ["a", 1, None, {}]}, {"type": "string", "pattern": "(a+)+$["}),
    *({"type": "integer", "minimum": "9", "maximum": "x"}, {"type": "string", "minLength": -5}),
]


def mutated(document: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """The document with one to four changes: a value replaced or gone, a name changed."""
    paths = list(_paths(document))
    change = st.tuples(
        st.sampled_from(paths),
        st.one_of(
            st.tuples(st.just("value"), st.sampled_from(VALUES) | st.sampled_from(TEXTS)),
            st.tuples(st.just("name"), st.sampled_from(TEXTS)),
            st.tuples(st.just("gone"), st.none()),
        ),
    )
    return st.lists(change, min_size=1, max_size=4).map(lambda changes: _changed(document, changes))


def _paths(value: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if above:
        yield above
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _paths(inner, (*above, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _paths(inner, (*above, index))


def _changed(document: dict[str, Any], changes: list[tuple[Any, Any]]) -> dict[str, Any]:
    changed = copy.deepcopy(document)
    for (*way, last), (what, given) in changes:
        parent: Any = changed
        try:
            for name in way:
                parent = parent[name]
            old = parent[last]
        except (LookupError, TypeError):
            continue  # a change before took the place away
        if what == "value":
            parent[last] = copy.deepcopy(given)
        elif what == "gone" or isinstance(parent, list):
            del parent[last]
        else:
            items = [(given if name == last else name, item) for name, item in parent.items()]
            parent.clear()
            parent.update(items)
            parent[given] = old
    return changed

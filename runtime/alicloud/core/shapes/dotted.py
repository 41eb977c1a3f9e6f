"""Values inside objects, by names with dots: `Data.TotalCount`.

A member that is called exactly so, dots included, wins over the way through objects.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from typing import Any


def at(values: Mapping[str, Any], name: str) -> Any:
    """The value of this name; None where there is none."""
    if name in values:
        return values[name]
    for outer, inner in _ways(name):
        inside = values.get(outer)
        if isinstance(inside, Mapping):
            return at(inside, inner)
    return None


def with_value(values: Mapping[str, Any], name: str, value: Any) -> dict[str, Any]:
    """A copy of `values` in which `name` has this value; other objects on the way are kept."""
    for outer, inner in () if name in values else _ways(name):
        inside = values.get(outer)
        if isinstance(inside, Mapping):
            return {**values, outer: with_value(inside, inner, value)}
    return {**values, name: value}


def _ways(name: str) -> Iterator[tuple[str, str]]:
    """What a name may mean: an object, and a name inside it."""
    start = name.find(".")
    while start > 0:
        yield name[:start], name[start + 1 :]
        start = name.find(".", start + 1)

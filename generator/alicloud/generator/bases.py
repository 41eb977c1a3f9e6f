"""What builds on something else by its name: in which order to read it, and what goes in circles."""

from __future__ import annotations

from collections.abc import Mapping


def bases_first(base_of: Mapping[str, str | None]) -> list[str]:
    """All names, each after the one that it builds on.

    Of names that build on each other in a circle, one comes before its base.
    """
    ordered: dict[str, None] = {}
    for start in base_of:
        chain: dict[str, None] = {}
        name: str | None = start
        while name is not None and name not in ordered and name not in chain:
            chain[name] = None
            name = base_of[name]
        ordered |= dict.fromkeys(reversed(chain))
    return list(ordered)


def circle_of(base_of: Mapping[str, str | None], start: str) -> str:
    """The names from `start` back to itself, for a message."""
    names = [start]
    while (name := base_of[names[-1]]) is not None and name not in names:
        names.append(name)
    return ", ".join((*names, start))

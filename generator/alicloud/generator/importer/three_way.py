"""Three versions of a value become one: what the last import wrote, what is there, what is new."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, Literal

Word = Literal["added", "changed", "removed", "kept"]
Tell = Callable[[Word, tuple[str, ...], str], None]
"""Is told what was done, where, and in a sentence what the document says now."""


class _Absent:
    def __repr__(self) -> str:
        return "nothing"


ABSENT: Final = _Absent()
"""Stands for what is not there."""


def merged(sides: tuple[Any, Any, Any], path: tuple[str, ...], tell: Tell) -> Any:
    """What people made of the first side in the second, and what is different in the third.

    Where both changed the same, the second stays. ABSENT where nothing is to be there.
    """
    last, now, new = sides
    if new in (last, now):
        return now
    if isinstance(now, Mapping) and isinstance(new, Mapping):
        before = last if isinstance(last, Mapping) else {}
        made = {}
        for key in in_order(now, new):
            sides = before.get(key, ABSENT), now.get(key, ABSENT), new.get(key, ABSENT)
            value = merged(sides, (*path, key), tell)
            if value is not ABSENT:
                made[key] = value
        return made
    if now == last:
        word: Word = "added" if last is ABSENT else "removed" if new is ABSENT else "changed"
        tell(word, path, "")
        return new
    tell("kept", path, _says(last, now, new))
    return now


def in_order(now: Iterable[str], new: Iterable[str]) -> list[str]:
    """The keys of both: those of `now` as they stand, the others where `new` has them."""
    keys = list(now)
    known = set(keys)
    before = None
    for key in new:
        if key not in known:
            keys.insert(keys.index(before) + 1 if before is not None else 0, key)
            known.add(key)
        before = key
    return keys


def _says(last: Any, now: Any, new: Any) -> str:
    if now is ABSENT:
        return "it was deleted here and stays so; the document changed it"
    if new is ABSENT:
        return "it was edited here and stays; the document has it no more"
    return f"it was edited here and stays {_short(now)}; the document says {_short(new)}"


def _short(value: Any) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else f"{text[:57]}..."

"""The mappings of a seed: what is wrong is reported with its place."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from difflib import get_close_matches
from typing import Any, TypeVar

from alicloud.core.shapes.json_text import compact
from alicloud.core.shapes.timestamps import parse, render
from alicloud.emulator.errors import EmulatorError

T = TypeVar("T")


class SeedError(EmulatorError):
    """A seed cannot be applied; the message names the place in it."""


class Entry:
    """A mapping of the seed, whose members are read by name.

    Args:
        place: Where it stands, such as `users.alice`.
        value: What stands there.
        known: The names that it may have; any if empty.

    Raises:
        SeedError: it is something else, or has an unknown name; from a method, if the member is
            of another type.
    """

    def __init__(self, place: str, value: object, known: Collection[str] = ()) -> None:
        self.place = place
        if not isinstance(value, dict):
            raise SeedError(f"{place or 'the seed'}: must be a mapping of names to values")
        for name in value:
            if not isinstance(name, str):
                raise SeedError(f"{place}: {name!r} must be text; put it in quotes")
            if known and name not in known:
                near = get_close_matches(name, known, n=1)
                hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"
                raise SeedError(f"{_below(place, name)}: unknown; {hint}")
        self.members: dict[str, Any] = value

    def __contains__(self, name: str) -> bool:
        return self.members.get(name) is not None

    def text(self, name: str) -> str | None:
        """A text; None without the member."""
        return self._typed(name, str, "text; put it in quotes")

    def required(self, name: str) -> str:
        """A text that must be there."""
        found = self.text(name)
        if found is None:
            raise self.error(f"{name} is missing")
        return found

    def number(self, name: str) -> int | None:
        """A whole number; None without the member."""
        return self._typed(name, int, "a whole number")

    def flag(self, name: str) -> bool | None:
        """true or false; None without the member."""
        return self._typed(name, bool, "true or false")

    def time(self, name: str) -> str | None:
        """A time in the service's format; None without the member."""
        value = self.members.get(name)
        if value is None:
            return None
        if isinstance(value, datetime):  # YAML reads an unquoted time so
            return render(value.replace(tzinfo=value.tzinfo or UTC))
        try:
            time = parse(value) if isinstance(value, str) else None
        except ValueError:
            time = None
        if time is None:
            raise self.error(f"{name}: must be a time such as 2026-01-31T08:00:00Z")
        return render(time)

    def document(self, name: str) -> str:
        """A policy document, written out or as text."""
        value = self.members.get(name)
        if isinstance(value, dict):
            try:
                return compact(value)
            except (TypeError, ValueError) as error:
                raise self.error(f"{name}: {error}") from None
        return self.required(name)

    def part(self, name: str, known: Collection[str] = ()) -> Entry:
        """A mapping; an empty one without the member."""
        return Entry(_below(self.place, name), self.members.get(name) or {}, known)

    def raw(self, name: str) -> dict[str, Any]:
        """A mapping as it is; empty without the member."""
        return self._typed(name, dict, "a mapping") or {}

    def list(self, name: str) -> list[tuple[str, Any]]:
        """The items of a list, each with its place; empty without the member."""
        items = self._typed(name, list, "a list") or []
        place = _below(self.place, name)
        return [(f"{place}[{number}]", item) for number, item in enumerate(items)]

    def entries(self, name: str, known: Collection[str] = ()) -> Iterator[tuple[str, Entry]]:
        """The members of a mapping by name; an entry without members may be left empty."""
        part = self.part(name)
        for key, value in part.members.items():
            yield key, Entry(f"{part.place}.{key}", {} if value is None else value, known)

    def error(self, text: object) -> SeedError:
        """An error at this place."""
        return SeedError(f"{self.place or 'the seed'}: {text}")

    def _typed(self, name: str, kind: type[T], words: str) -> T | None:
        value = self.members.get(name)
        if value is None:
            return None
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.error(f"{name}: must be {words}")
        return value


def _below(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name

"""JSON that knows where it stands: what is wrong is reported with its place and the remedy."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn, TypeVar

from alicloud.generator.catalogue.contents import MADE_BY
from alicloud.generator.problems import did_you_mean, one_of

_Choice = TypeVar("_Choice", bound=str)
_Read = TypeVar("_Read")


class CatalogueError(Exception):
    """A catalogue cannot be read or found. The message names the place and the remedy."""


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a JSON document."""

    value: Any
    file: str
    path: str = "$"  # as in JSONPath: $.groups[0].name

    def fail(self, message: str) -> NoReturn:
        """Raise the error that this value is wrong."""
        raise CatalogueError(
            f"{self.file}: {self.path}: {message}; write the file again with `{MADE_BY}`,"
            " or install alicloud again"
        )

    def members(self, mandatory: Collection[str], optional: Collection[str] = ()) -> Members:
        """The members of an object, which are all known."""
        members = self.entries()
        for key in mandatory:
            if key not in members:
                self.fail(f"'{key}' is missing")
        for key, member in members.items():
            if key not in mandatory and key not in optional:
                member.fail("this key is unknown")
        return Members(members)

    def entries(self) -> dict[str, Node]:
        """The members of an object, whatever they are called."""
        if not isinstance(self.value, dict):
            self.fail("this must be an object")
        return {
            key: Node(value, self.file, f"{self.path}.{key}") for key, value in self.value.items()
        }

    def items(self) -> list[Node]:
        """The items of an array."""
        if not isinstance(self.value, list):
            self.fail("this must be an array")
        return [Node(value, self.file, f"{self.path}[{at}]") for at, value in enumerate(self.value)]

    def text(self) -> str:
        """A string."""
        if not isinstance(self.value, str):
            self.fail("this must be a string")
        return self.value

    def choice(self, choices: tuple[_Choice, ...]) -> _Choice:
        """One of a few strings."""
        if self.value not in choices:
            self.fail(f"this must be {one_of(choices)}")
        return next(choice for choice in choices if choice == self.value)

    def true(self) -> bool:
        """True: what is false is left out."""
        if self.value is not True:
            self.fail("this must be true, or left out")
        return True

    def integer(self) -> int:
        """A whole number."""
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            self.fail("this must be a whole number")
        return self.value

    def number(self) -> int | float:
        """A number."""
        if not isinstance(self.value, int | float) or isinstance(self.value, bool):
            self.fail("this must be a number")
        return self.value

    def one_among(self, known: Collection[str], what: str) -> str:
        """A name among those that are `known`; `what` is what messages call it."""
        name = self.text()
        if name not in known:
            self.fail(f"there is no {what} '{name}'{did_you_mean(name, known)}")
        return name


class Members:
    """The members of an object by their keys, of which some may be left out."""

    def __init__(self, members: Mapping[str, Node]) -> None:
        self._members = members

    def __getitem__(self, key: str) -> Node:
        return self._members[key]

    def get(self, key: str, read: Callable[[Node], _Read]) -> _Read | None:
        """What `read` makes of a member; None where it is left out."""
        return read(self._members[key]) if key in self._members else None


def load(text: str, file: str) -> Node:
    """The document that `text` is.

    Args:
        text: JSON.
        file: What messages call it.

    Raises:
        CatalogueError: It is not JSON.
    """
    start = Node(None, file)
    try:
        return Node(json.loads(text, object_pairs_hook=_once, parse_constant=_no_number), file)
    except RecursionError:
        start.fail("this is nested too deep")
    except ValueError as error:
        start.fail(f"this is not JSON: {error}")


def _once(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    members: dict[str, Any] = {}
    for key, value in pairs:
        if key in members:
            raise ValueError(f"key '{key}' is given twice in one object")
        members[key] = value
    return members


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is not a number of JSON")

"""One mapping of a spec, read key by key: are keys known, mandatory ones there, values of their type?"""

from __future__ import annotations

import re
from typing import TypeVar

from alicloud.generator.problems import Place, Problems, did_you_mean, one_of
from alicloud.generator.spec.nodes import BrokenNode, Entry, ListNode, MapNode, Node, ScalarNode

_Choice = TypeVar("_Choice", bound=str)

# Keys whose value is free text: what YAML cuts off at a comma looks like the next key.
_TEXT_KEYS = ("deprecated", "doc", "pattern")
_TO_DO = re.compile(r"\bTODO\b")


def describe(node: Node) -> str:
    """What a value is, for messages that say what was found."""
    match node:
        case ListNode():
            return "a list"
        case MapNode():
            return "a mapping"
        case ScalarNode(value=None):
            return "nothing"
        case ScalarNode(value=bool()):
            return node.text
        case ScalarNode(value=int() | float()):
            return f"the number {node.text}"
        case ScalarNode():
            return f"the string '{shorten(node.text)}'"
        case BrokenNode():
            return "unreadable"


def shorten(text: str) -> str:
    """Text for a message: one line, its beginning only when it is long."""
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:37]}..."


class MappingReader:
    """A mapping read key by key. What is wrong is reported, and then reads as left out.

    Args:
        problems: Receives what is wrong.
        subject: What messages begin with: the name of the field, shape or action.
        place: Where to report missing keys.
        node: The mapping; anything else is reported.
        what: What messages call it, for example "a field".
        mandatory: The keys that must be there.
        optional: The other known keys.
    """

    def __init__(
        self,
        problems: Problems,
        subject: str,
        place: Place,
        node: Node,
        *,
        what: str,
        mandatory: tuple[str, ...] = (),
        optional: tuple[str, ...] = (),
    ) -> None:
        self.problems = problems
        self.subject = subject
        self.start = place
        self._mandatory = mandatory
        self._entries = (
            {entry.key: entry for entry in node.entries} if isinstance(node, MapNode) else {}
        )
        if isinstance(node, MapNode):
            self._report_unknown(node, tuple(dict.fromkeys((*mandatory, *optional))))
            self._report_missing()
        else:
            keys = ", ".join(f"{key}: ..." for key in mandatory or optional[:2])
            self._wrong_type(node, f"{what} must be a mapping such as {{{keys}}}")

    def __contains__(self, key: str) -> bool:
        return key in self._entries

    def place(self, key: str) -> Place:
        """Where the value of `key` stands; the place of the mapping when the key is left out."""
        entry = self._entries.get(key)
        return entry.node.place if entry else self.start

    def report(self, place: Place, message: str) -> None:
        """Report a problem of this mapping at a place in it."""
        self.problems.add(place, f"{self.subject}: {message}")

    def wrong(self, key: str, message: str) -> None:
        """Report a problem at the value of `key`."""
        self.report(self.place(key), message)

    def misplaced(self, key: str, message: str) -> None:
        """Report `key` itself, when it is there: it does not belong here."""
        entry = self._entries.pop(key, None)
        if entry:
            self.report(entry.place, message)

    def text(self, key: str) -> str | None:
        """The text under `key`, which may not be empty."""
        match self.node(key):
            case ScalarNode(value=str() as value) if value.strip():
                if key in _TEXT_KEYS and _TO_DO.search(value):
                    self.wrong(key, f"'{key}' still says TODO; write what is missing")
                return value
            case ScalarNode(value=str() | None):
                otherwise = "" if key in self._mandatory else " or leave it out"
                self.wrong(key, f"'{key}' is empty; write some text{otherwise}")
            case ScalarNode() as node:
                self._wrong_type(node, f"'{key}' must be a string; quote it")
            case node if node is not None:
                self._wrong_type(
                    node, f"'{key}' must be a string; quote text that begins with [ or {{"
                )
        return None

    def flag(self, key: str) -> bool:
        """Whether `key` is true."""
        match self.node(key):
            case ScalarNode(value=bool() as value):
                return value
            case ScalarNode(value=None) as node:
                message = f"'{key}' must be true or false; if it ends a text, quote the text"
                self._wrong_type(node, message)
            case node if node is not None:
                self._wrong_type(node, f"'{key}' must be true or false")
        return False

    def choice(self, key: str, choices: tuple[_Choice, ...]) -> _Choice | None:
        """One of a few words."""
        match self.node(key):
            case ScalarNode(text=text) if text in choices:
                return next(choice for choice in choices if choice == text)
            case ScalarNode(text=text) if text:
                hint = did_you_mean(text, choices) or f"; it must be {one_of(choices)}"
                self.wrong(key, f"unknown {key} '{shorten(text)}'{hint}")
            case node if node is not None:
                self._wrong_type(node, f"'{key}' must be {one_of(choices)}")
        return None

    def entries(self, key: str, example: str) -> tuple[Entry, ...]:
        """The entries of the mapping under `key`; `example` shows one for the message."""
        match self.node(key):
            case MapNode(entries=entries):
                return entries
            case node if node is not None:
                remedy = "write one" if key in self._mandatory else "leave it out if there are none"
                self._wrong_type(node, f"'{key}' must be a mapping such as {example}; {remedy}")
        return ()

    def nodes(self, key: str, example: str) -> tuple[Node, ...]:
        """The items of the list under `key`."""
        match self.node(key):
            case ListNode(nodes=nodes):
                return nodes
            case node if node is not None:
                self._wrong_type(
                    node,
                    f"'{key}' must be a list such as {example}; leave it out if there are none",
                )
        return ()

    def node(self, key: str) -> Node | None:
        """The value under `key` as it stands."""
        entry = self._entries.get(key)
        return entry.node if entry else None

    def _wrong_type(self, node: Node, message: str) -> None:
        if not isinstance(node, BrokenNode):
            self.report(node.place, f"{message} (this is {describe(node)})")

    def _report_missing(self) -> None:
        for key in self._mandatory:
            if key not in self._entries:
                self.report(self.start, f"'{key}' is missing; add it")

    def _report_unknown(self, node: MapNode, known: tuple[str, ...]) -> None:
        before = ""
        for entry in node.entries:
            if entry.key not in known:
                hint = did_you_mean(entry.key, known)
                if node.flow and before in _TEXT_KEYS:
                    hint += " If" if hint else "; if"
                    hint += f" it belongs to '{before}', quote the text: {before}: \"...\""
                hint = hint or f"; known here: {', '.join(known)}"
                self.report(entry.place, f"unknown key '{shorten(entry.key)}'{hint}")
                del self._entries[entry.key]
            else:
                before = entry.key

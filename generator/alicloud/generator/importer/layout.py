"""Where everything stands: actions and shapes in the files of their resources."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from alicloud.generator.importer import errors, pages
from alicloud.generator.importer.actions import Action
from alicloud.generator.importer.naming import Holder, shape_names
from alicloud.generator.importer.nouns import noun_words
from alicloud.generator.importer.resources import grouped, singular_name
from alicloud.generator.importer.shapes import Member, Shapes, written
from alicloud.generator.names import words
from alicloud.generator.python.names import RESERVED_CLASSES, client_name, pascal

_SERVICE = "service.yaml"


class Layout:
    """The files of a service.

    Args:
        product: Its code, after which the client is called.
        actions: What it can do.
        shapes: All shapes.
        known: The names that the document gives to shapes, by id.
    """

    def __init__(
        self, product: str, actions: list[Action], shapes: Shapes, known: dict[str, str]
    ) -> None:
        self._actions = {action.name: action for action in actions}
        self._shapes = shapes
        self._sent = shapes.reachable(one for action in actions for one in action.call.request)
        self._groups = grouped({action.name: self._size(action) for action in actions})
        holders = [_holder(action) for action in actions]
        classes = {
            f"{pascal(name)}{end}" for name in self._actions for end in ("Request", "Response")
        }
        client = client_name(product)
        taken = {*classes, client, f"Async{client}", *RESERVED_CLASSES}
        self._names = shape_names(shapes, holders, known, taken)
        self._file_of = self._find_files()
        self.common_pages = pages.common_pages(
            (action.pages, action.response.members) for action in actions if action.pages
        )

    def shared_shapes(self) -> dict[str, Any]:
        """The shapes that several resources hold, and that are about none of them."""
        return self._shapes_of(_SERVICE)

    def files(self, codes: errors.Codes) -> dict[str, dict[str, Any]]:
        """The resource files, given the error codes of the service."""
        found: dict[str, dict[str, Any]] = {}
        for group, names in self._groups.items():
            file = f"{group}.yaml"
            shapes = self._shapes_of(file)
            actions = {name: self._action(self._actions[name], codes) for name in names}
            found[file] = {**({"shapes": shapes} if shapes else {}), "actions": actions}
        return found

    def _size(self, action: Action) -> int:
        """How many bytes an action and its shapes take in a file at most."""
        members = _members(action)
        inner = [self._shapes.members[id_] for id_ in self._shapes.reachable(members)]
        return len(ascii((action.said, action.example, members, inner)))

    def _find_files(self) -> dict[str, str]:
        """The file of each shape, by id."""
        used_in: dict[str, list[str]] = {}
        for group, names in self._groups.items():
            members = [one for name in names for one in _members(self._actions[name])]
            for id_ in self._shapes.reachable(members):
                used_in.setdefault(id_, []).append(f"{group}.yaml")
        about = {singular_name(group): f"{group}.yaml" for group in self._groups}
        found = {}
        for id_, files in used_in.items():
            own = about.get("_".join(words(self._names[id_])))
            found[id_] = files[0] if len(files) == 1 else own if own in files else _SERVICE
        return found

    def _shapes_of(self, file: str) -> dict[str, Any]:
        """The shapes of a file; those that hold others come before them."""
        return {
            name: {"fields": self._fields(self._members_of(id_))}
            for id_, name in self._names.items()
            if self._file_of[id_] == file
        }

    def _members_of(self, id_: str) -> Iterable[Member]:
        """The members of a shape, without defaults where it is only received."""
        members = self._shapes.members[id_]
        return members if id_ in self._sent else (one.having(default=None) for one in members)

    def _action(self, action: Action, codes: errors.Codes) -> dict[str, Any]:
        response: Any = self._fields(action.response.members)
        if action.response.whole is not None:
            response = written(action.response.whole, self._names)
        made = {
            **action.said,
            "request": self._fields(action.call.request),
            "response": response,
            "pagination": self._pagination(action),
            "errors": errors.listed(action.codes, codes),
            "example": action.example,
        }
        return {key: value for key, value in made.items() if value}

    def _pagination(self, action: Action) -> Any:
        members = action.response.members
        if action.pages is None:
            common = self.common_pages.values()
            looks = action.kind == "read" and pages.must_say(action.call.request, members, common)
            return "none" if looks else None
        return pages.name_in(self.common_pages, action.pages, members) or action.pages

    def _fields(self, members: Iterable[Member]) -> dict[str, Any]:
        return {member.wire: member.field(self._names) for member in members}


def _members(action: Action) -> tuple[Member, ...]:
    """All that an action is sent and returns; the body of a response as a member."""
    whole = action.response.whole
    body = (Member("Body", whole),) if whole is not None else action.response.members
    return (*action.call.request, *body)


def _holder(action: Action) -> Holder:
    """An action as what holds shapes."""
    noun = "".join(word.capitalize() for word in noun_words(action.name))
    return Holder(pascal(action.name), _as_written(action.name, noun), _members(action))


def _as_written(action: str, noun: str) -> str:
    """The noun with the capitals of the action: `DNSCache` in DescribeDNSCache."""
    at = action.lower().find(noun.lower())
    return pascal(action[at : at + len(noun)]) if at >= 0 else noun

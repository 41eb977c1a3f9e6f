"""Names for shapes, as a person would choose them: after the field that holds them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from alicloud.generator.importer.shapes import Member, Shapes
from alicloud.generator.importer.words import class_word, item_word
from alicloud.generator.model import ListOf, Type
from alicloud.generator.names import words

_SAYS_NOTHING = {
    *("Data", "Result", "Results", "Body", "Item", "Items", "List", "Info", "Content", "Detail"),
    *("Details", "Value", "Response", "Model", "Module", "Object", "Row", "Rows", "Element"),
    *("Request", "Param", "Params", "Parameter", "Config", "Page", "PageInfo", "Entity", "Map"),
    *("DataList", "Output", "Input", "Key", "Type", "Name", "Payload", "Meta", "Header", "Headers"),
}
"""Names of fields that say nothing of what they hold: what holds them must be named too."""
_RETURNED_BY = {"create": "New", "update": "Updated", "modify": "Updated"}
"""The word that tells what an action with this verb returns from the thing as others have it."""


@dataclass(frozen=True)
class Holder:
    """An action as something that holds shapes."""

    action: str
    noun: str  # what the action is about, in the form of a class: `DomainRecords`
    members: tuple[Member, ...]


@dataclass
class _Use:
    """Where a shape was seen first, and how often it is used."""

    word: str
    owner: str | None  # a shape; None for a request or response
    holder: Holder
    item: bool


def shape_names(
    shapes: Shapes, holders: Iterable[Holder], known: Mapping[str, str], taken: Iterable[str]
) -> dict[str, str]:
    """The name of every shape that the holders hold, by its id.

    Args:
        shapes: All shapes.
        holders: The requests and responses of all actions.
        known: Names that the document gives, by id.
        taken: Names that no shape can have.
    """
    uses, counts = _uses(shapes, holders)
    names: dict[str, str] = {}
    used = set(taken)
    wanted: dict[str, list[str]] = {}
    for id_, use in uses.items():
        word = known.get(id_) or use.word
        if id_ in known or word not in _SAYS_NOTHING:
            wanted.setdefault(word, []).append(id_)
    for word, ids in wanted.items():
        best = min(ids, key=lambda id_: (id_ not in known, -counts[id_]))
        if word not in used:
            names[best] = word
            used.add(word)
    for id_, use in uses.items():
        if id_ not in names:
            owner = names.get(use.owner or "") or use.holder.noun
            options = _options(known.get(id_), use, owner)
            names[id_] = next(name for name in options if name not in used)
            used.add(names[id_])
    return names


def _options(known: str | None, use: _Use, owner: str) -> Iterator[str]:
    """Names for a shape, the best first, without end."""
    word = known or use.word
    one = item_word(use.holder.noun)
    if use.item and use.owner is None and word in _SAYS_NOTHING:
        yield one
    if use.owner is None and word.startswith(one):
        yield _variant(word, use)
    yield _joined(owner, word)
    yield _joined(one, word)
    yield _joined(use.holder.noun, word)
    in_action = _joined(use.holder.action, word)
    yield in_action if in_action != use.holder.action else f"{in_action}{word}"
    number = 2
    while True:
        yield f"{_joined(owner, word)}{number}"
        number += 1


def _variant(word: str, use: _Use) -> str:
    """The name of what is like `word`, but as this action has it: `NewUser`, `UserItem`."""
    verb = words(use.holder.action)[0]
    if verb in _RETURNED_BY:
        return f"{_RETURNED_BY[verb]}{word}"
    return f"{word}{'Item' if use.item else 'Detail'}"


def _joined(owner: str, word: str) -> str:
    """`InstanceTag` for Instance and Tag; what both say stands once.

    `InstanceType` for Instance and InstanceType, `OperationPlan` for OperationPlans and Plan.
    """
    ends = [at for at in range(1, len(word)) if word[at].isupper() and not word[at - 1].isupper()]
    for end in (len(word), *reversed(ends)):
        start = word[:end]
        for tail in (start, *(f"{start}{ending}" for ending in ("s", "es"))):
            if owner.endswith(tail):
                return f"{owner.removesuffix(tail)}{word}"
    return f"{owner}{word}"


def _uses(shapes: Shapes, holders: Iterable[Holder]) -> tuple[dict[str, _Use], Counter[str]]:
    """Each shape with its first use, those that hold others before these."""
    uses: dict[str, _Use] = {}
    counts: Counter[str] = Counter()
    waiting: list[tuple[str | None, Holder, Member]] = [
        (None, holder, member) for holder in holders for member in holder.members
    ]
    for owner, holder, member in waiting:
        id_ = member.type.shape_name
        if id_ is None:
            continue
        counts[id_] += 1
        if id_ not in uses:
            item = _is_list(member.type)
            name = member.get("wrap") or member.wire
            word = item_word(name) if item else class_word(name)
            uses[id_] = _Use(word, owner, holder, item)
            waiting += [(id_, holder, one) for one in shapes.members[id_]]
    return uses, counts


def _is_list(type_: Type) -> bool:
    return isinstance(type_, ListOf)

"""Pagination, where it is sure: how one page leads to the next, and which list a page holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace

from alicloud.generator.importer.shapes import Member, Shapes
from alicloud.generator.importer.words import word_set
from alicloud.generator.model import ListOf, Ref, Scalar
from alicloud.generator.names import words

_TOKENS = {"nexttoken", "nextpagetoken", "marker", "pagetoken", "continuationtoken", "nextmarker"}
_PAGES = (
    *("pagenumber", "currentpage", "pageno", "pagenum", "pageindex", "pageid", "page"),
    *("currentpagenumber", "currentpagenum", "pagenow", "curpage"),
)
_OFFSETS = {"offset", "startoffset"}
_SIZES = (
    *("maxresults", "pagesize", "maxitems", "limit", "size", "maxkeys", "pagelimit", "maxresult"),
    "maxrecords",
)
_NEXT = {"nexttoken", "nextpagetoken", "nextmarker", "marker", "nextcontinuationtoken", "pagetoken"}
_TOTALS = word_set(
    "totalcount total totalrecordcount totalitems totalnum totalnumber totalrecords totalelements "
    "totalitemcount totalitemnum totalsize recordtotal totalrecord recordcount itemtotal totalcnt "
    "allcount"
)
_MORE = {"istruncated", "truncated", "hasmore", "hasnext", "hasnextpage"}
_INTEGERS = (Scalar("integer"), Scalar("long"))
_LOOK_ALIKE = (("Marker", "Marker"), ("Marker", "IsTruncated"), ("NextToken", "NextToken"))
"""Parameters and fields of which a spec must say whether they mean pages."""
_COMMON = 3
"""As often as this, the same names of pages get a name of their own."""

Names = dict[str, str]


@dataclass(frozen=True)
class _Level:
    """One object of a response: the names that lead there, and its members."""

    path: str
    members: tuple[Member, ...]

    def at(self, member: Member) -> str:
        return f"{self.path}{member.wire}"

    def lists(self) -> list[Member]:
        return [one for one in self.members if isinstance(one.type, ListOf)]


def pages_of(
    request: Iterable[Member], response: tuple[Member, ...], shapes: Shapes
) -> Names | None:
    """The `pagination` of a read; None where none is sure."""
    sent = _sent(request, shapes)
    levels = list(_levels(response, shapes))
    size = _first(sent, _SIZES, _INTEGERS)
    found = _tokens(sent, levels)
    if found is not None:
        names, level = found
        names |= {"limit": size} if size else {}
    elif page := _first(sent, _PAGES, _INTEGERS):
        names, level = {"page": page, **({"size": size} if size else {})}, None
    elif offset := _first(sent, _OFFSETS, _INTEGERS):
        names, level = {"offset": offset, **({"size": size} if size else {})}, None
    else:
        return None
    if found is None:
        total = _find(levels, _TOTALS, _INTEGERS)
        if total is not None:
            level, member = total
            names["total"] = level.at(member)
    items = _items(levels, level)
    return {**names, "items": items} if items else None


def must_say(
    request: Iterable[Member], response: Iterable[Member], common: Iterable[Names]
) -> bool:
    """Whether an action without pages looks as if it had some, so that a spec must say `none`."""
    sent, received = {one.wire for one in request}, list(response)
    if not any(isinstance(one.type, ListOf) for one in received):
        return False
    names = {one.wire for one in received}
    signs = [
        (
            one.get("token") or one.get("page") or one.get("offset"),
            one.get("next") or one.get("total"),
        )
        for one in common
    ]
    return any(token in sent and other in names for token, other in (*signs, *_LOOK_ALIKE))


def common_pages(found: Iterable[tuple[Names, tuple[Member, ...]]]) -> dict[str, Names]:
    """What many actions have in common, by the name that it gets in service.yaml."""
    counts: Counter[tuple[tuple[str, str], ...]] = Counter()
    for names, response in found:
        if can_be_common(names, response):
            counts[_without_items(names)] += 1
    named: dict[str, Names] = {}
    for key, count in counts.most_common():
        if count >= _COMMON:
            named.setdefault(_name(dict(key), named), dict(key))
    return named


def can_be_common(names: Names, response: Iterable[Member]) -> bool:
    """Whether a spec could leave out the items: the only list, at the top."""
    lists = [one.wire for one in response if isinstance(one.type, ListOf)]
    return lists == [names["items"]] and not any("." in one for one in names.values())


def name_in(common: Mapping[str, Names], names: Names, response: Iterable[Member]) -> str | None:
    """The name under which service.yaml has these pages."""
    if not can_be_common(names, response):
        return None
    key = dict(_without_items(names))
    return next((name for name, one in common.items() if one == key), None)


def _without_items(names: Names) -> tuple[tuple[str, str], ...]:
    return tuple((key, name) for key, name in names.items() if key != "items")


def _name(names: Names, taken: Mapping[str, Names]) -> str:
    first = "_".join(words(next(iter(names.values())))) or "pages"
    first = first if first[0].isalpha() and first != "none" else f"pages_{first}"
    size = names.get("limit") or names.get("size")
    options = [first, f"{first}_and_{'_'.join(words(size))}" if size else f"{first}_alone"]
    options += [f"{first}_{number}" for number in range(2, 100)]
    return next(option for option in options if option not in taken)


def _sent(request: Iterable[Member], shapes: Shapes) -> dict[str, Member]:
    """What may lead to a page: parameters, and members of objects that are always sent, as `body.marker`.

    Without its object a member could not ask for the next page. An object counts as always sent if
    it is mandatory, or holds something mandatory.
    """
    found: dict[str, Member] = {}
    inside = []
    for one in request:
        if one.get("in") in (None, "form", "json"):
            found["".join(words(one.wire))] = one
        if isinstance(one.type, Ref) and "." not in one.wire:
            members = shapes.members[one.type.shape]
            if any(member.get("required") for member in (one, *members)):
                inside += [replace(inner, wire=f"{one.wire}.{inner.wire}") for inner in members]
    for one in inside:
        found.setdefault("".join(words(one.wire.rpartition(".")[2])), one)
    return found


def _tokens(sent: Mapping[str, Member], levels: list[_Level]) -> tuple[Names, _Level] | None:
    token = _first(sent, _TOKENS, (Scalar("string"),))
    found = _find(levels, _NEXT, (Scalar("string"),))
    if token is None or found is None:
        return None
    level, member = found
    more = _find([level], _MORE, (Scalar("boolean"),))
    names = {"token": token, "next": level.at(member)}
    return names | ({"more": level.at(more[1])} if more else {}), level


def _items(levels: list[_Level], near: _Level | None) -> str | None:
    """The list of a page: the only one at its level, next to the total or the next position."""
    order = [near] if near else []
    order += [one for one in levels if one is not near]
    for depth in (None, 0, 1, 2):
        at = order[:1] if depth is None else [one for one in levels if one.path.count(".") == depth]
        if depth is None and near is None:
            continue
        lists = [(level, one) for level in at for one in level.lists()]
        if lists:
            return lists[0][0].at(lists[0][1]) if len(lists) == 1 else None
    return None


def _levels(response: tuple[Member, ...], shapes: Shapes) -> Iterator[_Level]:
    """The objects of a response, down to two levels below the top, nearest first."""
    level = [_Level("", response)]
    for _ in range(3):
        yield from level
        level = [
            _Level(f"{one.at(member)}.", shapes.members[member.type.shape])
            for one in level
            for member in one.members
            if isinstance(member.type, Ref) and "." not in member.wire
        ]


def _first(
    sent: Mapping[str, Member], names: Iterable[str], types: tuple[Scalar, ...]
) -> str | None:
    """The first parameter that has one of the names and types."""
    for name in names if isinstance(names, tuple) else sorted(names):
        if name in sent and sent[name].type in types:
            return sent[name].wire
    return None


def _find(
    levels: Iterable[_Level], names: Set[str], types: tuple[Scalar, ...]
) -> tuple[_Level, Member] | None:
    """The nearest member that has one of the names and types."""
    for level in levels:
        for member in level.members:
            if "".join(words(member.wire)) in names and member.type in types:
                return level, member
    return None

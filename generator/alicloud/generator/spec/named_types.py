"""Named types: what fields of one name have in common, said once for the whole service."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from alicloud.generator.bases import bases_first, circle_of
from alicloud.generator.spec.context import CheckContext, NamedType, Traits
from alicloud.generator.spec.errors import read_errors
from alicloud.generator.spec.mapping import MappingReader, shorten
from alicloud.generator.spec.nodes import Entry
from alicloud.generator.spec.traits import LIMITS, read_traits, type_word, with_whole_type
from alicloud.generator.spec.types import UNKNOWN

TYPE_EXAMPLE = "{UserName: {type: string, doc: ...}}"
"""What stands under `types`, for messages."""

_NAME = re.compile(r"[A-Z][A-Za-z0-9]*")
_OPTIONAL = ("doc", "sensitive", "style", *LIMITS, "default", "errors")


def read_types(context: CheckContext, entries: Iterable[Entry]) -> dict[str, NamedType]:
    """All entries under `types` of a service, each of which may build on another."""
    by_name: dict[str, Entry] = {}
    for entry in entries:
        by_name.setdefault(entry.key, entry)
    base_of = {name: _base_of(entry, by_name) for name, entry in by_name.items()}
    types: dict[str, NamedType] = {}
    for name in bases_first(base_of):
        known = replace(context, types=types)
        types[name] = _read_type(known, by_name[name], base_of)
    return types


def report_unused(
    context: CheckContext, entries: Iterable[Entry], used: Iterable[NamedType]
) -> None:
    """Report types that no field has and no type builds on."""
    words = {type_word(entry.node) for entry in entries} | {one.name for one in used}
    for entry in entries if context.complete else ():
        if entry.key in context.types and entry.key not in words:
            message = f"{shorten(entry.key)}: no field has this type; use it or remove it"
            context.problems.add(entry.place, message)


def _base_of(entry: Entry, by_name: Mapping[str, Entry]) -> str | None:
    word = type_word(entry.node)
    return word if word in by_name else None


def _read_type(context: CheckContext, entry: Entry, base_of: Mapping[str, str | None]) -> NamedType:
    name = shorten(entry.key)
    if not _NAME.fullmatch(entry.key):
        context.problems.add(
            entry.place,
            f"{name}: a type's name is ASCII letters and digits, a capital first; rename it",
        )
    base_name = base_of[entry.key]
    base = context.types.get(base_name) if base_name else None
    reader = MappingReader(
        context.problems,
        name,
        entry.place,
        with_whole_type(entry.node, ("type", *_OPTIONAL)),
        what="a type",
        mandatory=("type",) if base_name or context.imported else ("type", "doc"),
        optional=_OPTIONAL,
    )
    if base_name and base is None:
        circle = circle_of(base_of, entry.key)
        reader.wrong("type", f"it leads back to itself ({circle}); give one of them a plain type")
        traits = Traits(UNKNOWN)
    else:
        traits = read_traits(context, reader, base)
    return NamedType(
        name=entry.key,
        doc=reader.text("doc") or (base.doc if base else ""),
        traits=traits,
        errors=read_errors(context, reader) or (base.errors if base else ()),
    )

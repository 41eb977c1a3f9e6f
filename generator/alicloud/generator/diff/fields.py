"""The fields of requests, responses and shapes, old beside new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from alicloud.generator.diff.findings import Findings, Level
from alicloud.generator.diff.limits import compare_limits
from alicloud.generator.diff.types import fits
from alicloud.generator.model import Field, Type
from alicloud.generator.python.names import field_name
from alicloud.generator.python.types import Types


@dataclass(frozen=True)
class Side:
    """One of the two structs: its fields, and how their types are written."""

    types: Types
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Use:
    """Where a struct is met.

    Attributes:
        place: Its name in Python; `{}` stands for the field.
        word: What its fields are called.
        sent: Whether users make it.
        received: Whether the service makes it.
    """

    place: str
    word: str
    sent: bool
    received: bool


def compare_fields(findings: Findings, use: Use, old: Side, new: Side) -> None:
    """Find what is different for users of the fields of `old`, which are now those of `new`."""
    pairs = list(_pairs(old.fields, new.fields))
    for before, now in pairs:
        if now is None:
            _gone(findings, use, before)
        else:
            _Comparison(findings, use, (old.types, before), (new.types, now)).run()
    known = {id(now) for _, now in pairs}
    for field in new.fields:
        if id(field) not in known:
            _added(findings, use, field)


def _pairs(old: Iterable[Field], new: Iterable[Field]) -> Iterator[tuple[Field, Field | None]]:
    """Each old field with what it is now: by its name on the wire, or else by one in Python."""
    by_wire = {field.wire: field for field in new}
    by_name = {field_name(field): field for field in new}
    by_name |= {field.renamed_from: field for field in new if field.renamed_from}
    for field in old:
        yield field, by_wire.get(field.wire) or by_name.get(field_name(field))


def _gone(findings: Findings, use: Use, field: Field) -> None:
    place = use.place.format(field_name(field))
    meaning = "code that reads it fails" if use.received else "code that gives it fails"
    findings.add("breaking", place, f"the {use.word} is gone", meaning)


def _added(findings: Findings, use: Use, field: Field) -> None:
    place = use.place.format(field_name(field))
    if use.sent and field.required:
        meaning = "code that does not give it fails"
        findings.add("breaking", place, f"a new {use.word}, which is required", meaning)
    else:
        findings.add("additive", place, f"a new {use.word}", "it can be used")


class _Comparison:
    """One field, as it was and as it is."""

    def __init__(
        self, findings: Findings, use: Use, old: tuple[Types, Field], new: tuple[Types, Field]
    ) -> None:
        self._findings = findings
        self._use = use
        self._old_types, self._old = old
        self._new_types, self._new = new
        self._place = use.place.format(field_name(self._old))

    def run(self) -> None:
        self._name()
        self._type()
        self._presence()
        if self._use.sent:
            compare_limits(self._findings, self._place, self._old.limits, self._new.limits)
            self._default()
        self._sensitive()
        if self._new.deprecated and not self._old.deprecated:
            self._add("deprecating", "deprecated", f"it warns: {self._new.deprecated}")

    def _add(self, level: Level, change: str, meaning: str) -> None:
        self._findings.add(level, self._place, change, meaning)

    def _name(self) -> None:
        before, now = field_name(self._old), field_name(self._new)
        if before == now:
            return
        if self._new.renamed_from == before:
            self._add("deprecating", f"called {now} now", f"{before} still works, and warns")
        else:
            self._add(
                "breaking",
                f"called {now} now",
                f"code that says {before} fails; 'renamed_from: {before}' in the spec keeps it",
            )

    def _type(self) -> None:
        old, new = self._old.type, self._new.type
        before = self._written(self._old_types, old)
        now = self._written(self._new_types, new)
        if before == now:
            return
        fine = (not self._use.sent or fits(old, new)) and (not self._use.received or fits(new, old))
        change = f"the type was {before}, and is {now}"
        if fine:
            self._add("additive", change, "code that fits the old type fits the new one")
        else:
            self._add("breaking", change, "type checkers report it, and values may not fit")

    def _written(self, types: Types, type_: Type) -> str:
        return types.sent_type(type_) if self._use.sent else types.received(type_)

    def _presence(self) -> None:
        old, new = self._old, self._new
        if self._use.sent and new.required and not old.required:
            self._add("breaking", "required now", "code that does not give it fails")
        elif self._use.sent and old.required and not new.required:
            self._add("additive", "no longer required", "it can be left out")
        if self._use.received and new.optional and not old.optional:
            meaning = "it may be None: type checkers report code that does not look"
            self._add("breaking", "may be missing now", meaning)
        elif self._use.received and old.optional and not new.optional:
            self._add("additive", "always there now", "there is no need to look for None")

    def _default(self) -> None:
        before, now = self._old.default, self._new.default
        if before != now:
            change = f"the service's default was {_shown(before)}, and is {_shown(now)}"
            self._add("behaviour", change, "calls that leave it out mean something else")

    def _sensitive(self) -> None:
        if self._old.sensitive and not self._new.sensitive:
            self._add("behaviour", "no longer sensitive", "its value is shown in reprs and logs")
        elif self._new.sensitive and not self._old.sensitive:
            self._add("behaviour", "sensitive now", "its value is hidden in reprs and logs")


def _shown(default: object) -> str:
    return "none" if default is None else repr(default)

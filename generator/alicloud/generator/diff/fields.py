"""The fields of requests, responses and shapes, old beside new."""

from __future__ import annotations

from dataclasses import dataclass

from alicloud.generator.diff.findings import Findings, Level
from alicloud.generator.diff.limits import compare_limits, compare_received_values
from alicloud.generator.diff.pairs import field_pairs
from alicloud.generator.diff.types import may_get, may_give
from alicloud.generator.model import Field, Type
from alicloud.generator.python.names import field_name
from alicloud.generator.python.types import Types


@dataclass(frozen=True)
class Side:
    """A struct, as it was or as it is.

    Attributes:
        fields: Its fields.
        sent: Whether users make it.
        received: Whether the service makes it.
        inherited: How many of the fields, the first ones, are from the base that both sides have,
            where they are compared.
    """

    fields: tuple[Field, ...]
    sent: bool = False
    received: bool = False
    inherited: int = 0

    def has_own(self, field: Field) -> bool:
        """Whether it is none of those from the base."""
        return all(field is not one for one in self.fields[: self.inherited])

    def must_be_given(self, field: Field) -> bool:
        """Whether Python asks those who make the struct for this field."""
        return self.sent and (not field.optional if self.received else field.required)


@dataclass(frozen=True)
class Use:
    """How findings are written.

    Attributes:
        place: The name in Python; `{}` stands for the field.
        word: What the fields are called.
        types: Writes types.
    """

    place: str
    word: str
    types: Types


def compare_fields(findings: Findings, use: Use, old: Side, new: Side) -> None:
    """Find what is different for users of the fields of `old`, which are now those of `new`."""
    pairs = list(field_pairs(old.fields, new.fields))
    for before, now in pairs:
        place = use.place.format(field_name(before))
        if not old.has_own(before) and (now is None or not new.has_own(now)):
            continue
        if now is None:
            fails = "reads" if old.received and not old.sent else "gives"
            meaning = f"code that {fails} it fails"
            findings.add("breaking", place, f"the {use.word} is gone", meaning)
        else:
            _Comparison(findings, use, place, (old, before), (new, now)).run()
    known = {id(now) for _, now in pairs}
    for field in new.fields:
        if id(field) not in known and new.has_own(field):
            _added(findings, use, new, field)


def _added(findings: Findings, use: Use, new: Side, field: Field) -> None:
    place = use.place.format(field_name(field))
    if new.must_be_given(field):
        change = f"a new {use.word}, which is required"
        findings.add("breaking", place, change, "code that does not give it fails")
    else:
        findings.add("additive", place, f"a new {use.word}")


class _Comparison:
    """One field, as it was and as it is."""

    def __init__(
        self,
        findings: Findings,
        use: Use,
        place: str,
        old: tuple[Side, Field],
        new: tuple[Side, Field],
    ) -> None:
        (old_side, self._old), (new_side, self._new) = old, new
        self._findings = findings
        self._types = use.types
        self._place = place
        self._sent = old_side.sent and new_side.sent
        self._received = old_side.received and new_side.received
        self._must = old_side.must_be_given(self._old), new_side.must_be_given(self._new)

    def run(self) -> None:
        self._name()
        self._type()
        self._presence()
        if self._sent:
            checked = not self._received  # of what is received too, no checker knows the choices
            compare_limits(
                self._findings, self._place, self._old.limits, self._new.limits, checked=checked
            )
            self._default()
        elif self._received:
            compare_received_values(
                self._findings, self._place, self._old.limits.enum, self._new.limits.enum
            )
        self._sensitive()
        if self._new.deprecated and not self._old.deprecated:
            self._add("deprecating", "deprecated", self._new.deprecated)

    def _add(self, level: Level, change: str, meaning: str) -> None:
        self._findings.add(level, self._place, change, meaning)

    def _name(self) -> None:
        before, now, alias = field_name(self._old), field_name(self._new), self._new.renamed_from
        if before != now and alias == before:
            self._add("deprecating", f"called {now} now", f"{before} still works, and warns")
        elif before != now:
            self._add(
                "breaking",
                f"called {now} now",
                f"code that says {before} fails; 'renamed_from: {before}' in the spec keeps it",
            )
        earlier = self._old.renamed_from
        if earlier and earlier not in (alias, now):
            self._add("breaking", f"its earlier name {earlier} is gone", "code that says it fails")

    def _type(self) -> None:
        old, new = self._old.type, self._new.type
        before, now = self._written(old), self._written(new)
        if before == now:
            return
        change = f"the type was {before}, and is {now}"
        if (not self._sent or may_give(old, new)) and (not self._received or may_get(new, old)):
            self._add("additive", change, "code that fits the old type fits the new one")
        else:
            self._add("breaking", change, "type checkers report it, and values may not fit")

    def _written(self, type_: Type) -> str:
        return self._types.sent_type(type_) if self._sent else self._types.received(type_)

    def _presence(self) -> None:
        match self._must:
            case False, True:
                self._add("breaking", "required now", "code that does not give it fails")
            case True, False:
                self._add("additive", "no longer required", "it can be left out")
        if not self._received or self._old.optional == self._new.optional:
            return
        if self._new.optional:
            meaning = "it may be None: type checkers report code that does not look"
            self._add("breaking", "may be missing now", meaning)
        else:
            self._add("additive", "always there now", "there is no need to look for None")

    def _default(self) -> None:
        before, now = self._old.default, self._new.default
        # One that is first or no longer written down is a change of the documentation.
        if before is not None and now is not None and before != now:
            change = f"the service's default was {before!r}, and is {now!r}"
            self._add("behaviour", change, "calls that leave it out mean something else")

    def _sensitive(self) -> None:
        if self._old.sensitive and not self._new.sensitive:
            self._add("behaviour", "no longer sensitive", "its value is shown in reprs and logs")
        elif self._new.sensitive and not self._old.sensitive:
            self._add("behaviour", "sensitive now", "its value is hidden in reprs and logs")

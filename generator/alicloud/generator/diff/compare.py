"""Two versions of services, compared as users of their packages feel it."""

from __future__ import annotations

from collections.abc import Iterable

from alicloud.generator.diff.endpoints import compare_endpoints
from alicloud.generator.diff.errors import compare_errors
from alicloud.generator.diff.findings import Finding, Findings, some_of
from alicloud.generator.diff.operations import compare_operation
from alicloud.generator.diff.pairs import action_pairs, actions
from alicloud.generator.diff.renames import renamed_shapes, with_names
from alicloud.generator.diff.shapes import compare_shape
from alicloud.generator.model import Service
from alicloud.generator.python.names import class_name, class_names, client_name
from alicloud.generator.python.types import Types


def compare(old: Iterable[Service], new: Iterable[Service]) -> tuple[Finding, ...]:
    """What is different in `new`, the worst first."""
    findings = Findings()
    before, now = ({one.name: one for one in services} for services in (old, new))
    for name in before:
        if name not in now:
            findings.add("breaking", f"alicloud.{name}", "the package is gone", "its import fails")
    for name in now:
        if name in before:
            _Comparison(findings, before[name], now[name]).run()
        else:
            findings.add("additive", f"alicloud.{name}", "a new package")
    return findings.by_level()


class _Comparison:
    """One service, as it was and as it is."""

    def __init__(self, findings: Findings, old: Service, new: Service) -> None:
        self._findings = findings
        self._names = renamed_shapes(old, new)
        self._old, self._new = with_names(old, self._names), new
        self._old_types, self._new_types = Types(self._old), Types(new)
        self._client = client_name(old.product)
        self._moved: dict[tuple[str, str], list[str]] = {}  # classes, by old and new module

    def run(self) -> None:
        self._header()
        compare_endpoints(self._findings, self._client, self._old.endpoints, self._new.endpoints)
        self._operations()
        self._shapes()
        self._report_moved()

    def _header(self) -> None:
        now = client_name(self._new.product)
        if now != self._client:
            meaning = "code that imports it under its old name fails"
            self._findings.add("breaking", self._client, f"the client is called {now}", meaning)
        if self._old.version != self._new.version:
            change = f"the version was {self._old.version}, and is {self._new.version}"
            meaning = "the service carries calls out by that version"
            self._findings.add("behaviour", self._client, change, meaning)

    def _operations(self) -> None:
        kept = []
        for before, now in action_pairs(self._old, self._new):
            if now is None:
                place = f"{self._client}.{before.method}"
                meaning = "code that calls it fails"
                self._findings.add("breaking", place, "the method is gone", meaning)
                continue
            old, new = before.operation, now.operation
            kept.append((old, new))
            if old.action == new.action:
                names = class_names(old)
                self._at_home(before.group.name, now.group.name, names.request, names.response)
            sides = ((self._old_types, old), (self._new_types, new))
            compare_operation(self._findings, self._client, *sides)
        compare_errors(self._findings, self._client, kept)
        known = {new.action for _, new in kept}
        for action in actions(self._new):
            if action.operation.action not in known:
                place = f"{self._client}.{action.method}"
                self._findings.add("additive", place, "a new method")

    def _shapes(self) -> None:
        before = {class_name(one.name): (group, one) for group, one in self._old.shapes()}
        now = {class_name(one.name): (group, one) for group, one in self._new.shapes()}
        for old_name, new_name in self._names.items():
            change = f"the class is called {class_name(new_name)} now"
            meaning = "code that names it fails"
            self._findings.add("breaking", class_name(old_name), change, meaning)
        for name, (group, old) in before.items():
            if name not in now:
                meaning = "code that names it fails"
                self._findings.add("breaking", name, "the class is gone", meaning)
                continue
            new_group, new = now[name]
            if new.name not in self._names.values():
                self._at_home(group.name, new_group.name, name)
            compare_shape(self._findings, (self._old_types, old), (self._new_types, new))
        for name in now:
            if name not in before:
                self._findings.add("additive", name, "a new class")

    def _at_home(self, old: str, new: str, *names: str) -> None:
        """Note classes whose module is another one now."""
        if old != new:
            self._moved.setdefault((old, new), []).extend(names)

    def _report_moved(self) -> None:
        package = f"alicloud.{self._new.name}"
        for (old, new), names in self._moved.items():
            self._findings.add(
                "breaking",
                f"{package}.{old}",
                f"{some_of(names, 'classes')} moved to {package}.{new}",
                f"imports from the module fail; those from {package} do not change",
            )

"""Two versions of services, compared as users of their packages feel it."""

from __future__ import annotations

from collections.abc import Iterable

from alicloud.generator.diff.fields import Side, Use, compare_fields
from alicloud.generator.diff.findings import Finding, Findings
from alicloud.generator.diff.operations import compare_operation
from alicloud.generator.model import Endpoints, Group, Operation, Service, Struct
from alicloud.generator.python.names import class_name, client_name, snake
from alicloud.generator.python.types import Types


def compare(old: Iterable[Service], new: Iterable[Service]) -> tuple[Finding, ...]:
    """What is different in `new`, the worst first."""
    findings = Findings()
    before, now = ({one.name: one for one in services} for services in (old, new))
    for name in before.keys() - now.keys():
        findings.add("breaking", f"alicloud.{name}", "the package is gone", "its import fails")
    for name in now:
        if name in before:
            _Comparison(findings, before[name], now[name]).run()
        else:
            findings.add("additive", f"alicloud.{name}", "a new package", "it can be used")
    return findings.by_level()


class _Comparison:
    """One service, as it was and as it is."""

    def __init__(self, findings: Findings, old: Service, new: Service) -> None:
        self._findings = findings
        self._old, self._new = old, new
        self._old_types, self._new_types = Types(old), Types(new)
        self._client = client_name(old.product)

    def run(self) -> None:
        self._header()
        self._endpoints(self._old.endpoints, self._new.endpoints)
        self._operations()
        self._shapes()

    def _header(self) -> None:
        now = client_name(self._new.product)
        if now != self._client:
            meaning = "code that imports it under its old name fails"
            self._findings.add("breaking", self._client, f"the client is called {now}", meaning)
        if self._old.version != self._new.version:
            change = f"the version was {self._old.version}, and is {self._new.version}"
            self._findings.add(
                "behaviour", self._client, change, "the service carries calls out by that version"
            )

    def _endpoints(self, old: Endpoints, new: Endpoints) -> None:
        hosts = {
            "public": "clients without a region find no host",
            "regional": "clients with a region find no host of it",
            "vpc": "clients in private networks find no host",
        }
        for name, meaning in hosts.items():
            before, now = getattr(old, name), getattr(new, name)
            place = f"{self._client}, {name} endpoint"
            if before and not now:
                self._findings.add("breaking", place, f"{before} is gone", meaning)
            elif now and not before:
                self._findings.add("additive", place, f"{now} is new", "it can be used")
            elif before != now:
                change = f"the host was {before}, and is {now}"
                self._findings.add("behaviour", place, change, "calls go there")
        self._regions(old, new)

    def _regions(self, old: Endpoints, new: Endpoints) -> None:
        before, now = ({*one.regions, *dict(one.hosts)} for one in (old, new))
        for region in sorted(before - now):
            meaning = "the service may not be there any more"
            place = f"{self._client}, region {region}"
            self._findings.add("breaking", place, "the region is gone", meaning)
        for region in sorted(now - before):
            place = f"{self._client}, region {region}"
            self._findings.add("additive", place, "a new region", "it can be used")
        for region in sorted(dict(old.hosts).keys() & dict(new.hosts).keys()):
            first, second = dict(old.hosts)[region], dict(new.hosts)[region]
            if first != second:
                change = f"the host was {first}, and is {second}"
                place = f"{self._client}, region {region}"
                self._findings.add("behaviour", place, change, "calls go there")

    def _operations(self) -> None:
        before, now = _by_action(self._old), _by_action(self._new)
        renamed = {one.renamed_from: action for action, (_, one) in now.items() if one.renamed_from}
        known: set[str] = set()
        for action, (group, old) in before.items():
            name = snake(action)
            place = f"{self._client}.{name}"
            heir = action if action in now else renamed.get(name)
            if heir is None:
                meaning = "code that calls it fails"
                self._findings.add("breaking", place, "the method is gone", meaning)
                continue
            known.add(heir)
            new_group, new = now[heir]
            if heir != action:
                change = f"the method is called {snake(heir)} now"
                meaning = (
                    f"{name} still works, and warns; its request and response are other classes"
                )
                self._findings.add("deprecating", place, change, meaning)
            elif group.name != new_group.name:
                self._moved(f"{action}Request, {action}Response", group, new_group)
            sides = ((self._old_types, old), (self._new_types, new))
            compare_operation(self._findings, self._client, *sides)
        for action in (one for one in now if one not in known):
            place = f"{self._client}.{snake(action)}"
            self._findings.add("additive", place, "a new method", "it can be used")

    def _moved(self, names: str, old: Group, new: Group) -> None:
        module = f"alicloud.{self._old.name}"
        self._findings.add(
            "breaking",
            names,
            f"moved from {module}.{old.name} to {module}.{new.name}",
            f"imports from the module fail; those from {module} do not change",
        )

    def _shapes(self) -> None:
        before = {class_name(one.name): (group, one) for group, one in self._old.shapes()}
        now = {class_name(one.name): (group, one) for group, one in self._new.shapes()}
        for name, (group, old) in before.items():
            if name not in now:
                meaning = "code that names it fails"
                self._findings.add("breaking", name, "the class is gone", meaning)
                continue
            new_group, new = now[name]
            if group.name != new_group.name:
                self._moved(name, group, new_group)
            self._shape(name, old, new)
        for name in now:
            if name not in before:
                self._findings.add("additive", name, "a new class", "it can be used")

    def _shape(self, name: str, old: Struct, new: Struct) -> None:
        if old.extends and old.extends != new.extends:
            change = f"it was a {class_name(old.extends)}, and is none now"
            meaning = "isinstance says so too, and type checkers report where one is wanted"
            self._findings.add("breaking", name, change, meaning)
        if new.deprecated and not old.deprecated:
            self._findings.add("deprecating", name, "deprecated", f"it warns: {new.deprecated}")
        use = Use(
            place=f"{name}.{{}}",
            word="attribute",
            sent=old.name in self._old_types.in_requests,
            received=old.name in self._old_types.in_responses,
        )
        # What both have from the same base is found there.
        whole = old.extends != new.extends
        compare_fields(
            self._findings,
            use,
            Side(self._old_types, old.fields if whole else old.own_fields),
            Side(self._new_types, new.fields if whole else new.own_fields),
        )


def _by_action(service: Service) -> dict[str, tuple[Group, Operation]]:
    return {one.action: (group, one) for group in service.groups for one in group.operations}

"""What is known of other SDKs: their packages and versions, and which actions they have.

`sdks.yaml` beside this module holds it, with the date on which it was checked. It ships with the
package. What it does not name, other SDKs do not have: samples for that are generic calls.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from alicloud.generator.problems import Place, Problems, did_you_mean
from alicloud.generator.spec.mapping import MappingReader
from alicloud.generator.spec.nodes import Entry, Node, ScalarNode, load

_FILE = Path(__file__).with_name("sdks.yaml")


@dataclass(frozen=True, slots=True)
class Dependency:
    """A package to be installed. Names of Maven are written `group:artifact`."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Sdk:
    """What a variant has for one service. The first of the packages is the service's own."""

    packages: tuple[Dependency, ...]
    lacks: frozenset[str] = frozenset()  # `Action` or `Action.Parameter`


@dataclass(frozen=True, slots=True)
class VariantFacts:
    """What is known of a variant for any service."""

    status: str
    packages: tuple[Dependency, ...] = ()
    generic: tuple[Dependency, ...] = ()  # what generic calls need besides
    build: tuple[Dependency, ...] = ()  # what builds a sample and is not part of it


@dataclass(frozen=True, slots=True)
class ServiceFacts:
    """What is known of a service: the parameters by action, and the SDKs by variant."""

    actions: Mapping[str, frozenset[str]]
    sdks: Mapping[str, Sdk]

    def sdk(self, variant: str, action: str) -> Sdk | None:
        """The SDK that has a method for this action; None when there is none."""
        sdk = self.sdks.get(variant)
        return sdk if sdk and action in self.actions and action not in sdk.lacks else None

    def has_parameter(self, sdk: Sdk, action: str, parameter: str) -> bool:
        """Whether the method of an action takes a parameter."""
        return parameter in self.actions[action] and f"{action}.{parameter}" not in sdk.lacks


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known of other SDKs."""

    checked: str  # the date
    variants: Mapping[str, VariantFacts]
    services: Mapping[str, ServiceFacts] = field(default_factory=dict)

    def service(self, name: str) -> ServiceFacts:
        """What is known of a service; of others that no SDK has an action of theirs."""
        return self.services.get(name, ServiceFacts({}, {}))


@cache
def installed() -> Facts:
    """The facts that ship with this package."""
    return read(_FILE)


def read(path: Path) -> Facts:
    """The facts in a file.

    Raises:
        SpecError: it has mistakes.
    """
    problems = Problems()
    top = load(path, problems)
    problems.raise_if_any()
    assert top is not None  # else that was reported
    reader = MappingReader(
        problems,
        "facts",
        Place(path.as_posix()),
        top,
        what="the facts",
        mandatory=("checked", "variants", "services"),
    )
    variants = {
        entry.key: _variant(problems, entry)
        for entry in reader.entries("variants", "{python-v2: {status: current}}")
    }
    services = {
        entry.key: _service(problems, entry, variants)
        for entry in reader.entries("services", "{ram: {actions: ..., sdks: ...}}")
    }
    checked = reader.text("checked") or ""
    problems.raise_if_any()
    return Facts(checked, variants, services)


def _variant(problems: Problems, entry: Entry) -> VariantFacts:
    reader = MappingReader(
        problems,
        entry.key,
        entry.place,
        entry.node,
        what="a variant",
        mandatory=("status",),
        optional=("packages", "generic", "build"),
    )
    return VariantFacts(
        reader.text("status") or "",
        _packages(reader, "packages"),
        _packages(reader, "generic"),
        _packages(reader, "build"),
    )


def _service(
    problems: Problems, entry: Entry, variants: Mapping[str, VariantFacts]
) -> ServiceFacts:
    reader = MappingReader(
        problems,
        entry.key,
        entry.place,
        entry.node,
        what="a service",
        mandatory=("actions", "sdks"),
        optional=("newer",),
    )
    actions = {
        one.key: frozenset(_names(reader, one.node, "parameters"))
        for one in reader.entries("actions", "{CreateUser: [UserName]}")
    }
    known = {*actions, *(f"{name}.{one}" for name, has in actions.items() for one in has)}
    newer = {
        one.key: frozenset(_known(reader, one.node, known))
        for one in reader.entries("newer", "{roles: [CreateServiceLinkedRole]}")
    }
    sdks: dict[str, Sdk] = {}
    for one in reader.entries("sdks", "{python-v2: {packages: {alibabacloud_ram20150501: 1.3.0}}}"):
        if one.key not in variants:
            hint = did_you_mean(one.key, variants) or "; add it to 'variants'"
            reader.report(one.place, f"unknown variant '{one.key}'{hint}")
        sdks[one.key] = _sdk(problems, one, known, newer)
    return ServiceFacts(actions, sdks)


def _sdk(
    problems: Problems, entry: Entry, known: set[str], newer: Mapping[str, frozenset[str]]
) -> Sdk:
    reader = MappingReader(
        problems,
        entry.key,
        entry.place,
        entry.node,
        what="an SDK",
        mandatory=("packages",),
        optional=("lacks",),
    )
    node = reader.node("lacks")
    lacks = _known(reader, node, {*known, *newer}) if node else []
    whole = (newer.get(name, frozenset({name})) for name in lacks)
    return Sdk(_packages(reader, "packages"), frozenset().union(*whole))


def _packages(reader: MappingReader, key: str) -> tuple[Dependency, ...]:
    found = []
    for entry in reader.entries(key, "{aliyun-python-sdk-core: 2.16.1}"):
        if not isinstance(entry.node, ScalarNode) or not entry.node.text:
            reader.report(entry.place, f"package '{entry.key}' has no version; write one")
        else:
            found.append(Dependency(entry.key, entry.node.text))
    return tuple(found)


def _names(reader: MappingReader, node: Node, what: str) -> list[str]:
    nodes = getattr(node, "nodes", None)
    if nodes is None:
        reader.report(node.place, f"the {what} must be a list of names; write [] if there are none")
        return []
    return [one.text for one in nodes if isinstance(one, ScalarNode)]


def _known(reader: MappingReader, node: Node, known: set[str]) -> list[str]:
    names = _names(reader, node, "actions and parameters")
    for name in names:
        if name not in known:
            hint = did_you_mean(name, known) or "; add it to 'actions'"
            reader.report(node.place, f"'{name}' is no action or parameter known here{hint}")
    return names

"""Applies a seed: each thing is made by the action that makes it, so the same rules hold."""

from __future__ import annotations

import json
import re
from typing import Any

import yaml

from alicloud.emulator.errors import EmulatorError
from alicloud.emulator.handlers import Call
from alicloud.emulator.identity import providers
from alicloud.emulator.policy.documents import PolicyError, parse_policy
from alicloud.emulator.policy.registration import add_system_policy
from alicloud.emulator.ram import policies
from alicloud.emulator.seed import identities
from alicloud.emulator.seed.entries import Entry, SeedError
from alicloud.emulator.seed.maker import Maker, tags

SECTIONS = {
    "account": ("id", "alias", "password_policy", "security_preference"),
    "resource_groups": (),
    "system_policies": ("description", "document", "created"),
    "policies": (
        *("description", "document", "versions", "default_version", "last_version"),
        *("tags", "created", "updated"),
    ),
    "users": (
        *("id", "display_name", "mobile_phone", "email", "comments", "created", "updated"),
        *("last_login", "access_keys", "login_profile", "policies"),
    ),
    "groups": ("id", "comments", "created", "updated", "members", "policies"),
    "roles": (
        *("id", "description", "trust_policy", "max_session_duration", "allow_console_login"),
        *("service", "created", "updated", "tags", "policies"),
    ),
    "mfa_devices": ("serial_number", "seed", "user", "activated"),
    "providers": ("kind", "data"),
}

_VERSION = re.compile(r"v[1-9][0-9]{0,8}")
_LAST_VERSION = 999_999_999


def read(text: str, *more: str) -> Entry:
    """The seed in a text.

    Args:
        more: Sections that it may have beside `SECTIONS`.

    Raises:
        SeedError: the text is not a seed.
    """
    try:
        found = yaml.load(text, _Loader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
        raise SeedError(f"{place}this is not YAML") from None
    except (ArithmeticError, AttributeError, TypeError, ValueError) as error:
        # PyYAML lets them out, for values such as the date 2026-02-30.
        raise SeedError(
            f"a value cannot be read: {error}; put it in quotes if it is text"
        ) from None
    return Entry("", {} if found is None else found, (*SECTIONS, *more))


class _Loader(yaml.SafeLoader):
    """PyYAML takes the last of two members with one name; here that is a mistake."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        _check_names(node)
        return super().construct_mapping(node, deep)


def _check_names(node: yaml.Node) -> None:
    if not isinstance(node, yaml.MappingNode):  # `!!map x`, which PyYAML refuses
        return
    names = set()
    for key, _ in node.value:
        if isinstance(key, yaml.ScalarNode):
            if key.value in names:
                place = f"line {key.start_mark.line + 1}, column {key.start_mark.column + 1}"
                raise SeedError(f"{place}: {key.value} is given twice")
            names.add(key.value)


def apply(call: Call, seed: Entry) -> None:
    """Add what a seed describes to the account. Must run inside a transaction of the store.

    Raises:
        SeedError: something in it exists already or breaks a rule.
    """
    maker = Maker(call)
    _account(maker, seed.part("account", SECTIONS["account"]))
    groups = seed.part("resource_groups")
    for name in groups.members:
        maker.store.run("REPLACE INTO resource_groups (id) VALUES (?)", name)
    for section, make in (
        ("system_policies", _system_policy),
        ("policies", _policy),
        ("users", identities.user),
        ("groups", identities.group),
        ("roles", identities.role),
        ("mfa_devices", identities.mfa_device),
        ("providers", _provider),
    ):
        for name, entry in seed.entries(section, SECTIONS[section]):
            make(maker, name, entry)
    for name, status in groups.members.items():
        if status not in ("OK", "Creating", "Deleting"):
            raise SeedError(f"{groups.place}.{name}: must be OK, Creating or Deleting")
        maker.store.run("UPDATE resource_groups SET status = ? WHERE id = ?", status, name)


def _account(maker: Maker, entry: Entry) -> None:
    owner = entry.text("id")
    if owner not in (None, maker.call.account):
        raise entry.error(
            f"id: the seed is for {owner}, and this account is {maker.call.account};"
            " give the emulator this account id, or leave it out of the seed"
        )
    if "alias" in entry:
        maker.do(entry, "SetAccountAlias", AccountAlias=entry.text("alias"))
    for name, action in (
        ("password_policy", "SetPasswordPolicy"),
        ("security_preference", "SetSecurityPreference"),
    ):
        if name in entry:
            maker.do(entry, action, **entry.part(name, maker.parameters(action)).members)


def _system_policy(maker: Maker, name: str, entry: Entry) -> None:
    document = entry.document("document") if "document" in entry else None
    created = entry.time("created") or maker.call.timestamp
    try:
        add_system_policy(maker.store, name, document, created)
    except EmulatorError as error:
        raise entry.error(error) from None
    seq = policies.find(maker.call, "System", name)["seq"]
    maker.record(entry, ("policies", "seq", seq), {"description": entry.text("description")})


def _policy(maker: Maker, name: str, entry: Entry) -> None:
    versions = list(entry.entries("versions", ("document", "created")))
    if versions and "document" in entry:
        raise entry.error("give either document or versions")
    first = versions[0][1] if versions else entry
    document = first.document("document")
    maker.do(
        entry,
        "CreatePolicy",
        PolicyName=name,
        PolicyDocument=document,
        Description=entry.text("description"),
        Tag=tags(entry),
    )
    seq = policies.find_custom(maker.call, name)["seq"]
    if versions:
        _versions(maker, seq, versions)
        numbers = [_version(*each) for each in versions]
        default = _number(entry, "default_version") or numbers[-1]
        last = entry.number("last_version") or max(numbers)
        if default not in numbers or not max(numbers) <= last <= _LAST_VERSION:
            raise entry.error("default_version must be one of versions, and last_version the last")
        facts = {"default_version": default, "last_version": last}
        maker.record(entry, ("policies", "seq", seq), facts)
    created = entry.time("created")
    updated = entry.time("updated") or created
    maker.record(entry, ("policies", "seq", seq), {"created": created, "updated": updated})


def _versions(maker: Maker, seq: int, versions: list[tuple[str, Entry]]) -> None:
    maker.store.run("DELETE FROM policy_versions WHERE policy = ?", seq)
    for name, entry in versions:
        document = entry.document("document")
        try:
            parse_policy(document)
        except PolicyError as error:
            raise entry.error(error) from None
        maker.store.run(
            "INSERT INTO policy_versions VALUES (?, ?, ?, ?)",
            seq,
            _version(name, entry),
            document,
            entry.time("created") or maker.call.timestamp,
        )


def _provider(maker: Maker, arn: str, entry: Entry) -> None:
    kind, data = entry.required("kind"), json.dumps(entry.raw("data"))
    if kind not in ("oidc", "saml"):
        raise entry.error("kind: must be oidc or saml")
    try:
        providers.check(providers.restored(arn, kind, data))
    except TypeError:
        raise entry.error("data: must be as it was exported") from None
    maker.store.run("REPLACE INTO providers VALUES (?, ?, ?)", arn, kind, data)


def _version(name: str, entry: Entry) -> int:
    """The number in the name of a version, such as v2."""
    if not _VERSION.fullmatch(name):
        raise entry.error("must be v1, v2 and so on")
    return int(name[1:])


def _number(entry: Entry, name: str) -> int | None:
    found = entry.text(name)
    return None if found is None else _version(found, entry)

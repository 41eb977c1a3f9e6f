"""Exports the state of accounts as a seed: applied to a new emulator, it gives the same state."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import yaml

from alicloud.core.shapes.json_text import compact
from alicloud.emulator.state import settings
from alicloud.emulator.state.store import Row, Store
from alicloud.emulator.state.system_policies import system_policies


def export(accounts: Mapping[str, Store]) -> str:
    """The seed of accounts, as YAML. It contains secrets. Must run under the lock of the stores.

    Args:
        accounts: Their states by id; all but the first are others beside it.
    """
    (id, own), *others = accounts.items()
    seed = _filled(_state(own))
    seed = {"account": {"id": id, **seed.pop("account", {})}, **seed}
    seed["other_accounts"] = _filled({id: _filled(_state(store)) for id, store in others})
    text: str = yaml.dump(
        _filled(seed), None, _Dumper, sort_keys=False, allow_unicode=True, width=100
    )
    return text


class _Dumper(yaml.SafeDumper):
    """PyYAML writes the line end U+0085 as it is, and reads it back as another one."""

    def represent_text(self, text: str) -> yaml.ScalarNode:
        style = '"' if "\x85" in text else None
        return self.represent_scalar("tag:yaml.org,2002:str", text, style)


_Dumper.add_representer(str, _Dumper.represent_text)


def _state(store: Store) -> dict[str, Any]:
    return {
        "account": _settings(store),
        "resource_groups": {
            row["id"]: row["status"] for row in store.all("SELECT * FROM resource_groups")
        },
        "system_policies": _system_policies(store),
        "policies": {
            row["name"]: _policy(store, row)
            for row in store.all("SELECT * FROM policies WHERE type = 'Custom' ORDER BY seq")
        },
        "users": {row["name"]: _user(store, row) for row in _rows(store, "users")},
        "groups": {row["name"]: _group(store, row) for row in _rows(store, "groups")},
        "roles": {row["name"]: _role(store, row) for row in _rows(store, "roles")},
        "mfa_devices": {
            row["name"]: _mfa_device(store, row) for row in _rows(store, "mfa_devices")
        },
        "providers": {
            row["arn"]: {"kind": row["kind"], "data": json.loads(row["data"])}
            for row in store.all("SELECT * FROM providers ORDER BY arn")
        },
    }


def _rows(store: Store, table: str) -> list[Row]:
    return store.all(f"SELECT * FROM {table} ORDER BY seq")


def _filled(value: dict[str, Any]) -> dict[str, Any]:
    """Without the members that are empty."""
    return {name: item for name, item in value.items() if item not in (None, "", [], {})}


def _settings(store: Store) -> dict[str, Any]:
    names: dict[str, settings.Name] = {
        "alias": "account_alias",
        "password_policy": "password_policy",
        "security_preference": "security_preference",
    }
    return _filled({name: settings.read(store, stored) for name, stored in names.items()})


def _system_policies(store: Store) -> dict[str, Any]:
    """Those that were registered, or whose documents were replaced."""
    known = {policy.name: policy.document for policy in system_policies()}
    rows = store.all(
        "SELECT p.name, p.description, v.document, v.created FROM policies p"
        " JOIN policy_versions v ON v.policy = p.seq WHERE p.type = 'System' ORDER BY p.seq"
    )
    return {
        row["name"]: _filled(
            {
                "description": row["description"],
                "document": _document(row["document"]),
                "created": row["created"],
            }
        )
        for row in rows
        if known.get(row["name"]) != row["document"]
    }


def _policy(store: Store, row: Row) -> dict[str, Any]:
    sql = "SELECT * FROM policy_versions WHERE policy = ? ORDER BY version"
    versions = store.all(sql, row["seq"])
    return _filled(
        {
            "description": row["description"],
            "versions": {
                f"v{version['version']}": {
                    "document": _document(version["document"]),
                    "created": version["created"],
                }
                for version in versions
            },
            "default_version": f"v{row['default_version']}",
            "last_version": row["last_version"],
            "tags": _tags(store, "policy", str(row["seq"])),
            "created": row["created"],
            "updated": row["updated"],
        }
    )


def _user(store: Store, row: Row) -> dict[str, Any]:
    keys = store.all("SELECT * FROM access_keys WHERE user_id = ? ORDER BY seq", row["id"])
    return _filled(
        {
            **_columns(row, "id", "display_name", "mobile_phone", "email", "comments"),
            **_columns(row, "created", "updated", "last_login"),
            "access_keys": [
                _filled(_columns(key, "id", "secret", "status", "created", "last_used"))
                for key in keys
            ],
            "login_profile": _login_profile(store, row["id"]),
            "policies": _attachments(store, "user", row["id"]),
        }
    )


def _login_profile(store: Store, user_id: str) -> dict[str, Any] | None:
    row = store.one("SELECT * FROM login_profiles WHERE user_id = ?", user_id)
    if row is None:
        return None
    kept = store.all("SELECT salt, hash FROM passwords WHERE user_id = ? ORDER BY seq", user_id)
    return {
        "reset_required": bool(row["password_reset_required"]),
        "mfa_required": bool(row["mfa_bind_required"]),
        "created": row["created"],
        "passwords": [dict(password) for password in kept],
    }


def _group(store: Store, row: Row) -> dict[str, Any]:
    members = store.all(
        "SELECT u.name, m.joined FROM memberships m JOIN users u ON u.id = m.user_id"
        " WHERE m.group_id = ? ORDER BY m.seq",
        row["id"],
    )
    return _filled(
        {
            **_columns(row, "id", "comments", "created", "updated"),
            "members": {member["name"]: {"joined": member["joined"]} for member in members},
            "policies": _attachments(store, "group", row["id"]),
        }
    )


def _role(store: Store, row: Row) -> dict[str, Any]:
    return _filled(
        {
            **_columns(row, "id", "description"),
            "trust_policy": _document(row["trust_policy"]),
            "max_session_duration": row["max_session_duration"],
            "allow_console_login": bool(row["allow_console_login"]),
            **_columns(row, "service", "created", "updated"),
            "tags": _tags(store, "role", row["id"]),
            "policies": _attachments(store, "role", row["id"]),
        }
    )


def _mfa_device(store: Store, row: Row) -> dict[str, Any]:
    user = store.value("SELECT name FROM users WHERE id = ?", row["user_id"])
    return _filled({**_columns(row, "serial_number", "seed", "activated"), "user": user})


def _attachments(store: Store, kind: str, entity: str) -> list[dict[str, Any]]:
    rows = store.all(
        "SELECT p.type, p.name, a.resource_group, a.attached FROM attachments a"
        " JOIN policies p ON p.seq = a.policy WHERE a.kind = ? AND a.entity = ? ORDER BY a.seq",
        kind,
        entity,
    )
    return [_filled(_columns(row, "name", "type", "resource_group", "attached")) for row in rows]


def _tags(store: Store, kind: str, entity: str) -> dict[str, str]:
    sql = "SELECT key, value FROM tags WHERE kind = ? AND entity = ? ORDER BY seq"
    return {row["key"]: row["value"] for row in store.all(sql, kind, entity)}


def _columns(row: Row, *names: str) -> dict[str, Any]:
    return {name: row[name] for name in names}


def _document(text: str) -> Any:
    """A policy document written out, if it then reads back as the same text."""
    parsed = json.loads(text)
    return parsed if isinstance(parsed, dict) and compact(parsed) == text else text

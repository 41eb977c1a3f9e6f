"""System policies that the emulator does not know, registered by its user."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alicloud.core.shapes.json_text import compact
from alicloud.emulator.errors import EmulatorError
from alicloud.emulator.policy.documents import PolicyError, parse_policy
from alicloud.emulator.state.store import Store
from alicloud.emulator.state.system_policies import SystemPolicy, by_name


def register_system_policy(
    store: Store, name: str, document: Mapping[str, Any] | str | None, now: str
) -> None:
    """Add a system policy, or replace the document of the one with this name.

    Raises:
        EmulatorError: the document is missing or is not a policy.
    """
    with store.transaction():
        add_system_policy(store, name, document, now)


def add_system_policy(
    store: Store, name: str, document: Mapping[str, Any] | str | None, now: str
) -> None:
    """The same inside a transaction."""
    policy = _policy(name, document)
    store.run(
        "INSERT OR IGNORE INTO policies (type, name, description, created, updated)"
        " VALUES ('System', ?, ?, ?, ?)",
        *(policy.name, policy.description, now, now),
    )
    store.run(
        "INSERT OR REPLACE INTO policy_versions"
        " SELECT seq, 1, ?, ? FROM policies WHERE type = 'System' AND name = ?",
        *(policy.document, now, name),
    )


def _policy(name: str, document: Mapping[str, Any] | str | None) -> SystemPolicy:
    if document is None:
        policy = by_name(name)
        if policy is None:
            raise EmulatorError(
                f"document: {name} needs one; only for Aliyun...FullAccess,"
                " Aliyun...ReadOnlyAccess, Aliyun...RolePolicy and AliyunServiceRolePolicyFor..."
                " the name says what is allowed"
            )
        return policy
    text = document if isinstance(document, str) else compact(dict(document))
    try:
        parse_policy(text)
    except PolicyError as error:
        raise EmulatorError(f"document: {error}") from None
    return SystemPolicy(name, "", text)

"""Settings of the account, by name: its alias, the password policy, the security preference.

Also the secret key of its state.
"""

from __future__ import annotations

import json
import secrets
from typing import Any, Literal

from alicloud.emulator.state.store import Store

Name = Literal["account_alias", "password_policy", "security_preference"]

_DEFAULT_PREFERENCE = {
    "EnableSaveMFATicket": False,
    "AllowUserToChangePassword": True,
    "LoginSessionDuration": 6,
    "LoginNetworkMasks": "",
    "AllowUserToManageAccessKeys": False,
    "AllowUserToManageMFADevices": True,
    "AllowUserToManagePublicKeys": False,
}


def read(store: Store, name: Name) -> Any:
    """The value of a setting; None if it is not set."""
    value = store.value("SELECT value FROM settings WHERE name = ?", name)
    return None if value is None else json.loads(value)


def write(store: Store, name: Name, value: Any) -> None:
    """Set a setting to a value that JSON can represent."""
    store.run("INSERT OR REPLACE INTO settings VALUES (?, ?)", name, json.dumps(value))


def clear(store: Store, name: Name) -> None:
    """Remove a setting."""
    store.run("DELETE FROM settings WHERE name = ?", name)


def security_preference(store: Store) -> dict[str, Any]:
    """What users may do for themselves, and how they log on; by the names of the parameters."""
    return {**_DEFAULT_PREFERENCE, **(read(store, "security_preference") or {})}


def secret_key(store: Store) -> str:
    """The key that signs what only this state may read again."""
    return str(store.value("SELECT value FROM settings WHERE name = 'secret_key'"))


def make_secret_key(store: Store) -> None:
    """Give a state its key, unless it has one."""
    store.run("INSERT OR IGNORE INTO settings VALUES ('secret_key', ?)", secrets.token_hex(32))

"""Resource groups, which attachments may name. Their own API belongs to another service."""

from __future__ import annotations

from typing import Literal

from alicloud.emulator.state.store import Store

Status = Literal["OK", "Creating", "Deleting"]


def register(store: Store, group_id: str, *, status: Status = "OK") -> None:
    """Let there be a resource group, or give one that is there another status.

    Policies can be attached within a group only while it is OK.
    """
    with store.transaction():
        store.run("INSERT OR REPLACE INTO resource_groups VALUES (?, ?)", group_id, status)

"""Resource groups, to which attachments may be limited. Their API belongs to another service."""

from __future__ import annotations

from typing import Literal

from alicloud.emulator.state.store import Store

Status = Literal["OK", "Creating", "Deleting"]


def register(store: Store, group_id: str, *, status: Status = "OK") -> None:
    """Add a resource group, or change the status of an existing one.

    Policies can be attached in a group only while its status is OK.
    """
    with store.transaction():
        store.run("INSERT OR REPLACE INTO resource_groups VALUES (?, ?)", group_id, status)

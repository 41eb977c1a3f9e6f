"""The services that the emulator serves, as their clients know them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alicloud.core.client import Client


@cache
def clients() -> Mapping[str, type[Client]]:
    """The clients of the services by version: they know product, version and operations."""
    from alicloud.ram import RamClient
    from alicloud.sts import StsClient

    return {client.service.version: client for client in (RamClient, StsClient)}


def actions() -> frozenset[str]:
    """The names of all actions."""
    return frozenset(name for client in clients().values() for name in client.operations)

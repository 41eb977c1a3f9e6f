"""The services that the emulator serves, found by what a request names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alicloud.core.client import Client


class Services:
    """A table of services, each given by its client: it knows product, version and operations.

    A request names a version and an action, but no product. Versions are dates, so two products may
    have the same one; the action then tells them apart.

    Raises:
        ValueError: two services share both a version and an action.
    """

    def __init__(self, clients: Iterable[type[Client]]) -> None:
        self._by_version: dict[str, list[type[Client]]] = {}
        for client in clients:
            same_version = self._by_version.setdefault(client.service.version, [])
            for other in same_version:
                if shared := other.operations.keys() & client.operations.keys():
                    raise ValueError(
                        f"{other.service!r} and {client.service!r} share the actions"
                        f" {', '.join(sorted(shared))}; requests for these cannot be told apart"
                    )
            same_version.append(client)

    def of_version(self, version: str) -> Sequence[type[Client]]:
        """The services that have this version."""
        return self._by_version.get(version, ())

    def find(self, version: str, action: str) -> type[Client] | None:
        """The service with this version and action.

        If no service of the version has the action, the first of the version. None if the version
        is unknown.
        """
        candidates = self.of_version(version)
        for client in candidates:
            if action in client.operations:
                return client
        return candidates[0] if candidates else None

    def names(self) -> list[str]:
        """Product and version of each service, for messages."""
        return [
            f"{client.service.product} {version}"
            for version, clients in self._by_version.items()
            for client in clients
        ]

    def actions(self) -> frozenset[str]:
        """The names of all actions."""
        return frozenset(
            action
            for clients in self._by_version.values()
            for client in clients
            for action in client.operations
        )

    def codes(self, action: str) -> frozenset[str]:
        """The error codes that actions of this name document."""
        return frozenset(
            code
            for clients in self._by_version.values()
            for client in clients
            if action in client.operations
            for code in client.operations[action].errors
        )


@cache
def services() -> Services:
    """The services of this emulator. Their clients are imported with the first request."""
    from alicloud.ram import RamClient
    from alicloud.sts import StsClient

    return Services((RamClient, StsClient))

"""How many of each resource an account may have: the vendor's page "Limits", December 2025."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Quotas:
    """All quotas; give smaller ones to `Emulator(quotas=...)` to test what happens beyond them.

    Raises:
        ValueError: one is not a whole number of 0 or more.
    """

    users: int = 5000
    groups: int = 300
    groups_per_user: int = 10
    roles: int = 1000
    access_keys_per_user: int = 2
    mfa_devices: int = 5000
    custom_policies: int = 1500
    versions_per_policy: int = 5
    custom_policies_per_entity: int = 10
    system_policies_per_entity: int = 20
    tags_per_entity: int = 20

    def __post_init__(self) -> None:
        for name, quota in asdict(self).items():
            if not isinstance(quota, int) or quota < 0:
                raise ValueError(f"{name}: must be a whole number of 0 or more, not {quota!r}")

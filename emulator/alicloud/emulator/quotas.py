"""How many of each an account may have: the vendor's "Limits" page of RAM, December 2025."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Quotas:
    """All quotas; give others to `Emulator(quotas=...)` to test what happens at the end of one.

    Raises:
        ValueError: one is no number of things.
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
                raise ValueError(f"{name}: {quota!r} is no number of things; give 0 or more")

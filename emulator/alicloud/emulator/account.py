"""An emulated account: its access key, its state, and what is registered in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from alicloud.core.shapes.timestamps import render
from alicloud.emulator import ids
from alicloud.emulator.errors import EmulatorError
from alicloud.emulator.identity import providers
from alicloud.emulator.state import resource_groups, settings
from alicloud.emulator.state.store import Store

if TYPE_CHECKING:
    from alicloud.emulator.clock import Clock
    from alicloud.emulator.identity.oidc import OIDCProvider
    from alicloud.emulator.identity.saml import SAMLProvider
    from alicloud.emulator.quotas import Quotas
    from alicloud.emulator.state.resource_groups import Status

ACCOUNT_ID = "1234567890123456"

_ID = re.compile("[0-9]{16}")


@dataclass(frozen=True, slots=True)
class Account:
    """The id of an emulated account, and the access key that acts for it."""

    id: str
    access_key_id: str
    access_key_secret: str = field(repr=False)


class AccountState:
    """The state of an account, kept in a store: the part that needs neither API nor server.

    Args:
        store: Where the state is kept.
        stores: Those of all accounts of the emulator, by account id; this one is added.
        id, access_key_id, access_key_secret: As chosen by the user; None for those of the store
            or, in a new store, for new ones.

    Raises:
        EmulatorError: the store has another account, or a RAM user has the key there.
    """

    def __init__(
        self,
        store: Store,
        stores: dict[str, Store],
        clock: Clock,
        id: str | None,
        access_key_id: str | None,
        access_key_secret: str | None,
        quotas: Quotas,
    ) -> None:
        self.clock = clock
        self.quotas = quotas
        self._store = store
        self._stores = stores
        self._stopped = False
        self.account = _open(store, id, access_key_id, access_key_secret, clock.now())
        stores[self.account.id] = store

    def register_oidc_provider(
        self,
        name: str,
        *,
        issuer: str,
        client_ids: Iterable[str],
        keys: Mapping[str, Any] | str,
        issuance_limit_hours: int = 12,
    ) -> OIDCProvider:
        """Register an OpenID Connect provider for AssumeRoleWithOIDC; see `OIDCProvider`.

        Args:
            issuer: An https URL, the claim `iss` of tokens.
            client_ids: The audiences that tokens may have.
            keys: The issuer's key set as a dict or JSON text, or one public key in PEM.
            issuance_limit_hours: How long ago a token may have been issued, 1 to 168.

        Raises:
            ProviderError: an argument is not valid.
        """
        return providers.register_oidc(
            self._open_store,
            self.account.id,
            name,
            issuer=issuer,
            client_ids=client_ids,
            keys=keys,
            issuance_limit_hours=issuance_limit_hours,
        )

    def register_saml_provider(
        self,
        name: str,
        *,
        metadata: str | None = None,
        issuer: str | None = None,
        certificate: str | None = None,
    ) -> SAMLProvider:
        """Register a SAML provider for AssumeRoleWithSAML, by its metadata or by the other two.

        Args:
            metadata: The XML document that the provider publishes.
            issuer: The provider's entity id; goes with `certificate`.
            certificate: The certificate that verifies its signatures, in PEM.

        Raises:
            ProviderError: an argument is not valid, or neither or both ways are used.
        """
        return providers.register_saml(
            self._open_store,
            self.account.id,
            name,
            metadata=metadata,
            issuer=issuer,
            certificate=certificate,
        )

    def load_providers(self, path: str | Path) -> None:
        """Register the identity providers that a JSON file describes; see `providers.load`.

        Raises:
            ProviderError: the message names the file and the place in it.
        """
        providers.load(self._open_store, self.account.id, Path(path))

    @property
    def providers(self) -> list[OIDCProvider | SAMLProvider]:
        """The registered identity providers, ordered by ARN."""
        return providers.registered(self._open_store)

    def remove_provider(self, arn: str) -> None:
        """Remove an identity provider. Sessions begun with it stay valid until they expire.

        Raises:
            ProviderError: there is no provider with this ARN.
        """
        providers.remove(self._open_store, arn)

    def log_on(self, user_name: str) -> None:
        """Log a RAM user on to the console now, so that it has a LastLoginDate.

        Raises:
            EmulatorError: there is no such user.
        """
        store = self._open_store
        with store.transaction():
            changed = store.run(
                "UPDATE users SET last_login = ? WHERE name = ?",
                render(self.clock.now()),
                user_name,
            )
        if not changed.rowcount:
            raise EmulatorError(f"user_name: there is no RAM user {user_name!r}; create it first")

    def register_resource_group(self, id: str, *, status: Status = "OK") -> None:
        """Add a resource group, in which policies can be attached while its status is OK."""
        resource_groups.register(self._open_store, id, status=status)

    def register_system_policy(
        self, name: str, document: Mapping[str, Any] | str | None = None
    ) -> None:
        """Add a system policy that the emulator does not know, or replace its document.

        Args:
            document: The policy document. It may be left out for names such as
                AliyunOSSFullAccess, AliyunOSSReadOnlyAccess, AliyunOSSRolePolicy and
                AliyunServiceRolePolicyForOSS: they say what is allowed.

        Raises:
            EmulatorError: the document is missing or is not a policy.
        """
        # Loaded when needed: it would take a tenth of the time until the server is ready.
        from alicloud.emulator.policy.registration import register_system_policy

        register_system_policy(self._open_store, name, document, render(self.clock.now()))

    @property
    def _open_store(self) -> Store:
        self._check_not_stopped()
        return self._store

    def _check_not_stopped(self) -> None:
        if self._stopped:
            raise EmulatorError("the emulator has been stopped; create another one")

    def _keep_key_in(self, state: Store) -> None:
        """Enter the access key of the account in a state that is about to replace its own."""
        with state.transaction():
            _keep_key(state, self.account, self.clock.now())


def is_id(text: str) -> bool:
    """Whether a text has the form of an account id."""
    return _ID.fullmatch(text) is not None


def check_id(option: str, id: object) -> None:
    """Raise an `EmulatorError` that names the option if this is not an account id."""
    if not (isinstance(id, str) and is_id(id)):
        raise EmulatorError(f"{option}: must be 16 digits, not {id!r}")


def check_key(id_option: str, id: str, secret_option: str, secret: str) -> None:
    """Raise an `EmulatorError` that names the option if these cannot be a long-term access key."""
    if not re.fullmatch("[A-Za-z0-9._-]{1,128}", id):
        raise EmulatorError(f"{id_option}: must be 1 to 128 letters, digits or . _ -, not {id!r}")
    if id.startswith("STS."):
        raise EmulatorError(
            f"{id_option}: must not begin with STS., as the ids of temporary keys do"
        )
    if not re.fullmatch(r"\S{1,128}", secret):
        raise EmulatorError(f"{secret_option}: must be 1 to 128 characters without spaces")


def account_of(store: Store) -> str | None:
    """The id of the account whose state is in a store; None for a new one."""
    id: str | None = store.value("SELECT value FROM settings WHERE name = 'account'")
    return id


def _open(
    store: Store, id: str | None, key_id: str | None, secret: str | None, now: datetime
) -> Account:
    """The account in a store, entered there if it is new."""
    with store.transaction():
        stored = account_of(store)
        if stored is not None and id not in (None, stored):
            raise EmulatorError(
                f"account_id: the file has the account {stored}, not {id}; leave account_id out"
            )
        owner = stored or id or ACCOUNT_ID
        key = store.one(
            "SELECT id, secret FROM access_keys"
            " WHERE user_id IS NULL AND status = 'Active' ORDER BY seq"
        )
        if key is not None and key_id in (None, key["id"]) and secret in (None, key["secret"]):
            return Account(owner, key["id"], key["secret"])
        account = Account(
            owner,
            key_id or ids.access_key_id(),
            secret or ids.access_key_secret(),
        )
        _enter(store, account, now)
        return account


def _keep_key(state: Store, account: Account, now: datetime) -> None:
    """Make the access key of the account valid in a state, instead of the one that was so there."""
    kept = state.run(
        "UPDATE access_keys SET status = 'Active' WHERE id = ? AND secret = ? AND user_id IS NULL",
        account.access_key_id,
        account.access_key_secret,
    )
    if not kept.rowcount:
        state.run(
            "DELETE FROM access_keys WHERE seq ="
            " (SELECT min(seq) FROM access_keys WHERE user_id IS NULL)"
        )
        _enter(state, account, now)


def _enter(store: Store, account: Account, now: datetime) -> None:
    """Write the account and its access key to a store."""
    owner = store.value("SELECT user_id FROM access_keys WHERE id = ?", account.access_key_id)
    if owner is not None:
        raise EmulatorError(
            f"access_key_id: {account.access_key_id} is a key of a RAM user there; choose another"
        )
    store.run("INSERT OR REPLACE INTO settings VALUES ('account', ?)", account.id)
    settings.make_secret_key(store)
    store.run("DELETE FROM access_keys WHERE id = ?", account.access_key_id)
    store.run(
        "INSERT INTO access_keys (id, secret, created) VALUES (?, ?, ?)",
        account.access_key_id,
        account.access_key_secret,
        render(now),
    )

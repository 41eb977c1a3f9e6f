"""The emulator as its users hold it: an account on a socket of this machine."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypedDict

from alicloud.core.credentials.static import StaticCredentials
from alicloud.core.shapes.timestamps import render
from alicloud.emulator import ids
from alicloud.emulator.clock import Clock
from alicloud.emulator.errors import EmulatorError
from alicloud.emulator.fault_injection import Faults
from alicloud.emulator.gateway import Gateway
from alicloud.emulator.identity import providers
from alicloud.emulator.quotas import Quotas
from alicloud.emulator.request_log import Record, new_records
from alicloud.emulator.state import resource_groups
from alicloud.emulator.state.store import Store, StoreError

if TYPE_CHECKING:
    from alicloud.emulator.http.server import Server
    from alicloud.emulator.identity.oidc import OIDCProvider
    from alicloud.emulator.identity.saml import SAMLProvider
    from alicloud.emulator.state.resource_groups import Status

ACCOUNT_ID = "1234567890123456"

_ACCOUNT = "SELECT value FROM settings WHERE name = 'account'"


@dataclass(frozen=True, slots=True)
class Account:
    """The emulated account and the access key that acts for it."""

    id: str
    access_key_id: str
    access_key_secret: str = field(repr=False)


class ClientOptions(TypedDict):
    """What a client of the emulator is made with: `RamClient(**cloud.client_options())`."""

    endpoint: str
    credentials: StaticCredentials


class Emulator:
    """RAM and STS on this machine::

        with Emulator() as cloud:
            ram = RamClient(**cloud.client_options())

    One URL serves both services, which are told apart by the version in the call.

    Args:
        host: Where to listen.
        port: 0 takes a free one.
        db: A file that keeps the state; without it the state is gone with the emulator.
        account_id: 16 digits; by default what `db` holds, or else 1234567890123456.
        access_key_id, access_key_secret: A key of the account; by default the one that `db`
            holds, or else a new one.
        enforce: Whether policies decide what users and roles may do. If not, every caller that
            signs well may do everything.
        quotas: How many of each thing there may be.
        clock: Tells the emulator's time.

    Raises:
        EmulatorError: an option cannot be used; from a method, also that the file of `db` cannot
            be used now, for example because another process has locked it.

    Attributes:
        account: The account and its access key.
        clock: The emulator's clock; `freeze` and `advance` it.
        faults: Troubles for the next calls.
        enforce: As given.
    """

    def __init__(
        self,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        db: str | Path | None = None,
        account_id: str | None = None,
        access_key_id: str | None = None,
        access_key_secret: str | None = None,
        enforce: bool = False,
        quotas: Quotas | None = None,
        clock: Clock | None = None,
    ) -> None:
        _check_address(host, port)
        _check_account(account_id, access_key_id, access_key_secret)
        _check_type("enforce", enforce, bool)
        _check_type("quotas", quotas, Quotas)
        _check_type("clock", clock, Clock)
        self.enforce = enforce
        self.clock = clock or Clock()
        self.faults = Faults()
        self._host = host
        self._port = port
        self._records = new_records()
        self._server: Server | None = None
        self._stopped = False
        self._store = Store(Path(db) if db is not None else None)
        try:
            self.account = self._open_account(account_id, access_key_id, access_key_secret)
        except EmulatorError:
            self._store.close()
            raise
        self._gateway = Gateway(
            account=self.account.id,
            store=self._store,
            clock=self.clock,
            quotas=quotas or Quotas(),
            faults=self.faults,
            records=self._records,
            enforce=enforce,
        )

    def start(self) -> Self:
        """Listen and answer. `with` does this.

        Raises:
            EmulatorError: it runs already, or the address cannot be listened on.
        """
        if self._server is not None:
            raise EmulatorError("the emulator runs already")
        self._check_not_stopped()
        from alicloud.emulator.http.server import Server

        try:
            self._server = Server(
                self._gateway.answer, self._gateway.refuse, host=self._host, port=self._port
            )
        except OSError as fault:
            self.stop()
            raise EmulatorError(
                f"cannot listen on {self._host} port {self._port}: {fault.strerror}; "
                "choose another host or port"
            ) from None
        return self

    def stop(self) -> None:
        """Stop answering and close the database. Does nothing the second time."""
        self._stopped = True
        if self._server is not None:
            self._server.stop()
            self._server = None
        self._store.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def __repr__(self) -> str:
        return f"<Emulator {self.url if self._server else 'not running'}>"

    @property
    def url(self) -> str:
        """Where it listens, without a slash at the end.

        Raises:
            EmulatorError: it does not run.
        """
        if self._server is None:
            raise EmulatorError("the emulator does not run; use `with` or `start()`")
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self._host, self._host)
        return f"http://{f'[{host}]' if ':' in host else host}:{self._server.port}"

    def client_options(self) -> ClientOptions:
        """Options for clients that call with the key of the account."""
        credentials = StaticCredentials(self.account.access_key_id, self.account.access_key_secret)
        return {"endpoint": self.url, "credentials": credentials}

    @property
    def requests(self) -> list[Record]:
        """The latest 1,000 calls, oldest first."""
        return list(self._records)

    def reset(self) -> None:
        """Make everything as new: the account is empty, the clock right, no fault waits.

        Only the account's access key stays. Identity providers and resource groups have to be
        registered again, also those of a file.
        """
        self._check_not_stopped()
        self.clock.reset()
        self._replace_state(Store())
        self.faults.clear()
        self._records.clear()
        self._gateway.forget_nonces()

    def snapshot(self) -> bytes:
        """The state of the account, to be given back with `restore`; it may be kept in a file."""
        return self._open_store.dump()

    def restore(self, snapshot: bytes) -> None:
        """Go back to a state that `snapshot` gave, here or in another emulator.

        The account's access key stays, and so do clock, faults and records. If the snapshot is of
        another emulator, the key takes the place of the one that the account had there.

        Raises:
            EmulatorError: it is no snapshot, or one of an account with another id, or one in which
                a RAM user has the account's access key.
        """
        try:
            state = Store.of(snapshot)
        except StoreError as fault:
            raise EmulatorError(f"snapshot: {fault}") from None
        stored = state.value(_ACCOUNT)
        if stored != self.account.id:
            state.close()
            raise EmulatorError(
                f"snapshot: it is of the account {stored}, and this is {self.account.id}; give"
                " both emulators one account_id"
            )
        self._replace_state(state)

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
            issuer: An https URL, which tokens name as `iss`.
            client_ids: The audiences that tokens may be made for.
            keys: The issuer's key set as a dict or JSON text, or one public key in PEM.
            issuance_limit_hours: How long ago a token may have been issued, 1 to 168.

        Raises:
            ProviderError: one of these is not valid.
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
        """Register a SAML provider for AssumeRoleWithSAML, in one of two ways.

        Args:
            metadata: The XML document that the provider publishes.
            issuer: The provider's entity id; goes with `certificate`.
            certificate: What verifies its signatures, in PEM.

        Raises:
            ProviderError: one of these is not valid, or it is not one way or the other.
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
            ProviderError: the text names the file and the place in it.
        """
        providers.load(self._open_store, self.account.id, Path(path))

    @property
    def providers(self) -> list[OIDCProvider | SAMLProvider]:
        """The identity providers that are registered, ordered by ARN."""
        return providers.registered(self._open_store)

    def remove_provider(self, arn: str) -> None:
        """Forget an identity provider. Sessions that came from it go on to their end.

        Raises:
            ProviderError: none with this ARN is registered.
        """
        providers.remove(self._open_store, arn)

    def register_resource_group(self, id: str, *, status: Status = "OK") -> None:
        """Let there be a resource group, in which policies can be attached while it is OK."""
        resource_groups.register(self._open_store, id, status=status)

    @property
    def _open_store(self) -> Store:
        self._check_not_stopped()
        return self._store

    def _check_not_stopped(self) -> None:
        if self._stopped:
            raise EmulatorError("the emulator has been stopped; make another one")

    def _open_account(self, id: str | None, key_id: str | None, secret: str | None) -> Account:
        """The account that the store has, or a new one there."""
        store = self._store
        with store.transaction():
            stored = store.value(_ACCOUNT)
            if stored is not None and id not in (None, stored):
                raise EmulatorError(
                    f"the file holds the account {stored}, not {id}; leave account_id out"
                )
            key = store.one(
                "SELECT id, secret FROM access_keys"
                " WHERE user_id IS NULL AND status = 'Active' ORDER BY seq"
            )
            if key is not None and key_id in (None, key["id"]) and secret in (None, key["secret"]):
                return Account(stored, key["id"], key["secret"])
            account = Account(
                stored or id or ACCOUNT_ID,
                key_id or ids.access_key_id(),
                secret or ids.access_key_secret(),
            )
            self._enter_account(store, account)
            return account

    def _replace_state(self, state: Store) -> None:
        """Take over a state, with the access key of the account, and close where it came from."""
        try:
            with state.transaction():
                self._keep_key(state)
            self._open_store.replace(state)
        finally:
            state.close()

    def _keep_key(self, state: Store) -> None:
        """Let the access key of the account act in a state, instead of the one that did so there."""
        kept = state.run(
            "UPDATE access_keys SET status = 'Active'"
            " WHERE id = ? AND secret = ? AND user_id IS NULL",
            self.account.access_key_id,
            self.account.access_key_secret,
        )
        if not kept.rowcount:
            state.run(
                "DELETE FROM access_keys WHERE seq ="
                " (SELECT min(seq) FROM access_keys WHERE user_id IS NULL)"
            )
            self._enter_account(state, self.account)

    def _enter_account(self, store: Store, account: Account) -> None:
        owner = store.value("SELECT user_id FROM access_keys WHERE id = ?", account.access_key_id)
        if owner is not None:
            raise EmulatorError(
                f"access_key_id: {account.access_key_id} is a key of a RAM user there; give another"
            )
        store.run("INSERT OR REPLACE INTO settings VALUES ('account', ?)", account.id)
        store.run("DELETE FROM access_keys WHERE id = ?", account.access_key_id)
        store.run(
            "INSERT INTO access_keys (id, secret, created) VALUES (?, ?, ?)",
            account.access_key_id,
            account.access_key_secret,
            render(self.clock.now()),
        )


def _check_type(option: str, value: object, kind: type) -> None:
    if value is not None and not isinstance(value, kind):
        raise EmulatorError(f"{option}: {value!r} is no {kind.__name__}")


def _check_address(host: str, port: int) -> None:
    _check_type("host", host, str)
    _check_type("port", port, int)
    if not host or not host.strip():
        raise EmulatorError(
            "host: it is empty; give an address, or 0.0.0.0 for all of this machine"
        )
    if not 0 <= port <= 65535:
        raise EmulatorError(f"port: {port} is not from 0 to 65535")


def _check_account(id: str | None, key_id: str | None, secret: str | None) -> None:
    _check_type("account_id", id, str)
    _check_type("access_key_id", key_id, str)
    if id is not None and not re.fullmatch("[0-9]{16}", id):
        raise EmulatorError(f"account_id: {id!r} is not 16 digits")
    if (key_id is None) != (secret is None):
        raise EmulatorError("access_key_id and access_key_secret go together; give both or none")
    if key_id is not None and not re.fullmatch("[A-Za-z0-9._-]{1,128}", key_id):
        raise EmulatorError(f"access_key_id: {key_id!r} is not letters and digits")
    if key_id is not None and key_id.startswith("STS."):
        raise EmulatorError("access_key_id: STS. begins temporary keys; choose another")
    if secret is not None and not re.fullmatch(r"\S{1,128}", secret):
        raise EmulatorError("access_key_secret: it is empty, too long or has blanks in it")

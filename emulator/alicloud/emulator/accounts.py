"""The accounts of an emulator: its own, and others, between which roles are assumed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing
from glob import escape
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from alicloud.emulator.account import account_of, check_id, is_id
from alicloud.emulator.errors import EmulatorError
from alicloud.emulator.prepared import PreparedAccount
from alicloud.emulator.state.store import Store, StoreError, databases

if TYPE_CHECKING:
    from alicloud.emulator.clock import Clock
    from alicloud.emulator.quotas import Quotas
    from alicloud.emulator.seed.entries import Entry


class OtherAccount(PreparedAccount):
    """An account beside the emulator's own; `cloud.other_account` makes it.

    Attributes:
        account: Its id and its access key.
    """

    def __init__(
        self,
        store: Store,
        stores: dict[str, Store],
        clock: Clock,
        id: str,
        quotas: Quotas,
        url: Callable[[], str],
    ) -> None:
        super().__init__(store, stores, clock, id, None, None, quotas)
        self._url = url

    def __repr__(self) -> str:
        return f"<OtherAccount {self.account.id}>"

    @property
    def url(self) -> str:
        """The URL of the emulator; the key that signs a call tells the accounts apart.

        Raises:
            EmulatorError: the emulator is not running.
        """
        return self._url()


class Accounts(PreparedAccount):
    """The emulator's own account with the others: the part of `Emulator` that keeps all states.

    Each account has a state of its own; the clock, the quotas, the faults, the log of calls and the
    lock are those of all.

    Args:
        db: A file that keeps the state. Those of other accounts are beside it.
        id, access_key_id, access_key_secret: As for `AccountState`.

    Raises:
        EmulatorError: as for `AccountState`, or a file cannot be used.
    """

    def __init__(
        self,
        db: Path | None,
        clock: Clock,
        id: str | None,
        access_key_id: str | None,
        access_key_secret: str | None,
        quotas: Quotas,
    ) -> None:
        self._db = db
        self._lock = RLock()
        self._others: dict[str, OtherAccount] = {}
        store = Store(db, self._lock)
        try:
            super().__init__(store, {}, clock, id, access_key_id, access_key_secret, quotas)
            for other in _kept_beside(db):
                self.other_account(other)
        except EmulatorError:
            self._close_stores()
            store.close()
            raise

    def other_account(self, id: str) -> OtherAccount:
        """An account beside the emulator's own, made when it is first asked for::

            partner = cloud.other_account("2222222222222222")
            ram = RamClient(**partner.client_options())

        Users and roles of one account may assume roles of another that trusts them.

        Args:
            id: 16 digits.

        Raises:
            EmulatorError: the id is not valid, or is that of the emulator's own account.
        """
        check_id("id", id)
        if id == self.account.id:
            raise EmulatorError(f"id: {id} is the emulator's own account; choose another id")
        with self._lock:
            self._check_not_stopped()
            if id not in self._others:
                store = Store(self._db and _beside(self._db, id), self._lock)
                try:
                    self._others[id] = OtherAccount(
                        *(store, self._stores, self.clock, id, self.quotas), lambda: self.url
                    )
                except EmulatorError:
                    store.close()
                    raise
            return self._others[id]

    @property
    def other_accounts(self) -> list[OtherAccount]:
        """The accounts beside the emulator's own, in the order in which they were made."""
        return list(self._others.values())

    def seed(self, text: str) -> None:
        """Add users, groups, roles, policies and so on that a text in YAML describes.

        Each is made by the rules of the action that makes it. If one cannot be made, none is. The
        section `other_accounts` has the same sections for other accounts, by their ids.

        Raises:
            SeedError: an `EmulatorError` that names the place in the text.
        """
        from alicloud.emulator.seed.apply import SECTIONS, apply, read

        seed = read(text, "other_accounts")
        parts: list[tuple[PreparedAccount, Entry]] = [(self, seed)]
        for id, part in seed.entries("other_accounts", tuple(SECTIONS)):
            try:
                parts.append((self.other_account(id), part))
            except EmulatorError as error:
                raise part.error(error) from None
        with ExitStack() as transactions:
            for account, part in parts:
                transactions.enter_context(account._open_store.transaction())
                apply(account._call(), part)

    def export(self) -> str:
        """The state of all accounts as a text for `seed`. It contains secrets.

        Role sessions and the access keys of the accounts themselves are left out.
        """
        from alicloud.emulator.seed.export import export

        with self._open_store.use():
            return export(self._stores)

    def snapshot(self) -> bytes:
        """The state of all accounts, for `restore`; it may be kept in a file."""
        self._check_not_stopped()
        with self._lock:
            return b"".join(store.dump() for store in self._stores.values())

    def restore(self, snapshot: bytes) -> None:
        """Go back to a state from `snapshot`, of this emulator or another one.

        The accounts' access keys, the clock, the faults and the records are kept. If the snapshot is
        from another emulator, the keys replace those that the accounts had there. Accounts that are
        not in it become empty.

        Raises:
            EmulatorError: it is not a snapshot, or one of an account with another id, or one in
                which a RAM user has the account's access key.
        """
        self._check_not_stopped()
        states: dict[str, Store] = {}
        with ExitStack() as stores:
            try:
                for database in databases(snapshot):
                    state = stores.enter_context(closing(Store.of(database)))
                    states[account_of(state) or ""] = state
            except StoreError as error:
                raise EmulatorError(f"snapshot: {error}") from None
            stored = next(iter(states))
            if stored != self.account.id:
                raise EmulatorError(
                    f"snapshot: its account is {stored}, and this one is {self.account.id}; give"
                    " both emulators the same account_id"
                )
            self._replace(states)

    def _replace(self, states: Mapping[str, Store]) -> None:
        """Take over states by account id, with the accounts' access keys; the others become empty."""
        with self._lock, ExitStack() as empty:
            others = [self.other_account(id) for id in states if id != self.account.id]
            accounts = dict.fromkeys([self, *others, *self.other_accounts])
            new = [
                (account, states.get(account.account.id) or empty.enter_context(closing(Store())))
                for account in accounts
            ]
            for account, state in new:
                account._keep_key_in(state)
            for account, state in new:
                account._open_store.replace(state)

    def _close_stores(self) -> None:
        self._stopped = True
        for other in self._others.values():
            other._stopped = True
        for store in self._stores.values():
            store.close()


def _beside(db: Path, id: str) -> Path:
    """The file of another account: ram.sqlite-2222222222222222, as SQLite names its own."""
    return db.with_name(f"{db.name}-{id}")


def _kept_beside(db: Path | None) -> Iterator[str]:
    """The ids of the other accounts that have files."""
    if db is not None:
        for path in sorted(db.parent.glob(f"{escape(db.name)}-*")):
            id = path.name.removeprefix(f"{db.name}-")
            if is_id(id):
                yield id

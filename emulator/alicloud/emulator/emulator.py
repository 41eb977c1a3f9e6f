"""The emulator for its users: an account, served on a socket of this machine."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypedDict

from alicloud.core.credentials.static import StaticCredentials
from alicloud.emulator.account import AccountState
from alicloud.emulator.clock import Clock
from alicloud.emulator.errors import EmulatorError
from alicloud.emulator.fault_injection import Faults
from alicloud.emulator.gateway import Gateway
from alicloud.emulator.quotas import Quotas
from alicloud.emulator.request_log import Record, new_records
from alicloud.emulator.state.store import Store

if TYPE_CHECKING:
    from alicloud.emulator.http.server import Server


class ClientOptions(TypedDict):
    """Options for a client of the emulator: `RamClient(**cloud.client_options())`."""

    endpoint: str
    credentials: StaticCredentials


class Emulator(AccountState):
    """RAM and STS on this machine::

        with Emulator() as cloud:
            ram = RamClient(**cloud.client_options())

    One URL serves both services; the version in a request tells them apart.

    Args:
        host: The address to listen on.
        port: The port to listen on; 0 takes a free one.
        db: A file that keeps the state; without it the state is lost when the emulator stops.
        account_id: 16 digits; by default that of the state in `db`, or else 1234567890123456.
        access_key_id, access_key_secret: A key of the account; by default that of the state in
            `db`, or else a new one.
        enforce: Whether policies decide what users and roles may do. If not, every caller with a
            valid signature may do everything.
        quotas: How many of each resource the account may have.
        clock: The emulator's time.

    Raises:
        EmulatorError: an option is not valid; from a method, also if the file of `db` cannot be
            used at the moment, for example because another process has locked it.

    Attributes:
        account: The account and its access key.
        clock: The emulator's clock; `freeze` and `advance` it.
        faults: Faults for the next calls.
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
        store = Store(Path(db) if db is not None else None)
        try:
            super().__init__(store, clock or Clock(), account_id, access_key_id, access_key_secret)
        except EmulatorError:
            store.close()
            raise
        self.enforce = enforce
        self.faults = Faults()
        self._host = host
        self._port = port
        self._records = new_records()
        self._server: Server | None = None
        self._gateway = Gateway(
            account=self.account.id,
            store=store,
            clock=self.clock,
            quotas=quotas or Quotas(),
            faults=self.faults,
            records=self._records,
            enforce=enforce,
        )

    def start(self) -> Self:
        """Listen and respond. `with` does this.

        Raises:
            EmulatorError: the emulator is running already, or cannot listen on the address.
        """
        if self._server is not None:
            raise EmulatorError("the emulator is running already")
        self._check_not_stopped()
        from alicloud.emulator.http.server import Server

        gateway = self._gateway
        try:
            self._server = Server(
                gateway.respond, gateway.respond_to_malformed, host=self._host, port=self._port
            )
        except OSError as error:
            self.stop()
            raise EmulatorError(
                f"cannot listen on {self._host} port {self._port}: {error.strerror}; "
                "choose another host or port"
            ) from None
        return self

    def stop(self) -> None:
        """Stop responding and close the database. A second call does nothing."""
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
        """The URL of the emulator, without a slash at the end.

        Raises:
            EmulatorError: the emulator is not running.
        """
        if self._server is None:
            raise EmulatorError("the emulator is not running; use `with` or `start()`")
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
        """Start anew: an empty account, the machine's time, no faults and no records.

        Only the account's access key is kept. Identity providers and resource groups must be
        registered again, also those loaded from a file.
        """
        self._check_not_stopped()
        self.clock.reset()
        self._replace(Store())
        self.faults.clear()
        self._records.clear()
        self._gateway.forget_nonces()


def _check_type(option: str, value: object, kind: type) -> None:
    if value is not None and not isinstance(value, kind):
        raise EmulatorError(f"{option}: must be of type {kind.__name__}, not {value!r}")


def _check_address(host: str, port: int) -> None:
    _check_type("host", host, str)
    _check_type("port", port, int)
    if not host or not host.strip():
        raise EmulatorError(
            "host: must not be empty; give an address, or 0.0.0.0 for all of this machine"
        )
    if not 0 <= port <= 65535:
        raise EmulatorError(f"port: must be from 0 to 65535, not {port}")


def _check_account(id: str | None, key_id: str | None, secret: str | None) -> None:
    _check_type("account_id", id, str)
    _check_type("access_key_id", key_id, str)
    if id is not None and not re.fullmatch("[0-9]{16}", id):
        raise EmulatorError(f"account_id: must be 16 digits, not {id!r}")
    if (key_id is None) != (secret is None):
        raise EmulatorError("access_key_id and access_key_secret: give both or neither")
    if key_id is not None and not re.fullmatch("[A-Za-z0-9._-]{1,128}", key_id):
        raise EmulatorError(
            f"access_key_id: must be 1 to 128 letters, digits or . _ -, not {key_id!r}"
        )
    if key_id is not None and key_id.startswith("STS."):
        raise EmulatorError(
            "access_key_id: must not begin with STS., as the ids of temporary keys do"
        )
    if secret is not None and not re.fullmatch(r"\S{1,128}", secret):
        raise EmulatorError("access_key_secret: must be 1 to 128 characters without spaces")

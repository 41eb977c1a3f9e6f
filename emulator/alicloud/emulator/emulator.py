"""The emulator for its users: accounts, served on a socket of this machine."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Self

from alicloud.emulator.account import check_id, check_key
from alicloud.emulator.accounts import Accounts
from alicloud.emulator.clock import Clock
from alicloud.emulator.control import PREFIX
from alicloud.emulator.environment import Environment
from alicloud.emulator.errors import EmulatorError
from alicloud.emulator.fault_injection import Faults
from alicloud.emulator.gateway import Gateway
from alicloud.emulator.mocking import Mocking, mocks_of
from alicloud.emulator.quotas import Quotas
from alicloud.emulator.request_log import Record, Records

if TYPE_CHECKING:
    from collections.abc import Awaitable, Iterable

    from alicloud.emulator.http.requests import HttpRequest
    from alicloud.emulator.http.responses import Outcome
    from alicloud.emulator.http.server import Server
    from alicloud.emulator.tls import Authority


class Emulator(Mocking, Accounts):
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
        tls: Whether to speak https, with a certificate of an authority of its own.
        proxy_port: The port of a proxy for clients that know only `https://*.aliyuncs.com`; 0 takes a
            free one, and without it there is no proxy.
        control_token: What calls below `/_emulator/` must send as a bearer token. Without one, only
            programs on this machine may call there.
        mock: Generated packages to serve as well, such as "alicloud.ecs", with responses that are
            made from their catalogues.

    Raises:
        EmulatorError: an option is not valid; from a method, also if the file of `db` cannot be
            used at the moment, for example because another process has locked it.

    Attributes:
        account: The account and its access key.
        clock: The emulator's clock; `freeze` and `advance` it.
        faults: Faults for the next calls.
        enforce: As given; it may be changed between calls.
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
        tls: bool = False,
        proxy_port: int | None = None,
        control_token: str | None = None,
        mock: Iterable[str] = (),
    ) -> None:
        _check_address(host, port)
        _check_address(host, proxy_port or 0)
        _check_account(account_id, access_key_id, access_key_secret)
        _check_type("enforce", enforce, bool)
        _check_type("quotas", quotas, Quotas)
        _check_type("clock", clock, Clock)
        _check_token(control_token)
        self._mocks = mocks_of(mock)
        path = Path(db) if db is not None else None
        chosen = (account_id, access_key_id, access_key_secret)
        super().__init__(path, clock or Clock(), *chosen, quotas or Quotas())
        self.enforce = enforce
        self.faults = Faults(mocked=self._mocks)
        self._host = host
        self._port = port
        self._tls = tls
        self._proxy_port = proxy_port
        self._authority: Authority | None = None
        self._control_token = control_token
        self._records = Records()
        self._server: Server | None = None
        self._gateway = Gateway(
            accounts=self._stores,
            clock=self.clock,
            quotas=self.quotas,
            faults=self.faults,
            records=self._records,
            enforce=lambda: self.enforce,
            mocks=self._mocks,
        )

    def start(self) -> Self:
        """Listen and respond. `with` does this.

        Raises:
            EmulatorError: the emulator is running already, or cannot listen on the address.
        """
        if self._server is not None:
            raise EmulatorError("the emulator is running already")
        self._check_not_stopped()
        from alicloud.emulator.http.protocol import Responder
        from alicloud.emulator.http.server import Server

        if self._tls or self._proxy_port is not None:
            from alicloud.emulator.tls import Authority

            self._authority = Authority()
        try:
            self._server = Server(
                Responder(self._respond, self._gateway.respond_to_malformed),
                host=self._host,
                port=self._port,
                authority=self._authority,
                tls=self._tls,
                proxy_port=self._proxy_port,
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
        if self._server is not None:
            self._server.stop()
            self._server = None
        if self._authority is not None:
            self._authority.close()
        self._close_stores()

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
        port = self._running.port
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self._host, self._host)
        scheme = "https" if self._tls else "http"
        return f"{scheme}://{f'[{host}]' if ':' in host else host}:{port}"

    @property
    def port(self) -> int:
        """The port on which the emulator listens.

        Raises:
            EmulatorError: the emulator is not running.
        """
        return self._running.port

    def environment(self) -> Environment:
        """The variables that lead programs here; `with cloud.environment():` sets them."""
        trust = {} if self._authority is None else self._authority.variables()
        return Environment(self.url, self.account, trust, self._running.proxy_port)

    @property
    def _running(self) -> Server:
        if self._server is None:
            raise EmulatorError("the emulator is not running; use `with` or `start()`")
        return self._server

    @property
    def requests(self) -> list[Record]:
        """The latest 1,000 calls, oldest first."""
        return list(self._records)

    def reset(self) -> None:
        """Start anew: empty accounts, the machine's time, no faults, records and rules of mocks.

        Only the accounts' access keys are kept. Identity providers and resource groups must be
        registered again, also those loaded from a file.
        """
        self._check_not_stopped()
        self.clock.reset()
        self._replace({})
        self.faults.clear()
        self._records.clear()
        if self._mocks is not None:
            self._mocks.reset()
        self._gateway.forget_nonces()

    def _respond(self, request: HttpRequest) -> Outcome | Awaitable[Outcome]:
        if request.path.startswith(PREFIX):
            from alicloud.emulator.control.routes import Control

            return Control(self, self._control_token).respond(request)
        return self._gateway.respond(request)


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


def _check_token(token: str | None) -> None:
    _check_type("control_token", token, str)
    if token is not None and not re.fullmatch(r"[\x21-\x7e]{16,1024}", token):
        raise EmulatorError("control_token: must be 16 to 1,024 ASCII characters without spaces")


def _check_account(id: str | None, key_id: str | None, secret: str | None) -> None:
    _check_type("account_id", id, str)
    _check_type("access_key_id", key_id, str)
    if id is not None:
        check_id("account_id", id)
    if (key_id is None) != (secret is None):
        raise EmulatorError("access_key_id and access_key_secret: give both or neither")
    if key_id is not None and secret is not None:
        check_key("access_key_id", key_id, "access_key_secret", secret)

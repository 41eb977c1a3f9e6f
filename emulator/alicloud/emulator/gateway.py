"""The front of the emulated service: from a request to its response, without I/O."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from alicloud.emulator import ids
from alicloud.emulator.api_errors import ApiError
from alicloud.emulator.dispatch import dispatch
from alicloud.emulator.handlers import Call
from alicloud.emulator.http.requests import (
    HttpRequest,
    ParsedRequest,
    accepts_xml,
    parse,
    parse_headers,
)
from alicloud.emulator.http.responses import HttpResponse, Outcome, encode, error_body
from alicloud.emulator.identity.authentication import Authenticator
from alicloud.emulator.identity.callers import Caller
from alicloud.emulator.request_log import Record, Records, cut, masked
from alicloud.emulator.services import services
from alicloud.emulator.state.store import StoreError

if TYPE_CHECKING:
    from alicloud.core.service.description import Operation
    from alicloud.emulator.clock import Clock
    from alicloud.emulator.fault_injection import Fault, Faults
    from alicloud.emulator.mock.calls import MockedCall
    from alicloud.emulator.mock.mocks import Mocks
    from alicloud.emulator.quotas import Quotas
    from alicloud.emulator.state.store import Store

logger = logging.getLogger("alicloud.emulator")


@dataclass(slots=True)
class _Exchange:
    """What is known of a request and needed for its response and its record."""

    request_id: str
    at: datetime
    host: str
    xml: bool = False
    service: str = ""
    product: str = ""
    version: str = ""
    action: str = ""
    operation: Operation | None = None
    parameters: Mapping[str, str] = field(default_factory=dict)
    caller: Caller | None = None
    dropped: bool = False
    mocked: MockedCall | None = None


class Gateway:
    """Responds to requests, one at a time.

    Args:
        accounts: The states of all accounts, by id; the first is the emulator's own.
        enforce: Returns whether policies decide what a caller may do; asked at each call.
        mocks: The mocked packages; None without any.
    """

    def __init__(
        self,
        *,
        accounts: Mapping[str, Store],
        clock: Clock,
        quotas: Quotas,
        faults: Faults,
        records: Records,
        enforce: Callable[[], bool],
        mocks: Mocks | None = None,
    ) -> None:
        self._accounts = accounts
        self._own, self._store = next(iter(accounts.items()))
        self._clock = clock
        self._quotas = quotas
        self._faults = faults
        self._records = records
        self._enforce = enforce
        self._mocks = mocks
        self._authenticator = Authenticator(accounts)

    def forget_nonces(self) -> None:
        """Accept nonces again that have been used."""
        self._authenticator.forget_nonces()

    def respond(self, request: HttpRequest) -> Outcome | Awaitable[Outcome]:
        """The response to a request; an awaitable if a fault is injected, which may take time."""
        headers = parse_headers(request)
        exchange = _Exchange(
            ids.request_id(),
            self._clock.now(),
            headers.get("host", ""),
            accepts_xml(headers.get("accept", "")),
        )
        try:
            parsed = parse(request, headers)
        except ApiError as error:
            return self._error_response(exchange, error)
        exchange.xml = parsed.xml
        exchange.action = parsed.action
        exchange.version = parsed.common("Version")
        exchange.parameters = parsed.parameters
        try:
            _find_operation(exchange, parsed, self._mocks)
        except ApiError as error:
            return self._error_response(exchange, error)
        fault = self._faults.take(exchange.action)
        if fault is None:
            return self._handle(exchange, parsed)
        return self._inject_fault(fault, exchange, parsed)

    def respond_to_malformed(self, status: int, code: str, message: str) -> HttpResponse:
        """The error response to bytes that are not an HTTP request."""
        exchange = _Exchange(ids.request_id(), self._clock.now(), "")
        return self._error_response(exchange, ApiError(code, message, status=status))

    async def _inject_fault(
        self, fault: Fault, exchange: _Exchange, parsed: ParsedRequest
    ) -> Outcome:
        if fault.error is not None:
            response = self._error_response(exchange, fault.error)
            if fault.retry_after is None:
                return response
            milliseconds = str(round(fault.retry_after * 1000)).encode()
            headers = [*response.headers, (b"x-acs-retry-after", milliseconds)]
            return HttpResponse(response.status, headers, response.body)
        if fault.response is not None:
            self._record(exchange, fault.response.status)
            return fault.response
        exchange.dropped = fault.drop is not None
        if fault.drop == "before":
            self._record(exchange, 0)
            return None
        if fault.seconds:
            return await self._handle_later(fault.seconds, exchange, parsed)
        response = self._handle(exchange, parsed)
        return None if exchange.dropped else response

    async def _handle_later(
        self, seconds: float, exchange: _Exchange, parsed: ParsedRequest
    ) -> HttpResponse | None:
        """The response after a pause; None if the state has been replaced meanwhile."""
        generation = self._store.generation
        await self._faults.sleep(seconds)
        with self._store.use():
            if self._store.generation != generation:
                return None
            return self._handle(exchange, parsed)

    def _handle(self, exchange: _Exchange, parsed: ParsedRequest) -> HttpResponse:
        """Do what a request asks for. Errors become responses."""
        try:
            operation = _checked_operation(exchange, parsed, self._mocks)
            with self._store.use():
                exchange.caller = self._authenticator.caller(
                    parsed, exchange.at, anonymous=operation.anonymous
                )
            account = exchange.caller.account or self._own
            if exchange.mocked is not None:
                made = exchange.mocked.respond(
                    exchange.at, account, exchange.request_id, exchange.xml
                )
                return self._response(exchange, 200, made.body, made.content_type, made.headers)
            store = self._accounts[account]
            call = Call(
                account,
                exchange.caller,
                store,
                self._quotas,
                exchange.at,
                parsed.peer,
                self._enforce(),
                parsed.headers.get("user-agent", ""),
                parsed.secure,
                self._accounts,
            )
            with store.transaction():
                response = dispatch(call, exchange.service, operation, parsed.parameters)
                body = {**response.to_dict(), "RequestId": exchange.request_id}
                encoded = encode(f"{exchange.action}Response", body, xml=exchange.xml)
            return self._response(exchange, 200, *encoded)
        except ApiError as error:
            return self._error_response(exchange, error)
        except StoreError as error:
            logger.warning("%s failed: %s", exchange.action, error)
            message = f"The emulator cannot use its file now. {error}."
            return self._error_response(
                exchange, ApiError("ServiceUnavailable", message, status=503)
            )
        except Exception:
            logger.exception("%s failed; this is a bug of the emulator", exchange.action)
            message = "The emulator failed; its log says why."
            return self._error_response(exchange, ApiError("InternalError", message))

    def _error_response(self, exchange: _Exchange, error: ApiError) -> HttpResponse:
        body = error_body(
            error, request_id=exchange.request_id, host=exchange.host, product=exchange.product
        )
        status = error.status or _status(error.code, exchange.operation)
        return self._response(
            exchange, status, *encode("Error", body, xml=exchange.xml), code=error.code
        )

    def _response(
        self,
        exchange: _Exchange,
        status: int,
        body: bytes,
        content_type: bytes,
        further: Sequence[tuple[bytes, bytes]] = (),
        code: str = "",
    ) -> HttpResponse:
        self._record(exchange, status, code)
        headers = [
            (b"Content-Type", content_type),
            (b"Date", _http_date(exchange.at.replace(microsecond=0))),
            (b"x-acs-request-id", exchange.request_id.encode()),
            *further,
        ]
        if exchange.mocked is not None:
            headers.append((b"x-alicloud-mock", b"true"))
        return HttpResponse(status, headers, body)

    def _record(self, exchange: _Exchange, status: int, code: str = "") -> None:
        known = exchange.caller is not None and exchange.caller.kind != "anonymous"
        caller = exchange.caller if known else None
        self._records.append(
            Record(
                cut(exchange.action),
                cut(exchange.version),
                masked(exchange.parameters, exchange.operation),
                caller.arn if caller else "",
                caller.access_key_id if caller else "",
                0 if exchange.dropped else status,
                code,
                exchange.request_id,
                exchange.at,
            )
        )


@lru_cache(maxsize=1)
def _http_date(second: datetime) -> bytes:
    """The value of the header `Date`."""
    return format_datetime(second, usegmt=True).encode()


def _find_operation(exchange: _Exchange, parsed: ParsedRequest, mocks: Mocks | None) -> None:
    """Note the service and the operation that a request is for, as far as they are known.

    Raises:
        ApiError: it is for a mocked action, but its method, path or body are not.
    """
    client = services().find(exchange.version, exchange.action)
    if client is not None:
        exchange.service = client.service.name
        exchange.product = client.service.product
        exchange.operation = client.operations.get(exchange.action)
    if mocks is not None and exchange.operation is None:
        exchange.mocked = mocks.find(parsed, exchange.version)
    if exchange.mocked is not None:
        exchange.product = exchange.mocked.product
        exchange.operation = exchange.mocked.operation
        exchange.parameters = exchange.mocked.read(parsed)
        exchange.xml = parsed.xml  # if no parameter of the action is called Format


def _checked_operation(
    exchange: _Exchange, parsed: ParsedRequest, mocks: Mocks | None
) -> Operation:
    """The operation that a request is for.

    Raises:
        ApiError: there is none, or method, path or format of the request are wrong.
    """
    if exchange.mocked is None:
        _check_rpc(exchange, parsed)
    if exchange.operation is None:
        raise _unknown(exchange, mocks)
    if parsed.format not in ("json", "xml", ""):
        raise ApiError("InvalidParameter.Format", "Format must be JSON or XML.", status=400)
    return exchange.operation


def _unknown(exchange: _Exchange, mocks: Mocks | None) -> ApiError:
    """The error of a call to an action, or a version, that there is not."""
    products = [client.service.product for client in services().of_version(exchange.version)]
    known = services().names()
    if mocks is not None:
        products += mocks.products(exchange.version)
        known += mocks.names()
    if not products:
        return ApiError("InvalidVersion", f"The emulator knows {', '.join(known)}.", status=400)
    return ApiError(
        "InvalidAction.NotFound",
        f"{' or '.join(products)} {exchange.version} has no such action; case matters.",
        status=404,
    )


def _check_rpc(exchange: _Exchange, parsed: ParsedRequest) -> None:
    """Check method, path, body and the common parameters of a call that is not mocked.

    Raises:
        ApiError: one is wrong.
    """
    if parsed.method not in ("GET", "POST"):
        raise ApiError("UnsupportedHTTPMethod", "Only GET and POST are supported.", status=400)
    if parsed.path != "/":
        raise ApiError("InvalidApi.NotFound", "The path must be /.", status=404)
    parsed.check_form()
    for name, value in (("Action", exchange.action), ("Version", exchange.version)):
        if not value:
            raise ApiError(f"Missing{name}", f"{name} is required for every call.", status=400)


def _status(code: str, operation: Operation | None) -> int:
    """The status of a code: what the action documents for it, or else that of its family."""
    documented = operation.errors if operation is not None else {}
    if code in documented:
        return documented[code]
    for family, status in documented.items():  # such as InvalidParameter.*
        if family.endswith("*") and code.startswith(family[:-1]):
            return status
    return _FAMILIES.get(code.partition(".")[0], 400)


_FAMILIES = {
    "NoPermission": 403,
    "EntityNotExist": 404,
    "EntityAlreadyExists": 409,
    "DeleteConflict": 409,
    "LimitExceeded": 409,
    "InternalError": 500,
}

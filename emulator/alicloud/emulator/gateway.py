"""The front of the emulated service: from the bytes of a request to those of an answer, no I/O."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from typing import TYPE_CHECKING

from alicloud.emulator import ids
from alicloud.emulator.dispatch import perform
from alicloud.emulator.handlers import Call
from alicloud.emulator.http.received import HttpRequest, Received, accepts_xml, read, read_headers
from alicloud.emulator.http.responses import HttpAnswer, encode, error_body
from alicloud.emulator.identity.authentication import Authenticator
from alicloud.emulator.identity.callers import Caller
from alicloud.emulator.refusals import ApiError
from alicloud.emulator.request_log import Record, Records, masked
from alicloud.emulator.services import clients
from alicloud.emulator.state.store import StoreError

if TYPE_CHECKING:
    from alicloud.core.service.description import Operation
    from alicloud.emulator.clock import Clock
    from alicloud.emulator.fault_injection import Fault, Faults
    from alicloud.emulator.quotas import Quotas
    from alicloud.emulator.state.store import Store

logger = logging.getLogger("alicloud.emulator")


@dataclass(slots=True)
class _Exchange:
    """What is known of a request and belongs into its answer or record."""

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


class Gateway:
    """Answers requests one at a time.

    Args:
        account: The id of the account.
        enforce: Whether policies decide what a caller may do.
    """

    def __init__(
        self,
        *,
        account: str,
        store: Store,
        clock: Clock,
        quotas: Quotas,
        faults: Faults,
        records: Records,
        enforce: bool,
    ) -> None:
        self._account = account
        self._store = store
        self._clock = clock
        self._quotas = quotas
        self._faults = faults
        self._records = records
        self._enforce = enforce
        self._authenticator = Authenticator(store)

    def forget_nonces(self) -> None:
        """Take nonces again that have been used."""
        self._authenticator.forget_nonces()

    async def answer(self, request: HttpRequest) -> HttpAnswer | None:
        """The answer to a request; None to drop the connection."""
        headers = read_headers(request)
        exchange = _Exchange(
            ids.request_id(),
            self._clock.now(),
            headers.get("host", ""),
            accepts_xml(headers.get("accept", "")),
        )
        try:
            received = read(request, headers)
        except ApiError as refusal:
            return self._refuse(exchange, refusal)
        exchange.xml = received.xml
        exchange.action = received.action
        exchange.version = received.common("Version")
        exchange.parameters = received.parameters
        _look_up(exchange)
        fault = self._faults.take(exchange.action)
        if fault is None:
            return self._respond(exchange, received)
        return await self._suffer(fault, exchange, received)

    def refuse(self, status: int, code: str, message: str) -> HttpAnswer:
        """The answer to what is no request at all."""
        exchange = _Exchange(ids.request_id(), self._clock.now(), "")
        return self._refuse(exchange, ApiError(code, message, status=status))

    async def _suffer(
        self, fault: Fault, exchange: _Exchange, received: Received
    ) -> HttpAnswer | None:
        if fault.refusal is not None:
            answer = self._refuse(exchange, fault.refusal)
            if fault.retry_after is None:
                return answer
            milliseconds = str(round(fault.retry_after * 1000)).encode()
            headers = [*answer.headers, (b"x-acs-retry-after", milliseconds)]
            return HttpAnswer(answer.status, headers, answer.body)
        if fault.answer is not None:
            self._record(exchange, fault.answer.status)
            return fault.answer
        exchange.dropped = fault.drop is not None
        if fault.drop == "before":
            self._record(exchange, 0)
            return None
        if fault.seconds:
            return await self._respond_later(fault.seconds, exchange, received)
        answer = self._respond(exchange, received)
        return None if exchange.dropped else answer

    async def _respond_later(
        self, seconds: float, exchange: _Exchange, received: Received
    ) -> HttpAnswer | None:
        """The answer after a pause; None if the state that it was meant for is gone by then."""
        generation = self._store.generation
        await self._faults.sleep(seconds)
        with self._store.use():
            if self._store.generation != generation:
                return None
            return self._respond(exchange, received)

    def _respond(self, exchange: _Exchange, received: Received) -> HttpAnswer:
        try:
            operation = _route(exchange, received)
            with self._store.use():
                exchange.caller = self._authenticator.caller(
                    received, exchange.at, anonymous=operation.anonymous
                )
            call = Call(
                self._account,
                exchange.caller,
                self._store,
                self._quotas,
                exchange.at,
                received.peer,
                self._enforce,
            )
            with self._store.transaction():
                response = perform(call, exchange.service, operation, received.parameters)
                body = {**response.to_dict(), "RequestId": exchange.request_id}
                encoded = encode(f"{exchange.action}Response", body, xml=exchange.xml)
            return self._answer(exchange, 200, *encoded)
        except ApiError as refusal:
            return self._refuse(exchange, refusal)
        except StoreError as fault:
            logger.warning("%s failed: %s", exchange.action, fault)
            message = f"The emulator cannot use its file now. {fault}."
            return self._refuse(exchange, ApiError("ServiceUnavailable", message, status=503))
        except Exception:
            logger.exception("%s failed; this is a bug of the emulator", exchange.action)
            return self._refuse(
                exchange, ApiError("InternalError", "The emulator failed; its log says why.")
            )

    def _refuse(self, exchange: _Exchange, refusal: ApiError) -> HttpAnswer:
        body = error_body(
            refusal,
            request_id=exchange.request_id,
            host=exchange.host,
            product=exchange.product,
        )
        status = refusal.status or _status(refusal.code, exchange.operation)
        return self._answer(
            exchange, status, *encode("Error", body, xml=exchange.xml), code=refusal.code
        )

    def _answer(
        self, exchange: _Exchange, status: int, body: bytes, kind: bytes, code: str = ""
    ) -> HttpAnswer:
        self._record(exchange, status, code)
        headers = [
            (b"content-type", kind),
            (b"date", format_datetime(exchange.at, usegmt=True).encode()),
            (b"x-acs-request-id", exchange.request_id.encode()),
        ]
        return HttpAnswer(status, headers, body)

    def _record(self, exchange: _Exchange, status: int, code: str = "") -> None:
        known = exchange.caller is not None and exchange.caller.kind != "anonymous"
        caller = exchange.caller if known else None
        self._records.append(
            Record(
                exchange.action,
                exchange.version,
                masked(exchange.parameters, exchange.operation),
                caller.arn(self._account) if caller else "",
                caller.access_key_id if caller else "",
                0 if exchange.dropped else status,
                code,
                exchange.request_id,
                exchange.at,
            )
        )


def _look_up(exchange: _Exchange) -> None:
    """Note the service and the operation that a request is for, as far as they are known."""
    client = clients().get(exchange.version)
    if client is not None:
        exchange.service = client.service.name
        exchange.product = client.service.product
        exchange.operation = client.operations.get(exchange.action)


def _route(exchange: _Exchange, received: Received) -> Operation:
    """The operation that a request is for.

    Raises:
        ApiError: there is none, or it does not come as it should.
    """
    if received.verb not in ("GET", "POST"):
        raise ApiError("UnsupportedHTTPMethod", "Only GET and POST are supported.", status=400)
    if received.path != "/":
        raise ApiError("InvalidApi.NotFound", "Calls go to the path /.", status=404)
    for name, value in (("Action", exchange.action), ("Version", exchange.version)):
        if not value:
            raise ApiError(f"Missing{name}", f"{name} is required for every call.", status=400)
    if not exchange.service:
        known = ", ".join(f"{c.service.product} {v}" for v, c in clients().items())
        raise ApiError("InvalidVersion", f"The emulator knows {known}.", status=400)
    if exchange.operation is None:
        raise ApiError(
            "InvalidAction.NotFound",
            f"{exchange.product} {exchange.version} has no such action; case matters.",
            status=404,
        )
    if received.sent.get("Format", "json").lower() not in ("json", "xml", ""):
        raise ApiError("InvalidParameter.Format", "Format may be JSON or XML.", status=400)
    return exchange.operation


def _status(code: str, operation: Operation | None) -> int:
    """The status of a code: what the action documents for it, or else what its family has."""
    if operation is not None and code in operation.errors:
        return operation.errors[code]
    return _FAMILIES.get(code.partition(".")[0], 400)


_FAMILIES = {
    "NoPermission": 403,
    "EntityNotExist": 404,
    "EntityAlreadyExists": 409,
    "DeleteConflict": 409,
    "LimitExceeded": 409,
    "InternalError": 500,
}

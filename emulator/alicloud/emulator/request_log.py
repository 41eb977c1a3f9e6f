"""The log of the calls that the emulator received, without their secrets."""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from alicloud.core.service.description import Operation

KEPT = 1000
"""How many records are kept, the latest ones."""

LONGEST = 8192
"""Characters of a parameter that a record keeps: more than the longest policy has."""

_MOST = 32 * 1024  # characters of all parameters that a record keeps, names included
_LONGEST_NAME = 128
_MASK = "****"

access_logger = logging.getLogger("alicloud.emulator.access")
"""Logs a line per call at INFO, as a `CallLogged`."""


@dataclass(slots=True)  # not frozen, which takes five times as long to make
class Record:
    """One call.

    Attributes:
        action, version: As sent; "" if missing.
        parameters: The action's parameters as text, without the common ones. Secrets are masked,
            and so is every parameter that the action does not have, since it may be a misspelt
            secret. Long ones are cut, and end with "...".
        caller: The ARN of the caller; "" if authentication failed, or for an anonymous call.
        access_key_id: The key that signed; "" in the same cases.
        status: The HTTP status of the response; 0 if the connection was dropped.
        code: The error code; "" for success.
        request_id: The id in the response.
        at: When the call was received, by the emulator's clock.
    """

    action: str
    version: str
    parameters: Mapping[str, str]
    caller: str
    access_key_id: str
    status: int
    code: str
    request_id: str
    at: datetime


class Records(deque[Record]):
    """The latest calls. Each is also logged when it is added."""

    def __init__(self) -> None:
        super().__init__(maxlen=KEPT)

    def append(self, record: Record) -> None:
        super().append(record)
        if access_logger.isEnabledFor(logging.INFO):
            match access_logger.handlers:
                case [CallHandler() as only] if not access_logger.propagate:
                    only.write(record)
                case _:
                    access_logger.handle(CallLogged(record))


class CallHandler(logging.Handler):
    """A handler of the access log that needs no log record.

    Where it is the only one, none is made: that would take longer than to write the line.
    """

    def write(self, call: Record) -> None:
        """Log a call."""
        raise NotImplementedError


class CallLogged(logging.LogRecord):
    """A call for handlers of the log; its text is made when one of them wants it.

    It is cheaper than what `Logger.info` makes, which looks up the thread, the process and the line
    of the code: all calls are logged by the same one.

    Attributes:
        call: The call.
    """

    _facts = logging.LogRecord(
        access_logger.name, logging.INFO, __file__, 0, "", None, None, "append"
    ).__dict__

    def __init__(self, call: Record) -> None:
        now = time.time()
        self.__dict__ |= self._facts
        self.created = now
        self.msecs = now % 1 * 1000
        self.call = call

    def getMessage(self) -> str:  # noqa: N802 - the name is that of the standard library
        return summary(self.call)


@cache
def _not_secret(operation: Operation) -> frozenset[str]:
    fields: Any = operation.request.__fields__
    return frozenset(field.wire_name for field in fields.values() if not field.sensitive)


def masked(parameters: Mapping[str, str], operation: Operation | None) -> dict[str, str]:
    """The parameters, with `****` in place of the values that are or may be secret."""
    shown = _not_secret(operation) if operation else frozenset()
    found: dict[str, str] = {}
    left = _MOST
    for name, value in parameters.items():
        if left <= 0:
            break
        if len(name) > _LONGEST_NAME:
            name = cut(name)
        if name.partition(".")[0] not in shown:
            value = _MASK
        elif len(value) > LONGEST:
            value = cut(value, LONGEST)
        found[name] = value
        left -= len(name) + len(value)
    return found


def cut(text: str, longest: int = _LONGEST_NAME) -> str:
    """`text`, or its beginning if it is too long to be kept."""
    return text if len(text) <= longest else f"{text[: longest - 3]}..."


def summary(record: Record) -> str:
    """A call in one line: caller, action, status, error code if any, request id."""
    code = f" {record.code}" if record.code else ""
    caller, action = record.caller or "-", _one_word(record.action)
    return f"{caller} {action} {record.status}{code} {record.request_id}"


def _one_word(sent: str) -> str:
    """A name as the client sent it, which may be anything: cut, and without a line end."""
    if not sent:
        return "-"
    return sent if sent.isalnum() and len(sent) <= 64 else repr(sent[:64])

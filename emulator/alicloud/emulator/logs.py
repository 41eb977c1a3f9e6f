"""What the server writes about itself: lines of text, or JSON for programs that collect logs."""

from __future__ import annotations

import json
import logging
import sys
import time
from functools import lru_cache
from typing import Any, Literal, TextIO

from alicloud.emulator.request_log import CallLogged, Record

Format = Literal["text", "json"]

_SHOWN = 256  # characters of a parameter


def configure(level: str, format: Format, stream: TextIO | None = None) -> None:
    """Write the log of this process to a stream, stderr by default, in place of other handlers."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonFormatter() if format == "json" else TextFormatter())
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)


class TextFormatter(logging.Formatter):
    """Time in UTC, level, logger, message."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        if not isinstance(record, CallLogged):
            return super().format(record)
        # What the base class makes of it, in less time.
        return f"{_time(record)} {record.levelname} {record.name}: {record.getMessage()}"

    def formatTime(  # noqa: N802
        self, record: logging.LogRecord, datefmt: str | None = None
    ) -> str:
        return _time(record)


class JsonFormatter(logging.Formatter):
    """An object per line.

    All have `time level logger`; a call has the fields of its `Record`, with its parameters masked,
    and everything else a `message`, with an `exception` where there was one.
    """

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": _time(record),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        if isinstance(record, CallLogged):
            line |= _call(record.call)
        else:
            line["message"] = record.getMessage()
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line)


def _time(record: logging.LogRecord) -> str:
    """When a record was made, in UTC."""
    return f"{_second(int(record.created))}.{int(record.msecs):03d}Z"


@lru_cache(maxsize=1)
def _second(second: int) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(second))


def _call(call: Record) -> dict[str, Any]:
    return {
        "caller": call.caller,
        "access_key_id": call.access_key_id,
        "action": call.action[:_SHOWN],
        "version": call.version[:_SHOWN],
        "parameters": {name[:_SHOWN]: value[:_SHOWN] for name, value in call.parameters.items()},
        "status": call.status,
        "code": call.code,
        "request_id": call.request_id,
    }

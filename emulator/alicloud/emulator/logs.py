"""What the server writes about itself: lines of text, or JSON for programs that collect logs."""

from __future__ import annotations

import json
import logging
import sys
import time
from functools import lru_cache
from typing import Any, Literal, TextIO

from alicloud.emulator.request_log import (
    CallHandler,
    CallLogged,
    Record,
    access_logger,
    summary,
)

Format = Literal["text", "json"]

_SHOWN = 256  # characters of a parameter


def configure(level: str, format: Format, stream: TextIO | None = None) -> None:
    """Write the log of this process to a stream, stderr by default, in place of other handlers."""
    formatter = JsonFormatter() if format == "json" else TextFormatter()
    handler = _Handler(stream or sys.stderr, formatter)
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    access_logger.handlers = [handler]
    access_logger.propagate = False


class _Handler(logging.StreamHandler[TextIO], CallHandler):
    """Writes lines to a stream, those of calls in one step."""

    def __init__(self, stream: TextIO, formatter: TextFormatter | JsonFormatter) -> None:
        super().__init__(stream)
        self.setFormatter(formatter)
        self._line = formatter.line

    def emit(self, record: logging.LogRecord) -> None:
        if isinstance(record, CallLogged):
            self.write(record.call, record.created)
        else:
            super().emit(record)

    def write(self, call: Record, at: float | None = None) -> None:
        try:
            self.stream.write(self._line(call, time.time() if at is None else at))
            self.stream.flush()
        except Exception:  # as of all handlers: the call goes on, and stderr tells why
            self.handleError(CallLogged(call))


class TextFormatter(logging.Formatter):
    """Time in UTC, level, logger, message."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatTime(  # noqa: N802
        self, record: logging.LogRecord, datefmt: str | None = None
    ) -> str:
        return _time(record.created)

    @staticmethod
    def line(call: Record, at: float) -> str:
        """The line of a call, with its end."""
        return f"{_time(at)} INFO {access_logger.name}: {summary(call)}\n"


class JsonFormatter(logging.Formatter):
    """An object per line.

    All have `time level logger`; a call has the fields of its `Record`, with its parameters masked,
    and everything else a `message`, with an `exception` where there was one.
    """

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": _time(record.created),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line)

    @staticmethod
    def line(call: Record, at: float) -> str:
        """The line of a call, with its end."""
        begin = {"time": _time(at), "level": "info", "logger": access_logger.name}
        return json.dumps(begin | _fields(call)) + "\n"


def _time(at: float) -> str:
    """Seconds since 1970 as text, in UTC."""
    return f"{_second(int(at))}.{int(at % 1 * 1000):03d}Z"


@lru_cache(maxsize=1)
def _second(second: int) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(second))


def _fields(call: Record) -> dict[str, Any]:
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

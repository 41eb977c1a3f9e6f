"""What the server writes about itself: lines of text, or JSON for programs that collect logs."""

from __future__ import annotations

import json
import logging
import sys
import time
from typing import Any, Literal, TextIO

from alicloud.emulator.request_log import Record

Format = Literal["text", "json"]

_SHOWN = 256  # characters of a parameter


def configure(level: str, format: Format, stream: TextIO | None = None) -> None:
    """Write the log of this process to a stream, stderr by default, in place of other handlers."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonFormatter() if format == "json" else TextFormatter())
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)


def leave_out_origins() -> None:
    """Do not look up for each record which thread, process and line it is from: nothing shows it.

    This is for the whole process, so only a program of our own may do it.
    Source: "Optimization" in the logging HOWTO of Python.
    """
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    logging._srcfile = None


class TextFormatter(logging.Formatter):
    """Time in UTC, level, logger, message."""

    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")


class JsonFormatter(logging.Formatter):
    """An object per line.

    All have `time level logger`; a call has the fields of its `Record`, with its parameters masked,
    and everything else a `message`, with an `exception` where there was one.
    """

    _times = TextFormatter()

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": self._times.formatTime(record),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        call = getattr(record, "call", None)
        if isinstance(call, Record):
            line |= _call(call)
        else:
            line["message"] = record.getMessage()
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line)


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

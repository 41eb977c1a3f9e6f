"""A server on the loopback that verifies what clients send and responds as the specs document."""

from tests.support.server.server import (
    HANG_UP,
    HELD,
    KEY_ID,
    KEY_SECRET,
    RESET,
    SESSION_TOKEN,
    STS_KEY_ID,
    Problem,
    Raw,
    Server,
)
from tests.support.server.verify import Received

__all__ = [
    "HANG_UP",
    "HELD",
    "KEY_ID",
    "KEY_SECRET",
    "RESET",
    "SESSION_TOKEN",
    "STS_KEY_ID",
    "Problem",
    "Raw",
    "Received",
    "Server",
]

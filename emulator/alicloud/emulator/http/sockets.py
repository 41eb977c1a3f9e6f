"""Listening sockets, and the addresses of clients."""

from __future__ import annotations

import os
import socket


def bind(host: str, port: int) -> socket.socket:
    """A socket bound to an address, for `create_server`.

    Raises:
        OSError: the address cannot be used.
    """
    # Not `socket.create_server`: asyncio sets TCP_NODELAY only where the protocol is named, and
    # without it every response in two writes waits 40 ms.
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
    except OSError:
        bound.close()
        raise
    return bound


def peer(host: str) -> str:
    """The address of a client; on an IPv6 socket, that of an IPv4 client is ::ffff:127.0.0.1."""
    return host.removeprefix("::ffff:") if "." in host else host

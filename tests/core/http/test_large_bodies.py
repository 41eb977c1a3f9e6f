"""Files as bodies: streamed with flat memory, sent again after a broken connection, checked while read."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.loopback import http
from tests.support.processes import python

SIZE = 100 * 1024 * 1024

UPLOAD = """
import asyncio, resource, sys
from alicloud.core import AsyncGenericClient, GenericClient, StaticCredentials

url, path = sys.argv[1:]
options = {
    "product": "Odd", "version": "1", "endpoint": url, "retries": 0,
    "credentials": StaticCredentials("id", "s3cret"),
}

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

with GenericClient(**options) as client, open(path, "rb") as file:
    client.call("Warm", body=b"up")
    before = peak()
    client.call("Put", body=file)
    print(peak() - before)

async def upload():
    async with AsyncGenericClient(**options) as client:
        await client.call("Warm", body=b"up")
        before = peak()
        with open(path, "rb") as file:
            await client.call("Put", body=file)
        print(peak() - before)

asyncio.run(upload())
"""


@contextmanager
def sink() -> Iterator[tuple[str, list[int]]]:
    """A server that reads bodies and keeps nothing but how long they were."""
    sizes: list[int] = []

    def serve(connection: socket.socket) -> None:
        with connection, connection.makefile("rb") as reader:
            while head := list(iter(reader.readline, b"\r\n")):
                if not head[0]:
                    return
                named = dict(line.decode().lower().split(": ") for line in head[1:])
                left = size = int(named["content-length"])
                while left:
                    left -= len(reader.read(min(left, 1 << 20)))
                sizes.append(size)
                connection.sendall(http())

    def accept() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=serve, args=(connection,), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=accept, daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", sizes
        listener.shutdown(socket.SHUT_RDWR)


def test_100_mb_are_streamed_with_flat_memory(tmp_path: Path) -> None:
    path = tmp_path / "sparse"
    with path.open("wb") as file:
        file.truncate(SIZE)
    with sink() as (url, sizes):
        grown = list(map(int, python(UPLOAD, url, str(path)).split()))  # KiB, sync and async
    assert [size for size in sizes if size > 2] == [SIZE, SIZE]
    assert max(grown) < 8 * 1024

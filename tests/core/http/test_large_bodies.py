"""Files as bodies: streamed with flat memory, sent again after a broken connection, checked while read."""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Self

import pytest

from alicloud.core import AsyncGenericClient, GenericClient, StaticCredentials
from alicloud.core.http.file_body import FileBody
from tests.support.loopback import http
from tests.support.processes import python

Send = Callable[["Sink", BinaryIO], None]
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


class Sink:
    """A server that reads bodies and keeps no more of them than length and hash.

    Args:
        resets: How many connections are reset in the middle of the first body.
    """

    def __init__(self, resets: int = 0) -> None:
        self.bodies: list[tuple[int, bool]] = []  # the length, and whether the signed hash is right
        self._resets = resets
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection, connection.makefile("rb") as reader:
            while reader.readline():
                lines = iter(reader.readline, b"\r\n")
                headers = dict(line.decode().strip().lower().split(": ", 1) for line in lines)
                if self._resets:
                    self._resets -= 1
                    reader.read(1000)
                    linger = struct.pack("ii", 1, 0)  # closing sends a reset
                    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                    return
                left = size = int(headers["content-length"])
                found = sha256()
                while left:
                    part = reader.read(min(left, 1 << 20))
                    found.update(part)
                    left -= len(part)
                self.bodies.append((size, headers["x-acs-content-sha256"] == found.hexdigest()))
                connection.sendall(http())


def test_100_mb_are_streamed_with_flat_memory(tmp_path: Path) -> None:
    path = tmp_path / "sparse"
    with path.open("wb") as file:
        file.truncate(SIZE)
    with Sink() as sink:
        grown = list(map(int, python(UPLOAD, sink.url, str(path)).split()))  # KiB, sync and async
    assert sink.bodies == [(2, True), (SIZE, True)] * 2
    assert max(grown) < 8 * 1024


def options(sink: Sink) -> dict[str, Any]:
    keys = StaticCredentials("id", "s3cret")
    return {"product": "Odd", "version": "1", "endpoint": sink.url, "credentials": keys}


def put(sink: Sink, file: BinaryIO) -> None:
    with GenericClient(**options(sink)) as client:
        client.call("Put", body=file, kind="update")


def put_async(sink: Sink, file: BinaryIO) -> None:
    async def upload() -> None:
        async with AsyncGenericClient(**options(sink)) as client:
            await client.call("Put", body=file, kind="update")

    asyncio.run(upload())


@pytest.mark.parametrize("send", [put, put_async])
@pytest.mark.usefixtures("pauses")
def test_a_file_is_sent_again_from_its_place_after_a_broken_connection(send: Send) -> None:
    file = BytesIO(bytes(range(256)) * 40_000)
    file.seek(100)
    with Sink(resets=2) as sink:
        send(sink, file)
    assert sink.bodies == [(256 * 40_000 - 100, True)]


class Shrinking(BytesIO):
    """A file of which the second reading, when it is sent, finds less."""

    def seek(self, offset: int, whence: int = 0) -> int:
        self.seeks = getattr(self, "seeks", 0) + 1
        if self.seeks == 4:  # to its end, to the beginning, for the hash, and to be sent
            self.truncate(70_000)
        return super().seek(offset, whence)


@pytest.mark.parametrize("send", [put, put_async])
@pytest.mark.usefixtures("pauses")
def test_a_file_that_becomes_shorter_is_an_error(send: Send) -> None:
    with Sink() as sink, pytest.raises(ValueError, match="the file became shorter while it was"):
        send(sink, Shrinking(bytes(200_000)))


@pytest.mark.parametrize(("pause", "in_time"), [(9, True), (11, False)])
def test_a_large_file_may_take_its_time_but_no_part_of_it(pause: float, in_time: bool) -> None:
    from alicloud.core.http.aiohttp_pool import _chunks_in_time

    now = 0.0

    async def upload() -> int:
        nonlocal now
        asyncio.get_running_loop().time = lambda: now  # type: ignore[method-assign]
        taken = 0
        async with _chunks_in_time(FileBody(BytesIO(bytes(SIZE // 500))), 10) as chunks:
            async for chunk in chunks:
                taken += len(chunk)
                now += pause
                await asyncio.sleep(0)
        return taken

    if in_time:
        assert asyncio.run(upload()) == SIZE // 500
        assert now > 10
    else:
        with pytest.raises(TimeoutError):
            asyncio.run(upload())

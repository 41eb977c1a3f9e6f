"""Responses whose body is compressed, over both default transports."""

from __future__ import annotations

import contextlib
import gzip
import os
import time

import pytest

from alicloud.core import RequestsTransport
from alicloud.core.http.transport import TransportFault
from tests.support import transports
from tests.support.loopback import Server, http
from tests.support.transports import QUICK, open_transport, request_to


@pytest.fixture(autouse=True, params=["requests", "aiohttp"])
def both_transports(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transports, "http_library", request.param)


def test_no_more_than_the_limit_of_a_body_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alicloud.core.http.requests_pool.MAX_BODY", 1000)
    monkeypatch.setattr("alicloud.core.http.aiohttp_pool.MAX_BODY", 1000)
    parts = gzip.compress(b"x" * 1_000_000) + gzip.compress(os.urandom(5_000_000))
    bomb = http(200, parts, Content_Encoding="gzip")
    with Server(lambda _: bomb) as server, open_transport() as transport:
        assert len(transport.send(request_to(server.url), QUICK).body) == 1001
        transport.send(request_to(server.url), QUICK)
    assert server.connections == 2  # since the rest is not read


@pytest.mark.parametrize("sizes", [(0,), (65_536, 65_536), (65_536, 0, 1), (131_072, 5, 65_531)])
@pytest.mark.parametrize("make", [os.urandom, bytes], ids=["random", "zeros"])
def test_compressed_parts_may_end_anywhere(sizes: tuple[int, ...], make: type[bytes]) -> None:
    parts = [make(size) for size in sizes]
    sent = http(200, b"".join(map(gzip.compress, parts)), Content_Encoding="gzip")
    with Server(lambda _: sent) as server, open_transport() as transport:
        for _ in range(2):
            assert transport.send(request_to(server.url), QUICK).body == b"".join(parts)
    assert server.connections == 1


def test_compressed_parts_of_a_stream_may_end_anywhere() -> None:
    parts = [bytes(65_536), bytes(65_536), b"end"]
    sent = http(200, b"".join(map(gzip.compress, parts)), Content_Encoding="gzip")
    with Server(lambda _: sent) as server:
        stream = RequestsTransport().stream(request_to(server.url), QUICK)
        assert b"".join(stream) == b"".join(parts)


def test_a_body_of_many_compressed_parts_takes_little_time() -> None:
    parts = gzip.compress(b"{}") * 40_000  # 3.5 s, and four times as long for twice as many
    start = time.process_time()
    with (
        Server(lambda _: http(200, parts, Content_Encoding="gzip")) as server,
        open_transport() as transport,
        contextlib.suppress(TransportFault),
    ):
        transport.send(request_to(server.url), QUICK)
    assert time.process_time() - start < 1.5

"""A connection whose client leaves at an odd time."""

from __future__ import annotations

import asyncio
from unittest.mock import Mock

import pytest

from alicloud.emulator.http import protocol
from alicloud.emulator.http.connections import Connections
from alicloud.emulator.http.responses import HttpResponse


def test_nothing_is_expected_of_a_client_that_left_before_its_response(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(protocol, "REQUEST_SECONDS", 0)

    async def leave() -> None:
        response = asyncio.get_running_loop().create_future()
        responder = protocol.Responder(lambda _: response, lambda *_: HttpResponse(408, [], b""))
        connection = protocol.HttpProtocol(responder, Connections(tls=False))
        transport = Mock(asyncio.Transport)
        transport.get_extra_info.return_value = None
        transport.is_closing.return_value = False
        connection.connection_made(transport)
        connection.data_received(b"GET / HTTP/1.1\r\nhost: x\r\n\r\nGET / HT")
        transport.is_closing.return_value = True
        connection.connection_lost(None)
        response.set_result(HttpResponse(200, [], b""))
        for _ in range(5):
            await asyncio.sleep(0)

    asyncio.run(leave())
    assert caplog.messages == [], "it is not late: it has left"

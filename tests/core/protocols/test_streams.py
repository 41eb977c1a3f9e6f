"""Responses that are read while they come, and files that are read while they are sent."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Awaitable, Callable
from types import ModuleType
from typing import Any

import pytest

from alicloud.core import ConfigurationError, ServiceError, StaticCredentials, TransportError
from alicloud.core.http.transport import HttpRequest, HttpResponse
from alicloud.core.testing import StubTransport
from tests.core.protocols.conftest import Package
from tests.support.loopback import HANG_UP, Received, Server, http

PICTURE = bytes(range(256)) * 4096  # 1 MiB
KEYS = StaticCredentials("id", "s3cret")


@pytest.fixture(scope="module")
def roa(package: Package) -> ModuleType:
    return package("roa")


def served(
    roa: ModuleType,
    behave: Callable[[Received], bytes],
    use: Callable[[Any], Any],
    use_async: Callable[[Any], Awaitable[Any]],
) -> list[Any]:
    """What both clients get from a server, by their two ways of reading."""
    with Server(behave) as server:
        options: dict[str, Any] = {"credentials": KEYS, "endpoint": server.url, "retries": 0}
        with roa.OddClient(**options) as odd:
            found = [use(odd)]

        async def run() -> Any:
            async with roa.AsyncOddClient(**options) as odd:
                return await use_async(odd)

        return [*found, asyncio.run(run())]


def test_a_body_comes_piece_by_piece_and_the_connection_is_used_again(roa: ModuleType) -> None:
    request = roa.GetPictureRequest(id=7)

    def use(odd: Any) -> Any:
        with odd.stream(request) as response:
            pieces = list(response)
        return pieces, response.http.status_code, response.request_id, odd.get_picture(id=7).value

    async def use_async(odd: Any) -> Any:
        async with await odd.stream(request) as response:
            pieces = [piece async for piece in response]
        value = (await odd.get_picture(id=7)).value
        return pieces, response.http.status_code, response.request_id, value

    both = served(roa, lambda _: http(body=PICTURE, x_acs_request_id="R-1"), use, use_async)
    for pieces, status, request_id, value in both:
        assert len(pieces) > 1 and b"".join(pieces) == PICTURE == value
        assert (status, request_id) == (200, "R-1")


def test_a_body_that_is_cut_off_is_an_error_after_what_came(roa: ModuleType) -> None:
    whole = http(body=PICTURE)
    cut = HANG_UP + whole[: len(whole) // 2]
    came: list[int] = []

    def use(odd: Any) -> None:
        with (
            odd.stream(roa.GetPictureRequest(id=7)) as response,
            pytest.raises(TransportError) as at,
        ):
            came.extend(len(piece) for piece in response)
        assert "cut off" in str(at.value) and at.value.action == "GetPicture"

    async def use_async(odd: Any) -> None:
        async with await odd.stream(roa.GetPictureRequest(id=7)) as response:
            pieces = aiter(response)
            with pytest.raises(TransportError, match="cut off"):
                while piece := await anext(pieces, b""):
                    came.append(len(piece))

    served(roa, lambda _: cut, use, use_async)
    assert sum(came) > 0


def test_an_error_is_raised_as_for_any_call(roa: ModuleType) -> None:
    def use(odd: Any) -> str:
        with pytest.raises(ServiceError) as caught:
            odd.stream(roa.GetPictureRequest(id=7))
        return caught.value.code

    async def use_async(odd: Any) -> str:
        with pytest.raises(ServiceError) as caught:
            await odd.stream(roa.GetPictureRequest(id=7))
        return caught.value.code

    body = b'{"code": "NoSuchPicture", "message": "No."}'
    assert served(roa, lambda _: http(404, body), use, use_async) == ["NoSuchPicture"] * 2


def test_what_is_not_read_is_left_behind(roa: ModuleType) -> None:
    def use(odd: Any) -> bytes:
        with odd.stream(roa.GetPictureRequest(id=7)) as response:
            next(iter(response))
        return bytes(odd.get_picture(id=7).value)

    async def use_async(odd: Any) -> bytes:
        async with await odd.stream(roa.GetPictureRequest(id=7)) as response:
            await anext(aiter(response))
        return bytes((await odd.get_picture(id=7)).value)

    assert served(roa, lambda _: http(body=PICTURE), use, use_async) == [PICTURE, PICTURE]


def test_a_file_is_sent_over_real_connections_with_its_length(roa: ModuleType) -> None:
    received: list[Received] = []

    def behave(request: Received) -> bytes:
        received.append(request)
        return http(body=b"")

    def use(odd: Any) -> None:
        odd.put_picture(id=7, picture=io.BytesIO(PICTURE))

    async def use_async(odd: Any) -> None:
        await odd.put_picture(id=7, picture=io.BytesIO(PICTURE))

    served(roa, behave, use, use_async)
    for request in received:
        assert request.body == PICTURE
        assert request.headers["content-length"] == str(len(PICTURE))
        assert "transfer-encoding" not in request.headers


class OwnTransport:
    def send(self, request: HttpRequest, timeout: tuple[float, float]) -> HttpResponse:
        raise AssertionError("not called")

    def close(self) -> None:
        pass


def test_a_transport_that_cannot_stream_is_named(roa: ModuleType) -> None:
    odd = roa.OddClient(credentials=KEYS, endpoint="http://x", transport=OwnTransport())
    with pytest.raises(ConfigurationError, match="a OwnTransport cannot stream"):
        odd.stream(roa.GetPictureRequest(id=7))


def test_the_stub_streams_too(roa: ModuleType) -> None:
    transport = StubTransport({"GetPicture": HttpResponse(200, {}, b"PNG")})
    odd = roa.OddClient(credentials=KEYS, endpoint="http://x", transport=transport)
    with odd.stream(roa.GetPictureRequest(id=7)) as response:
        assert response.read() == b"PNG"

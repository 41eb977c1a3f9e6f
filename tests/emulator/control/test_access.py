"""Who may use the control: no web page, and from elsewhere only with the token."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from alicloud.emulator import Emulator, EmulatorError
from alicloud.emulator.control.access import check, is_loopback
from alicloud.emulator.control.errors import ControlError
from tests.support.raw_calls import RawCalls

TOKEN = "0123456789abcdef"
PAGES = [
    {"origin": "https://evil.example"},
    {"origin": "null"},  # of a sandboxed frame
    {"origin": "http://127.0.0.1:8080"},  # another program of this machine
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
]


@pytest.fixture(scope="module")
def protected() -> Iterator[Emulator]:
    with Emulator(control_token=TOKEN) as cloud:
        yield cloud


@pytest.mark.parametrize(
    "headers",
    [
        *PAGES,
        {"host": "evil.example"},  # a name that the page made point here
        {"host": "evil.example:80"},
        {"host": "127.0.0.1.evil.example"},
        {"host": "localhost.evil.example"},
        {"host": "user@127.0.0.1@evil.example"},
        {"host": "[::1"},
        {"host": ""},
    ],
)
@pytest.mark.parametrize(("method", "name"), [("POST", "reset"), ("GET", "requests")])
def test_a_web_page_is_refused(
    raw: RawCalls, method: str, name: str, headers: dict[str, str]
) -> None:
    assert raw.send(method, f"/_emulator/{name}", headers).status == 403


@pytest.mark.parametrize("headers", PAGES)
def test_the_token_does_not_open_it_to_web_pages(
    protected: Emulator, headers: dict[str, str]
) -> None:
    given = {"authorization": f"Bearer {TOKEN}", **headers}
    assert RawCalls(protected).send("POST", "/_emulator/reset", given).status == 403


@pytest.mark.parametrize(
    ("authorization", "status"),
    [
        (None, 401),
        ("", 401),
        (TOKEN, 401),
        (f"Basic {TOKEN}", 401),
        ("Bearer ", 401),
        (f"Bearer {TOKEN[:-1]}", 401),
        ("Bearer \u00ff", 401),
        (f"Bearer {TOKEN}", 200),
        (f"bearer {TOKEN}", 200),
    ],
)
def test_the_token_is_required_and_sufficient(
    protected: Emulator, authorization: str | None, status: int
) -> None:
    headers = {"host": "emulator.internal", "authorization": authorization}
    response = RawCalls(protected).send("POST", "/_emulator/reset", headers)
    assert response.status == status
    assert (response.headers.get("www-authenticate") == "Bearer") == (status == 401)
    assert TOKEN.encode() not in response.body


def test_health_is_open(protected: Emulator) -> None:
    response = RawCalls(protected).send("GET", "/_emulator/health", {"host": "emulator.internal"})
    assert response.status == 200


def test_another_machine_needs_the_token() -> None:
    with pytest.raises(ControlError, match=r"192\.0\.2\.7 is another one") as caught:
        check({"host": "127.0.0.1"}, "192.0.2.7", None)
    assert caught.value.status == 403
    check({"host": "emulator", "authorization": f"Bearer {TOKEN}"}, "192.0.2.7", TOKEN)


@pytest.mark.parametrize(
    ("host", "ours"),
    [
        *(("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("LOCALHOST", True)),
        *(("0.0.0.0", False), ("::", False), ("10.0.0.1", False), ("evil.example", False)),
        ("", False),
    ],
)
def test_loopback(host: str, ours: bool) -> None:
    assert is_loopback(host) is ours


@pytest.mark.parametrize("token", ["", "short", "with spaces in it..", "ümlaut-0123456789"])
def test_a_token_that_cannot_be_sent_is_refused_and_not_shown(token: str) -> None:
    with pytest.raises(EmulatorError, match="control_token: must be 16 to") as caught:
        Emulator(control_token=token)
    assert not token or token not in str(caught.value)

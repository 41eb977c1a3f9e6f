"""Random input: always a documented error or success, and errors change nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alicloud.emulator import Emulator
from alicloud.ram import RamClient
from alicloud.sts import StsClient
from tests.support.coverage import implemented
from tests.support.raw_calls import FORM, RAM, STS, RawCalls, RawResponse

OPERATIONS = {**RamClient.operations, **StsClient.operations}
NAMES = sorted(
    {
        field.wire_name
        for operation in OPERATIONS.values()
        for field in operation.request.__fields__.values()
    }
)

# Codes of the gateway for any action, besides the documented ones of the action.
GATEWAY = re.compile(
    "BadRequest|RequestEntityTooLarge|UnsupportedHTTPMethod|SignatureDoesNotMatch|SignatureNonceUsed"
    r"|IncompleteSignature|NoPermission|Missing\w+(\.\w+)?|Invalid\w+(\.\w+)*"
)

quick = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
long = settings(max_examples=1500, suppress_health_check=[HealthCheck.function_scoped_fixture])

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
actions = st.sampled_from(sorted(implemented("ram") | implemented("sts")))
several = st.lists(actions, min_size=4, max_size=4, unique=True)
versions = st.sampled_from([RAM, STS])
names = st.sampled_from(NAMES) | st.builds("{}.{}".format, st.sampled_from(NAMES), texts) | texts
escaped = st.text(st.characters(), max_size=200)  # in JSON, lone surrogates too
documents = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | escaped,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(escaped, inner, max_size=3),
    max_leaves=8,
).map(json.dumps)
numbers = st.integers(min_value=-(10**30), max_value=10**30).map(str)
odd = st.sampled_from(
    [
        "",
        "null",
        "true",
        "0",
        "[" * 5000,
        '{"a":' * 5000,
        "x" * 70_000,
        "\x00",
        "1e999",
        "a.b.c",
        "acs:ram::1234567890123456:role/r",
        "acs:ram::1234567890123456:saml-provider/s",
        "acs:ram::1234567890123456:oidc-provider/o",
        "System",
        "Custom",
        "alice",
        "AdministratorAccess",
        '{"Version":"1","Statement":[]}',
        '{"Version":"1","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
        "PHNhbWw+",
        "eyJhbGciOiJub25lIn0.e30.",
        "eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ.e30.AAAA",
    ]
)
values = texts | documents | numbers | odd
parameters = st.dictionaries(names, values, max_size=6)


@pytest.fixture(scope="module")
def fuzzed() -> Iterator[RawCalls]:
    """An emulator with a user in it. Its clock is frozen so that states can be compared."""
    with Emulator() as cloud:
        cloud.clock.freeze()
        raw = RawCalls(cloud)
        raw.v3("CreateUser", {"UserName": "alice"})
        yield raw


def check(response: RawResponse, action: str) -> None:
    """The response is one of the service's: success or an error that is documented."""
    if response.headers["content-type"].startswith("text/xml"):
        root = ElementTree.fromstring(response.body)
        body: Mapping[str, Any] = {child.tag: child.text for child in root}
    else:
        body = response.json
    assert body["RequestId"] == response.headers["x-acs-request-id"]
    if response.status == 200:
        return
    assert response.status < 500, body
    code = body["Code"]
    documented = OPERATIONS[action].errors if action in OPERATIONS else {}
    assert code in documented or GATEWAY.fullmatch(code), body
    assert body["Message"]
    assert "Traceback" not in body["Message"]


def send_any(raw: RawCalls, action: str, sent: Mapping[str, str], format: str) -> None:
    before = raw.cloud.snapshot()
    version = STS if action in StsClient.operations else RAM
    form = sum(map(len, sent.values())) > 10_000
    response = raw.v1(
        action, sent, method="POST", form=form, version=version, change={"Format": format}
    )
    check(response, action)
    if response.status != 200:
        assert raw.cloud.snapshot() == before


def damage(raw: RawCalls, action: str, sent: Mapping[str, str], change: Mapping[str, str]) -> None:
    before = raw.cloud.snapshot()
    for response in (
        raw.v1(action, damage={**sent, **change}),
        raw.v3(action, damage={f"x-acs-{name.lower()}": "1" for name in change}),
        raw.v3(action, target="/?Odd=1"),
    ):
        check(response, action)
        assert response.status != 200
    assert raw.cloud.snapshot() == before


def send_bytes(raw: RawCalls, method: str, query: bytes, body: bytes, kind: str) -> None:
    before = raw.cloud.snapshot()
    target = "/?" + "".join(f"%{byte:02X}" if byte % 3 else chr(48 + byte % 10) for byte in query)
    check(raw.send(method, target, {"content-type": kind}, body), "")
    assert raw.cloud.snapshot() == before


# Not empty: empty values need not be signed, for the PHP SDK.
changed = texts.filter(bool)
changes = st.dictionaries(st.sampled_from(["Signature", "UserName", "Odd"]), changed, min_size=1)
methods = st.sampled_from(["GET", "POST", "PUT", "OPTIONS", "PATCH"])
kinds = st.sampled_from([FORM, "application/json", "text/plain", "nonsense", ""])


@quick
@given(actions, parameters, st.sampled_from(["JSON", "XML"]))
def test_parameters(fuzzed: RawCalls, action: str, sent: dict[str, str], format: str) -> None:
    send_any(fuzzed, action, _plain(sent), format)


@quick
@given(actions | texts, parameters, changes)
def test_broken_signatures(
    fuzzed: RawCalls, action: str, sent: dict[str, str], change: dict[str, str]
) -> None:
    damage(fuzzed, _header(action), _plain(sent), change)


@quick
@given(methods, st.binary(max_size=100), st.binary(max_size=300), kinds)
def test_bytes(fuzzed: RawCalls, method: str, query: bytes, body: bytes, kind: str) -> None:
    send_bytes(fuzzed, method, query, body, kind)


@pytest.mark.soak
@long
@given(several, parameters, st.sampled_from(["JSON", "XML"]))
def test_parameters_for_long(
    fuzzed: RawCalls, asked: list[str], sent: dict[str, str], format: str
) -> None:
    for action in asked:  # generating parameters takes longer than the calls
        send_any(fuzzed, action, _plain(sent), format)


@pytest.mark.soak
@long
@given(actions | texts, parameters, changes)
def test_broken_signatures_for_long(
    fuzzed: RawCalls, action: str, sent: dict[str, str], change: dict[str, str]
) -> None:
    damage(fuzzed, _header(action), _plain(sent), change)


@pytest.mark.soak
@long
@given(methods, st.binary(max_size=100), st.binary(max_size=3000), kinds)
def test_bytes_for_long(
    fuzzed: RawCalls, method: str, query: bytes, body: bytes, kind: str
) -> None:
    send_bytes(fuzzed, method, query, body, kind)


def _plain(sent: Mapping[str, str]) -> dict[str, str]:
    """Without what would be a common parameter."""
    return {name: value for name, value in sent.items() if name not in ("Format", "Signature")}


def _header(action: str) -> str:
    """Text that a header can contain."""
    return action if action.isascii() and action.isprintable() else "Odd"

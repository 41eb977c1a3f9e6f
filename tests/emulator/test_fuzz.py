"""Bad input by the thousand: always a proper, documented error, and nothing changes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from alicloud.emulator import Emulator
from alicloud.ram import RamClient
from alicloud.sts import StsClient
from tests.support.raw_calls import FORM, RAM, STS, Answer, Raw

OPERATIONS = {**RamClient.operations, **StsClient.operations}
NAMES = sorted(
    {
        field.wire_name
        for operation in OPERATIONS.values()
        for field in operation.request.__fields__.values()
    }
)

# What the gateway may say to any action, beside the errors that an action lists.
GATEWAY = re.compile(
    "BadRequest|RequestEntityTooLarge|UnsupportedHTTPMethod|SignatureDoesNotMatch|SignatureNonceUsed"
    r"|IncompleteSignature|NoPermission|Missing\w+(\.\w+)?|Invalid\w+(\.\w+)*"
)

quick = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
long = settings(max_examples=1500, suppress_health_check=[HealthCheck.function_scoped_fixture])

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
actions = st.sampled_from(sorted(OPERATIONS))
several = st.lists(actions, min_size=4, max_size=4, unique=True)
versions = st.sampled_from([RAM, STS])
names = st.sampled_from(NAMES) | st.builds("{}.{}".format, st.sampled_from(NAMES), texts) | texts
escaped = st.text(st.characters(), max_size=200)  # in JSON, also half a surrogate pair
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
def fuzzed() -> Iterator[Raw]:
    """An emulator with something in it, whose clock stands still so that states can be compared."""
    with Emulator() as cloud:
        cloud.clock.freeze()
        raw = Raw(cloud)
        raw.v3("CreateUser", {"UserName": "alice"})
        yield raw


def check(answer: Answer, action: str) -> None:
    """The answer is one of the service's: success or an error that is documented."""
    if answer.headers["content-type"].startswith("text/xml"):
        root = ElementTree.fromstring(answer.body)
        body: Mapping[str, Any] = {child.tag: child.text for child in root}
    else:
        body = answer.json
    assert body["RequestId"] == answer.headers["x-acs-request-id"]
    if answer.status == 200:
        return
    assert answer.status < 500, body
    code = body["Code"]
    documented = OPERATIONS[action].errors if action in OPERATIONS else {}
    assert code in documented or GATEWAY.fullmatch(code), body
    assert body["Message"]
    assert "Traceback" not in body["Message"]


def refuse_or_do(raw: Raw, action: str, sent: Mapping[str, str], format: str) -> None:
    before = raw.cloud.snapshot()
    version = STS if action in StsClient.operations else RAM
    form = sum(map(len, sent.values())) > 10_000
    answer = raw.v1(
        action, sent, verb="POST", form=form, version=version, change={"Format": format}
    )
    check(answer, action)
    if answer.status != 200:
        assert raw.cloud.snapshot() == before


def damage(raw: Raw, action: str, sent: Mapping[str, str], change: Mapping[str, str]) -> None:
    before = raw.cloud.snapshot()
    for answer in (
        raw.v1(action, damage={**sent, **change}),
        raw.v3(action, damage={f"x-acs-{name.lower()}": "1" for name in change}),
        raw.v3(action, target="/?Odd=1"),
    ):
        check(answer, action)
        assert answer.status != 200
    assert raw.cloud.snapshot() == before


def send_bytes(raw: Raw, verb: str, query: bytes, body: bytes, kind: str) -> None:
    before = raw.cloud.snapshot()
    target = "/?" + "".join(f"%{byte:02X}" if byte % 3 else chr(48 + byte % 10) for byte in query)
    check(raw.send(verb, target, {"content-type": kind}, body), "")
    assert raw.cloud.snapshot() == before


# Not empty: an empty value may be left out of what is signed, as PHP has it.
changed = texts.filter(bool)
changes = st.dictionaries(st.sampled_from(["Signature", "UserName", "Odd"]), changed, min_size=1)
verbs = st.sampled_from(["GET", "POST", "PUT", "OPTIONS", "PATCH"])
kinds = st.sampled_from([FORM, "application/json", "text/plain", "nonsense", ""])


@quick
@given(actions, parameters, st.sampled_from(["JSON", "XML"]))
def test_parameters(fuzzed: Raw, action: str, sent: dict[str, str], format: str) -> None:
    refuse_or_do(fuzzed, action, _plain(sent), format)


@quick
@given(actions | texts, parameters, changes)
def test_broken_signatures(
    fuzzed: Raw, action: str, sent: dict[str, str], change: dict[str, str]
) -> None:
    damage(fuzzed, _header(action), _plain(sent), change)


@quick
@given(verbs, st.binary(max_size=100), st.binary(max_size=300), kinds)
def test_bytes(fuzzed: Raw, verb: str, query: bytes, body: bytes, kind: str) -> None:
    send_bytes(fuzzed, verb, query, body, kind)


@pytest.mark.soak
@long
@given(several, parameters, st.sampled_from(["JSON", "XML"]))
def test_parameters_for_long(
    fuzzed: Raw, asked: list[str], sent: dict[str, str], format: str
) -> None:
    for action in asked:  # making up parameters takes longer than the calls
        refuse_or_do(fuzzed, action, _plain(sent), format)


@pytest.mark.soak
@long
@given(actions | texts, parameters, changes)
def test_broken_signatures_for_long(
    fuzzed: Raw, action: str, sent: dict[str, str], change: dict[str, str]
) -> None:
    damage(fuzzed, _header(action), _plain(sent), change)


@pytest.mark.soak
@long
@given(verbs, st.binary(max_size=100), st.binary(max_size=3000), kinds)
def test_bytes_for_long(fuzzed: Raw, verb: str, query: bytes, body: bytes, kind: str) -> None:
    send_bytes(fuzzed, verb, query, body, kind)


def _plain(sent: Mapping[str, str]) -> dict[str, str]:
    """Without what would be read as a common parameter."""
    return {name: value for name, value in sent.items() if name not in ("Format", "Signature")}


def _header(action: str) -> str:
    """Something that a header can hold."""
    return action if action.isascii() and action.isprintable() else "Odd"

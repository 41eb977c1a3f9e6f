"""Which requests the gateway accepts and rejects, before an action is considered."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest

from alicloud.core.shapes.timestamps import render
from alicloud.emulator import Emulator
from alicloud.ram import RamClient
from alicloud.sts import StsClient
from tests.support.raw_calls import FORM, RAM, STS, RawCalls, RawResponse

Sent = Callable[[RawCalls], RawResponse]
ALICE = {"UserName": "alice"}


def _inactive(raw: RawCalls) -> RawResponse:
    options = raw.cloud.client_options()
    with RamClient(**options) as ram:
        ram.create_user(user_name="bob")
        key = ram.create_access_key(user_name="bob").access_key
        ram.update_access_key(
            user_name="bob", user_access_key_id=key.access_key_id, status="Inactive"
        )
    return raw.v1(key=(key.access_key_id, key.access_key_secret))


def _at(offset: timedelta) -> Sent:
    def send(raw: RawCalls) -> RawResponse:
        raw.cloud.clock.freeze(raw.cloud.clock.now().replace(microsecond=0))
        raw.cloud.clock.advance(offset)
        late = raw.now
        raw.cloud.clock.advance(-offset)
        return raw.v3("ListUsers", change={"x-acs-date": late})

    return send


def _twice(raw: RawCalls) -> RawResponse:
    same = {"SignatureNonce": "once"}
    raw.v1(change=same)
    return raw.v1(change=same)


MINUTE = timedelta(minutes=1)
ERRORS: list[tuple[str, Sent, int, str]] = [
    ("PUT", lambda raw: raw.v3(method="PUT"), 400, "UnsupportedHTTPMethod"),
    ("DELETE", lambda raw: raw.v1(method="DELETE"), 400, "UnsupportedHTTPMethod"),
    (
        "another path",
        lambda raw: raw.send("GET", "/ram?Action=GetUser"),
        404,
        "InvalidApi.NotFound",
    ),
    ("nothing", lambda raw: raw.send("GET", "/"), 400, "MissingAction"),
    ("no action", lambda raw: raw.v1(damage={"Action": None}), 400, "MissingAction"),
    ("no action, V3", lambda raw: raw.v3(damage={"x-acs-action": None}), 400, "MissingAction"),
    ("no version", lambda raw: raw.v1(damage={"Version": None}), 400, "MissingVersion"),
    ("no version, V3", lambda raw: raw.v3(damage={"x-acs-version": None}), 400, "MissingVersion"),
    ("unknown version", lambda raw: raw.v1(version="2014-05-26"), 400, "InvalidVersion"),
    ("unknown action", lambda raw: raw.v3("MakeUser"), 404, "InvalidAction.NotFound"),
    ("case of the action", lambda raw: raw.v3("getuser"), 404, "InvalidAction.NotFound"),
    ("of the other service", lambda raw: raw.v3(version=STS), 404, "InvalidAction.NotFound"),
    ("format", lambda raw: raw.v1(change={"Format": "yaml"}), 400, "InvalidParameter.Format"),
    (
        "a JSON body",
        lambda raw: raw.v3(body=b"{}", change={"content-type": "application/json"}),
        400,
        "InvalidParameter.ContentType",
    ),
    ("not UTF-8", lambda raw: raw.send("GET", "/?Action=%ff"), 400, "InvalidParameter"),
    ("given twice", lambda raw: raw.send("GET", "/?A=1&A=2"), 400, "InvalidParameter"),
    (
        "in URL and body",
        lambda raw: raw.send("POST", "/?A=1", {"content-type": FORM}, b"A=2"),
        400,
        "InvalidParameter",
    ),
    (
        "too many",
        lambda raw: raw.send("POST", "/", {"content-type": FORM}, b"a=1&" * 20_000),
        400,
        "InvalidParameter",
    ),
    *(
        (f"no {name}", lambda raw, name=name: raw.v1(damage={name: None}), 400, f"Missing{name}")
        for name in (
            "AccessKeyId",
            "Timestamp",
            "SignatureNonce",
            "SignatureMethod",
            "SignatureVersion",
        )
    ),
    ("empty signature", lambda raw: raw.v1(damage={"Signature": ""}), 400, "MissingSignature"),
    (
        "unsigned",
        lambda raw: raw.send("GET", f"/?Action=GetUser&Version={RAM}"),
        400,
        "MissingAccessKeyId",
    ),
    ("no date, V3", lambda raw: raw.v3(damage={"x-acs-date": None}), 400, "MissingTimestamp"),
    (
        "no nonce, V3",
        lambda raw: raw.v3(damage={"x-acs-signature-nonce": None}),
        400,
        "MissingSignatureNonce",
    ),
    (
        "signature method",
        lambda raw: raw.v1(change={"SignatureMethod": "HMAC-MD5"}),
        400,
        "InvalidSignatureMethod",
    ),
    (
        "signature version",
        lambda raw: raw.v1(change={"SignatureVersion": "2.0"}),
        400,
        "IncompleteSignature",
    ),
    (
        "SM3",
        lambda raw: raw.v3(damage={"Authorization": "ACS3-HMAC-SM3 Credential=a,..."}),
        400,
        "InvalidSignatureMethod",
    ),
    (
        "basic authorization",
        lambda raw: raw.v3(damage={"Authorization": "Basic YTpi"}),
        400,
        "InvalidSignatureMethod",
    ),
    (
        "half an authorization",
        lambda raw: raw.v3(damage={"Authorization": "ACS3-HMAC-SHA256 Credential=a"}),
        400,
        "IncompleteSignature",
    ),
    (
        "unsigned header",
        lambda raw: raw.v3(unsigned=("x-acs-date",)),
        400,
        "IncompleteSignature",
    ),
    ("unsigned host", lambda raw: raw.v3(unsigned=("host",)), 400, "IncompleteSignature"),
    (
        "added header",
        lambda raw: raw.v3(damage={"x-acs-more": "1"}),
        400,
        "IncompleteSignature",
    ),
    (
        "signed header gone",
        lambda raw: raw.v3(change={"accept": "*/*"}, damage={"accept": None}),
        400,
        "IncompleteSignature",
    ),
    (
        "no payload hash",
        lambda raw: raw.v3(damage={"x-acs-content-sha256": None}),
        400,
        "IncompleteSignature",
    ),
    (
        "bearer token",
        lambda raw: raw.v1(change={"BearerToken": "t", "SignatureType": "BEARERTOKEN"}),
        400,
        "InvalidSignatureMethod",
    ),
    (
        "bearer token, V3",
        lambda raw: raw.v3(damage={"Authorization": None, "x-acs-bearer-token": "t"}),
        400,
        "InvalidSignatureMethod",
    ),
    *(
        (
            f"time {time!r}",
            lambda raw, time=time: raw.v1(change={"Timestamp": time}),
            400,
            "InvalidTimeStamp.Format",
        )
        for time in ("now", "2015-13-01T00:00:00Z", "2015-01-01T00:00:00", "２015-01-01T00:00:00Z")
    ),
    ("16 minutes late", _at(-16 * MINUTE), 400, "InvalidTimeStamp.Expired"),
    ("16 minutes early", _at(16 * MINUTE), 400, "InvalidTimeStamp.Expired"),
    ("unknown key", lambda raw: raw.v1(key=("LTAInone", "s")), 404, "InvalidAccessKeyId.NotFound"),
    ("unknown key, V3", lambda raw: raw.v3(key=("STS.x", "s")), 404, "InvalidAccessKeyId.NotFound"),
    ("inactive key", _inactive, 400, "InvalidAccessKeyId.Inactive"),
    (
        "stray token",
        lambda raw: raw.v1(change={"SecurityToken": "CAIS"}),
        400,
        "InvalidSecurityToken.Malformed",
    ),
    ("wrong secret", lambda raw: raw.v1(key=(raw.key[0], "wrong")), 400, "SignatureDoesNotMatch"),
    ("wrong secret, V3", lambda raw: raw.v3(key=(raw.key[0], "no")), 400, "SignatureDoesNotMatch"),
    (
        "changed parameter",
        lambda raw: raw.v1(parameters=ALICE, damage={"UserName": "bob"}),
        400,
        "SignatureDoesNotMatch",
    ),
    ("added parameter", lambda raw: raw.v1(damage={"More": "1"}), 400, "SignatureDoesNotMatch"),
    (
        "added parameter, V3",
        lambda raw: raw.v3(target="/?More=1"),
        400,
        "SignatureDoesNotMatch",
    ),
    (
        "changed date",
        lambda raw: raw.v3(damage={"x-acs-signature-nonce": "another"}),
        400,
        "SignatureDoesNotMatch",
    ),
    (
        "parameter left out of the text",
        lambda raw: raw.v1(parameters=ALICE, unsigned=("UserName",)),
        400,
        "SignatureDoesNotMatch",
    ),
    ("nonce again", _twice, 400, "SignatureNonceUsed"),
    (
        "long nonce",
        lambda raw: raw.v1(change={"SignatureNonce": "n" * 129}),
        400,
        "InvalidParameter.SignatureNonce",
    ),
    (
        "no digest",
        lambda raw: raw.v3(change={"x-acs-content-sha256": ""}),
        400,
        "IncompleteSignature",
    ),
    (
        "digest of another body",
        lambda raw: raw.v3(change={"x-acs-content-sha256": "0" * 64}),
        400,
        "IncompleteSignature",
    ),
]


@pytest.mark.parametrize(
    ("send", "status", "code"), [case[1:] for case in ERRORS], ids=[case[0] for case in ERRORS]
)
def test_errors(raw: RawCalls, send: Sent, status: int, code: str) -> None:
    response = send(raw)
    assert (response.status, response.code) == (status, code), response
    body = response.json
    assert body.keys() == {"RequestId", "HostId", "Code", "Message", "Recommend"}
    assert response.headers["x-acs-request-id"] == body["RequestId"]
    assert body["HostId"] == raw.host
    assert code in body["Recommend"]


# Each request has two errors; the first one is reported.
@pytest.mark.parametrize(
    ("send", "code"),
    [
        (lambda raw: raw.v3("MakeUser", method="PUT"), "UnsupportedHTTPMethod"),
        (lambda raw: raw.v1("MakeUser", damage={"Timestamp": None}), "InvalidAction.NotFound"),
        (
            lambda raw: raw.v1(change={"Timestamp": "x", "SignatureNonce": ""}),
            "MissingSignatureNonce",
        ),
        (
            lambda raw: raw.v1(key=("no", "no"), change={"Timestamp": "x"}),
            "InvalidTimeStamp.Format",
        ),
        (
            lambda raw: raw.v1(key=("no", "no"), change={"SecurityToken": "x"}),
            "InvalidAccessKeyId.NotFound",
        ),
        (
            lambda raw: raw.v1(key=(raw.key[0], "no"), change={"SecurityToken": "x"}),
            "InvalidSecurityToken.Malformed",
        ),
    ],
)
def test_the_order_of_checks(raw: RawCalls, send: Sent, code: str) -> None:
    assert send(raw).code == code


def test_a_wrong_signature_does_not_use_up_its_nonce(raw: RawCalls) -> None:
    nonce = {"SignatureNonce": "mine"}
    assert raw.v1("ListUsers", key=(raw.key[0], "wrong"), change=nonce).status == 400
    assert raw.v1("ListUsers", change=nonce).status == 200


@pytest.mark.parametrize("minutes", [-14, 0, 14])
def test_a_nonce_is_kept_until_15_minutes_after_the_time_of_its_call(
    cloud: Emulator, raw: RawCalls, minutes: int
) -> None:
    cloud.clock.freeze()
    time = cloud.clock.now() + timedelta(minutes=minutes)
    nonce = {"x-acs-signature-nonce": "mine"}
    assert raw.v3("ListUsers", change={**nonce, "x-acs-date": render(time)}).status == 200
    cloud.clock.freeze(time + timedelta(minutes=14, seconds=59))
    assert raw.v3("ListUsers", change=nonce).code == "SignatureNonceUsed"
    cloud.clock.advance(timedelta(seconds=2))
    assert raw.v3("ListUsers", change=nonce).status == 200


def test_with_a_file_a_nonce_is_known_after_a_restart(tmp_path: Path) -> None:
    nonce = {"x-acs-signature-nonce": "mine"}
    with Emulator(db=tmp_path / "account.db") as cloud:
        assert RawCalls(cloud).v3("ListUsers", change=nonce).status == 200
    with Emulator(db=tmp_path / "account.db") as cloud:
        assert RawCalls(cloud).v3("ListUsers", change=nonce).code == "SignatureNonceUsed"
        cloud.clock.advance(timedelta(minutes=16))
        assert RawCalls(cloud).v3("ListUsers", change=nonce).status == 200


@pytest.mark.parametrize("fraction", [".123", ".000000", ".9"])
def test_the_time_of_a_call_may_have_a_fraction(raw: RawCalls, fraction: str) -> None:
    time = raw.now.replace("Z", f"{fraction}Z")
    assert raw.v1("ListUsers", change={"Timestamp": time}).status == 200
    assert raw.v3("ListUsers", change={"x-acs-date": time}).status == 200


def test_the_digest_of_the_body_may_be_in_upper_case(raw: RawCalls) -> None:
    digest = hashlib.sha256(b"").hexdigest().upper()
    assert raw.v3("ListUsers", change={"x-acs-content-sha256": digest}).status == 200


@pytest.mark.parametrize("offset", [-15 * MINUTE, 15 * MINUTE])
def test_clocks_may_differ_by_15_minutes(raw: RawCalls, offset: timedelta) -> None:
    assert _at(offset)(raw).status == 200


def test_the_string_to_sign_follows_the_first_colon(raw: RawCalls) -> None:
    message = raw.v1("ListUsers", key=(raw.key[0], "wrong")).json["Message"]
    before, _, text = message.partition(":")
    assert before.endswith("server string to sign is")
    assert text.startswith("GET&%2F&AccessKeyId%3D")
    assert ":" not in text


ACCEPTED: list[tuple[str, Sent]] = [
    ("V1, GET", lambda raw: raw.v1("ListUsers")),
    ("V1, POST in the URL", lambda raw: raw.v1("ListUsers", method="POST")),
    ("V1, POST in a form", lambda raw: raw.v1("ListUsers", method="POST", form=True)),
    ("V1, SHA256", lambda raw: raw.v1("ListUsers", change={"SignatureMethod": "HMAC-SHA256"})),
    ("V1, an unknown parameter", lambda raw: raw.v1("ListUsers", {"RegionId": "cn-hangzhou"})),
    ("V1, an empty token", lambda raw: raw.v1("ListUsers", {"SecurityToken": ""})),
    ("V1, an empty value", lambda raw: raw.v1("ListUsers", {"Marker": "", "SignatureType": ""})),
    (
        "V1, empty values not signed, as PHP has it",
        lambda raw: raw.v1("ListUsers", {"Marker": ""}, unsigned=("Marker",)),
    ),
    ("V1, no format", lambda raw: raw.v1("ListUsers", change={"Format": None})),
    ("V3, GET", lambda raw: raw.v3("ListUsers", method="GET")),
    ("V3, query", lambda raw: raw.v3("ListUsers", {"MaxItems": "1"})),
    ("V3, form", lambda raw: raw.v3("ListUsers", body=b"MaxItems=1")),
    ("V3, both", lambda raw: raw.v3("ListUsers", {"MaxItems": "1"}, body=b"RegionId=x")),
    ("V3, format", lambda raw: raw.v3("ListUsers", {"Format": "Json"})),
    (
        "V3, more headers",
        lambda raw: raw.v3("ListUsers", change={"accept": "application/json", "x-acs-b": " 1 "}),
    ),
    (
        "a charset",
        lambda raw: raw.v3(
            "ListUsers", body=b"MaxItems=1", change={"content-type": f"{FORM}; charset=UTF-8"}
        ),
    ),
]


@pytest.mark.parametrize("send", [case[1] for case in ACCEPTED], ids=[case[0] for case in ACCEPTED])
def test_accepted_requests(raw: RawCalls, send: Sent) -> None:
    response = send(raw)
    assert response.status == 200, response
    assert response.json["Users"] == {"User": []}
    assert response.headers["content-type"] == "application/json;charset=utf-8"


@pytest.mark.parametrize(
    ("format", "accept", "xml"),
    [
        ("XML", None, True),
        ("xml", "application/json", True),
        (None, "application/xml", True),
        (None, "text/xml", True),
        (None, "*/*", False),
        (None, "application/json, application/xml", False),
        ("JSON", "application/xml", False),
    ],
)
def test_the_format_of_responses(
    raw: RawCalls, format: str | None, accept: str | None, xml: bool
) -> None:
    for action in ("ListUsers", "GetUser", "NoSuchAction"):
        response = raw.v1(action, change={"Format": format}, headers={"accept": accept})
        if not xml:
            assert response.headers["content-type"] == "application/json;charset=utf-8"
            assert response.json["RequestId"]
            continue
        assert response.headers["content-type"] == "text/xml;charset=utf-8"
        root = ElementTree.fromstring(response.body)
        assert root.tag == ("Error" if response.status != 200 else f"{action}Response")
        assert root.findtext("RequestId") == response.headers["x-acs-request-id"]


def test_the_date_of_responses_is_that_of_the_clock(cloud: Emulator, raw: RawCalls) -> None:
    cloud.clock.freeze(datetime.fromisoformat("2031-02-03T04:05:06Z"))
    for response in (raw.v3("ListUsers"), raw.v3("NoSuchAction")):
        assert parsedate_to_datetime(response.headers["date"]) == cloud.clock.now()


def test_one_url_serves_both_services(ram: RamClient, sts: StsClient) -> None:
    assert ram.endpoint == sts.endpoint
    assert not ram.list_users().users
    assert sts.get_caller_identity().identity_type == "Account"


def test_anonymous_actions_need_no_signature(raw: RawCalls) -> None:
    shape = f"/?Action=AssumeRoleWithOIDC&Version={STS}&Format=JSON"
    assert raw.send("POST", shape).status in (400, 401)
    assert not raw.send("POST", shape).code.startswith(("MissingAccessKeyId", "MissingSignature"))
    nonce = f"{shape}&SignatureNonce=1&Timestamp={raw.now}"
    assert raw.send("POST", nonce).code != "SignatureNonceUsed"
    assert raw.send("POST", nonce).code == "SignatureNonceUsed"
    assert raw.send("POST", f"{shape}&Timestamp=x").code == "InvalidTimeStamp.Format"

"""Both signatures: published vectors with every middle step, and the official SDKs as referees."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from alibabacloud_tea_openapi.utils import Utils as OfficialV2  # type: ignore[import-untyped]
from aliyunsdkcore.auth.composer import rpc_signature_composer as official_v1  # type: ignore[import-untyped]
from darabonba.request import DaraRequest  # type: ignore[import-untyped]
from hypothesis import example, given, strategies as st

from alicloud.core.auth import acs3, v1
from alicloud.core.auth.canonical import (
    COMMON_PARAMETERS,
    RequestParts,
    canonical_query,
    new_nonce,
    timestamp,
)
from alicloud.core.auth.credentials import Credentials
from alicloud.core.auth.signers import signer
from alicloud.core.errors.base import ConfigurationError
from alicloud.core.http.transport import HttpRequest
from alicloud.core.service.endpoint import Endpoint
from tests.support.processes import ROOT

VECTORS: dict[str, list[dict[str, Any]]] = json.loads(
    (ROOT / "tests/core/data/vectors.json").read_text("utf-8")
)
NOON = 1767351845.9  # 2026-01-02T11:04:05Z and most of a second
DATE = "2026-01-02T11:04:05Z"
NONCE = "0123456789abcdef0123456789abcdef"
KEY = Credentials("testid", "testsecret")
TEMPORARY = Credentials("STS.testid", "tempsecret", "CAIS+/=tok~en*")
BEARER = Credentials(bearer_token="bearer+/token")

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
ODD = "a b+c*d~e%f/g&h=i?jé中文😀\nline2"
NAMES = st.from_regex(r"[A-Z][A-Za-z0-9.]{0,12}", fullmatch=True)
PARAMS = st.dictionaries(NAMES, TEXT, max_size=6)
SECRETS = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=40)


def about(vector: Mapping[str, Any]) -> str:
    return str(vector["about"])


def request(
    query: Mapping[str, str] | None = None, form: Mapping[str, str] | None = None, **rest: Any
) -> RequestParts:
    given = {"method": "POST", "path": "/", "query": query or {}, "form": form, **rest}
    return RequestParts("CreateUser", "2015-05-01", **given)


def sign(
    name: str, call: RequestParts, credentials: Credentials = KEY, **headers: str
) -> HttpRequest:
    endpoint = Endpoint("ram.aliyuncs.com", region=None)
    added = {name.replace("_", "-"): value for name, value in headers.items()}
    return signer(name)(call, endpoint, added, credentials, date=DATE, nonce=NONCE)


def form(sent: HttpRequest) -> dict[str, str]:
    return dict(parse_qsl(sent.body.decode("ascii"), keep_blank_values=True, strict_parsing=True))


def query_of(sent: HttpRequest) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(sent.url).query, keep_blank_values=True))


# --- vectors ---------------------------------------------------------------------------------


@pytest.mark.parametrize("vector", VECTORS["hmac"], ids=lambda vector: vector["algorithm"])
def test_keyed_hashes(vector: dict[str, str]) -> None:
    found = v1.keyed_hash(vector["key"], vector["text"], vector["algorithm"])
    assert base64.b64encode(found).decode() == vector["base64"]


@pytest.mark.parametrize("vector", VECTORS["v1"], ids=about)
def test_v1_vectors_step_by_step(vector: dict[str, Any]) -> None:
    canonical = canonical_query(vector["params"])
    assert canonical == vector["canonical"]
    text = v1.string_to_sign(vector["method"], canonical)
    assert text == vector["string_to_sign"]
    signature = v1.signature(vector["secret"], text, vector["algorithm"])
    assert signature == vector["signature"]


@pytest.mark.parametrize("vector", VECTORS["v3"], ids=about)
def test_v3_vectors_step_by_step(vector: dict[str, Any]) -> None:
    if vector["body"]:
        assert hashlib.sha256(vector["body"].encode()).hexdigest() == vector["payload_hash"]
    signed = vector["signed"]
    query, headers = canonical_query(vector["query"]), vector["headers"]
    canonical = acs3.canonical_request(
        vector["method"], "/", query, headers, signed, vector["payload_hash"]
    )
    assert canonical == vector["canonical_request"]
    text = acs3.string_to_sign(canonical)
    assert text == vector["string_to_sign"]
    signature = acs3.signature(vector["secret"], text)
    assert signature == vector["signature"]
    authorization = acs3.authorization(vector["access_key_id"], signed, signature)
    assert authorization == vector["authorization"]


WHOLE_V3 = [
    vector
    for vector in VECTORS["v3"]
    if vector["method"] == "POST"
    and not vector["body"]
    and "x-acs-date" in vector["headers"]
    and "accept" not in vector["signed"]
]


@pytest.mark.parametrize("vector", WHOLE_V3, ids=about)
def test_v3_vectors_as_whole_requests(vector: dict[str, Any]) -> None:
    headers = vector["headers"]
    host = headers["host"]
    action, version = headers["x-acs-action"], headers["x-acs-version"]
    call = RequestParts(action, version, method="POST", path="/", query=vector["query"])
    token = headers.get("x-acs-security-token")
    sent = acs3.sign(
        call,
        Endpoint(host, region=None),
        {"accept": "application/json"},
        Credentials(vector["access_key_id"], vector["secret"], token),
        date=headers["x-acs-date"],
        nonce=headers["x-acs-signature-nonce"],
    )
    assert sent.headers["authorization"] == vector["authorization"]
    assert sent.string_to_sign == vector["string_to_sign"]
    assert {name: sent.headers[name] for name in headers} == headers
    assert query_of(sent) == vector["query"]


WHOLE_V1 = [
    vector
    for vector in VECTORS["v1"]
    if vector["method"] == "POST" and vector["params"]["SignatureMethod"] == "HMAC-SHA1"
]


@pytest.mark.parametrize("vector", WHOLE_V1, ids=about)
def test_v1_vectors_as_whole_requests(vector: dict[str, Any]) -> None:
    params = vector["params"]
    query = {name: value for name, value in params.items() if name not in COMMON_PARAMETERS}
    call = RequestParts(params["Action"], params["Version"], method="POST", path="/", query=query)
    sent = v1.sign(
        call,
        Endpoint("ram.aliyuncs.com", region=None),
        {},
        Credentials(params["AccessKeyId"], vector["secret"]),
        date=params["Timestamp"],
        nonce=params["SignatureNonce"],
    )
    assert form(sent) == {**params, "Signature": vector["signature"]}
    assert sent.string_to_sign == vector["string_to_sign"]


@pytest.mark.parametrize("vector", VECTORS["captured"], ids=about)
def test_requests_captured_from_the_official_sdks(vector: dict[str, Any]) -> None:
    if vector["version"] == "v1":
        text = v1.string_to_sign(vector["method"], canonical_query(vector["params"]))
        assert v1.signature(vector["secret"], text) == vector["signature"]
        return
    query, headers = canonical_query(vector["query"]), vector["headers"]
    canonical = acs3.canonical_request(
        vector["method"], "/", query, headers, vector["signed"], headers["x-acs-content-sha256"]
    )
    text = acs3.string_to_sign(canonical)
    assert acs3.signature(vector["secret"], text) == vector["signature"]


# --- V3 requests -----------------------------------------------------------------------------


def test_v3_sends_parameters_where_the_service_publishes_them() -> None:
    sent = sign("v3", request({"UserName": "alice"}, {"Comments": ODD}))
    assert (sent.method, sent.url) == ("POST", "https://ram.aliyuncs.com/?UserName=alice")
    assert form(sent) == {"Comments": ODD}
    assert sent.headers["content-type"] == "application/x-www-form-urlencoded"
    assert sent.headers["x-acs-content-sha256"] == hashlib.sha256(sent.body).hexdigest()


def test_v3_without_parameters_has_neither_query_nor_body() -> None:
    sent = sign("v3", request())
    assert sent.url == "https://ram.aliyuncs.com/"
    assert sent.body == b""
    assert "content-type" not in sent.headers


def test_v3_headers() -> None:
    sent = sign("v3", request())
    fixed = {"host": "ram.aliyuncs.com", "x-acs-action": "CreateUser"}
    fixed |= {"x-acs-version": "2015-05-01", "x-acs-date": DATE, "x-acs-signature-nonce": NONCE}
    assert fixed.items() <= sent.headers.items()
    assert not {"x-acs-security-token", "x-acs-accesskey-id"} & sent.headers.keys()


def test_v3_signs_host_content_type_and_every_acs_header_only() -> None:
    extra = {"accept": "application/json", "x-acs-trace": "1"}
    sent = sign("v3", request(form={"a": "b"}, headers=extra), user_agent="me")
    assert {"user-agent": "me", **extra}.items() <= sent.headers.items()
    signed = sent.headers["authorization"].split("SignedHeaders=")[1].split(",")[0]
    assert signed == (
        "content-type;host;x-acs-action;x-acs-content-sha256;x-acs-date;"
        "x-acs-signature-nonce;x-acs-trace;x-acs-version"
    )


def test_v3_temporary_credentials_send_their_token_signed() -> None:
    sent = sign("v3", request(), TEMPORARY)
    assert sent.headers["x-acs-security-token"] == "CAIS+/=tok~en*"
    assert sent.headers["x-acs-accesskey-id"] == "STS.testid"
    assert "x-acs-accesskey-id;" in sent.headers["authorization"]
    assert ";x-acs-security-token;" in sent.headers["authorization"]


def test_v3_bearer_token_takes_the_place_of_the_signature() -> None:
    sent = sign("v3", request({"UserName": "alice"}), BEARER)
    assert "authorization" not in sent.headers
    assert sent.headers["x-acs-bearer-token"] == "bearer+/token"
    assert query_of(sent) == {"UserName": "alice", "SignatureType": "BEARERTOKEN"}


# --- V1 and anonymous requests ---------------------------------------------------------------

COMMON = {"Action": "CreateUser", "Version": "2015-05-01", "Format": "JSON"}
COMMON |= {"Timestamp": DATE, "SignatureNonce": NONCE}


def test_v1_sends_everything_in_the_form() -> None:
    sent = sign("v1", request({"UserName": ODD}, {"Email": ""}), TEMPORARY, user_agent="me")
    assert (sent.method, sent.url) == ("POST", "https://ram.aliyuncs.com/")
    params = form(sent)
    signature = params.pop("Signature")
    assert params == {
        **COMMON,
        "UserName": ODD,
        "Email": "",
        "AccessKeyId": "STS.testid",
        "SignatureMethod": "HMAC-SHA1",
        "SignatureVersion": "1.0",
        "SecurityToken": "CAIS+/=tok~en*",
    }
    assert signature == plain_v1(params, "POST", "tempsecret")
    assert sent.headers == {
        "user-agent": "me",
        "host": "ram.aliyuncs.com",
        "content-type": "application/x-www-form-urlencoded",
    }


def test_v1_bearer_token_comes_with_an_empty_signature() -> None:
    assert form(sign("v1", request(), BEARER)) == {
        **COMMON,
        "SignatureVersion": "1.0",
        "SignatureMethod": "",
        "SignatureType": "BEARERTOKEN",
        "BearerToken": "bearer+/token",
        "Signature": "",
    }


def test_anonymous_calls_have_no_key_and_no_signature() -> None:
    call = request({"SAMLAssertion": "x" * 100_000}, {"RoleArn": ODD})
    sent = sign("anonymous", call)
    assert sent.url == "https://ram.aliyuncs.com/"
    assert form(sent) == {**COMMON, "SAMLAssertion": "x" * 100_000, "RoleArn": ODD}
    assert set(sent.headers) == {"host", "content-type"}
    assert sent.string_to_sign == ""


def test_a_parameter_may_be_called_as_a_common_one_where_those_are_headers() -> None:
    sent = sign("v3", request({"Action": "DeleteUser", "Timestamp": "never"}))
    assert (sent.headers["x-acs-action"], sent.headers["x-acs-date"]) == ("CreateUser", DATE)
    assert sent.url.endswith("?Action=DeleteUser&Timestamp=never")


def test_a_parameter_cannot_take_the_place_of_one_of_v1() -> None:
    with pytest.raises(ConfigurationError, match="version 1 has a parameter Action of its own"):
        sign("v1", request({"Action": "DeleteUser", "Timestamp": "never"}))


NOT_RPC = pytest.mark.parametrize(
    "rest",
    [{"method": "GET"}, {"path": "/users"}, {"body": b"{}"}, {"headers": {"if-match": "x"}}],
    ids=str,
)


@NOT_RPC
def test_what_v1_cannot_sign_is_refused(rest: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError, match="CreateUser: only calls of RPC services"):
        sign("v1", request(**rest))


@NOT_RPC
def test_what_v1_cannot_say_is_left_unsigned_as_v3_says_it(rest: dict[str, Any]) -> None:
    sent = sign("anonymous", request(**rest))
    signed = sign("v3", request(**rest))
    assert (sent.method, sent.url, sent.body) == (signed.method, signed.url, signed.body)
    assert signed.headers.keys() - sent.headers.keys() == {"authorization"}


# --- nonce, time, secrets --------------------------------------------------------------------


def test_nonces_differ() -> None:
    nonces = {new_nonce() for _ in range(1000)}
    assert len(nonces) == 1000
    assert {len(nonce) for nonce in nonces} == {32}


@pytest.mark.parametrize(
    ("time", "text"),
    [
        (0, "1970-01-01T00:00:00Z"),
        (951782400.0, "2000-02-29T00:00:00Z"),
        (NOON, DATE),
        (NOON + 0.05, DATE),
        (NOON + 1, "2026-01-02T11:04:06Z"),
        (NOON, DATE),
    ],
)
def test_timestamps_are_whole_seconds_in_utc(time: float, text: str) -> None:
    assert timestamp(time) == text


@pytest.mark.parametrize("credentials", [KEY, TEMPORARY, BEARER])
@pytest.mark.parametrize("name", ["v1", "v3"])
def test_reprs_show_no_parameter_and_no_secret(name: str, credentials: Credentials) -> None:
    call = request({"Password": "planted"}, {"NewPassword": "planted"})
    shown = repr(call) + repr(sign(name, call, credentials))
    for secret in ("planted", "testsecret", "tempsecret", "tok~en", "bearer"):
        assert secret not in shown


@pytest.mark.parametrize("name", ["v1", "v3"])
def test_the_secret_itself_is_never_sent(name: str) -> None:
    sent = sign(name, request({"UserName": "alice"}))
    assert "testsecret" not in f"{sent.url} {sent.headers} {sent.body!r} {sent.string_to_sign}"


# --- referees --------------------------------------------------------------------------------


def plain_v1(params: Mapping[str, str], method: str, secret: str) -> str:
    """V1 once more, as the vendor's page describes it, without any shortcut."""

    def encode(text: str) -> str:
        return quote(text, safe="-_.~")

    query = "&".join(f"{encode(name)}={encode(params[name])}" for name in sorted(params))
    text = f"{method}&{encode('/')}&{encode(query)}"
    mac = hmac.new(f"{secret}&".encode(), text.encode(), hashlib.sha1)
    return base64.b64encode(mac.digest()).decode()


def plain_v3(sent: HttpRequest, query: Mapping[str, str], secret: str) -> str:
    """V3 once more, from what is sent and the parameters it was made of."""
    signed = sorted(
        name
        for name in sent.headers
        if name.startswith("x-acs-") or name in {"host", "content-type"}
    )
    encoded = [
        (quote(name, safe="-_.~"), quote(value, safe="-_.~")) for name, value in query.items()
    ]
    lines = [sent.method, "/", "&".join("=".join(pair) for pair in sorted(encoded))]
    lines += [f"{name}:{sent.headers[name].strip()}" for name in signed]
    lines += ["", ";".join(signed), hashlib.sha256(sent.body).hexdigest()]
    digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    mac = hmac.new(secret.encode(), f"ACS3-HMAC-SHA256\n{digest}".encode(), hashlib.sha256)
    return mac.hexdigest()


@given(PARAMS, PARAMS, SECRETS)
@example({"Comments": ODD, "Email": ""}, {"Note": ODD}, "s")
def test_v1_signatures_agree_with_a_plain_signer_and_the_official_v2_sdk(
    query: dict[str, str], body: dict[str, str], secret: str
) -> None:
    params = form(sign("v1", request(query, body), Credentials("testid", secret)))
    signature = params.pop("Signature")
    assert signature == plain_v1(params, "POST", secret)
    assert signature == OfficialV2.get_rpcsignature(params, "POST", secret)


@given(PARAMS, SECRETS, st.sampled_from(["GET", "POST"]))
@example({"Comments": ODD, "Email": ""}, "s", "POST")
def test_v1_signs_what_the_official_v1_sdk_sends(
    params: dict[str, str], secret: str, method: str
) -> None:
    url, string_to_sign = official_v1.get_signed_url(
        dict(params), "testid", secret, "JSON", method, {}
    )
    sent = dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))
    signature = sent.pop("Signature")
    text = v1.string_to_sign(method, canonical_query(sent))
    assert text == string_to_sign
    assert v1.signature(secret, text) == signature


@given(PARAMS, PARAMS, SECRETS, st.sampled_from([None, "CAIS+/=tok~en*"]))
@example({"Comments": ODD, "Email": ""}, {"Note": ODD}, "s", "token")
def test_v3_signatures_agree_with_a_plain_signer_and_the_official_v2_sdk(
    query: dict[str, str], body: dict[str, str], secret: str, token: str | None
) -> None:
    sent = sign("v3", request(query, body), Credentials("testid", secret, token))
    assert query_of(sent) == query
    headers = dict(sent.headers)
    authorization = headers.pop("authorization")
    assert authorization.endswith(f"Signature={plain_v3(sent, query, secret)}")
    assert authorization == official_v3(sent, headers, query, secret)


def official_v3(
    sent: HttpRequest, headers: dict[str, str], query: dict[str, str], secret: str
) -> str:
    theirs = DaraRequest()
    theirs.method = sent.method
    theirs.pathname = "/"
    theirs.query = query
    theirs.headers = headers
    payload = hashlib.sha256(sent.body).hexdigest()
    return str(OfficialV2.get_authorization(theirs, "ACS3-HMAC-SHA256", payload, "testid", secret))


@given(st.dictionaries(TEXT.filter(bool), TEXT, max_size=5))
def test_v3_encodes_odd_names_too(query: dict[str, str]) -> None:
    sent = sign("v3", request(query))
    assert query_of(sent) == query
    assert sent.headers["authorization"].endswith(plain_v3(sent, query, "testsecret"))

"""Clients of products without a package: any action, by name, with plain values."""

from __future__ import annotations

import asyncio
import io
import json
import time
from typing import Any

import pytest

from alicloud.core import (
    AsyncGenericClient,
    ConfigurationError,
    ConnectionFailed,
    GenericClient,
    ServiceError,
    StaticCredentials,
    TransportError,
    TransportFault,
)
from alicloud.core.http.transport import HttpResponse
from alicloud.core.testing import AsyncStubTransport, StubError, StubTransport
from tests.support.loopback import Server
from tests.support.server.verify import Received as Signed, Verifier

KEYS = StaticCredentials("id", "s3cret")
LOST = TransportFault("reset", "ecs", "the connection broke", sent=True)


def client(responses: Any, **options: Any) -> tuple[GenericClient, StubTransport]:
    transport = StubTransport(responses)
    given: dict[str, Any] = {"product": "Ecs", "version": "2014-05-26", "region": "cn-hangzhou"}
    return (
        GenericClient(**{**given, "credentials": KEYS, "transport": transport, **options}),
        transport,
    )


def test_an_rpc_action_takes_parameters_as_the_service_has_them() -> None:
    ecs, transport = client({"DescribeRegions": {"Regions": {"Region": []}}})
    body = ecs.call("DescribeRegions", {"Tag": [{"Key": "a", "Value": True}], "Size": 2})
    assert body["Regions"] == {"Region": []}
    (sent,) = transport.requests
    assert (sent.method, sent.path, sent.host) == ("POST", "/", "ecs.cn-hangzhou.aliyuncs.com")
    assert sent.parameters == {"Tag.1.Key": "a", "Tag.1.Value": "true", "Size": "2"}
    assert sent.headers["x-acs-version"] == "2014-05-26"


def test_a_roa_action_takes_method_path_query_headers_and_body() -> None:
    cs, transport = client({"CreateCluster": HttpResponse(200, {}, b'["c-1"]')}, product="CS")
    body = cs.call(
        "CreateCluster",
        method="POST",
        path="/clusters",
        query={"dryRun": False},
        headers={"If-Match": "v1"},
        body={"name": "中"},
    )
    (sent,) = transport.requests
    assert body == ["c-1"]
    assert (sent.path, sent.parameters) == ("/clusters", {"dryRun": "false"})
    assert (sent.headers["if-match"], json.loads(sent.body)) == ("v1", {"name": "中"})


@pytest.mark.parametrize(
    ("body", "sent", "kind"),
    [
        ([1], b"[1]", "application/json; charset=utf-8"),
        ("text", b"text", "application/json; charset=utf-8"),
        (b"\x00", b"\x00", "application/octet-stream"),
        (io.BytesIO(b"\x01"), b"\x01", "application/octet-stream"),
        (bytearray(b"\x02"), b"\x02", "application/octet-stream"),
    ],
    ids=["JSON", "text", "bytes", "file", "bytearray"],
)
def test_bodies_of_every_kind(body: Any, sent: bytes, kind: str) -> None:
    ocr, transport = client({"Recognize": {}})
    ocr.call("Recognize", body=body)
    request = transport.requests[0]
    assert (request.body, request.headers["content-type"]) == (sent, kind)


@pytest.mark.parametrize("path", ["/", "/a/", "/a:search", "/%e4%b8%ad/a%2Fb", "/a;b=c,d'(x)!*~"])
def test_any_path_is_sent_as_it_is_signed(path: str) -> None:
    """Over real connections, as HTTP libraries may write a path anew."""
    with Server() as server:
        given: dict[str, Any] = {"product": "Odd", "version": "1", "endpoint": server.url}
        with GenericClient(credentials=KEYS, **given) as sync:
            sync.call("Get", method="GET", path=path)

        async def call() -> None:
            async with AsyncGenericClient(credentials=KEYS, **given) as client:
                await client.call("Get", method="GET", path=path)

        asyncio.run(call())
    for sent in server.requests:
        assert sent.target == path.replace("%e4%b8%ad", "%E4%B8%AD")
        signed = Signed(sent.method, sent.headers, {}, {}, sent.body, sent.target)
        Verifier({"id": ("s3cret", "")}, frozenset(), time.time).check(signed)


def test_a_file_of_text_cannot_be_sent() -> None:
    odd, _ = client({})
    with pytest.raises(ValueError, match="body: expected bytes or a binary file that can seek"):
        odd.call("Put", body=io.StringIO("text"))  # type: ignore[arg-type]


def test_a_form_is_a_body_too() -> None:
    nlb, transport = client({"CreateLoadBalancer": {}})
    nlb.call("CreateLoadBalancer", {"RegionId": "r"}, form={"Tag": [{"Key": "a b"}]})
    request = transport.requests[0]
    assert request.body == b"Tag.1.Key=a%20b"
    assert request.headers["content-type"] == "application/x-www-form-urlencoded"
    assert request.parameters == {"RegionId": "r", "Tag.1.Key": "a b"}


@pytest.mark.parametrize(
    ("sent", "body"),
    [(b"", {}), (b"[1]", [1]), (b'"a"', "a"), (b"\xff\x00", b"\xff\x00"), (b"plain", b"plain")],
)
def test_what_comes_back(sent: bytes, body: Any) -> None:
    ecs, _ = client({"Get": HttpResponse(200, {}, sent)})
    assert ecs.call("Get") == body


def test_a_read_is_repeated_and_an_unknown_action_is_not() -> None:
    ecs, transport = client({"Get": [LOST, {"A": 1}]})
    assert ecs.call("Get", kind="read")["A"] == 1
    ecs, transport = client({"Get": LOST})
    with pytest.raises(TransportError):
        ecs.call("Get")
    assert len(transport.requests) == 1


def test_errors_are_those_of_every_client() -> None:
    ecs, _ = client({"Get": StubError("InvalidParameter.X")})
    with pytest.raises(ServiceError) as caught:
        ecs.call("Get")
    assert type(caught.value).__name__ == "InvalidParameter"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"action": "Get Me"}, "action: expected a text such as 'DescribeRegions'"),
        ({"action": None}, "action: expected"),
        ({"method": "get"}, "method: expected a text in capitals"),
        ({"path": "clusters"}, "path: expected a text that begins with /"),
        ({"path": "/a b"}, "path: expected"),
        ({"path": "/100%"}, "path: expected"),
        ({"path": "/a//b"}, "path: '/a//b' has a part that is empty"),
        ({"path": "/a/%2e./b"}, "path: .* or made of dots"),
        ({"path": "/a?b=1"}, "path: '/a[?]b=1' holds a query; pass it as query="),
        ({"headers": {"a b": "x"}}, "headers: 'a b' cannot be the name of a header"),
        ({"headers": {"If-Match": 1}}, "headers: 'if-match' holds a text, not int"),
        ({"headers": {"Host": "x"}}, "headers: 'host' is set by the client"),
        ({"parameters": {"A": {1, 2}}}, "A: a set cannot be sent"),
        (
            {"parameters": {"A": [1]}, "query": {"A.1": 2}},
            "A.1: it is given in parameters and in query",
        ),
        ({"form": {"A": "1"}, "body": "1"}, "form, body: a request has one body"),
        ({"form": {"A": {1, 2}}}, "A: a set cannot be sent"),
        ({"body": {"a": {1, 2}}}, "the body cannot be encoded as JSON"),
    ],
    ids=str,
)
def test_what_cannot_be_sent_is_named(wrong: dict[str, Any], message: str) -> None:
    ecs, transport = client({})
    with pytest.raises(ValueError, match=message):
        ecs.call(**{"action": "Get", **wrong})
    assert transport.requests == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"product": ""},
        {"product": None},
        {"product": "../Ecs"},
        {"product": "a b"},
        {"product": "evil.example/#"},
        {"version": "2014-05-26\n"},
        {"version": 2014},
    ],
    ids=str,
)
def test_product_and_version_are_words(wrong: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError, match=f"{next(iter(wrong))}: expected a word"):
        client({}, **wrong)


def test_without_a_region_there_is_no_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ALIBABA_CLOUD_REGION_ID", raising=False)
    with pytest.raises(ConfigurationError, match="region: Ecs has a host in each region"):
        GenericClient(product="Ecs", version="2014-05-26", credentials=KEYS)
    made = GenericClient(
        product="Ecs", version="2014-05-26", credentials=KEYS, endpoint="http://127.0.0.1:1"
    )
    assert made.endpoint == "http://127.0.0.1:1"


def test_a_host_that_does_not_exist_is_explained() -> None:
    unknown = TransportFault("connect", "ecs", "the host name is unknown", sent=False)
    ecs, _ = client({"Get": unknown}, retries=0)
    with pytest.raises(ConnectionFailed, match="look up its endpoint and pass endpoint="):
        ecs.call("Get")


def test_a_copy_calls_the_same_product() -> None:
    ecs, transport = client({"Get": {}})
    ecs.with_options(retries=0).call("Get")
    assert transport.requests[0].headers["x-acs-version"] == "2014-05-26"


def test_the_async_client_does_the_same() -> None:
    transport = AsyncStubTransport({"Get": {"A": 1}})
    ecs = AsyncGenericClient(
        product="Ecs",
        version="2014-05-26",
        region="cn-hangzhou",
        credentials=KEYS,
        transport=transport,
    )
    body = asyncio.run(ecs.call("Get", {"B": [1]}))
    assert (body["A"], transport.requests[0].parameters) == (1, {"B.1": "1"})

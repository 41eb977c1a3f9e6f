"""Another protocol needs one module and nothing else: this one, with paths and JSON bodies."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from alibabacloud_tea_openapi.utils import Utils as OfficialV2  # type: ignore[import-untyped]
from darabonba.request import DaraRequest  # type: ignore[import-untyped]

from alicloud.core.auth.canonical import RequestParts, percent_encode
from alicloud.core.client import Client
from alicloud.core.credentials import Credentials
from alicloud.core.errors.base import ConfigurationError
from alicloud.core.http.transport import HttpRequest, HttpResponse
from alicloud.core.service.description import Endpoints, Operation, Service, by_action
from alicloud.core.shapes.fields import field
from alicloud.core.shapes.messages import Request, Response


def encode(
    service: Service,
    operation: Operation,
    request: Request[Any] | None,
    others: Mapping[str, Any] | None = None,
) -> RequestParts:
    """The protocol: parameters in the path, the query, headers, and a JSON object as the body."""
    places: dict[str, dict[str, Any]] = {"path": {}, "query": {}, "header": {}, "json": {}}
    for declared in type(request).__fields__.values():  # type: ignore[union-attr]
        value = getattr(request, declared.slot)
        if value is not None:
            write = (
                declared.codec.to_json if declared.location == "json" else declared.codec.to_text
            )
            places[declared.location][declared.wire_name] = write(value)
    return RequestParts(
        operation.action,
        service.version,
        method=operation.method,
        path=operation.path.format(**{n: percent_encode(v) for n, v in places["path"].items()}),
        query={**places["query"], **(others or {})},
        body=json.dumps(places["json"]).encode() if places["json"] else b"",
        content_type="application/json",
        headers=places["header"],
    )


class ClusterRequest(Request["ClusterResponse"], action="DescribeCluster"):
    """Which cluster, and what of it."""

    cluster_id: str = field("ClusterId", location="path")
    size: int | None = field("Size", default=None)
    trace: str | None = field("x-acs-trace", default=None, location="header")
    labels: Mapping[str, str] | None = field("Labels", default=None, location="json")
    zones: list[str] | None = field("Zones", default=None, location="json")


class ClusterResponse(Response):
    """A cluster."""

    name: str = field("Name")


class ClusterClient(Client):
    """The client of an invented service."""

    service = Service(
        name="clusters",
        product="Clusters",
        version="2020-01-01",
        endpoints=Endpoints(public="clusters.aliyuncs.com"),
        protocol=__name__,
    )
    operations = by_action(
        Operation(
            "DescribeCluster",
            "read",
            __name__,
            name="Cluster",
            method="GET",
            path="/clusters/{ClusterId}",
        )
    )


class Recorder:
    """A transport that keeps what it is given."""

    sent: HttpRequest

    def send(self, request: HttpRequest, timeout: tuple[float, float]) -> HttpResponse:
        self.sent = request
        return HttpResponse(200, {}, b'{"RequestId": "R", "Name": "blue"}')

    def close(self) -> None:
        pass


def client(transport: Recorder, **options: Any) -> ClusterClient:
    return ClusterClient(credentials=Credentials("id", "s3cret"), transport=transport, **options)


REQUEST = ClusterRequest(cluster_id="a b/é", size=5, trace="t", labels={"k": "v"}, zones=["a", "b"])


def test_a_typed_call_is_sent_as_the_protocol_says_and_signed_with_acs3() -> None:
    transport = Recorder()
    assert client(transport).send(REQUEST).name == "blue"
    sent = transport.sent
    url = urlsplit(sent.url)
    assert (sent.method, url.path, url.query) == ("GET", "/clusters/a%20b%2F%C3%A9", "Size=5")
    assert json.loads(sent.body) == {"Labels": {"k": "v"}, "Zones": ["a", "b"]}
    assert sent.headers["content-type"] == "application/json"
    assert sent.headers["x-acs-action"] == "DescribeCluster"
    signed = sent.headers["authorization"].split("SignedHeaders=")[1].split(",")[0].split(";")
    assert {"content-type", "host", "x-acs-trace", "x-acs-version"} <= set(signed)
    assert sent.headers["authorization"] == by_the_official_sdk(sent)


def by_the_official_sdk(sent: HttpRequest) -> str:
    """The Authorization header that the official V2 SDK makes for a request."""
    theirs = DaraRequest()
    url = urlsplit(sent.url)
    theirs.method, theirs.pathname, theirs.query = sent.method, url.path, dict(parse_qsl(url.query))
    unsigned = ("accept", "authorization", "user-agent")
    theirs.headers = {n: v for n, v in sent.headers.items() if n not in unsigned}
    payload = hashlib.sha256(sent.body).hexdigest()
    return str(OfficialV2.get_authorization(theirs, "ACS3-HMAC-SHA256", payload, "id", "s3cret"))


def test_a_call_by_name_goes_through_the_protocol_too() -> None:
    transport = Recorder()
    found = client(transport).call("DescribeCluster", {"ClusterId": "c1", "New": "x"})
    assert found == {"RequestId": "R", "Name": "blue"}
    assert transport.sent.url == "https://clusters.aliyuncs.com/clusters/c1?New=x"
    assert transport.sent.body == b""
    assert transport.sent.headers["authorization"] == by_the_official_sdk(transport.sent)


def test_v1_cannot_sign_it_and_says_so() -> None:
    with pytest.raises(ConfigurationError, match="DescribeCluster: only calls of RPC services"):
        client(Recorder(), signature="v1").send(REQUEST)

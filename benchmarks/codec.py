"""Signing and decoding without a network."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from benchmarks.measure import Table, cpu_of, in_turn
from benchmarks.server import USER

ASSUME_ROLE: Mapping[str, str] = {
    "RoleArn": "acs:ram::1234567890123456:role/ReportReader",
    "RoleSessionName": "alice",
    "DurationSeconds": "3600",
}
STATEMENT = {"Effect": "Allow", "Action": "oss:Get*", "Resource": "acs:oss:*:*:reports/*"}
POLICY: Mapping[str, str] = {
    "PolicyName": "ReadReports",
    "PolicyDocument": json.dumps({"Version": "1", "Statement": [STATEMENT] * 25}),
}
PAGE = json.dumps(
    {
        "RequestId": "04F0F334-1335-436C-A1D7-6C044FE73368",
        "IsTruncated": False,
        "Users": {"User": [{**USER, "UserId": str(n), "UserName": f"u{n}"} for n in range(1000)]},
    }
)
SIGNING = "Signing AssumeRole"
SIGNING_LONG = "Signing CreatePolicy with a document of 2 KB"
DECODING = f"Decoding a page of 1000 users, {len(PAGE) // 1024} KB"
TIME = 1_790_000_000.0
NONCE = "0123456789abcdef0123456789abcdef"


def run(rounds: int) -> list[Table]:
    """CPU per request and per page."""
    tables = []
    for title, action, given in (
        (SIGNING, "AssumeRole", ASSUME_ROLE),
        (SIGNING_LONG, "CreatePolicy", POLICY),
    ):
        made = {
            "alicloud": cpu_of(_ours(action, given, "v3"), 200),
            "alicloud v1": cpu_of(_ours(action, given, "v1"), 200),
            "v1": cpu_of(_v1(action, given), 200),
            "v2": cpu_of(_v2(action, given), 200),
        }
        note = "Parameters to URL, headers and body."
        tables.append(Table(title, "us of CPU", in_turn(made, rounds), ("v2",), note))
    made = {
        "alicloud": cpu_of(lambda: decode_ours(json.loads(PAGE)), 5),
        "v2": cpu_of(lambda: decode_v2(json.loads(PAGE)), 5),
        "json.loads": cpu_of(lambda: json.loads(PAGE), 5),
    }
    tables.append(Table(DECODING, "us of CPU", in_turn(made, rounds), ("v2",)))
    return tables


def _ours(action: str, given: Mapping[str, str], signature: str) -> Callable[[], object]:
    from alicloud.core import Credentials
    from alicloud.core.auth.canonical import RequestParts, timestamp
    from alicloud.core.auth.signers import signer
    from alicloud.core.service.endpoint import Endpoint

    sign = signer(signature)
    credentials = Credentials("id", "secret")
    endpoint = Endpoint("ram.aliyuncs.com", region=None)
    headers = {"accept": "application/json", "user-agent": "benchmark"}

    parts = RequestParts(action, "2015-05-01", method="POST", path="/", query=given)
    return lambda: sign(parts, endpoint, headers, credentials, date=timestamp(TIME), nonce=NONCE)


def _v1(action: str, given: Mapping[str, str]) -> Callable[[], object]:
    composer = import_module("aliyunsdkcore.auth.composer.rpc_signature_composer")
    common = {"Action": action, "Version": "2015-05-01", "RegionId": "cn-hangzhou"}
    return lambda: composer.get_signed_url({**common, **given}, "id", "secret", "JSON", "POST", {})


def _v2(action: str, given: Mapping[str, str]) -> Callable[[], object]:
    # The steps of `Client.call_api` between the parameters and the request.
    utils = import_module("alibabacloud_tea_openapi.utils").Utils
    request_class = import_module("darabonba.request").DaraRequest
    core = import_module("darabonba.core").DaraCore
    algorithm = "ACS3-HMAC-SHA256"

    def sign() -> object:
        request = request_class()
        request.protocol, request.method, request.pathname = "https", "POST", "/"
        request.query = utils.query(dict(given))
        request.headers = {
            "host": "ram.aliyuncs.com",
            "x-acs-version": "2015-05-01",
            "x-acs-action": action,
            "user-agent": utils.get_user_agent("benchmark"),
            "x-acs-date": utils.get_timestamp(),
            "x-acs-signature-nonce": utils.get_nonce(),
            "accept": "application/json",
        }
        payload = utils.hash(b"", algorithm).hex()
        request.headers["x-acs-content-sha256"] = payload
        request.headers["Authorization"] = utils.get_authorization(
            request, algorithm, payload, "id", "secret"
        )
        return core.compose_url(request)

    return sign


def decode_ours(response: dict[str, Any]) -> Any:
    """The parsed response as an object of this SDK."""
    from alicloud.ram import ListUsersResponse

    return ListUsersResponse.from_wire(response)


def decode_v2(response: dict[str, Any]) -> Any:
    """The parsed response as an object of the official SDK."""
    models = import_module("alibabacloud_ram20150501.models")
    return models.ListUsersResponse().from_map({"body": response, "statusCode": 200})

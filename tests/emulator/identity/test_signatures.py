"""The verifier accepts the vendor's examples and calls of the official SDKs, and no others."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from hypothesis import given, strategies as st

from alicloud.emulator.identity import signatures as sign
from tests.support.processes import ROOT

VECTORS: dict[str, list[dict[str, Any]]] = json.loads(
    (ROOT / "tests/core/data/vectors.json").read_text(encoding="utf-8")
)


def v1(vector: dict[str, Any], **changed: Any) -> str:
    case = {"method": "", **vector, **changed}
    method = f"HMAC-{case.get('algorithm', 'sha1').upper()}"
    return sign.v1_signature(case["secret"], sign.v1_text(case["method"], case["params"]), method)


def v3(vector: dict[str, Any], **changed: Any) -> str:
    case = {**vector, **changed}
    canonical = sign.v3_canonical_request(
        case["method"],
        case.get("path", "/"),
        case["query"],
        {name.lower(): value for name, value in case["headers"].items()},
        case["signed"],
        case["body"].encode(),
    )
    return sign.v3_signature(case["secret"], sign.v3_text(canonical))


# Vectors with a payload hash that is not that of their body, or headers in two cases, are about
# the client's signer.
V3_CASES = [
    vector
    for vector in VECTORS["v3"]
    if len({name.lower() for name in vector["headers"]}) == len(vector["headers"])
    and vector["payload_hash"] == hashlib.sha256(vector["body"].encode()).hexdigest()
]


@pytest.mark.parametrize("vector", VECTORS["v1"], ids=lambda v: v["about"])
def test_v1_vectors(vector: dict[str, Any]) -> None:
    assert sign.v1_text(vector["method"], vector["params"]) == vector["string_to_sign"]
    assert sign.same(v1(vector), vector["signature"])


@pytest.mark.parametrize("vector", V3_CASES, ids=lambda v: v["about"])
def test_v3_vectors(vector: dict[str, Any]) -> None:
    assert sign.same(v3(vector), vector["signature"])
    read = sign.read_authorization(vector["authorization"])
    assert read is not None
    assert (read.access_key_id, list(read.signed), read.signature) == (
        vector["access_key_id"],
        vector["signed"],
        vector["signature"],
    )


@pytest.mark.parametrize("vector", VECTORS["captured"], ids=lambda v: v["about"])
def test_requests_captured_from_the_official_sdks(vector: dict[str, Any]) -> None:
    if vector["version"] == "v1":
        assert v1(vector) == vector["signature"]
    else:
        assert v3({"body": "", **vector}) == vector["signature"]


@pytest.mark.parametrize("vector", VECTORS["v1"], ids=lambda v: v["about"])
def test_a_changed_v1_call_does_not_verify(vector: dict[str, Any]) -> None:
    parameters = vector["params"]
    mutants: list[dict[str, Any]] = [
        {"secret": vector["secret"] + "x"},
        {"method": vector["method"] + "X"},
        {"params": {**parameters, "More": ""}},
        {"params": {}},
        *({"params": {**parameters, name: value + " "}} for name, value in parameters.items()),
    ]
    for mutant in mutants:
        assert not sign.same(v1(vector, **mutant), vector["signature"]), mutant


@pytest.mark.parametrize("vector", V3_CASES, ids=lambda v: v["about"])
def test_a_changed_v3_call_does_not_verify(vector: dict[str, Any]) -> None:
    headers = vector["headers"]
    mutants: list[dict[str, Any]] = [
        {"secret": vector["secret"] + "x"},
        {"method": vector["method"] + "X"},
        {"body": vector["body"] + "x"},
        {"query": {**vector["query"], "More": ""}},
        *(
            {"query": {**vector["query"], name: value + "+"}}
            for name, value in vector["query"].items()
        ),
        *(
            {"headers": {**headers, name: headers[name] + "x"}}
            for name in headers
            if name.lower() in vector["signed"]
        ),
    ]
    for mutant in mutants:
        assert not sign.same(v3(vector, **mutant), vector["signature"]), mutant


@pytest.mark.parametrize(
    "header",
    [
        "",
        "ACS3-HMAC-SHA256",
        "ACS3-HMAC-SHA256 Credential=a",
        "ACS3-HMAC-SHA256 Credential=a,SignedHeaders=host,Signature=xyz",
        "ACS3-HMAC-SHA256 Credential=,SignedHeaders=host,Signature=ab",
        "ACS3-HMAC-SHA256 SignedHeaders=host,Credential=a,Signature=ab",
        "ACS3-HMAC-SHA256 Credential=a,SignedHeaders=host,Signature=ab,More=c",
    ],
)
def test_malformed_authorization_headers(header: str) -> None:
    assert sign.read_authorization(header) is None


@given(st.text())
def test_any_text_is_parsed_or_rejected(header: str) -> None:
    sign.read_authorization(header)


@given(st.text(), st.text())
def test_signatures_of_any_text_can_be_compared(left: str, right: str) -> None:
    left, right = (text.encode("utf-8", "replace").decode() for text in (left, right))
    assert sign.same(left, right) == (left == right)

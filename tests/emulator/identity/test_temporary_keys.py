"""Temporary keys are valid with their token, until they expire or their role is deleted."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from alicloud.emulator import Emulator
from alicloud.ram import RamClient
from alicloud.sts import StsClient
from tests.support.raw_calls import STS, RawCalls


@pytest.fixture
def issue(ram: RamClient, as_user: Callable[..., Any]) -> Callable[[str], Any]:
    trust = {
        "Version": "1",
        "Statement": [
            {
                "Effect": "Allow",
                "Action": "sts:AssumeRole",
                "Principal": {"RAM": "acs:ram::1234567890123456:root"},
            }
        ],
    }
    role = ram.create_role(role_name="r", assume_role_policy_document=json.dumps(trust)).role
    alice = as_user("alice", StsClient)
    return lambda name: (
        alice.assume_role(role_arn=role.arn, role_session_name=name, duration_seconds=900)
    ).credentials


def test_a_token_is_valid_until_it_expires(
    cloud: Emulator, raw: RawCalls, issue: Callable[[str], Any]
) -> None:
    cloud.clock.freeze()
    issued = issue("one")
    key = (issued.access_key_id, issued.access_key_secret)
    v1 = {"SecurityToken": issued.security_token}
    v3 = {"x-acs-security-token": issued.security_token, "x-acs-accesskey-id": key[0]}
    cloud.clock.advance(timedelta(seconds=899))
    assert raw.v1("GetCallerIdentity", version=STS, key=key, change=v1).status == 200
    assert raw.v3("GetCallerIdentity", version=STS, key=key, change=v3).status == 200
    cloud.clock.advance(timedelta(seconds=1))
    for response in (
        raw.v1("GetCallerIdentity", version=STS, key=key, change=v1),
        raw.v3("GetCallerIdentity", version=STS, key=key, change=v3),
    ):
        assert (response.status, response.code) == (400, "InvalidSecurityToken.Expired")


def test_wrong_tokens(raw: RawCalls, issue: Callable[[str], Any]) -> None:
    one, two = issue("one"), issue("two")
    key = (one.access_key_id, one.access_key_secret)
    for token, code in (
        (None, "MissingSecurityToken"),
        ("", "MissingSecurityToken"),
        ("CAIS", "InvalidSecurityToken.Malformed"),
        (two.security_token, "InvalidSecurityToken.MismatchWithAccessKey"),
    ):
        response = raw.v1("ListUsers", key=key, change={"SecurityToken": token})
        assert (response.status, response.code) == (400, code)
    response = raw.v1("ListUsers", change={"SecurityToken": one.security_token})
    assert response.code == "InvalidSecurityToken.MismatchWithAccessKey"


def test_a_session_ends_with_its_role(
    ram: RamClient, raw: RawCalls, issue: Callable[[str], Any]
) -> None:
    issued = issue("one")
    ram.delete_role(role_name="r")
    key = (issued.access_key_id, issued.access_key_secret)
    response = raw.v1("ListUsers", key=key, change={"SecurityToken": issued.security_token})
    assert (response.status, response.code) == (404, "InvalidAccessKeyId.NotFound")

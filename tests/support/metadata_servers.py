"""Good and bad responses of servers that return credentials."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.support.loopback import HANG_UP, RESET, STALL, http

KEY_ID = "STS.key-id"
SECRET = "s3cret-secret"
TOKEN = "s3cret-token"

Wrap = Callable[[Any], dict[str, Any]]
"""Puts the fields of credentials where a server puts them in its responses."""


def in_session(fields: Any) -> dict[str, Any]:
    """Where STS puts them."""
    return {"RequestId": "r", "Credentials": fields}


def in_cloud_credential(fields: Any) -> dict[str, Any]:
    """Where CloudSSO puts them."""
    return {"RequestId": "r", "CloudCredential": fields}


def marked_success(fields: Any) -> dict[str, Any]:
    """Where the metadata service puts them."""
    return {"Code": "Success", **unwrapped(fields)}


def unwrapped(fields: Any) -> dict[str, Any]:
    """Where the OAuth server puts them."""
    return fields if isinstance(fields, dict) else {"x": fields}


def ends_in(**length: float) -> str:
    """This long from now, as a service writes times."""
    return (datetime.now(UTC) + timedelta(**length)).strftime("%Y-%m-%dT%H:%M:%SZ")


def fields(**changes: Any) -> dict[str, Any]:
    """The fields of good credentials, but for the changes; None removes one."""
    good = {
        "AccessKeyId": KEY_ID,
        "AccessKeySecret": SECRET,
        "SecurityToken": TOKEN,
        "Expiration": ends_in(hours=1),
        **changes,
    }
    return {name: value for name, value in good.items() if value is not None}


def good_response(wrap: Wrap, **changes: Any) -> bytes:
    return http(200, json.dumps(wrap(fields(**changes))).encode())


def bad_responses(wrap: Wrap) -> dict[str, tuple[bytes, str]]:
    """What can be wrong with a response, and what the error must say then."""
    whole = json.dumps(wrap(fields())).encode()
    page = b"<html><head><title>Please log in</title></head></html>"
    return {
        "html": (http(200, page), "an HTML page instead of JSON: 'Please log in'"),
        "404": (http(404, b"nothing here"), r"status 404"),
        "500": (http(500, b""), r"an empty body.*status 500"),
        "error": (http(403, b'{"Code": "NoPermission", "Message": "no"}'), "NoPermission: no"),
        "redirect": (http(302, b"", Location="http://127.0.0.1:1/"), "status 302"),
        "empty": (http(200, b""), "an empty body"),
        "cut off": (http(200, whole[:-20]), "broken JSON"),
        "cut off by the network": (HANG_UP + http(200, whole)[:-20], "the response was cut off"),
        "array": (http(200, b'["s3cret"]'), "a JSON array instead of an object"),
        "not UTF-8": (http(200, b'{"s3cret": "\xff"}'), "not UTF-8"),
        "nothing in it": (http(200, json.dumps(wrap(None)).encode()), "no credentials|is missing"),
        "text in it": (http(200, json.dumps(wrap("s3cret")).encode()), "no credentials|is missing"),
        "no key id": (good_response(wrap, AccessKeyId=None), "AccessKeyId is missing"),
        "no secret": (good_response(wrap, AccessKeySecret=None), "AccessKeySecret is missing"),
        "empty token": (good_response(wrap, SecurityToken=""), "SecurityToken is missing"),
        "number": (good_response(wrap, AccessKeyId=1), "AccessKeyId: must be a string, not int"),
        "list": (
            good_response(wrap, AccessKeySecret=["s3cret"]),
            "AccessKeySecret: must be a string, not list",
        ),
        "line break": (
            good_response(wrap, SecurityToken="s3cret\n"),
            "SecurityToken: begins or ends with white space",
        ),
        "odd time": (good_response(wrap, Expiration="s3cret"), "Expiration is not a time"),
        "time as number": (good_response(wrap, Expiration=1), "Expiration is not a time"),
        "ended": (
            good_response(wrap, Expiration="2001-02-03T04:05:06Z"),
            "ended at 2001-02-03T04:05:06Z",
        ),
        "closed": (HANG_UP, "not HTTP|broke|cut off"),
        "broken": (RESET, "broke"),
        "slow": (STALL, "no response within 0.2 s"),
    }

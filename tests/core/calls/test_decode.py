"""What a response becomes: the fields of a success, or a typed error that loses nothing."""

from __future__ import annotations

import json
import pickle
import time
import traceback
from typing import Any

import pytest
from hypothesis import given, strategies as st

from alicloud.core.calls import decode as decoding
from alicloud.core.calls.clock import SYSTEM_CLOCK
from alicloud.core.errors import families
from alicloud.core.errors.base import ServiceError, UnexpectedResponse
from alicloud.core.http.transport import HttpRequest, HttpResponse

HOST = "ram.aliyuncs.com"
ID = "4B1B3E5F-0000-4000-8000-00000000000A"
OTHER_ID = "4B1B3E5F-0000-4000-8000-00000000000B"


def decode(
    status: int, body: bytes, headers: dict[str, str] | None = None, string_to_sign: str = ""
) -> dict[str, Any]:
    fields: dict[str, Any] = decoding.decode(
        HttpResponse(status, headers or {"x-acs-request-id": ID}, body),
        action="GetUser",
        host=HOST,
        attempts=2,
        request=HttpRequest("POST", f"https://{HOST}/", {}, b"", string_to_sign),
    )
    return fields


def error_of(
    status: int, body: bytes, headers: dict[str, str] | None = None, string_to_sign: str = ""
) -> ServiceError:
    with pytest.raises(ServiceError) as caught:
        decode(status, body, headers, string_to_sign)
    error = caught.value
    # Errors of the parsers hold the document, so none may hang on ours.
    assert error.__context__ is None
    assert (error.action, error.host, error.attempts) == ("GetUser", HOST, 2)
    assert error.status_code == status
    return error


def refusal(**fields: Any) -> bytes:
    return json.dumps({"RequestId": ID, "HostId": HOST, **fields}).encode()


# --- success ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        (b'{"RequestId": "x"}', {"RequestId": "x"}),
        (b"{}", {}),
        (b' \r\n{"a": [1, 2.5, true, null]}\n', {"a": [1, 2.5, True, None]}),
        ('{"name": "中文"}'.encode(), {"name": "中文"}),
        (b'\xef\xbb\xbf{"a": 1}', {"a": 1}),
        (b'{"Code": "Fine", "Message": "a field like others"}',
         {"Code": "Fine", "Message": "a field like others"}),
    ],
)  # fmt: skip
@pytest.mark.parametrize("status", [200, 201])
@pytest.mark.parametrize("content_type", ["application/json;charset=utf-8", "text/html", ""])
def test_an_object_with_a_good_status_is_a_success_whatever_its_type(
    body: bytes, fields: dict[str, Any], status: int, content_type: str
) -> None:
    assert decode(status, body, {"content-type": content_type}) == fields


# --- errors of the service -------------------------------------------------------------------


def test_an_error_loses_nothing() -> None:
    detail = {"AuthAction": "ram:GetUser", "PolicyType": "AccountLevelIdentityBasedPolicy"}
    page = "https://api.aliyun.com/troubleshoot?q=NoPermission"
    body = refusal(
        Code="NoPermission", Message="Not allowed.", Recommend=page, AccessDeniedDetail=detail
    )
    error = error_of(403, body)
    assert type(error) is families.NoPermission
    assert (error.code, error.message) == ("NoPermission", "Not allowed.")
    assert (error.request_id, error.recommend) == (ID, page)
    assert error.access_denied_detail == detail
    assert error.retry_after is None
    assert not error.outcome_unknown and not error.earlier_attempt
    assert str(error).startswith(
        f"NoPermission: Not allowed. (action GetUser, status 403, request id {ID}, 2 attempts) "
    )


@pytest.mark.parametrize(
    ("status", "code", "family"),
    [
        (404, "EntityNotExist.User", families.EntityNotExist),
        (409, "EntityAlreadyExists.User", families.EntityAlreadyExists),
        (400, "Throttling.User", families.Throttling),
        (500, "InternalError", families.InternalError),
        (503, "ServiceUnavailable", families.ServiceUnavailable),
        (418, "Brand.New", ServiceError),
        (302, "Odd", ServiceError),
    ],
)
def test_the_code_decides_the_class(status: int, code: str, family: type[ServiceError]) -> None:
    error = error_of(status, refusal(Code=code, Message="No."))
    assert type(error) is family
    assert error.code == code


def test_names_with_a_lower_case_first_letter_are_understood() -> None:
    fields: dict[str, Any] = {
        "code": "EntityNotExist.User",
        "message": "None.",
        "requestId": OTHER_ID,
    }
    fields |= {"recommend": "page", "accessDeniedDetail": {"a": "b"}}
    error = error_of(404, json.dumps(fields).encode())
    assert type(error) is families.EntityNotExist
    assert (error.message, error.request_id, error.recommend) == ("None.", OTHER_ID, "page")
    assert error.access_denied_detail == {"a": "b"}


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"Message": None, "RequestId": None, "Recommend": None, "AccessDeniedDetail": None},
        {"Message": 7, "RequestId": ["x"], "Recommend": {}, "AccessDeniedDetail": "text"},
    ],
)
def test_missing_and_odd_fields_of_an_error_leave_the_rest(fields: dict[str, Any]) -> None:
    error = error_of(404, json.dumps({"Code": "EntityNotExist.User", **fields}).encode())
    assert type(error) is families.EntityNotExist
    assert (error.message, error.recommend, error.access_denied_detail) == ("", "", None)
    assert error.request_id == ID, "taken from the header"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"x-acs-retry-after": "1500"}, 1.5),
        ({"retry-after": "3"}, 3.0),
        ({"x-acs-retry-after": "200", "retry-after": "3"}, 0.2),
        ({"x-acs-retry-after": "soon", "retry-after": " 3 "}, 3.0),
        ({"retry-after": "4.0"}, 4.0),
        ({"retry-after": "1000000000000"}, 1e12),
        ({"x-acs-retry-after": "1500.5"}, 1.5005),
        (
            {
                "retry-after": "Fri, 02 Jan 2026 03:04:09 GMT",
                "date": "Fri, 02 Jan 2026 03:04:05 GMT",
            },
            4.0,
        ),
        ({"retry-after": "Fri, 02 Jan 2026 03:04:05 GMT"}, 5.0),
        ({"retry-after": "Fri, 02 Jan 2026 03:03:05 GMT"}, 0.0),
        ({"retry-after": "Fri, 02 Jan 99999999999 03:03:05 GMT"}, None),
        ({"retry-after": "in a while"}, None),
        ({"retry-after": "4.0.0"}, None),
        ({"x-acs-retry-after": "-1"}, None),
        ({"x-acs-retry-after": "9" * 5000}, None),
        ({"x-acs-retry-after": "²"}, None),
    ],
)
@pytest.mark.parametrize(("status", "body"), [(400, refusal(Code="Throttling")), (503, b"")])
def test_retry_after_is_in_seconds(
    headers: dict[str, str],
    seconds: float | None,
    status: int,
    body: bytes,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(SYSTEM_CLOCK, "time", lambda: 1767323040.0)  # 03:04:00 on that day
    assert error_of(status, body, headers).retry_after == seconds


# --- errors in XML ---------------------------------------------------------------------------

XML = f"""<?xml version='1.0' encoding='UTF-8'?>
<Error><RequestId>{OTHER_ID}</RequestId><HostId>{HOST}</HostId><Code>EntityNotExist.User</Code>
<Message>Grüße &amp; none.</Message><AccessDeniedDetail><AuthAction>ram:GetUser</AuthAction>
<PolicyType/></AccessDeniedDetail></Error>"""


def test_an_error_in_xml_is_read() -> None:
    error = error_of(404, XML.encode())
    assert type(error) is families.EntityNotExist
    assert (error.code, error.message) == ("EntityNotExist.User", "Grüße & none.")
    assert error.request_id == OTHER_ID
    assert error.access_denied_detail == {"AuthAction": "ram:GetUser", "PolicyType": ""}


BOMB = """<?xml version="1.0"?><!DOCTYPE Error [<!ENTITY a "xxxxxxxxxx"><!ENTITY b "&a;&a;&a;">]>
<Error><Code>NoPermission</Code><Message>&b;</Message></Error>"""


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(BOMB.encode(), id="entities"),
        pytest.param(BOMB.encode("utf-16"), id="entities in another encoding"),
        pytest.param(XML.encode()[:-9], id="truncated"),
        pytest.param(b"<Error><Message>no code</Message></Error>", id="no code"),
        pytest.param(b"<a>" * 100_000, id="deep"),
        pytest.param(b"<a>" * 50_000 + b"</a>" * 50_000, id="deep and closed"),
    ],
)
def test_other_xml_is_not_a_response(body: bytes) -> None:
    error = error_of(400, body)
    assert type(error) is UnexpectedResponse
    assert (error.request_id, error.body) == (ID, body)


def test_a_success_in_xml_is_not_a_response() -> None:
    error = error_of(200, b"<GetUserResponse><Secret>planted</Secret></GetUserResponse>")
    assert type(error) is UnexpectedResponse
    assert "XML instead of JSON" in str(error)
    assert "planted" not in str(error)


# --- what is not a response of the service ----------------------------------------------------

PAGE = b"""<!DOCTYPE html>
<html><head><style>p { color: red }</style><title>502 Bad
Gateway</title></head><body>nginx</body></html>"""


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (502, PAGE, "an HTML page instead of JSON: '502 Bad'"),
        (200, PAGE, "an HTML page instead of JSON: '502 Bad'"),
        (200, b"<html><body><h1>Please log in</h1></body></html>", ": 'Please log in'"),
        (403, b"<HTML>\n<script>var a;\n</script><p>Blocked</HTML>", ": 'Blocked'"),
        (503, b"<html></html>", "an HTML page instead of JSON ("),
        (503, b"upstream connect error\nreset", "text instead of JSON: 'upstream connect error'"),
        (502, b"x" * 1000, f"text instead of JSON: '{'x' * 200}'"),
        (200, b"", "an empty body"),
        (204, b"", "an empty body"),
        (500, b" \n", "an empty body"),
        (200, b'{"User": {"UserName": "ali', "broken JSON (26 characters, perhaps cut off)"),
        (404, b'{"Code": "EntityNotExist.User", "Mess', "broken JSON"),
        (200, b'{"a": 1}{"b": 2}', "broken JSON"),
        (200, b'{"a": NaN}', "broken JSON"),
        (200, b'{"a": -Infinity}', "broken JSON"),
        (200, b'{"a": ' + b"9" * 5000 + b"}", "broken JSON"),
        (200, b"[]", "a JSON array instead of an object"),
        (200, b'"text"', "a JSON string instead of an object"),
        (200, b"17", "a JSON number instead of an object"),
        (200, b"1.5", "a JSON number instead of an object"),
        (200, b"true", "a JSON boolean instead of an object"),
        (200, b"null", "a JSON null instead of an object"),
        (500, b"[]", "a JSON array instead of an object"),
        (200, b'{"a": "\xff"}', "10 bytes that are not UTF-8 (from byte 7 on)"),
        (200, '{"a": 1}'.encode("utf-16"), "bytes that are not UTF-8"),
        (200, b'{"a":' * 200_000, "JSON that is nested too deeply"),
        (200, b'{"a":' + b"[" * 200_000 + b"]" * 200_000 + b"}", "nested too deeply"),
        (500, b"{}", "an error without a code"),
        (400, b'{"Message": "No.", "Code": ""}', "an error without a code"),
        (400, b'{"Message": "No.", "Code": 400}', "an error without a code"),
        (302, b"", "an empty body"),
    ],
)  # fmt: skip
def test_anything_else_is_an_unexpected_response(status: int, body: bytes, said: str) -> None:
    error = error_of(status, body)
    assert type(error) is UnexpectedResponse
    assert error.message.startswith(f"{HOST} responded with ")
    assert said in str(error)
    assert f"(action GetUser, status {status}, request id {ID}, 2 attempts)" in str(error)
    assert error.body == body
    assert error.code == ""


def test_the_request_id_of_a_body_without_a_code_is_kept() -> None:
    error = error_of(500, json.dumps({"RequestId": OTHER_ID}).encode())
    assert error.request_id == OTHER_ID


def test_a_redirect_hints_at_the_endpoint() -> None:
    assert "login page" in error_of(302, b"").hint
    assert "proxy" in error_of(502, PAGE).hint


def test_a_huge_body_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "MAX_BODY", 10)
    assert decode(200, b'{"a": 123}') == {"a": 123}
    error = error_of(200, b'{"a": 1234}')
    assert type(error) is UnexpectedResponse
    assert "11 bytes, which is more than the 10 that are read" in str(error)


def test_the_limit_is_64_megabytes() -> None:
    body = b" " * (64 * 1024 * 1024 + 1)
    assert "67108865 bytes" in str(error_of(200, body))


@given(st.integers(200, 599), st.binary(max_size=200))
def test_no_bytes_lead_to_anything_but_a_success_or_a_typed_error(status: int, body: bytes) -> None:
    try:
        assert isinstance(decode(status, body), dict)
    except ServiceError as error:
        assert error.status_code == status


# --- refused signatures, and secrets ---------------------------------------------------------

MINE = "POST&%2F&AccessKeyId%3Dtestid%26Password%3Dplanted"
MINE_V3 = "ACS3-HMAC-SHA256\n7ea06492da5221eba5297e897ce16e55f964061054b7695beedaac1145b1e259"
REFUSED = "Specified signature is not matched with our calculation."


@pytest.mark.parametrize(
    ("message", "string_to_sign", "word"),
    [
        (f"{REFUSED} server string to sign is:{MINE}", MINE, "secret is wrong"),
        (f"{REFUSED} server string to sign is:{MINE} Look.", MINE, "secret is wrong"),
        (f"{REFUSED} server string to sign is:{MINE_V3}", MINE_V3, "secret is wrong"),
        (
            f"{REFUSED[:-1]}. server StringToSign is [{MINE_V3}], server CanonicalRequest is "
            "[POST\n/\nPassword=planted]",
            MINE_V3,
            "secret is wrong",
        ),
        (f"{REFUSED} server string to sign is:{MINE}x", MINE, "another text"),
        (f"{REFUSED} server string to sign is:{MINE}%26a", MINE, "another text"),
        (f"{REFUSED} server string to sign is:{MINE[:-1]}", MINE, "another text"),
        (f"{REFUSED} server string to sign is:GET&%2F&a%3Dplanted", MINE, "another text"),
        (REFUSED, MINE, "Most often"),
        (f"{REFUSED} server string to sign is:{MINE}", "", "Most often"),
    ],
)
def test_a_refused_signature_says_whether_the_secret_or_the_text_is_wrong(
    message: str, string_to_sign: str, word: str
) -> None:
    body = refusal(Code="SignatureDoesNotMatch", Message=message)
    error = error_of(400, body, string_to_sign=string_to_sign)
    assert type(error) is families.SignatureDoesNotMatch
    assert error.message == REFUSED
    assert word in error.hint
    everything = "".join(traceback.format_exception(error)) + repr(error) + repr(vars(error))
    assert "planted" not in everything
    assert b"planted" not in pickle.dumps(error)


def test_no_frame_of_a_refused_signature_shows_what_was_signed() -> None:
    body = refusal(Code="SignatureDoesNotMatch", Message=f"server string to sign is:{MINE}")
    error = error_of(400, body, string_to_sign=MINE)
    own = [
        frame
        for frame, _ in traceback.walk_tb(error.__traceback__)
        if frame.f_code.co_filename == decoding.__file__
    ]
    assert own
    assert "planted" not in "".join(repr(frame.f_locals) for frame in own)


@pytest.mark.parametrize("length", [100_000, 10_000_000])
def test_a_huge_message_is_cut(length: int) -> None:
    error = error_of(400, refusal(Code="Odd", Message=" ." * (length // 2)))
    assert len(error.message) <= 65_536


@pytest.mark.parametrize("unit", ["x", ".", "a."])
@pytest.mark.parametrize("field", ["Code", "Message", "Recommend", "RequestId"])
def test_a_long_field_takes_no_more_time_than_its_length_asks_for(field: str, unit: str) -> None:
    body = refusal(**{"Code": "Odd", field: unit * (400_000 // len(unit))})
    start = time.process_time()
    str(error_of(400, body))
    assert time.process_time() - start < 2  # 20 s if each character were looked at for each other


@pytest.mark.parametrize(
    ("status", "body", "length", "told"),
    [
        (414, b"<html>too long</html>", 10, True),
        (431, b"<html>too long</html>", 10, True),
        (414, refusal(Code="URITooLong"), 10, True),
        (400, b"<html>400 Bad Request</html>", 5000, True),
        (400, b"<html>400 Bad Request</html>", 10, False),
        (400, refusal(Code="MalformedPolicyDocument"), 5000, False),
        (414, b"<html>too long</html>", 0, False),  # the parameters are in the body
    ],
)
def test_too_long_a_url_says_what_to_do(status: int, body: bytes, length: int, told: bool) -> None:
    url = f"https://{HOST}/" + ("?P=" + "x" * length if length else "")
    with pytest.raises(ServiceError) as caught:
        decoding.decode(
            HttpResponse(status, {}, body),
            action="GetUser",
            host=HOST,
            attempts=1,
            request=HttpRequest("POST", url, {}, b""),
        )
    assert ("signature='v1'" in caught.value.hint) is told


@pytest.mark.parametrize("code", ["IncompleteSignature", "InvalidParameter.Signature"])
def test_the_string_to_sign_is_cut_off_every_message(code: str) -> None:
    body = refusal(Code=code, Message=f"server string to sign is:{MINE}")
    assert error_of(400, body).message == ""


@pytest.mark.parametrize(
    "page",
    [
        "<title>Cannot fetch https://ram.aliyuncs.com/?Password=planted now</title>",
        "<title>Cannot fetch /?a=b&amp;Password=planted now</title>",
        '<html><pre>{"AccessKeySecret": "planted"}</pre></html>',
        "Password=planted was blocked",
        'cessKeySecret": "planted"}',
        ')]}\', {"AccessKeySecret": "planted"}',
        '{"AccessKeySecret": "planted"',
        '["planted"',
        '"planted"',
        '"planted',
    ],
)
@pytest.mark.parametrize("status", [200, 502])
def test_no_part_of_a_page_that_may_be_secret_is_quoted(status: int, page: str) -> None:
    error = error_of(status, page.encode())
    assert "planted" not in str(error)
    assert b"planted" not in pickle.dumps(error)

"""Bad responses, through a real client: each is a typed error that keeps what was received."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from alicloud.core import (
    EntityNotExist,
    InternalError,
    ServiceError,
    TransportError,
    UnexpectedResponse,
)
from tests.support.server import Problem, Raw, Server

Connect = Callable[..., Any]

ID = "REQUEST-ID-OF-THE-HEADER"
HEADERS = {"x-acs-request-id": ID}
USER = {"UserName": "alice", "UserId": "1", "CreateDate": "2026-03-01T08:00:00Z"}


@pytest.fixture
def ram(connect: Connect) -> Any:
    return connect("ram", retries=0)


def chain(error: BaseException) -> Iterator[BaseException]:
    """The error and all that it came from, whether shown or not."""
    seen: list[BaseException] = []
    waiting = [error]
    while waiting:
        link = waiting.pop()
        if link not in seen:
            seen.append(link)
            waiting += [other for other in (link.__cause__, link.__context__) if other]
    return iter(seen)


def assert_of_our_own(error: BaseException) -> None:
    assert [
        link for link in chain(error) if not type(link).__module__.startswith("alicloud.")
    ] == []


# --- what is not a response of the service ------------------------------------------------------

HTML = b"<html><head><title>Bad Gateway</title></head><body>upstream</body></html>"
NOT_RESPONSES = {
    "html-502": (Raw(HTML, 502, HEADERS), "an HTML page instead of JSON: 'Bad Gateway'"),
    "html-200": (Raw(HTML, 200, HEADERS), "an HTML page instead of JSON: 'Bad Gateway'"),
    "login-page": (Raw(HTML, 302, {**HEADERS, "Location": "/login"}), "an HTML page"),
    "truncated": (Raw(b'{"RequestId": "x", "User": {"Use', 200, HEADERS), "broken JSON"),
    "truncated-error": (Raw(b'{"Code": "NoPermission', 403, HEADERS), "broken JSON"),
    "empty": (Raw(b"", 200, HEADERS), "an empty body"),
    "empty-500": (Raw(b"", 500, HEADERS), "an empty body"),
    "blank": (Raw(b" \r\n", 200, HEADERS), "an empty body"),
    "204": (Raw(b"", 204, HEADERS), "an empty body"),
    "array": (Raw(b"[]", 200, HEADERS), "a JSON array instead of an object"),
    "string": (Raw(b'"fine"', 200, HEADERS), "a JSON string instead of an object"),
    "null": (Raw(b"null", 200, HEADERS), "a JSON null instead of an object"),
    "text": (Raw(b"no healthy upstream", 503, HEADERS), "text instead of JSON: 'no healthy"),
    "xml": (Raw(b"<GetUserResponse/>", 200, HEADERS), "XML instead of JSON"),
    "not-utf-8": (Raw(b'{"User": "\xe9"}', 200, HEADERS), "not UTF-8"),
    "not-a-number": (Raw(b'{"User": NaN}', 200, HEADERS), "broken JSON"),
    "too-deep": (Raw(b'{"a":' + b"[" * 100_000, 200, HEADERS), "nested too deeply"),
    "no-code": (Raw(b'{"Message": "sorry"}', 500, HEADERS), "an error without a code"),
}


@pytest.mark.parametrize(("response", "words"), NOT_RESPONSES.values(), ids=NOT_RESPONSES)
def test_what_is_not_a_response_is_reported_with_status_and_request_id(
    server: Server, ram: Any, response: Raw, words: str
) -> None:
    server.play("GetUser", response)
    with pytest.raises(UnexpectedResponse) as caught:
        ram.get_user(user_name="alice")
    error = caught.value
    assert words in error.message
    assert (error.status_code, error.request_id, error.action) == (response.status, ID, "GetUser")
    assert error.host == server.url.removeprefix("http://")
    assert error.body == response.body
    assert f"status {response.status}" in str(error)
    assert ID in str(error)
    assert_of_our_own(error)


@pytest.mark.parametrize(("response", "words"), NOT_RESPONSES.values(), ids=NOT_RESPONSES)
def test_a_call_by_name_reports_the_same(
    server: Server, ram: Any, response: Raw, words: str
) -> None:
    server.play("GetUser", response)
    with pytest.raises(UnexpectedResponse) as caught:
        ram.call("GetUser", {"UserName": "alice"})
    assert words in caught.value.message
    assert caught.value.body == response.body


def test_a_response_that_ends_early_is_an_error_of_the_connection(server: Server, ram: Any) -> None:
    server.play("GetUser", Raw(b'{"User": {', headers={"Content-Length": "1000"}))
    with pytest.raises(TransportError) as caught:
        ram.get_user(user_name="alice")
    assert caught.value.kind == "reset"
    assert "cut off" in str(caught.value)
    assert_of_our_own(caught.value)


@pytest.mark.parametrize(
    "content_type", ["text/html", "text/plain", "application/octet-stream", ""]
)
def test_a_good_response_counts_whatever_its_content_type(
    server: Server, ram: Any, content_type: str
) -> None:
    body = json.dumps({"User": USER}).encode()
    server.play("GetUser", Raw(body, 200, {**HEADERS, "Content-Type": content_type}))
    response = ram.get_user(user_name="alice")
    assert response.user.user_name == "alice"
    assert response.http.headers["content-type"] == content_type


def test_the_request_id_comes_from_the_header_when_the_body_has_none(
    server: Server, ram: Any
) -> None:
    server.play("GetUser", Raw(json.dumps({"User": USER}).encode(), 200, HEADERS))
    assert ram.get_user(user_name="alice").request_id == ID


# --- responses that are not quite as documented --------------------------------------------------


def test_missing_fields_read_as_none(server: Server, ram: Any) -> None:
    server.play("GetUser", {"User": {"UserName": "alice"}}, {}, {"User": None})
    user = ram.get_user(user_name="alice").user
    assert (user.user_name, user.user_id, user.create_date, user.email) == (
        "alice",
        None,
        None,
        None,
    )
    for _ in range(2):
        response = ram.get_user(user_name="alice")
        assert response.user is None
        assert response.request_id
        assert repr(response) == f"GetUserResponse(request_id={response.request_id!r})"


@pytest.mark.parametrize("body", [{}, {"Users": {}}, {"Users": None}, {"Users": ""}, {"Users": []}])
def test_a_list_that_is_missing_has_no_members(
    server: Server, ram: Any, body: dict[str, Any]
) -> None:
    server.play("ListUsers", body)
    page = ram.list_users()
    assert not page.users
    assert list(page) == []


def test_a_list_without_its_inner_name_is_read_all_the_same(server: Server, ram: Any) -> None:
    server.play("ListUsers", {"Users": [USER]})
    assert [user.user_name for user in ram.list_users()] == ["alice"]


WRONG_TYPES: dict[str, tuple[str, dict[str, Any], str]] = {
    "text-for-an-object": ("GetUser", {"User": "alice"}, "GetUserResponse.User"),
    "list-for-an-object": ("GetUser", {"User": []}, "GetUserResponse.User"),
    "object-for-text": ("GetUser", {"User": {**USER, "UserName": {}}}, "UserDetail.UserName"),
    "list-for-text": ("GetUser", {"User": {**USER, "UserName": ["a"]}}, "UserDetail.UserName"),
    "number-for-a-time": ("GetUser", {"User": {**USER, "CreateDate": 5}}, "UserDetail.CreateDate"),
    "text-for-a-list": ("ListUsers", {"Users": "alice"}, "ListUsersResponse.Users"),
    "text-for-a-flat-list": ("ListTagResources", {"TagResources": "x"}, "TagResources"),
    "object-for-a-list": ("ListUsers", {"Users": {"User": {"a": 1}}}, "ListUsersResponse.Users"),
    "text-in-a-list": ("ListUsers", {"Users": {"User": [USER, "bob"]}}, "User[1]: expected User"),
    "null-in-a-list": ("ListUsers", {"Users": {"User": [None]}}, "User[0]: expected an object"),
    "list-in-a-list": ("ListUsers", {"Users": {"User": [[]]}}, "User[0]: expected an object"),
    "text-for-a-boolean": ("ListUsers", {"IsTruncated": "perhaps"}, "IsTruncated"),
    "number-for-a-boolean": ("ListUsers", {"IsTruncated": 1}, "IsTruncated"),
    "text-for-a-number": (
        "GetPasswordPolicy",
        {"PasswordPolicy": {"MinimumPasswordLength": "long"}},
        "PasswordPolicy.MinimumPasswordLength",
    ),
    "fraction-for-a-number": (
        "GetPasswordPolicy",
        {"PasswordPolicy": {"MinimumPasswordLength": 8.5}},
        "PasswordPolicy.MinimumPasswordLength",
    ),
    "number-for-a-document": (
        "GetPolicyVersion",
        {"PolicyVersion": {"PolicyDocument": 5}},
        "PolicyVersion",
    ),
    "object-for-the-request-id": ("GetUser", {"RequestId": {}}, "GetUserResponse.RequestId"),
    "half-a-character": ("GetUser", {"User": [], "Note": "\\ud800"}, "GetUserResponse.User"),
    "endless-number": ("GetUser", {"User": [], "Note": "1e999"}, "GetUserResponse.User"),
}


@pytest.mark.parametrize(("action", "body", "place"), WRONG_TYPES.values(), ids=WRONG_TYPES)
def test_a_wrong_type_is_reported_with_its_place_and_the_response_kept(
    server: Server, ram: Any, action: str, body: dict[str, Any], place: str
) -> None:
    text = json.dumps(body).replace('"\\\\ud800"', '"\\ud800"').replace('"1e999"', "1e999")
    server.play(action, Raw(text.encode(), 200, HEADERS))
    request = ram.operations[action].request.from_wire({})
    with pytest.raises(UnexpectedResponse) as caught:
        ram.send(request)
    error = caught.value
    assert place in str(error)
    assert (error.status_code, error.action, error.attempts) == (200, action, 1)
    assert error.request_id == ID
    assert json.loads(error.body) == json.loads(text)
    assert_of_our_own(error)
    if action == "GetUser":
        server.play(action, Raw(text.encode(), 200, HEADERS))
        assert ram.call("GetUser", {"UserName": "alice"}) == json.loads(text)


LENIENT: dict[str, tuple[str, dict[str, Any], str, Any]] = {
    "number-for-text": ("GetUser", {"User": {"UserId": 12}}, "user.user_id", "12"),
    "boolean-for-text": ("GetUser", {"User": {"Comments": True}}, "user.comments", "true"),
    "text-for-a-boolean": ("ListUsers", {"IsTruncated": "false"}, "is_truncated", False),
    "text-for-a-number": (
        "GetPasswordPolicy",
        {"PasswordPolicy": {"MinimumPasswordLength": "8"}},
        "password_policy.minimum_password_length",
        8,
    ),
    "object-for-a-document": (
        "GetRole",
        {"Role": {"AssumeRolePolicyDocument": {"Version": "1"}}},
        "role.assume_role_policy_document",
        '{"Version":"1"}',
    ),
    "empty-time": ("GetUser", {"User": {"LastLoginDate": ""}}, "user.last_login_date", None),
}


@pytest.mark.parametrize(("action", "body", "path", "value"), LENIENT.values(), ids=LENIENT)
def test_what_can_only_mean_one_thing_is_read(
    server: Server, ram: Any, action: str, body: dict[str, Any], path: str, value: Any
) -> None:
    server.play(action, body)
    response = ram.send(ram.operations[action].request.from_wire({}))
    found = response
    for name in path.split("."):
        found = getattr(found, name)
    assert found == value
    assert response.to_dict() == {"RequestId": response.request_id, **body}


def test_unknown_choices_and_fields_are_kept(server: Server, ram: Any) -> None:
    key = {"AccessKeyId": "k", "Status": "Asleep", "Mood": ["fine", {"Deep": None}]}
    server.play("ListAccessKeys", {"AccessKeys": {"AccessKey": [key], "Next": 1}, "Total": 1})
    response = ram.list_access_keys()
    assert response.access_keys[0].status == "Asleep"
    assert response.access_keys[0].raw == key
    assert response.raw["Total"] == 1
    assert response.to_dict()["AccessKeys"] == {"AccessKey": [key], "Next": 1}


def test_a_time_that_cannot_be_read_says_so_when_it_is_asked_for(server: Server, ram: Any) -> None:
    server.play("GetUser", *({"User": {**USER, "CreateDate": "yesterday"}},) * 2)
    response, again = ram.get_user(user_name="alice"), ram.get_user(user_name="alice")
    with pytest.raises(
        ValueError, match=r"UserDetail\.create_date: 'yesterday' is not a time like"
    ):
        _ = response.user.create_date
    assert response.user == again.user
    assert "create_date='yesterday'" in repr(response)
    assert response.to_dict()["User"]["CreateDate"] == "yesterday"


# --- errors of the service ---------------------------------------------------------------------


def test_an_error_carries_all_that_the_service_says(server: Server, ram: Any) -> None:
    detail = {"AuthAction": "ram:GetUser", "EncodedDiagnosticMessage": "AQ=="}
    server.play(
        "GetUser",
        Problem("EntityNotExist.User", "no such user", more={"AccessDeniedDetail": detail}),
    )
    with pytest.raises(EntityNotExist) as caught:
        ram.get_user(user_name="alice")
    error = caught.value
    assert (error.code, error.status_code, error.message) == (
        "EntityNotExist.User",
        404,
        "no such user",
    )
    assert error.access_denied_detail == detail
    assert error.recommend.endswith("q=EntityNotExist.User")
    assert error.request_id in str(error)
    assert_of_our_own(error)


def test_an_error_whose_fields_have_wrong_types_is_still_an_error(server: Server, ram: Any) -> None:
    body = {"Code": "InternalError", "Message": {"a": 1}, "RequestId": 7, "Recommend": []}
    server.play("GetUser", Raw(json.dumps(body).encode(), 500, HEADERS))
    with pytest.raises(InternalError) as caught:
        ram.get_user(user_name="alice")
    assert (caught.value.message, caught.value.request_id) == ("", ID)


def test_an_error_in_xml_is_read(server: Server, ram: Any) -> None:
    body = b"<?xml version='1.0'?><Error><RequestId>R-1</RequestId><Code>Odd.One</Code></Error>"
    server.play("GetUser", Raw(body, 400, {"Content-Type": "text/xml"}))
    with pytest.raises(ServiceError) as caught:
        ram.get_user(user_name="alice")
    assert (caught.value.code, caught.value.request_id) == ("Odd.One", "R-1")

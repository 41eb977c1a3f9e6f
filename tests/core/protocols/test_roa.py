"""Calls with methods, paths, headers and bodies: what is sent, and what responses become."""

from __future__ import annotations

import io
import json
from types import ModuleType
from typing import Any

import pytest

from alicloud.core import ServiceError, StaticCredentials, TransportFault, UnexpectedResponse
from alicloud.core.http.transport import HttpResponse
from alicloud.core.testing import SentRequest, StubError, StubTransport
from tests.core.protocols.conftest import Package

JSON = "application/json; charset=utf-8"
BINARY = "application/octet-stream"


@pytest.fixture(scope="module")
def roa(package: Package) -> ModuleType:
    return package("roa")


def client(roa: ModuleType, responses: Any, **options: Any) -> tuple[Any, StubTransport]:
    transport = StubTransport(responses)
    keys = StaticCredentials("id", "s3cret")
    made = roa.OddClient(credentials=keys, transport=transport, region="cn-hangzhou", **options)
    return made, transport


def raw(body: bytes, status: int = 200, **headers: str) -> HttpResponse:
    return HttpResponse(status, {"x-acs-request-id": "R-1", **headers}, body)


def sent(roa: ModuleType, action: str, response: Any = None, **parameters: Any) -> SentRequest:
    """What is sent for an action by its Python name."""
    odd, transport = client(roa, lambda _: raw(b"{}") if response is None else response)
    getattr(odd, action)(**parameters)
    return transport.requests[-1]


def test_each_parameter_goes_where_its_spec_says(roa: ModuleType) -> None:
    request = sent(
        roa,
        "create_thing",
        raw(b'{"id": "t-1"}'),
        group_id="g/1 中",
        name="Ada",
        client_token="token-1",
        tags=[roa.Tag(key="k", value=[1, None, {"a": "é"}])],
        extra={"size": 3},
        dry_run=True,
    )
    assert (request.method, request.path) == ("POST", "/groups/g%2F1%20%E4%B8%AD/things")
    assert request.host == "odd.cn-hangzhou.aliyuncs.com"
    assert request.parameters == {"dryRun": "true"}
    assert request.headers["clienttoken"] == "token-1"
    assert (request.action, request.headers["content-type"]) == ("CreateThing", JSON)
    assert json.loads(request.body) == {
        "name": "Ada",
        "tags": [{"key": "k", "value": [1, None, {"a": "é"}]}],
        "extra": {"size": 3},
    }


def test_a_list_can_be_the_whole_body(roa: ModuleType) -> None:
    request = sent(roa, "tag_thing", id=7, tags=[roa.Tag(key="k")])
    assert (request.method, request.path) == ("PUT", "/things/7/tags")
    assert (request.body, request.headers["content-type"]) == (b'[{"key":"k"}]', JSON)


def test_lists_can_be_joined_by_commas(roa: ModuleType) -> None:
    request = sent(roa, "list_tags", raw(b"[]"), id=7, keys=["a", "b,c"])
    assert (request.method, request.parameters) == ("GET", {"keys": "a,b,c"})
    assert "content-type" not in request.headers


@pytest.mark.parametrize(
    "body",
    [b"\x89PNG\x00", io.BytesIO(b"\x89PNG\x00"), bytearray(b"\x89PNG\x00")],
    ids=lambda body: type(body).__name__,
)
def test_bytes_and_files_are_sent_as_they_are(roa: ModuleType, body: Any) -> None:
    request = sent(roa, "put_picture", id=7, picture=body)
    assert (request.body, request.headers["content-type"]) == (b"\x89PNG\x00", BINARY)


def test_a_file_is_sent_from_where_it_stands_and_again_for_a_retry(roa: ModuleType) -> None:
    file = io.BytesIO(b"headPNG")
    file.seek(4)
    lost = TransportFault("reset", "odd", "the connection broke", sent=True)
    odd, transport = client(roa, {"PutPicture": [lost, raw(b"")]})
    odd.put_picture(id=7, picture=file)
    assert [request.body for request in transport.requests] == [b"PNG", b"PNG"]


class Pipe(io.BytesIO):
    def seekable(self) -> bool:
        return False


@pytest.mark.parametrize("file", [Pipe(b"x"), io.StringIO("x")], ids=["pipe", "text"])
def test_a_file_that_cannot_be_sent_is_refused_with_the_remedy(roa: ModuleType, file: Any) -> None:
    with pytest.raises(TypeError, match=r"picture: expected bytes or a binary file that can seek"):
        roa.PutPictureRequest(id=7, picture=file)


@pytest.mark.parametrize("value", ["", ".", ".."])
def test_a_value_that_would_change_the_path_is_refused(roa: ModuleType, value: str) -> None:
    odd, transport = client(roa, {})
    with pytest.raises(ValueError, match="group-id: it is a part of the path and cannot be"):
        odd.create_thing(group_id=value, name="Ada")
    assert transport.requests == []


@pytest.mark.parametrize("value", ["%2e", "a/../b", "{group-id}", "?x=1#y", "é"])
def test_other_odd_values_stay_one_part_of_the_path(roa: ModuleType, value: str) -> None:
    request = sent(roa, "create_thing", raw(b'{"id": "1"}'), group_id=value, name="Ada")
    assert request.path.count("/") == 3
    assert not set("{}?#") & set(request.path)


def test_a_header_with_a_line_end_is_refused(roa: ModuleType) -> None:
    from alicloud.core import ConfigurationError

    odd = roa.OddClient(
        credentials=StaticCredentials("id", "s3cret"), endpoint="http://127.0.0.1:9", retries=0
    )
    with pytest.raises(ConfigurationError, match="header 'clienttoken' cannot be sent"):
        odd.create_thing(group_id="g", name="n", client_token="a\r\nb: c")


# --- responses -------------------------------------------------------------------------------


def test_fields_come_from_body_and_headers(roa: ModuleType) -> None:
    odd, _ = client(roa, {"CreateThing": raw(b'{"id": "t", "requestId": "R-2"}', etag="v1")})
    response = odd.create_thing(group_id="g", name="n")
    assert (response.id, response.e_tag, response.request_id) == ("t", "v1", "R-2")


def test_a_body_that_is_a_list_is_a_page_of_its_items(roa: ModuleType) -> None:
    odd, _ = client(roa, {"ListTags": raw(b'[{"key": "a"}, {"key": "b", "value": 0}]')})
    page = odd.list_tags(id=7)
    assert [tag.key for tag in page] == ["a", "b"]
    assert page.value == list(page) and page.request_id == "R-1"
    assert page.to_dict() == {"value": [{"key": "a"}, {"key": "b", "value": 0}]} == page.raw


def test_bytes_are_bytes_and_base64_in_json(roa: ModuleType) -> None:
    odd, _ = client(roa, {"GetPicture": raw(b"\x00\xff")})
    response = odd.get_picture(id=7)
    assert response.value == b"\x00\xff"
    assert response.to_json() == '{"value":"AP8="}'


@pytest.mark.parametrize("body", [b"", b"null", b'{"ok": true}', b"<html>"])
def test_what_returns_nothing_may_have_any_body(roa: ModuleType, body: bytes) -> None:
    odd, _ = client(roa, {"TagThing": raw(body, 204)})
    assert odd.tag_thing(id=7, tags=[]).request_id == "R-1"


@pytest.mark.parametrize("body", [b"", b"[{", b"\xff", b"<html>"])
def test_a_list_that_cannot_be_read_is_an_error(roa: ModuleType, body: bytes) -> None:
    odd, _ = client(roa, {"ListTags": raw(body)}, retries=0)
    with pytest.raises(UnexpectedResponse):
        odd.list_tags(id=7)


@pytest.mark.parametrize(
    "body",
    [
        {"Code": "Forbidden.X", "Message": "No.", "RequestId": "R-2"},
        {"code": "Forbidden.X", "message": "No.", "requestId": "R-2"},
        {"ErrorCode": "Forbidden.X", "ErrorMessage": "No.", "request_id": "R-2"},
    ],
    ids=lambda body: next(iter(body)),
)
def test_errors_in_any_spelling_are_of_the_same_tree(roa: ModuleType, body: Any) -> None:
    odd, _ = client(roa, {"GetPicture": raw(json.dumps(body).encode(), 403)})
    with pytest.raises(ServiceError, match="No") as caught:
        odd.get_picture(id=7)
    assert type(caught.value).__name__ == "Forbidden"
    assert (caught.value.code, caught.value.request_id) == ("Forbidden.X", "R-2")


# --- repeats ---------------------------------------------------------------------------------


def test_a_create_with_a_token_is_repeated_with_the_same_one(roa: ModuleType) -> None:
    lost = TransportFault("reset", "odd", "the connection broke", sent=True)
    odd, transport = client(roa, {"CreateThing": [lost, raw(b'{"id": "t"}')]})
    odd.create_thing(group_id="g", name="n")
    first, second = (request.headers["clienttoken"] for request in transport.requests)
    assert first == second and len(first) == 32


def test_a_token_that_is_given_is_used(roa: ModuleType) -> None:
    request = sent(
        roa, "create_thing", raw(b'{"id": "t"}'), group_id="g", name="n", client_token="mine"
    )
    assert request.headers["clienttoken"] == "mine"


def test_each_call_has_a_token_of_its_own(roa: ModuleType) -> None:
    odd, transport = client(roa, lambda _: raw(b'{"id": "t"}'))
    request = roa.CreateThingRequest(group_id="g", name="n")
    odd.send(request)
    odd.send(request)
    tokens = {sent.headers["clienttoken"] for sent in transport.requests}
    assert len(tokens) == 2 and request.client_token is None


def test_an_action_that_the_client_does_not_know_has_no_path(roa: ModuleType) -> None:
    odd, _ = client(roa, {})
    with pytest.raises(
        ValueError, match=r"use a GenericClient\(product='Odd', version='20240611'\)"
    ):
        odd.call("DropThing")


def test_a_family_of_codes_is_documented_with_its_first_status(roa: ModuleType) -> None:
    assert roa.OddClient.operations["CreateThing"].errors == {"InvalidParameter.*": 400}


def test_a_refusal_is_not_repeated_for_its_token(roa: ModuleType) -> None:
    odd, transport = client(roa, {"CreateThing": StubError("InvalidParameter.Name")})
    with pytest.raises(ServiceError):
        odd.create_thing(group_id="g", name="n")
    assert len(transport.requests) == 1

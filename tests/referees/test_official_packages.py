"""The official packages of nine other products as referees: what they send, we send too.

They are in an environment of their own; `make referees` makes it, and runs these tests.
"""

from __future__ import annotations

import gc
import importlib
import importlib.util
import inspect
import io
import json
import sys
import time
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import ModuleType
from typing import Any, get_args
from urllib.parse import parse_qsl, quote

import pytest

from alicloud.core import GenericClient, StaticCredentials
from alicloud.generator.model import Location
from alicloud.generator.python.names import snake
from alicloud.generator.python.render import render
from tests.referees.calls import CALLS, SERVICES, Call
from tests.support.golden import put
from tests.support.loopback import Received, Server, http
from tests.support.server.verify import Received as Signed, Verifier

PACKAGES = {
    "aiccs": "alibabacloud_aiccs20191015",
    "arms": "alibabacloud_arms20190808",
    "bailian": "alibabacloud_bailian20231229",
    "cs": "alibabacloud_cs20151215",
    "elasticsearch": "alibabacloud_elasticsearch20170613",
    "fc": "alibabacloud_fc20230330",
    "kms": "alibabacloud_kms20160120",
    "nlb": "alibabacloud_nlb20220430",
    "ocr": "alibabacloud_ocr_api20210707",
}
KEY_ID, KEY_SECRET = "LTAI5tReferees", "s3cret"
COMPARED_HEADERS = ("accept", "content-type", "x-acs-action", "x-acs-version")

if missing := [name for name in PACKAGES.values() if not importlib.util.find_spec(name)]:
    pytest.skip(f"no {missing[0]} here: run `make referees`", allow_module_level=True)

pytestmark = pytest.mark.filterwarnings("ignore")  # theirs are not ours to mend


@pytest.fixture(scope="module", autouse=True)
def _generated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Our packages for the specs beside this file, where they can be imported."""
    folder = tmp_path_factory.mktemp("generated")
    put(render(SERVICES), folder)
    sys.path.append(str(folder))
    yield
    sys.path.remove(str(folder))
    with warnings.catch_warnings():  # theirs leave sockets open
        warnings.simplefilter("ignore")
        gc.collect()


@dataclass(frozen=True)
class Sent:
    """What matters of a request: two that are equal mean the same."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: Any


def meaning(call: Call, request: Received) -> Sent:
    path, _, query = request.target.partition("?")
    parameters = call.operation.request.fields
    compared = {*COMPARED_HEADERS, *(one.wire for one in parameters if one.location == "header")}
    if not request.body:
        compared.remove("content-type")  # the official SDK sends a form without parameters
    return Sent(
        request.method,
        path,
        _pairs(query),
        {name: request.headers[name] for name in sorted(compared & set(request.headers))},
        _body(request),
    )


def _body(request: Received) -> Any:
    if not request.body:
        return None
    kind = request.headers.get("content-type", "")
    if kind.startswith("application/x-www-form-urlencoded"):
        return _pairs(request.body.decode())
    if kind.startswith("application/json"):
        return json.loads(request.body)
    return request.body


def _pairs(text: str) -> dict[str, str]:
    """The parameters in a query or form. The official SDK writes booleans as Python does."""
    pairs = parse_qsl(text, keep_blank_values=True, strict_parsing=bool(text), errors="strict")
    assert len(dict(pairs)) == len(pairs)
    return {name: value.lower() if value in ("True", "False") else value for name, value in pairs}


def assert_signed(request: Received) -> None:
    """Check the signature by what the vendor's pages say."""
    path, _, query = request.target.partition("?")
    pairs = dict(parse_qsl(query, keep_blank_values=True))
    signed = Signed(request.method, request.headers, pairs, {}, request.body, path)
    Verifier({KEY_ID: (KEY_SECRET, "")}, frozenset(), time.time).check(signed)


# --- the clients -----------------------------------------------------------------------------------


def ours(server: Server, call: Call) -> Any:
    """Make the call with our generated package."""
    package = importlib.import_module(f"alicloud.{call.service.name}")
    name = next(one for one in package.__all__ if one.endswith("Client") and "Async" not in one)
    request = getattr(package, f"{call.operation.action}Request").from_wire(call.values)
    credentials = StaticCredentials(KEY_ID, KEY_SECRET)
    with getattr(package, name)(credentials=credentials, endpoint=server.url) as client:
        return client.send(request)


def generic(server: Server, call: Call) -> Any:
    """Make the call without a package: names and values as the vendor's pages have them."""
    values = call.values
    placed: dict[str, dict[str, Any]] = {place: {} for place in get_args(Location)}
    for field in call.operation.request.fields:
        value = values[field.wire]
        if field.style == "json":
            value = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        elif field.style == "comma":
            value = ",".join(map(str, value))
        placed[field.location][field.wire] = value
    path = call.operation.path
    for name, value in placed["path"].items():
        path = path.replace(f"{{{name}}}", quote(value, safe="~"))
    with GenericClient(
        product=call.service.product,
        version=call.service.version,
        credentials=StaticCredentials(KEY_ID, KEY_SECRET),
        endpoint=server.url,
    ) as client:
        return client.call(
            call.operation.action,
            method=call.operation.method,
            path=path,
            query=placed["query"],
            headers=placed["header"],
            form=placed["form"],
            body=placed["json"] or placed["content"].get("body"),
        )


def theirs(server: Server, call: Call) -> Any:
    """Make the call with the official package."""
    config = importlib.import_module("alibabacloud_tea_openapi.utils_models").Config(
        access_key_id=KEY_ID,
        access_key_secret=KEY_SECRET,
        endpoint=server.url.removeprefix("http://"),
        protocol="http",
    )
    client = importlib.import_module(f"{PACKAGES[call.service.name]}.client").Client(config)
    wanted = f"{call.operation.action}WithOptions".lower()
    (name,) = (one for one in dir(client) if one.replace("_", "").lower() == wanted)
    method = getattr(client, name)
    return method(*(_argument(call, name) for name in inspect.signature(method).parameters))


def _argument(call: Call, name: str) -> Any:
    """What the official method takes under a name."""
    match name:
        case "request" | "tmp_req":
            return their_request(call)
        case "runtime":
            return importlib.import_module("darabonba.runtime").RuntimeOptions()
        case "headers":
            kind = getattr(_models(call), f"{call.operation.action}Headers", None)
            return kind().from_map(call.values) if kind else {}
        case _:  # a part of the path
            values = {snake(wire): value for wire, value in call.values.items()}
            return values[name]


def their_request(call: Call) -> Any:
    values = call.values
    if isinstance(values.get("body"), bytes):
        values["body"] = io.BytesIO(values["body"])
    elif isinstance(values.get("body"), dict):
        values |= values["body"]  # some have the members of an object body in the request itself
    made = getattr(_models(call), f"{call.operation.action}Request")().from_map(values)
    given = set(map(snake, values))
    for name, value in vars(made).items():
        if value == [] and name not in given:
            setattr(made, name, None)
    return made


def _models(call: Call) -> ModuleType:
    return importlib.import_module(f"{PACKAGES[call.service.name]}.models")


# --- the tests -------------------------------------------------------------------------------------


@pytest.fixture(params=CALLS, ids=str)
def call(request: pytest.FixtureRequest) -> Call:
    found: Call = request.param
    return found


@pytest.fixture
def server(call: Call) -> Iterator[Server]:
    response = http(body=call.response, Content_Type="application/json", x_acs_request_id="R-1")
    with Server(lambda _: response) as running:
        yield running


def test_all_parameters_are_compared(call: Call) -> None:
    assert call.left_out() == []
    assert list(_unset(their_request(call))) == []


def _unset(value: Any) -> Iterator[str]:
    """The attributes without a value, of an official model and those inside it."""
    if isinstance(value, list):
        for item in value:
            yield from _unset(item)
    elif hasattr(value, "to_map"):
        for name, inner in vars(value).items():
            if inner is None:
                yield name
            yield from _unset(inner)


def test_it_is_sent_as_the_official_package_sends_it(server: Server, call: Call) -> None:
    ours(server, call)
    theirs(server, call)
    first, second = server.requests
    assert meaning(call, first) == meaning(call, second)
    assert_signed(first)
    assert_signed(second)


def test_what_is_left_out_is_sent_as_the_official_package_sends_it(
    server: Server, call: Call
) -> None:
    least = replace(call, required_only=True)
    ours(server, least)
    theirs(server, least)
    first, second = server.requests
    assert meaning(least, first) == meaning(least, second)
    assert_signed(first)


def test_it_can_be_sent_without_a_package(server: Server, call: Call) -> None:
    generic(server, call)
    theirs(server, call)
    first, second = server.requests
    assert meaning(call, first) == meaning(call, second)
    assert_signed(first)


def test_the_response_is_read_as_the_official_package_reads_it(server: Server, call: Call) -> None:
    response, official = ours(server, call), theirs(server, call)
    assert response.request_id == official.headers["x-acs-request-id"] == "R-1"
    assert _values(response) == _their_values(official)


def _values(response: Any) -> Any:
    """The body of one of our responses. Bytes are base64 in a dict."""
    value = getattr(response, "value", None)
    return value if isinstance(value, bytes) else _without_empty(response.to_dict())


def _their_values(response: Any) -> Any:
    """The body of an official response in our form."""
    body: Any = getattr(response, "body", None)
    if hasattr(body, "read"):
        return body.read()
    if hasattr(body, "to_map"):
        return _without_empty(body.to_map())
    if isinstance(body, list):
        body = [_without_empty(item.to_map()) for item in body]
    return {} if body is None else {"value": body}


def _without_empty(members: dict[str, Any]) -> dict[str, Any]:
    """Theirs have `[]` for every list that did not come."""
    return {name: value for name, value in members.items() if value != []}

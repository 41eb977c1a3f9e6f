"""The official packages of nine other products as referees: what they send, we send too.

They are in an environment of their own; `make referees` makes it, and runs these tests.
"""

from __future__ import annotations

import gc
import importlib.util
import sys
import warnings
from collections.abc import Iterator
from typing import Any

import pytest

from alicloud.generator.python.render import render
from tests.referees.calls import CALLS, SERVICES, Call
from tests.referees.clients import generic, official_package, ours, their_request, theirs, unset_in
from tests.referees.sent import assert_signed, meaning
from tests.support.golden import put
from tests.support.loopback import Server, http

if missing := [
    name for name in map(official_package, SERVICES) if not importlib.util.find_spec(name)
]:
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
    assert list(unset_in(their_request(call))) == []


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
    least = call.least()
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

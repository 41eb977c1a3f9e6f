"""Clients: options, the three ways to make a call, copies, and what they say of themselves."""

from __future__ import annotations

import copy
import inspect
import pickle
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import AsyncMock, Mock, patch

import pytest

from alicloud.core.calls.sender import Sender
from alicloud.core.client import Client
from alicloud.core.credentials import Credentials, StaticCredentials
from alicloud.core.errors.base import (
    ClientError,
    ConfigurationError,
    CredentialsError,
    ServiceError,
    UnexpectedResponse,
)
from alicloud.core.errors.families import InvalidAction
from alicloud.core.hooks import Hooks
from alicloud.core.http.transport import HttpRequest, HttpResponse, TransportFault
from alicloud.core.testing import AsyncStubTransport, StubError, StubTransport
from tests.support.example_shapes import (
    Cat,
    EnterRequest,
    FeedRequest,
    FeedResponse,
    OtherRequest,
    Tag,
    ZooClient,
    zoo_client,
)

FED = {"Cat": {"Name": "Tom"}}


class Transport:
    """A transport that notes when it is closed and warmed up."""

    def __init__(self) -> None:
        self.done: list[str] = []

    def send(self, request: HttpRequest, timeout: tuple[float, float]) -> HttpResponse:
        self.done.append("send")
        return HttpResponse(200, {}, b'{"RequestId": "R", "Cat": {"Name": "Tom"}}')

    def warm_up(self) -> None:
        self.done.append("warm up")

    def close(self) -> None:
        self.done.append("close")


# --- ways to make a call ---


def test_a_request_object_is_sent_and_its_response_typed() -> None:
    transport = StubTransport({"Feed": FED})
    response = zoo_client(transport).send(FeedRequest(name="Tom", password="p", tag=[Tag(key="k")]))
    assert isinstance(response, FeedResponse)
    assert response.cat == Cat(name="Tom")
    assert response.http.status_code == 200
    assert response.http.headers["content-type"] == "application/json"
    assert response.request_id == response.http.headers["x-acs-request-id"]
    (sent,) = transport.requests
    assert (sent.action, sent.host) == ("Feed", "zoo.aliyuncs.com")
    assert sent.parameters == {"Name": "Tom", "Password": "p", "Tag.1.Key": "k"}


def test_a_call_by_name_takes_and_gives_plain_dicts() -> None:
    transport = StubTransport({"Feed": {**FED, "New": 1}})
    response = zoo_client(transport).call(
        "Feed",
        {
            "Name": "Tom",
            "Grams": 5,
            "Rules": [{"Key": "k"}],
            "Tag.1.Key": "flat",
            "Plan": {"a": 1},
            "NewList": ["x", {"Y": True}],
            "Left": None,
        },
    )
    assert response["Cat"] == {"Name": "Tom"}
    assert response["New"] == 1
    assert transport.requests[0].parameters == {
        "Name": "Tom",
        "Grams": "5",
        "Rules": '[{"Key":"k"}]',
        "Tag.1.Key": "flat",
        "Plan": '{"a":1}',
        "NewList.1": "x",
        "NewList.2.Y": "true",
    }


@pytest.mark.parametrize("action", ["", "é", "Feed\r\nX: 1", "A B", 5, None])
def test_what_cannot_be_the_name_of_an_action_is_refused(action: Any) -> None:
    with pytest.raises(ValueError, match="is not the name of an action"):
        zoo_client(StubTransport({})).call(action)


@pytest.mark.parametrize("parameters", [[1], {1: 2}, "Name=Tom"])
def test_parameters_of_an_unknown_action_are_a_dict_by_name(parameters: Any) -> None:
    with pytest.raises(ValueError, match="parameter"):
        zoo_client(StubTransport({})).call("Unknown", parameters)


def test_an_unknown_action_is_sent_all_the_same() -> None:
    transport = StubTransport({"Groom": {"Done": True}})
    assert zoo_client(transport).call("Groom", {"Cat": ["Tom"]})["Done"] is True
    assert zoo_client(StubTransport({"Groom": {}})).call("Groom").keys() == {"RequestId"}
    assert transport.requests[0].parameters == {"Cat.1": "Tom"}


def test_an_unknown_action_is_not_repeated_when_its_outcome_is_unknown() -> None:
    broken = TransportFault("reset", "zoo", "the connection broke", sent=True)
    transport = StubTransport({"Groom": [broken, {}]})
    with pytest.raises(ClientError):
        zoo_client(transport).call("Groom")
    assert len(transport.requests) == 1


def test_a_parameter_by_name_that_does_not_fit_is_named() -> None:
    with pytest.raises(ValueError, match="Grams: expected int, got str"):
        zoo_client(StubTransport({})).call("Feed", {"Grams": "many"})
    with pytest.raises(ValueError, match=r"^Times\[1\]: "):
        zoo_client(StubTransport({})).call("Feed", {"Times": ["2026-01-01T00:00:00Z", "soon"]})


BY_NAME = "send() takes a request such as FeedRequest(...), call() takes a name"


@pytest.mark.parametrize(
    ("thing", "complaint"),
    [
        (OtherRequest(), "OtherRequest, which belongs to another service"),
        ("Feed", f"str: {BY_NAME}"),
        (None, f"NoneType: {BY_NAME}"),
        (Cat(name="T"), f"Cat: {BY_NAME}"),
        (FeedRequest, "class: send FeedRequest(...)"),
    ],
)
def test_what_is_not_a_request_of_the_service_is_refused(thing: Any, complaint: str) -> None:
    with pytest.raises(TypeError) as caught:
        zoo_client(StubTransport({})).send(thing)
    assert str(caught.value) == f"ZooClient has no action for a {complaint}"


@pytest.mark.parametrize(
    ("action", "hint"),
    [
        ("Fed", "Did you mean 'Feed'?"),
        ("list_cats", "Did you mean 'ListCats'?"),
        ("Groom", ""),
        ("Feed", ""),  # the name is right, whatever the service says
    ],
)
def test_a_misspelt_action_is_guessed_when_the_service_does_not_know_it(
    action: str, hint: str
) -> None:
    transport = StubTransport(lambda _: StubError("InvalidAction.NotFound", 404))
    parameters = {"Name": "Tom"} if action == "Feed" else {}
    with pytest.raises(InvalidAction) as caught:
        zoo_client(transport).call(action, parameters)
    assert caught.value.hint == hint
    assert str(caught.value).endswith(hint)


def test_a_request_of_another_service_with_the_same_action_is_refused() -> None:
    from alicloud.core.shapes.messages import Request, Response

    class FeedRequest(Request[Response], action="Feed"):
        """Of another zoo."""

    with pytest.raises(TypeError, match="ZooClient has no action for a FeedRequest"):
        zoo_client(StubTransport({})).send(FeedRequest())


def test_a_request_may_be_sent_again_and_by_other_clients() -> None:
    transport = StubTransport({"Feed": FED})
    request = FeedRequest(name="Tom")
    assert zoo_client(transport).send(request) == zoo_client(transport).send(request)


def test_an_error_of_the_service_is_raised() -> None:
    owner = zoo_client(StubTransport({"Feed": StubError("EntityNotExist.Cat", 404, "no cat")}))
    with pytest.raises(ServiceError) as caught:
        owner.send(FeedRequest(name="Tom"))
    assert (caught.value.code, caught.value.status_code) == ("EntityNotExist.Cat", 404)
    assert caught.value.action == "Feed"


def test_hooks_can_be_given_to_a_copy_of_a_client_and_taken_away() -> None:
    seen = Mock()
    plain = zoo_client(StubTransport({"Feed": {}}))
    hooked = plain.with_options(hooks=Hooks(before_send=seen))
    for client in (plain, hooked, hooked.with_options(retries=0), hooked.with_options(hooks=None)):
        client.send(FeedRequest(name="Tom"))
    assert seen.call_count == 2


def test_a_response_that_is_nested_too_deeply_is_an_error_that_says_so() -> None:
    cat: dict[str, Any] = {"Name": "Tom"}
    for _ in range(600):
        cat = {"Name": "Tom", "Friend": cat}
    with pytest.raises(UnexpectedResponse, match="form: it is nested too deeply"):
        zoo_client(StubTransport({"Feed": {"Cat": cat}})).send(FeedRequest(name="Tom"))


def test_a_response_of_another_form_is_an_error_that_holds_it() -> None:
    owner = zoo_client(StubTransport({"Feed": {"Cat": {"Age": "old", "Name": "Tom"}}}))
    with pytest.raises(UnexpectedResponse) as caught:
        owner.send(FeedRequest(name="Tom"))
    error = caught.value
    place = "FeedResponse.Cat: Cat.Age"
    assert f"does not have the documented form: {place}: expected int" in str(error)
    assert (error.action, error.status_code, error.attempts) == ("Feed", 200, 1)
    assert error.request_id
    assert b"old" in (error.body or b"")


def test_an_anonymous_action_needs_no_credentials() -> None:
    class Never:
        def get(self) -> Credentials:
            raise AssertionError("nobody may ask")

    transport = StubTransport({"Enter": {}})
    zoo_client(transport, credentials=Never()).send(EnterRequest())
    assert "authorization" not in transport.requests[0].headers


# --- credentials ---


def test_credentials_are_their_own_provider() -> None:
    transport = StubTransport({"Feed": FED})
    zoo_client(transport, credentials=Credentials("key-id", "s3cret", "t0ken")).call("Feed")
    assert "key-id" in transport.requests[0].headers["authorization"]
    assert transport.requests[0].headers["x-acs-security-token"] == "t0ken"


def test_without_credentials_the_chain_is_asked_at_the_first_call(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    transport = StubTransport({"Feed": FED})
    owner = zoo_client(transport, credentials=None)
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_ID", "from-environment")
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "s3cret")
    owner.call("Feed")
    assert "from-environment" in transport.requests[0].headers["authorization"]


def test_without_any_credentials_nothing_is_sent() -> None:
    transport = StubTransport({"Feed": FED})
    with pytest.raises(CredentialsError, match="ALIBABA_CLOUD_ACCESS_KEY_ID"):
        zoo_client(transport, credentials=None).call("Feed")
    assert transport.requests == []


# --- endpoints ---

BEIJING, WEST = {"region": "cn-beijing"}, {"region": "us-west-1"}
REGION, URL = {"ALIBABA_CLOUD_REGION_ID": "cn-beijing"}, "ALIBABA_CLOUD_ENDPOINT_URL"
PLACES: list[tuple[dict[str, Any], dict[str, str], str, str | None]] = [
    ({}, {}, "https://zoo.aliyuncs.com", None),
    (BEIJING, {}, "https://zoo.cn-beijing.aliyuncs.com", "cn-beijing"),
    ({}, REGION, "https://zoo.cn-beijing.aliyuncs.com", "cn-beijing"),
    (WEST, REGION, "https://zoo.us-west-1.aliyuncs.com", "us-west-1"),
    (BEIJING | {"network": "vpc"}, {}, "https://zoo-vpc.cn-beijing.aliyuncs.com", "cn-beijing"),
    ({"endpoint": "http://127.0.0.1:8080"}, {}, "http://127.0.0.1:8080", None),
    ({}, {URL: "http://localhost:1"}, "http://localhost:1", None),
    ({}, {URL: "http://a", f"{URL}_ZOO": "http://b"}, "http://b", None),
]


@pytest.mark.parametrize(("options", "environment", "endpoint", "region"), PLACES, ids=str)
def test_the_endpoint(
    options: Any, environment: Any, endpoint: str, region: str | None, monkeypatch: Any
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    transport = StubTransport({"Feed": FED})
    owner = zoo_client(transport, **options)
    assert (owner.endpoint, owner.region) == (endpoint, region)
    owner.call("Feed")
    assert f"//{transport.requests[0].host}" in endpoint


# --- options ---

REFUSED = [
    *(("network", "private"), ("signature", "v2"), ("timeout", 0), ("deadline", -1)),
    *(("retries", 1.5), ("region", "Beijing!"), ("endpoint", "ftp://x"), ("hooks", print)),
    *(("trust_env", "yes"), ("proxy", "nonsense"), ("ca_bundle", "/no/such/file")),
    ("client_cert", "/no/such/file"),
]


@pytest.mark.parametrize(("option", "value"), REFUSED)
def test_an_option_that_cannot_be_used_is_named(option: str, value: Any) -> None:
    with pytest.raises(ConfigurationError, match=rf"^{option}: "):
        zoo_client(StubTransport({}), **{option: value})


@pytest.mark.parametrize(
    "value",
    ["LTAI-and-secret", ("id", "secret"), {"access_key_secret": "s"}, StaticCredentials, 5],
)
@pytest.mark.parametrize("option", ["credentials", "transport"])
def test_credentials_and_transport_must_be_able_to_do_their_work(option: str, value: Any) -> None:
    with pytest.raises(ConfigurationError, match=f"^{option}: must be ") as caught:
        ZooClient(**{option: value})
    assert "secret" not in str(caught.value)


class Awaited:
    """A transport of a user, for async clients."""

    async def send(self, request: HttpRequest, timeout: tuple[float, float]) -> HttpResponse:
        raise AssertionError("not sent")

    async def close(self) -> None:
        pass


@pytest.mark.parametrize("transport", [AsyncStubTransport(), Awaited(), AsyncMock()])
def test_a_transport_for_async_clients_is_refused(transport: Any) -> None:
    name = type(transport).__name__
    with pytest.raises(
        ConfigurationError,
        match=rf"^transport: ZooClient needs one whose send\(\) is a plain .*StubTransport.* {name} is",
    ):
        zoo_client(transport)


@pytest.mark.parametrize("transport", [Mock(), Mock(spec=Transport), Mock(send=partial(print))])
def test_a_transport_that_may_be_sync_or_async_is_accepted(transport: Any) -> None:
    zoo_client(transport).close()
    transport.close.assert_called_once_with()


def test_connection_options_beside_a_transport_are_refused() -> None:
    with pytest.raises(ConfigurationError, match=r"^proxy: has no effect together with transport="):
        zoo_client(StubTransport({}), proxy="http://proxy.example.com:1")


def test_options_are_given_by_name_and_known_names_only() -> None:
    with pytest.raises(TypeError, match="positional"):
        ZooClient("id", "s3cret")  # type: ignore[call-arg, arg-type]
    with pytest.raises(TypeError, match="'regoin'"):
        ZooClient(regoin="cn-beijing")  # type: ignore[call-arg]


def test_the_docstring_describes_every_option() -> None:
    doc = inspect.getdoc(Client.__init__) or ""
    for name in inspect.signature(Client).parameters:
        assert f"\n    {name}: " in doc


# --- copies ---


def test_a_copy_shares_the_connections_and_changes_what_is_given() -> None:
    transport = StubTransport({"Feed": FED})
    first = zoo_client(transport, region="cn-beijing", signature="v1")
    second = first.with_options(region="us-west-1")
    assert type(second) is ZooClient
    assert (first.region, second.region) == ("cn-beijing", "us-west-1")
    assert second.endpoint == "https://zoo.us-west-1.aliyuncs.com"
    first.call("Feed")
    second.call("Feed")
    hosts = [sent.host for sent in transport.requests]
    assert hosts == ["zoo.cn-beijing.aliyuncs.com", "zoo.us-west-1.aliyuncs.com"]
    # The signature stayed as it was.
    assert all("authorization" not in sent.headers for sent in transport.requests)


def test_a_copy_may_take_an_option_back() -> None:
    first = zoo_client(StubTransport({}), region="cn-beijing", endpoint="http://localhost:1")
    assert first.with_options(endpoint=None).endpoint == "https://zoo.cn-beijing.aliyuncs.com"
    assert first.with_options(endpoint=None, region=None).endpoint == "https://zoo.aliyuncs.com"
    assert first.with_options().endpoint == first.endpoint


CHANGED = [
    *(("credentials", StaticCredentials("other", "s3cret")), ("timeout", 1.0), ("deadline", None)),
    *(("retries", 0), ("hooks", Hooks()), ("network", "vpc"), ("signature", "v1")),
]


@pytest.mark.parametrize(("option", "value"), CHANGED)
def test_a_copy_takes_every_option_of_a_call(option: str, value: Any) -> None:
    owner = zoo_client(StubTransport({"Feed": FED}), region="cn-beijing")
    owner.with_options(**{option: value}).call("Feed")
    names = set(inspect.signature(Client.with_options).parameters) - {"self"}
    connection = {"proxy", "ca_bundle", "client_cert", "trust_env", "transport"}
    assert names == set(inspect.signature(Client).parameters) - connection


def test_a_copy_checks_its_options_too() -> None:
    with pytest.raises(ConfigurationError, match="retries"):
        zoo_client(StubTransport({})).with_options(retries=-1)


def test_a_copy_of_a_client_with_its_own_connections_works(tmp_path: Path) -> None:
    bundle = tmp_path / "ca.pem"
    bundle.write_text("")
    first = ZooClient(ca_bundle=bundle, proxy="http://proxy.example.com:1", trust_env=False)
    assert first.with_options(retries=0).endpoint == first.endpoint


# --- the life of a client ---


def test_closing_and_with_close_the_transport() -> None:
    transport = Transport()
    owner = zoo_client(transport)
    owner.close()
    with owner as same:
        assert same is owner
        owner.call("Feed")
    with pytest.raises(ZeroDivisionError), owner:
        _ = 1 / 0
    assert transport.done == ["close", "send", "close", "close"]


def test_a_closed_client_can_be_used_again() -> None:
    owner = zoo_client(StubTransport({"Feed": FED}))
    owner.close()
    assert owner.call("Feed")


def test_warming_up_loads_and_gets_credentials_but_sends_nothing() -> None:
    transport = Transport()
    zoo_client(transport).warm_up()
    assert transport.done == ["warm up"]
    zoo_client(StubTransport({})).warm_up()  # which has nothing to warm up
    with pytest.raises(CredentialsError):
        zoo_client(transport, credentials=None).warm_up()


def test_a_client_says_what_it_is_without_secrets() -> None:
    owner = zoo_client(StubTransport({}), credentials=StaticCredentials("pl4nted-id", "pl4nted"))
    assert repr(owner) == "<ZooClient https://zoo.aliyuncs.com>"
    assert "pl4nted" not in repr(vars(owner))


def test_what_a_client_is_cannot_be_changed() -> None:
    owner = zoo_client(StubTransport({}), timeout=7)
    for name in ("proxy", "transport", "trust_env"):
        with pytest.raises(AttributeError, match=rf"cannot be set; make a new one with {name}="):
            setattr(owner, name, 3)
    for name in inspect.signature(Client.with_options).parameters.keys() - {"self"}:
        with pytest.raises(AttributeError, match=rf"cannot be set; with_options\({name}=\.\.\.\) "):
            setattr(owner, name, 3)
    with pytest.raises(
        AttributeError, match=r"a ZooClient does not change: retires .*with_options"
    ):
        owner.retires = 3  # type: ignore[attr-defined]
    assert owner.with_options(retries=0).__dict__.keys() == owner.__dict__.keys()


def test_tests_may_replace_methods() -> None:
    owner = zoo_client(StubTransport({"Feed": FED}))
    with patch.object(owner, "call", return_value={"a": 1}):
        assert owner.call("Feed") == {"a": 1}
    assert owner.call("Feed")["Cat"] == FED["Cat"]
    assert copy.copy(owner).call("Feed")["Cat"] == FED["Cat"]


def test_a_misspelt_method_is_not_there() -> None:
    with pytest.raises(AttributeError, match=r"^'ZooClient' object has no attribute 'clal'"):
        zoo_client(StubTransport()).clal  # type: ignore[attr-defined]  # noqa: B018


def test_a_client_is_not_pickled_with_its_secrets() -> None:
    with pytest.raises(TypeError, match="ZooClient has credentials and connections"):
        pickle.dumps(zoo_client(Transport()))


def test_the_table_of_operations_is_of_the_class() -> None:
    assert list(ZooClient.operations) == ["Feed", "ListCats", "ListNames", "Enter"]


def test_threads_share_a_client() -> None:
    def echo(sent: Any) -> dict[str, Any]:
        return {"Cat": {"Name": sent.parameters["Name"]}}

    owner = zoo_client(StubTransport({"Feed": echo}))
    barrier = threading.Barrier(8)
    wrong: list[object] = []

    def use(number: int) -> None:
        barrier.wait()
        for turn in range(20):
            name = f"{number}-{turn}"
            response = owner.send(FeedRequest(name=name))
            if response.cat.name != name:
                wrong.append(response)

    in_threads(use)
    assert wrong == []


def test_threads_that_make_the_first_call_together_share_one_retry_budget() -> None:
    barrier = threading.Barrier(8)

    def slow() -> type[Sender]:
        barrier.wait()  # all have found that there is no sender yet
        return Sender

    throttled = StubTransport(lambda _: StubError("Throttling", 429, headers={"retry-after": "0"}))
    owner = zoo_client(throttled, retries=50)
    owner._sender_type = slow  # type: ignore[method-assign]

    def use(_: int) -> None:
        with pytest.raises(ServiceError):
            owner.call("Feed", {"Name": "Tom"})

    in_threads(use)
    assert len(throttled.requests) == 8 + 100, "one attempt each, and one budget of retries"


def in_threads(use: Callable[[int], None]) -> None:
    """Call `use` in eight threads that take turns as often as can be."""
    previous = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        threads = [threading.Thread(target=use, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(previous)

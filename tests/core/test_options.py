"""The options of a client."""

from __future__ import annotations

import inspect
import pickle
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from alicloud.core import __version__
from alicloud.core.calls.state import user_agent
from alicloud.core.client import Client
from alicloud.core.credentials import StaticCredentials
from alicloud.core.errors.base import ConfigurationError
from alicloud.core.hooks import Hooks
from alicloud.core.options import ClientOptions
from alicloud.core.retry import Retry
from alicloud.core.testing import StubTransport
from alicloud.ram import RamClient
from tests.support.fake_service import GOOD, REFUSED, THROTTLED, FakeService
from tests.support.processes import run


def test_the_defaults_are_those_of_a_client() -> None:
    options = vars(ClientOptions())
    assert list(options) == list(inspect.signature(Client.__init__).parameters)[1:]
    given = {name: value for name, value in options.items() if value is not None}
    assert given == {
        "network": "public",
        "signature": "v3",
        "timeout": (5.0, 10.0),
        "deadline": 60.0,
        "retries": 2,
        "trust_env": True,
    }


def test_an_option_that_does_not_exist_is_refused() -> None:
    with pytest.raises(TypeError, match="unknown options: retires"):
        ClientOptions(retires=3)


@pytest.mark.parametrize(
    ("option", "value", "kept"),
    [
        ("network", "vpc", "vpc"),
        ("signature", "v1", "v1"),
        ("timeout", 3, (3.0, 3.0)),
        ("timeout", (0.5, 2), (0.5, 2.0)),
        ("deadline", None, None),
        ("deadline", 1, 1.0),
        ("retries", 0, 0),
        ("proxy", "http://user:word@proxy:8080", "http://user:word@proxy:8080"),
        ("proxy", "socks5h://proxy:1080", "socks5h://proxy:1080"),
        ("trust_env", False, False),
    ],
)
def test_good_values_are_kept(option: str, value: Any, kept: Any) -> None:
    assert getattr(ClientOptions(**{option: value}), option) == kept


@pytest.mark.parametrize(
    ("option", "value", "remedy"),
    [
        ("network", "private", "'public' or 'vpc'"),
        ("network", None, "'public' or 'vpc'"),
        ("signature", "v2", "'v3' or 'v1'"),
        ("signature", ["v3"], "'v3' or 'v1'"),
        ("timeout", 0, "seconds above 0"),
        ("timeout", -1, "seconds above 0"),
        ("timeout", "10", "seconds above 0"),
        ("timeout", True, "seconds above 0"),
        ("timeout", float("nan"), "seconds above 0"),
        ("timeout", float("inf"), "seconds above 0"),
        ("timeout", (5, None), "seconds above 0"),
        ("timeout", (1, 2, 3), "(connect, read)"),
        ("deadline", 0, "seconds above 0"),
        ("deadline", "1 min", "seconds above 0"),
        ("retries", -1, "whole number"),
        ("retries", 1.5, "whole number"),
        ("retries", True, "whole number"),
        ("retries", "3", "whole number"),
        ("headers", "x-a: b", "must be a dict"),
        ("headers", {"host": "x"}, "the SDK sets it"),
        ("headers", {"x-a": "s3cret\n"}, "on one line"),
        ("proxy", "proxy:8080", "http://proxy.example.com:8080"),
        ("proxy", "ftp://proxy", "http://proxy.example.com:8080"),
        ("proxy", "http://", "http://proxy.example.com:8080"),
        ("proxy", "http://proxy:port", "http://proxy.example.com:8080"),
        ("proxy", {"https": "http://proxy"}, "http://proxy.example.com:8080"),
        ("ca_bundle", "/no/such/file", "no file or folder '/no/such/file'"),
        ("ca_bundle", True, "must be a path"),
        ("client_cert", "/no/such/file", "no file or folder '/no/such/file'"),
        ("client_cert", ("/", "/no/such/key"), "no file or folder '/no/such/key'"),
        ("client_cert", ("/", "/", "/"), "(certificate, key)"),
        ("trust_env", "no", "True or False"),
        ("hooks", print, "alicloud.core.Hooks"),
    ],
)
def test_a_bad_value_is_refused_with_the_option_and_the_remedy(
    option: str, value: Any, remedy: str
) -> None:
    with pytest.raises(ConfigurationError, match=f"^{option}: .*{re.escape(remedy)}"):
        ClientOptions(**{option: value})


def test_the_password_of_a_proxy_is_not_shown() -> None:
    with pytest.raises(ConfigurationError) as caught:
        ClientOptions(proxy="gopher://user:s3cret@proxy")
    assert "s3cret" not in str(caught.value)


def test_paths_may_be_path_objects(tmp_path: Path) -> None:
    file = tmp_path / "file.pem"
    file.touch()
    options = ClientOptions(ca_bundle=tmp_path, client_cert=(file, file))
    assert options.ca_bundle == str(tmp_path)
    assert options.client_cert == (str(file), str(file))
    assert ClientOptions(client_cert=file).client_cert == str(file)


def test_the_environment_gives_what_is_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALIBABA_CLOUD_CONNECT_TIMEOUT", "1.5")
    monkeypatch.setenv("ALIBABA_CLOUD_MAX_ATTEMPTS", "5")
    options = ClientOptions()
    assert (options.timeout, options.retries) == ((1.5, 10.0), 4)
    options = ClientOptions(timeout=3, retries=0)
    assert (options.timeout, options.retries) == ((3.0, 3.0), 0)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("ALIBABA_CLOUD_CONNECT_TIMEOUT", "soon"),
        ("ALIBABA_CLOUD_READ_TIMEOUT", "0"),
        ("ALIBABA_CLOUD_MAX_ATTEMPTS", "0"),
        ("ALIBABA_CLOUD_MAX_ATTEMPTS", "2.5"),
        ("ALIBABA_CLOUD_LOG_LEVEL", "LOUD"),
    ],
)
def test_a_bad_variable_is_named(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(ConfigurationError, match=f"^{variable}: "):
        RamClient()


@pytest.mark.parametrize("configured", [True, False])
def test_the_environment_sets_the_level_of_our_log(configured: bool) -> None:
    code = f"""
import logging
if {configured}:
    logging.basicConfig(format="mine: %(message)s")
from alicloud.core import StaticCredentials
from alicloud.core.testing import StubTransport
from alicloud.ram import RamClient
for _ in range(2):
    transport = StubTransport({{"ListUsers": {{}}}})
    RamClient(transport=transport, credentials=StaticCredentials("id", "s3cret")).list_users()
"""
    done = run(sys.executable, "-c", code, env={"ALIBABA_CLOUD_LOG_LEVEL": "debug"})
    lines = done.stderr.splitlines()
    assert len(lines) == 2
    assert all("ListUsers on ram.aliyuncs.com, attempt 1" in line for line in lines)
    assert all(line.startswith("mine: ") == configured for line in lines)


def test_retries_may_be_described() -> None:
    retry = Retry(attempts=4, backoff=1, max_backoff=3)
    assert ClientOptions(retries=retry).retries is retry
    assert retry == pickle.loads(pickle.dumps(retry)) != Retry()
    assert repr(Retry()) == "Retry(attempts=3, backoff=0.1, max_backoff=20.0)"
    assert repr(object.__new__(Retry)) == "Retry(not initialized)"
    assert repr(object.__new__(Hooks)) == "Hooks()"
    with pytest.raises(AttributeError, match="attempts cannot be set"):
        retry.attempts = 9
    service = FakeService([REFUSED] * 3 + [GOOD], retries=retry)
    assert service.call().attempts == 4
    assert service.pauses == [1.0, 2.0, 3.0]
    throttled = FakeService([THROTTLED, GOOD], retries=Retry(backoff=0.2))
    throttled.call()
    assert throttled.pauses == [2.0]


@pytest.mark.parametrize(
    "given", [{"attempts": 0}, {"attempts": 1.5}, {"backoff": -1}, {"max_backoff": "1"}]
)
def test_a_retry_that_makes_no_sense_is_refused(given: dict[str, Any]) -> None:
    (name,) = given
    with pytest.raises(ConfigurationError, match=f"^{name}: must be"):
        Retry(**given)


def test_headers_may_be_sent_with_one_call() -> None:
    transport = StubTransport(lambda _: {})
    ram = RamClient(
        transport=transport,
        credentials=StaticCredentials("id", "s3cret"),
        headers={"X-Tenant": "blue"},
    )
    ram.with_options(headers={"x-trace-id": "4711"}).list_users()
    ram.list_users()
    one, other = (request.headers for request in transport.requests)
    assert (one.get("x-trace-id"), one.get("x-tenant")) == ("4711", None)
    assert (other.get("x-trace-id"), other.get("x-tenant")) == (None, "blue")


def test_hooks_are_kept() -> None:
    hooks = Hooks()
    assert ClientOptions(hooks=hooks).hooks is hooks


def test_the_user_agent_names_us_our_version_and_python() -> None:
    assert re.fullmatch(rf"alicloud/{__version__} Python/3\.\d+\.\d+ \(\w+\)", user_agent())

"""The options of a client."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from alicloud.core import __version__
from alicloud.core.calls.state import user_agent
from alicloud.core.client import Client
from alicloud.core.errors.base import ConfigurationError
from alicloud.core.hooks import Hooks
from alicloud.core.options import ClientOptions, region_from


def test_the_defaults_are_those_of_a_client() -> None:
    options = vars(ClientOptions())
    assert options == Client.__init__.__kwdefaults__
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
        ("timeout", None, "seconds above 0"),
        ("timeout", (5, None), "seconds above 0"),
        ("timeout", (1, 2, 3), "(connect, read)"),
        ("deadline", 0, "seconds above 0"),
        ("deadline", "1 min", "seconds above 0"),
        ("retries", -1, "whole number"),
        ("retries", 1.5, "whole number"),
        ("retries", True, "whole number"),
        ("retries", None, "whole number"),
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


def test_hooks_are_kept() -> None:
    hooks = Hooks()
    assert ClientOptions(hooks=hooks).hooks is hooks


@pytest.mark.parametrize(
    ("environ", "region"),
    [
        ({}, None),
        ({"ALIBABA_CLOUD_REGION_ID": ""}, None),
        ({"ALIBABA_CLOUD_REGION_ID": "cn-beijing"}, "cn-beijing"),
    ],
)
def test_the_environment_may_name_a_region(environ: dict[str, str], region: str | None) -> None:
    assert region_from(environ) == region


def test_the_user_agent_names_us_our_version_and_python() -> None:
    assert re.fullmatch(rf"alicloud/{__version__} Python/3\.\d+\.\d+ \(\w+\)", user_agent())

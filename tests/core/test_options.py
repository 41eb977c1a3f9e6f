"""The options of a client."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from alicloud.core import __version__
from alicloud.core.errors.base import ConfigurationError
from alicloud.core.hooks import Hooks
from alicloud.core.options import make_settings, region_from, user_agent


def test_the_defaults() -> None:
    settings = make_settings()
    assert {name: getattr(settings, name) for name in settings.__slots__ if name != "hooks"} == {
        "network": "public",
        "signature": "v3",
        "timeout": (5.0, 10.0),
        "deadline": 60.0,
        "retries": 2,
        "proxy": None,
        "ca_bundle": None,
        "client_cert": None,
        "trust_env": True,
    }
    assert settings.hooks is None


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
    assert getattr(make_settings(**{option: value}), option) == kept


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
        ("ca_bundle", True, "needs a path"),
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
        make_settings(**{option: value})


def test_the_password_of_a_proxy_is_not_shown() -> None:
    with pytest.raises(ConfigurationError) as caught:
        make_settings(proxy="gopher://user:s3cret@proxy")
    assert "s3cret" not in str(caught.value)


def test_paths_may_be_path_objects(tmp_path: Path) -> None:
    file = tmp_path / "file.pem"
    file.touch()
    settings = make_settings(ca_bundle=tmp_path, client_cert=(file, file))
    assert settings.ca_bundle == str(tmp_path)
    assert settings.client_cert == (str(file), str(file))
    assert make_settings(client_cert=file).client_cert == str(file)


def test_hooks_are_kept() -> None:
    hooks = Hooks()
    assert make_settings(hooks=hooks).hooks is hooks


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

"""`cloud.environment()`: clients that the code under test makes for itself come to the emulator."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from alicloud.core import DefaultCredentials
from alicloud.emulator import Account, Emulator
from alicloud.emulator.environment import Environment
from alicloud.ram import RamClient
from alicloud.sts import StsClient

REAL = {
    "ALIBABA_CLOUD_ACCESS_KEY_ID": "real",
    "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "real",
    "ALIBABA_CLOUD_SECURITY_TOKEN": "real",
    "ALIBABA_CLOUD_ENDPOINT_URL": "https://ram.example.com",
    "ALIBABA_CLOUD_ENDPOINT_URL_RAM": "https://ram.example.com",
    "ALIBABA_CLOUD_ENDPOINT_URL_STS": "https://sts.example.com",
    "ALIBABA_CLOUD_CREDENTIALS_URI": "https://keys.example.com",
    "ALIBABA_CLOUD_ROLE_ARN": "acs:ram::1234567890123456:role/real",
    "ALIBABACLOUD_IGNORE_PROFILE": "FALSE",
    "ALICLOUD_ACCESS_KEY": "real",
    "ALICLOUD_SECRET_KEY": "real",
    "http_proxy": "http://127.0.0.1:9",
    "HTTPS_PROXY": "http://127.0.0.1:9",
}


def variables() -> dict[str, str]:
    """Those of this process, without the one that pytest changes itself."""
    return {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"}


@pytest.fixture
def real(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A machine that is set up for a real account."""
    for name, value in REAL.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("ALIBABA_CLOUD_REGION_ID", "cn-hangzhou")
    monkeypatch.setenv("NO_PROXY", "intranet.example")
    return variables()


def test_clients_without_options_come_to_the_emulator(
    cloud: Emulator, real: dict[str, str]
) -> None:
    with cloud.environment():
        with RamClient() as ram, StsClient() as sts:
            assert ram.list_users().users == []
            assert sts.get_caller_identity().account_id == cloud.account.id
        sources = {source: status for source, status, _ in DefaultCredentials().explain()}
        assert [name for name, status in sources.items() if status == "used"] == ["environment"]
    assert variables() == real


def test_variables_that_the_code_sets_itself_stay(
    cloud: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    with cloud.environment():
        monkeypatch.setenv("MINE", "1")
    assert os.environ["MINE"] == "1"


def test_it_is_put_back_after_an_exception_and_when_nested(
    cloud: Emulator, real: dict[str, str]
) -> None:
    environment = cloud.environment()
    with pytest.raises(KeyError), environment, environment:
        raise KeyError
    assert variables() == real


def test_files_of_the_official_tools_are_not_read(
    cloud: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile: dict[str, Any] = {"name": "default", "mode": "AK"}
    profile |= {"access_key_id": "real", "access_key_secret": "real"}
    (tmp_path / ".aliyun").mkdir()
    config = {"current": "default", "profiles": [profile]}
    (tmp_path / ".aliyun/config.json").write_text(json.dumps(config))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert DefaultCredentials().get().access_key_id == "real"
    with cloud.environment():
        del os.environ["ALIBABA_CLOUD_ACCESS_KEY_ID"]
        del os.environ["ALIBABA_CLOUD_ACCESS_KEY_SECRET"]
        with pytest.raises(Exception, match="credentials"):
            DefaultCredentials().get()


def test_the_environment_of_another_program(cloud: Emulator, real: dict[str, str]) -> None:
    environment = cloud.environment()
    made = environment.over(real)
    assert dict(environment).items() <= made.items()
    assert "real" not in made.values()
    assert made["ALIBABA_CLOUD_REGION_ID"] == "cn-hangzhou"
    assert made["NO_PROXY"] == "intranet.example,127.0.0.1"


def test_no_secret_in_its_repr(cloud: Emulator) -> None:
    assert cloud.account.access_key_secret not in repr(cloud.environment())


def test_an_ipv6_address_needs_no_proxy_either() -> None:
    made = Environment("http://[::1]:8080", Account("1", "id", "secret")).over({})
    assert made["no_proxy"] == "::1"

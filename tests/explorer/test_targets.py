"""Where calls go, and who they come from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from alicloud.emulator import Emulator
from alicloud.explorer.targets import Target, endpoint_target, real_target
from tests.support.explorer import CATALOGUES, explorer

SERVICE = CATALOGUES.services[0]


@pytest.mark.parametrize(
    ("url", "asks"),
    [
        ("http://127.0.0.1:8000", False),
        ("http://localhost:8000", False),
        ("http://[::1]:8000", False),
        ("https://emulator.example", True),
        ("https://127.0.0.1.example", True),
        ("http://10.0.0.1:8000", True),
    ],
)
def test_changes_on_other_machines_must_be_confirmed(url: str, asks: bool) -> None:
    assert endpoint_target(url, SERVICE).asks is asks


def test_the_real_service_asks_and_has_the_endpoints_of_its_region() -> None:
    real = real_target("cn-hangzhou", {}, SERVICE)
    assert real.asks
    sts = next(service for service in CATALOGUES.services if service.name == "sts")
    assert real.address(sts) == "https://sts.cn-hangzhou.aliyuncs.com"
    assert real_target(None, {}, SERVICE).address(sts) is None


def test_the_page_learns_the_source_and_a_shortened_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_ID", "LTAI4GabcdefghijkWXYZ")
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "s3cret")
    caller = Target("endpoint", "endpoint", endpoint="http://127.0.0.1:1").caller()
    assert (caller.provider, caller.access_key_id) == ("environment", "LTAI****WXYZ")


def test_requests_for_credentials_are_not_taken_for_the_call(
    cloud: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A profile of the CLI assumes a role first, with a call of its own."""
    user, role = cloud.add_user(), cloud.add_role()
    profile = {
        "name": "default",
        "mode": "RamRoleArn",
        "access_key_id": user.access_key_id,
        "access_key_secret": user.access_key_secret,
        "ram_role_arn": role.arn,
        "ram_session_name": "alice",
        "sts_endpoint": cloud.url,
    }
    config = tmp_path / "config.json"
    config.write_text(json.dumps({"current": "default", "profiles": [profile]}))
    config.chmod(0o600)
    monkeypatch.setenv("ALIBABA_CLOUD_CONFIG_FILE", str(config))
    monkeypatch.setenv("ALIBABA_CLOUD_ENDPOINT_URL", cloud.url)
    with explorer(cloud, endpoint_target(cloud.url, SERVICE)) as page:
        exchange = page.send("ListUsers", "endpoint")
    assert exchange["status"] == 200
    assert [record.action for record in cloud.requests] == ["AssumeRole", "ListUsers"]
    assert dict(exchange["request"]["headers"])["x-acs-action"] == "ListUsers"

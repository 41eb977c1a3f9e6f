"""How the service of a request is found: by version, then by action."""

from __future__ import annotations

from typing import ClassVar

import pytest

from alicloud.core.service.description import Service
from alicloud.emulator import gateway
from alicloud.emulator.services import Services
from alicloud.ram import RamClient
from alicloud.sts import StsClient
from tests.support.raw_calls import RAM, STS, RawCalls


class StsOfTheSameDate(StsClient):
    """STS, if its version were that of RAM."""

    service: ClassVar[Service] = Service(
        name="sts", product="Sts", version=RAM, endpoints=StsClient.service.endpoints
    )


def test_a_service_is_found_by_its_version() -> None:
    services = Services([RamClient, StsClient])
    assert services.find(RAM, "ListUsers") is RamClient
    assert services.find(STS, "AssumeRole") is StsClient
    assert services.find(STS, "ListUsers") is StsClient  # which then lacks the action
    assert services.find("2014-05-26", "ListUsers") is None
    assert services.names() == [f"Ram {RAM}", f"Sts {STS}"]


def test_two_products_of_one_version_are_told_apart_by_the_action() -> None:
    services = Services([RamClient, StsOfTheSameDate])
    assert services.find(RAM, "ListUsers") is RamClient
    assert services.find(RAM, "AssumeRole") is StsOfTheSameDate
    assert services.find(RAM, "MakeUser") is RamClient


def test_two_products_of_one_version_are_served(
    raw: RawCalls, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gateway, "services", lambda: Services([RamClient, StsOfTheSameDate]))
    assert raw.v3("ListUsers").json["Users"] == {"User": []}
    assert raw.v1("GetCallerIdentity").json["IdentityType"] == "Account"
    unknown = raw.v3("MakeUser")
    assert (unknown.status, unknown.code) == (404, "InvalidAction.NotFound")
    assert unknown.json["Message"].startswith(f"Ram or Sts {RAM} has no such action")


def test_services_that_share_version_and_action_are_rejected() -> None:
    with pytest.raises(
        ValueError, match=r"<Service Ram .*> and <Service Ram .*> share .*ListUsers"
    ):
        Services([RamClient, RamClient])

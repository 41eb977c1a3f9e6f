"""What the page learns of the services: their catalogues, and nothing is lost or interpreted."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from alicloud.explorer.catalogues import Catalogues
from alicloud.explorer.errors import ExplorerError
from alicloud.generator.catalogue import Catalogue, of
from tests.support.explorer import CATALOGUES, Page
from tests.support.server.specs import OPERATIONS, SERVICES


def test_every_action_of_every_service_is_on_the_page(page: Page) -> None:
    response = page.get("/api/catalogue")
    assert response.headers["content-type"] == "application/json"
    services = response.json["services"]
    assert [service["name"] for service in services] == sorted(SERVICES)
    found = {
        action["name"]: action
        for service in services
        for group in service["groups"]
        for action in group["actions"]
    }
    assert found.keys() == OPERATIONS.keys()
    create = found["CreateUser"]
    assert (create["python"], create["permission"]) == ("create_user", "ram:CreateUser")
    assert create["request"][0]["python"] == "user_name"
    assert "permission" not in found["GetCallerIdentity"], "which needs none"
    assert found["AssumeRole"]["permission"] == "sts:AssumeRole"


def test_the_rest_is_the_catalogue_as_it_was_generated(page: Page) -> None:
    """With all translations."""
    services = {service["name"]: service for service in page.get("/api/catalogue").json["services"]}
    for name in SERVICES:
        assert services[name]["translations"] == json.loads(json.dumps(of(name).translations))
        assert services[name]["endpoints"]["public"] == of(name).service.endpoints.public


def test_markup_in_a_hostile_catalogue_stays_text() -> None:
    markup = "</script><img src=x onerror=alert(1)>"
    service = replace(SERVICES["sts"], doc=markup, product=markup)
    shown = json.loads(Catalogues([Catalogue(service)]).page)["services"][0]
    assert (shown["doc"], shown["product"]) == (markup, markup)


def test_what_specs_say_of_a_code_is_found() -> None:
    action = CATALOGUES.action("ram", "GetUser")
    assert action.documented("EntityNotExist.User") == "There is no RAM user of this name."
    assert action.documented("NoSuchCode") is None


@pytest.mark.parametrize("name", [("ram", "AssumeRole"), ("ecs", "GetUser"), ("", "")])
def test_an_action_of_no_service_is_refused(name: tuple[str, str]) -> None:
    with pytest.raises(ExplorerError, match="no such action"):
        CATALOGUES.action(*name)

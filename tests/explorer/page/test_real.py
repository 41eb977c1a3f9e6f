"""A target that is a real account: framed in another colour, and asked about before it changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from alicloud.core import StaticCredentials
from alicloud.emulator import Emulator
from alicloud.explorer.targets import Target
from tests.explorer.page.axe import Axe
from tests.explorer.page.visit import Visit
from tests.support.explorer import Page, explorer

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.page


@pytest.fixture
def account() -> Iterator[Emulator]:
    """What stands for the real account."""
    with Emulator() as running:
        yield running


@pytest.fixture
def page(cloud: Emulator, account: Emulator) -> Iterator[Page]:
    options = account.client_options()
    credentials: StaticCredentials = options["credentials"]
    target = Target("real", "real", endpoint=options["endpoint"], provider=credentials)
    target.asks = True  # as it does for every machine but this one
    with explorer(cloud, target) as opened:
        yield opened


def test_a_change_is_sent_only_when_it_is_confirmed(
    browser: Browser, page: Page, account: Emulator
) -> None:
    me = Visit(browser, page.server.url)
    me.go("ram/CreateUser?UserName=alice")
    assert me.page.locator(".page.real").count() == 0
    me.page.get_by_label("Target").select_option("real")
    me.page.locator(".page.real").wait_for()

    me.press("Control+Enter")
    asked = me.page.get_by_role("dialog", name="Send to the real service?")
    asked.get_by_text("CreateUser creates").wait_for()
    assert me.page.locator(":focus").inner_text() == "Cancel"
    Axe(me).check("the question whether to send")
    me.press("Enter")
    asked.wait_for(state="detached")
    assert [each.action for each in account.requests if each.action == "CreateUser"] == []

    me.press("Control+Enter")
    asked.get_by_role("button", name="Send it").click()
    me.wait_for_text("alice")
    assert account.requests[-1].parameters == {"UserName": "alice"}

    me.go("ram/GetUser?UserName=alice")
    me.send()
    assert me.results().startswith("200")
    me.button("Who am I").click()
    me.page.get_by_text("These are keys of the account itself").wait_for()
    me.close()
    assert me.problems == []

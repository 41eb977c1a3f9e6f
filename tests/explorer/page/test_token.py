"""The token: taken out of the address, asked for where it is missing, useless after a new start."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.explorer.page.visit import Visit
from tests.support.explorer import TOKEN, Page

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.page


def test_the_token_leaves_the_address_and_the_page(visit: Callable[..., Visit]) -> None:
    me = visit()
    assert "key" not in me.page.url
    me.go("ram/GetUser")
    assert TOKEN not in me.page.content()
    assert me.page.evaluate("[document.cookie, Object.values({...localStorage}).join()]") == [
        "",
        "",
    ]


def test_without_a_token_the_page_asks_for_it(browser: Browser, page: Page) -> None:
    context = browser.new_context(locale="zh-CN")
    asked = context.new_page()
    requests: list[str] = []
    asked.on("request", lambda request: requests.append(request.url))
    asked.goto(f"{page.origin}/#/ram/GetUser?UserName=alice")
    asked.get_by_text("此标签页没有密钥").wait_for()
    assert not any("/api/" in url for url in requests)

    address = asked.get_by_label("终端中显示的地址")
    address.fill("http://127.0.0.1/")
    address.press("Enter")
    asked.get_by_role("alert").get_by_text("这不是启动时打印的地址。").wait_for()
    address.fill(page.server.url)
    address.press("Enter")
    asked.get_by_role("heading", name="GetUser").wait_for()
    assert asked.locator('[id="p-UserName"]').input_value() == "alice"
    context.close()


def test_after_a_new_start_the_page_asks_again(browser: Browser, page: Page) -> None:
    context = browser.new_context(locale="en-US")
    tab = context.new_page()
    tab.goto(f"{page.origin}/#key=token-of-another-start")
    tab.get_by_text("This tab has no key").wait_for()
    assert tab.evaluate("sessionStorage.length") == 0
    context.close()

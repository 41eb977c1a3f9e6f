"""The page for everybody: axe finds nothing, in both languages, light and dark, narrow and wide."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.explorer.page.axe import LOOKS, Axe
from tests.explorer.page.visit import Visit
from tests.support.explorer import Page

pytestmark = pytest.mark.page


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing(visit: Callable[..., Visit], page: Page, look: dict[str, Any]) -> None:
    page.send("CreateUser", UserName="alice")
    me = visit(**look)
    axe = Axe(me)
    axe.check("home")
    me.press("/")
    axe.check("search")
    me.press("Escape")

    me.go("ram/CreatePolicy")
    me.editor().click()
    me.type('{\n"Version": "1",\n"Statement": [}')
    me.page.locator(".editor .cm-lint-marker-error").wait_for()
    me.send()
    axe.check("a failed call, a mistake in the editor")

    me.go("ram/CreateAccessKey?UserName=alice")
    me.send()
    for tab in ("response", "exchange", "code", "reference"):
        me.page.locator(f"#tab-{tab}").click()
        axe.check(tab)

    me.go("ram/GetUser?UserName=alice")
    me.send()
    me.page.get_by_role("button", name="User.UserName").press("Enter")
    axe.check("where a value can be used")
    me.press("Escape")

    me.go("ram/TagResources?Tag=[{}]")
    axe.check("objects in a list")
    me.go("ram/SetPasswordPolicy")
    axe.check("booleans and numbers")
    me.go("ram/CreateLoginProfile")
    axe.check("a password")

    for name in ("emulator", "history", "identity"):
        me.page.locator(f".head-tools button:has(.icon-{name})").click()
        me.page.get_by_role("dialog").locator("dd, li").first.wait_for()
        axe.check(name)
        me.press("Escape")
        me.page.get_by_role("dialog").wait_for(state="detached")

    me.page.locator(".head-tools button:has(.icon-history)").click()
    boxes = me.page.locator(".history input")
    boxes.nth(0).check()
    boxes.nth(1).check()
    me.page.locator(".panel-tools button").first.click()
    me.page.locator(".diff").wait_for()
    axe.check("two exchanges compared")

"""The page for everybody: axe finds nothing, in both languages, light and dark, narrow and wide."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.explorer.page.visit import Visit
from tests.support.explorer import Page

pytestmark = pytest.mark.page

AXE = Path(__file__).parents[3] / "explorer/web/node_modules/axe-core/axe.min.js"
RUN = (
    "() => axe.run(document, {resultTypes: ['violations']}).then(({violations}) => violations"
    ".map(({id, nodes}) => `${id}: ${nodes.map(each => each.html).join(' | ')}`))"
)
NARROW = {"width": 360, "height": 740}
# Each pair of language, scheme and width once.
LOOKS = [
    pytest.param({"language": "en", "scheme": "light"}, id="en-light-wide"),
    pytest.param({"language": "en", "scheme": "dark", **NARROW}, id="en-dark-narrow"),
    pytest.param({"language": "zh", "scheme": "light", **NARROW}, id="zh-light-narrow"),
    pytest.param({"language": "zh", "scheme": "dark"}, id="zh-dark-wide"),
]


def check(me: Visit, where: str) -> None:
    """What axe and a ruler say of what is shown now."""
    found = me.page.evaluate(RUN)
    assert found == [], where
    overflow = me.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert overflow <= 0, f"{where}: {overflow} pixels wider than the window"


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing(visit: Callable[..., Visit], page: Page, look: dict[str, Any]) -> None:
    page.send("CreateUser", UserName="alice")
    me = visit(**look)
    me.page.evaluate(AXE.read_text(encoding="utf-8"))
    check(me, "home")
    me.press("/")
    check(me, "search")
    me.press("Escape")

    me.go("ram/CreatePolicy")
    me.editor().click()
    me.type('{\n"Version": "1",\n"Statement": [}')
    me.page.locator(".editor .cm-lint-marker-error").wait_for()
    me.send()
    check(me, "a failed call, a mistake in the editor")

    me.go("ram/CreateAccessKey?UserName=alice")
    me.send()
    for tab in ("response", "exchange", "code", "reference"):
        me.page.locator(f"#tab-{tab}").click()
        check(me, tab)

    me.go("ram/GetUser?UserName=alice")
    me.send()
    me.page.get_by_role("button", name="User.UserName").press("Enter")
    check(me, "where a value can be used")
    me.press("Escape")

    me.go("ram/TagResources?Tag=[{}]")
    check(me, "objects in a list")
    me.go("ram/SetPasswordPolicy")
    check(me, "booleans and numbers")
    me.go("ram/CreateLoginProfile")
    check(me, "a password")

    for name in ("emulator", "history", "identity"):
        me.page.locator(f".head-tools button:has(.icon-{name})").click()
        me.page.get_by_role("dialog").locator("dd, li").first.wait_for()
        check(me, name)
        me.press("Escape")
        me.page.get_by_role("dialog").wait_for(state="detached")

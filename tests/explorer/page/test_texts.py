"""What comes from outside is shown as text, and found in every language that it has."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from tests.explorer.page.visit import Visit
from tests.support.explorer import Page

pytestmark = pytest.mark.page

MARKUP = "<img src=x onerror=document.title='owned'><script>document.title='owned'</script>"
ACTION = f"Zz{MARKUP}"


def hostile(value: Any) -> Any:
    """A catalogue whose sentences all end in markup."""
    if isinstance(value, list):
        return [hostile(each) for each in value]
    if not isinstance(value, Mapping):
        return value
    return {
        key: f"{item}{MARKUP}" if key in ("doc", "deprecated") else hostile(item)
        for key, item in value.items()
    }


def test_a_hostile_catalogue_is_shown_as_text(visit: Callable[..., Visit], page: Page) -> None:
    catalogue = hostile(page.get("/api/catalogue").json)
    action = {
        **catalogue["services"][0]["groups"][0]["actions"][0],
        "name": ACTION,
        "deprecated": MARKUP,
        "permission": MARKUP,
        "errors": [MARKUP],
        "request": [
            {
                "wire": f"A{MARKUP}",
                "python": "a",
                "doc": MARKUP,
                "type": "string",
                "enum": [MARKUP],
            },
            {"wire": "B", "python": "b", "doc": MARKUP, "type": "string", "pattern": f"[{MARKUP}"},
            {"wire": "__proto__", "python": "c", "doc": MARKUP, "type": "list<map<string>>"},
        ],
        "response": [{"wire": MARKUP, "python": "d", "doc": MARKUP, "type": MARKUP}],
    }
    catalogue["services"][0]["groups"][0]["actions"].append(action)
    sample = {"tokens": [["x", MARKUP], [MARKUP, "y"]], "notes": [MARKUP]}
    sample |= dict.fromkeys(("file", "install", "run"), MARKUP)
    preview: dict[str, Any] = {"checks": [], "exchange": None, "problem": None, "sample": sample}

    me = visit()
    me.page.route("**/api/catalogue", lambda route: route.fulfill(body=json.dumps(catalogue)))
    me.page.route("**/api/preview", lambda route: route.fulfill(body=json.dumps(preview)))
    me.page.reload()
    me.page.locator(".page").wait_for()
    me.press("/")
    me.type("Zz")
    me.press("Enter")
    assert me.page.get_by_role("heading", level=1).inner_text() == ACTION
    assert MARKUP in me.page.locator(".form").inner_text()
    for tab in ("code", "reference"):
        me.page.locator(f"#tab-{tab}").click()
        me.wait_for_text(MARKUP)
    assert me.page.locator("img[src=x], body script").count() == 0
    assert me.page.title() == f"{ACTION} · Explorer"


def test_a_hostile_response_is_shown_as_text(visit: Callable[..., Visit]) -> None:
    me = visit()
    me.go("ram/CreateUser?UserName=alice")
    me.fill(Comments=MARKUP)
    me.send()
    assert MARKUP in me.results()
    me.button("Raw").click()
    assert MARKUP in me.results()
    assert me.page.locator("img[src=x], body script").count() == 0


@pytest.mark.parametrize(
    ("query", "action"),
    [
        ("createuser", "CreateUser"),
        ("assume role", "AssumeRole"),
        ("EntityNotExist.Role.Policy", "DetachPolicyFromRole"),
        ("newusername", "UpdateUser"),
        ("rolesess", "AssumeRole"),
        ("创建用户", "CreateUser"),
        ("临时凭证", "AssumeRole"),
        ("扮演角色", "AssumeRole"),
    ],
)
def test_actions_are_found(visit: Callable[..., Visit], query: str, action: str) -> None:
    me = visit()
    me.press("/")
    me.type(query)
    found = me.page.locator(".found a .action-name")
    found.first.wait_for()
    assert any(text.startswith(action) for text in found.all_inner_texts()[:3])


def test_in_a_narrow_window_the_actions_lie_over_the_page(visit: Callable[..., Visit]) -> None:
    me = visit(width=360, height=740)
    me.tab_to(me.button("Actions"))
    me.press("Enter")
    me.type("getuser")
    first = me.page.locator(".found a").first
    first.wait_for()
    me.press("ArrowDown")
    assert first.evaluate("it => it.matches(':focus')")
    me.press("Escape")
    first.wait_for(state="hidden")
    me.tab_to(me.button("Actions"))
    me.press("/")
    me.type("getuser")
    me.press("Enter")
    me.page.get_by_role("heading", name="GetUser", exact=True).wait_for()
    me.fill(UserName="alice")
    me.send()
    assert me.page.locator(":focus").inner_text().startswith("404")


def test_what_matches_nothing_is_said(visit: Callable[..., Visit]) -> None:
    me = visit(language="zh")
    me.press("/")
    me.type("qqqq")
    me.page.get_by_text("没有找到").wait_for()


def test_the_server_is_understood_in_chinese(visit: Callable[..., Visit], page: Page) -> None:
    """Hints of core, notes of samples, refusals: in Chinese at once, in English after the switch."""
    me = visit(language="zh")
    page.cloud.faults.throttle("GetUser")
    me.go("ram/GetUser?UserName=alice")
    me.send()
    me.wait_for_text("请降低调用频率，或向云厂商申请更高的限额。")
    me.go("ram/CreateLoginProfile/code/python")
    me.wait_for_text("服务还要求 UserName 和 Password。")
    assert me.page.locator(".notes [lang=en]").count() == 0
    me.go("ram/ListUsers/exchange?MaxItems=many")
    me.wait_for_text("MaxItems：应为 int，却是 str that cannot be read as int。")
    me.button("English").click()
    me.wait_for_text("MaxItems: expected int, got str that cannot be read as int.")


def test_the_language_is_chosen_and_kept(visit: Callable[..., Visit]) -> None:
    me = visit()
    me.go("ram/GetUser?UserName=a+b")
    me.page.get_by_text("This does not have the form").wait_for(state="hidden")
    me.button("中文").click()
    me.button("发送").filter(has_text="发送").wait_for()
    assert me.page.evaluate("document.documentElement.lang") == "zh-CN"
    me.page.reload()
    me.page.get_by_text("仅签名").wait_for()

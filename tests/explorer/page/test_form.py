"""The form: a control for every type, values as the service wants them, limits that warn."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.explorer.page.visit import Visit
from tests.support.explorer import Page

pytestmark = pytest.mark.page


def test_values_arrive_as_they_were_meant(visit: Callable[..., Visit], page: Page) -> None:
    me = visit()
    me.go("ram/SetPasswordPolicy")
    me.fill(MinimumPasswordLength="12")
    group = me.page.get_by_role("group", name="RequireNumbers")
    group.get_by_label("true").check()
    me.send()
    assert page.cloud.requests[-1].parameters == {
        "MinimumPasswordLength": "12",
        "RequireNumbers": "true",
    }


def test_objects_in_a_list(visit: Callable[..., Visit], page: Page) -> None:
    page.send("CreateUser", UserName="alice")
    me = visit()
    me.go("ram/TagResources")
    me.button("Fill the example").click()
    me.button("Clear").click()
    me.page.locator('[id="p-ResourceType"]').select_option("(other)")
    me.page.get_by_label("Value of ResourceType").fill("group")
    for name, value in (("Key", "team"), ("Value", "billing")):
        if name == "Key":
            me.page.get_by_role("button", name="Add Tag").click()
        me.page.locator(f'[id="p-Tag.0.{name}"]').fill(value)
    me.page.get_by_role("button", name="Add ResourceNames").click()
    me.page.locator('[id="p-ResourceNames.0"]').fill("alice")
    me.send()
    sent = me.page.locator("#tab-exchange")
    sent.click()
    shown = me.results()
    assert "team" in shown
    assert "ResourceType=group" in shown


def test_limits_warn_and_do_not_hinder(visit: Callable[..., Visit], page: Page) -> None:
    me = visit()
    me.go("ram/CreateUser")
    warning = me.page.locator('[id="p-UserName-warnings"]')
    me.field("UserName").fill("a b")
    me.press("Tab")
    warning.get_by_text("This does not have the form that the service accepts.").wait_for()
    assert me.field("UserName").get_attribute("aria-invalid") == "true"
    me.send()
    assert page.cloud.requests[-1].parameters == {"UserName": "a b"}
    me.field("UserName").fill("a" * 65)
    warning.get_by_text("Allowed length: 1–64.").wait_for()
    assert "65 / 64" in me.page.locator('[id="p-UserName-limits"]').inner_text()
    me.field("UserName").fill("")
    warning.get_by_text("The service requires this parameter.").wait_for()


def test_a_secret_is_nowhere_but_in_its_field(visit: Callable[..., Visit], page: Page) -> None:
    page.send("CreateUser", UserName="alice")
    marked = "Marked-Secret-7"
    me = visit()
    me.go("ram/CreateLoginProfile?UserName=alice")
    me.fill(Password=marked)
    me.send()
    assert page.cloud.requests[-1].action == "CreateLoginProfile"
    shown = []
    for tab in ("response", "exchange", "code", "reference"):
        me.page.locator(f"#tab-{tab}").click()
        shown.append(me.page.content())
    me.button("History").click()
    me.page.locator(".history .action-name").first.click()
    me.wait_for_text("200")
    assert me.field("UserName").input_value() == "alice"
    assert me.field("Password").input_value() == ""
    shown.append(me.page.content())
    shown.append(
        me.page.evaluate("JSON.stringify([location.href, {...localStorage}, {...sessionStorage}])")
    )
    assert not any(marked in each for each in shown)
    assert "ALICLOUD_PASSWORD" in shown[2]


def test_signing_sends_nothing(visit: Callable[..., Visit], page: Page) -> None:
    me = visit()
    me.go("ram/GetUser?UserName=alice")
    me.button("Sign only").click()
    me.wait_for_text("Signed, not sent.")
    assert "UserName=alice" in me.results()
    assert page.cloud.requests == []


def test_only_required_ones(visit: Callable[..., Visit]) -> None:
    me = visit()
    me.go("ram/CreateUser")
    assert me.page.locator(".field").count() == 5
    me.page.get_by_label("Only required").check()
    assert me.page.locator(".field").count() == 1


def test_every_action_has_a_form(visit: Callable[..., Visit], page: Page) -> None:
    me = visit()
    for service in page.get("/api/catalogue").json["services"]:
        for action in [each for group in service["groups"] for each in group["actions"]]:
            me.go(f"{service['name']}/{action['name']}")
            assert me.page.locator(".field").count() == len(action["request"])
            for field in action["request"]:
                assert me.page.locator(f'[id="p-{field["wire"]}-name"]').count() == 1

"""Services with odd names, long texts and deep bodies, and more of them than fit on a screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from alicloud.emulator import Emulator
from alicloud.explorer.catalogues import Catalogues
from tests.explorer.page.axe import LOOKS, Axe
from tests.explorer.page.visit import Visit
from tests.support.explorer import Page, explorer

pytestmark = pytest.mark.page

ACTION = "PutThingIntoTheUppermostDrawerOfTheCupboard"


@pytest.fixture
def page(catalogues: Catalogues) -> Iterator[Page]:
    with Emulator(mock=catalogues.mocked) as cloud, explorer(cloud, catalogues=catalogues) as page:
        yield page


def test_many_services_are_folded_and_the_chosen_action_is_in_view(
    visit: Callable[..., Visit],
) -> None:
    me = visit(height=500)
    overview = me.page.locator(".overview", has_text="Cupboard")
    link = overview.get_by_role("link", name=ACTION)
    assert not link.is_visible()
    overview.locator("summary").click()
    assert overview.locator("h3").all_inner_texts() == ["Things"], "a group without actions"
    link.click()
    in_list = me.page.locator(".actions-list a[aria-current]")
    in_list.filter(has_text=ACTION).wait_for()
    me.press("/", "ArrowDown", "ArrowDown", "ArrowDown")
    focused = me.page.locator(":focus").inner_text()
    assert focused.startswith("Things"), "behind two services, of which the first is folded"
    me.go("ram/UpdateUser")
    box = in_list.bounding_box()
    assert box is not None
    assert 0 < box["y"] < 500


def test_names_that_javascript_knows_are_names(visit: Callable[..., Visit], page: Page) -> None:
    me = visit()
    me.go(f"cupboard/{ACTION}?__proto__=Eve")
    assert me.field("constructor").input_value() == ""
    assert me.field("__proto__").input_value() == "Eve"
    me.fill(constructor="Ada")
    me.field("body.drawer.label").fill("spoons")
    me.send()
    assert page.cloud.requests[-1].parameters["__proto__"] == "Eve"
    assert "constructor=Ada" in me.page.url
    me.fill(constructor="")
    assert "constructor" not in me.page.url


def test_objects_are_added_and_taken_away(visit: Callable[..., Visit]) -> None:
    me = visit()
    me.go(f"cupboard/{ACTION}")
    me.field("body.drawer.label").wait_for()  # which has to be sent
    me.button("Add lamp").click()
    me.field("body.lamp.colour").fill("red")
    assert "lamp" in me.page.url
    me.button("Remove lamp").click()
    me.button("Add lamp").wait_for()
    assert "lamp" not in me.page.url


@pytest.mark.parametrize("look", LOOKS)
def test_a_long_description_begins_folded(
    visit: Callable[..., Visit], look: dict[str, object]
) -> None:
    me = visit(**look)
    axe = Axe(me)
    axe.check("home")
    me.go(f"cupboard/{ACTION}")
    lead = me.page.locator(".form-head .lead")
    folded = lead.bounding_box()
    axe.check("folded")
    lead.get_by_role("button").click()
    whole = lead.bounding_box()
    assert folded is not None
    assert whole is not None
    assert whole["height"] > folded["height"]

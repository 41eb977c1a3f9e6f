"""Services other than RAM and STS: parameters and bodies of every kind, in a browser."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from alicloud.core import StaticCredentials
from alicloud.emulator import Emulator
from alicloud.explorer.catalogues import Catalogues
from alicloud.explorer.packages import Unusable
from alicloud.explorer.targets import Target
from alicloud.explorer.uploads import LARGEST
from tests.explorer.page.axe import LOOKS, Axe
from tests.explorer.page.visit import Visit
from tests.support.explorer import Page, explorer
from tests.support.http_service import KEY_ID, PICTURE, SECRET, HttpService

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.page


@pytest.fixture
def page(cloud: Emulator, catalogues: Catalogues, service: HttpService) -> Iterator[Page]:
    provider = StaticCredentials(KEY_ID, SECRET)
    target = Target("endpoint", "endpoint", endpoint=service.url, provider=provider)
    with explorer(cloud, target, catalogues=catalogues) as opened:
        yield opened


@pytest.fixture
def me(visit: Callable[..., Visit]) -> Visit:
    """Somebody who sends to the service."""
    opened = visit()
    choose(opened)
    return opened


def choose(me: Visit) -> None:
    me.page.locator(".target select").select_option("endpoint")


def test_a_body_with_lists_in_lists_is_filled_in_and_sent(me: Visit, service: HttpService) -> None:
    me.press("/")
    me.type("create album")
    me.press("Enter")
    me.page.get_by_role("heading", name="CreateAlbum").wait_for()
    assert "POST /rooms/{roomId}/albums" in me.page.locator(".form-head").inner_text()
    me.fill(roomId="hall 1/2", title="Summer")
    me.field("x-trace").fill("T1")
    for name in ("frame", "frame.grid", "frame.grid.0"):
        add(me, name)
    me.page.locator('[id="p-frame.grid.0.0"]').fill("7")
    add(me, "labels")
    me.page.locator('[id="p-labels.0.key"]').fill("place")
    me.editor().click()
    me.type('{"city": "杭州"')
    me.send()

    (received,) = service.requests
    assert (received.verb, received.path) == ("POST", "/rooms/hall%201%2F2/albums")
    assert received.headers["x-trace"] == "T1"
    assert json.loads(received.body) == {
        "title": "Summer",
        "frame": {"grid": [[7]]},
        "labels": [{"key": "place", "value": {"city": "杭州"}}],
    }
    me.press("]")
    me.wait_for_text("Canonical request")
    shown = me.results()
    assert "/rooms/hall%201%2F2/albums" in shown
    assert '"city": "杭州"' in shown

    me.press("]")
    choice = me.page.get_by_label("Language and SDK")
    me.tab_to(choice)
    me.type("Go")
    me.wait_for_text("package main")
    me.button("Copy code").click()
    me.button("Copied").wait_for()
    code = me.clipboard()
    assert "package main" in code
    assert "杭州" in code
    with me.page.expect_download() as download:
        me.button("Download project").click()
    assert download.value.suggested_filename == "CreateAlbum-go-v2.zip"

    me.button("Copy link").click()
    me.page.locator(".action-bar").get_by_text("Copied").wait_for()
    me.open_tab(me.clipboard())
    me.page.locator('[id="p-frame.grid.0.0"]').wait_for()
    assert me.page.locator('[id="p-labels.0.key"]').input_value() == "place"
    me.editor().filter(has_text="杭州").wait_for()


def add(me: Visit, path: str) -> None:
    """Press the last button of a parameter that adds to it."""
    row = me.page.locator(f'.field:has(> * > [id="p-{path}-name"]), [id="p-{path}-row"]')
    row.or_(me.page.locator(f'.field:has(> [id="p-{path}-name"])')).first.locator(
        "button:has(.icon-add)"
    ).last.click()


def test_a_form_with_lists_in_lists_and_any_value(me: Visit, service: HttpService) -> None:
    me.go(
        'courier/SendParcel?To=Ada&Stops=[["a","b"],["c"]]&Notes={"n":[1]}&Rules=[{"x":null}]'.replace(
            '"', "%22"
        )
    )
    me.page.locator('[id="p-Stops.1.0"]').fill("d")
    me.send()
    form = service.requests[0].form
    assert json.loads(form["Stops"]) == [["a", "b"], ["d"]]
    assert (json.loads(form["Notes"]), json.loads(form["Rules"])) == ({"n": [1]}, [{"x": None}])


def test_a_file_is_sent_and_never_in_the_address(
    me: Visit, service: HttpService, tmp_path: Path
) -> None:
    file = tmp_path / "cat.png"
    file.write_bytes(PICTURE)
    me.go("gallery/PutPicture?albumId=a-1")
    chooser = me.page.locator("input[type=file]")
    chooser.set_input_files(file)
    me.page.get_by_text("cat.png · 264 B").wait_for()
    me.send()
    assert service.requests[0].body == PICTURE
    me.press("]")
    me.wait_for_text("89 50 4e 47")
    assert "cat.png" not in me.page.url

    large = tmp_path / "large.bin"
    large.write_bytes(b"\0" * (LARGEST + 1))
    chooser.set_input_files(large)
    me.page.get_by_text("the page can send at most 717 kB").wait_for()
    me.page.get_by_text("No file").wait_for()

    me.button("History").click()
    me.page.locator(".history .action-name").first.click()
    me.page.get_by_role("dialog").wait_for(state="detached")
    assert me.field("albumId").input_value() == "a-1"
    me.page.get_by_text("No file").wait_for()


def test_bytes_that_come_back_are_saved(me: Visit, service: HttpService) -> None:
    service.reply = (200, "image/png", PICTURE)
    me.go("gallery/GetPicture?albumId=a-1")
    me.send()
    me.wait_for_text("image/png · 264 B")
    with me.page.expect_download() as download:
        me.button("Save").click()
    assert download.value.suggested_filename == "GetPicture.png"
    assert download.value.path().read_bytes() == PICTURE


@pytest.mark.parametrize(
    ("link", "body", "expected"),
    [
        (
            "gallery/ListAlbums?pageSize=2",
            {"albums": [{}, {}], "total": 3},
            {"pageSize": "2", "pageNumber": "2"},
        ),
        (
            "courier/ListParcels?Limit=2",
            {"Parcels": {"Parcel": [{}, {}]}, "Total": 3},
            {"Limit": "2", "Offset": "2"},
        ),
    ],
)
def test_pages_lead_to_the_next(
    me: Visit, service: HttpService, link: str, body: dict[str, Any], expected: dict[str, str]
) -> None:
    service.reply = (200, "application/json", json.dumps(body).encode())
    me.go(link)
    me.send()
    me.button("Next page").click()
    me.button("Next page").wait_for(state="detached")
    assert service.requests[-1].query == expected


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing(
    visit: Callable[..., Visit], service: HttpService, look: dict[str, Any]
) -> None:
    me = visit(**look)
    axe = Axe(me)
    choose(me)
    me.go("gallery/CreateAlbum")
    me.page.locator(".form-tools button").first.click()
    me.editor().wait_for()
    me.send()
    for tab in ("response", "exchange", "code", "reference"):
        me.page.locator(f"#tab-{tab}").click()
        axe.check(tab)
    me.go("courier/SendParcel?Stops=[[%22a%22],[]]&Notes={%22n%22:1}&Marks={%22m%22:%22x%22}")
    axe.check("lists in lists")
    service.reply = (200, "image/png", PICTURE)
    me.go("gallery/GetPicture?albumId=a-1")
    me.page.locator("#tab-response").click()
    me.send()
    axe.check("bytes")
    me.go("gallery/PutPicture?albumId=a-1")
    me.page.locator("input[type=file]").set_input_files(Path(__file__))
    me.page.locator(".file-name", has_text="test_any_service.py").wait_for()
    axe.check("a file")


def test_a_package_that_cannot_be_used_is_named(
    visit: Callable[..., Visit], page: Page, catalogues: Catalogues
) -> None:
    page.app.catalogues = Catalogues([*catalogues, Unusable("wreck", "OSError: the disk is gone")])
    me = visit()
    me.page.get_by_role("heading", name="Packages that cannot be used").wait_for()
    me.page.get_by_text("alicloud.wreck").wait_for()
    me.page.get_by_text("OSError: the disk is gone").wait_for()
    Axe(me).check("home")


# --- the mock ----------------------------------------------------------------------------------


@pytest.fixture
def mocked(catalogues: Catalogues, browser: Browser) -> Iterator[tuple[Visit, Emulator]]:
    """Somebody who sends to the emulator, which mocks the services as the Explorer starts it."""
    with Emulator(mock=catalogues.mocked) as cloud, explorer(cloud, catalogues=catalogues) as page:
        me = Visit(browser, page.server.url)
        yield me, cloud
        me.close()
        assert me.problems == []


def test_a_call_by_method_and_path_is_sent_to_the_mock(mocked: tuple[Visit, Emulator]) -> None:
    me, cloud = mocked
    me.press("/")
    me.type("createalbum")
    me.press("Enter")
    me.button("Fill the example").click()
    me.send()
    shown = me.results()
    assert shown.startswith("200")
    assert "mocked: made from the catalogue" in shown
    assert "albumId" in shown
    assert cloud.requests[-1].action == "CreateAlbum"
    me.button("Clear").click()
    me.fill(roomId="hall")
    me.send()
    me.wait_for_text("title is required for this action.")

    cloud.mock("alicloud.gallery").on("GetPicture", respond=PICTURE)
    me.go("gallery/GetPicture?albumId=a-1")
    me.send()
    with me.page.expect_download() as download:
        me.button("Save").click()
    assert download.value.path().read_bytes() == PICTURE
    me.go("gallery/ListAlbums?pageSize=20")
    me.send()
    me.button("Next page").click()
    me.button("Next page").wait_for(state="detached")
    assert cloud.requests[-1].parameters["pageNumber"] == "2"


def test_a_form_is_sent_to_the_mock_and_fails_on_demand(mocked: tuple[Visit, Emulator]) -> None:
    me, cloud = mocked
    me.go("courier/SendParcel?To=Ada&Stops=[[%22a%22]]")
    me.button("Emulator").click()
    me.page.get_by_label("Kind of fault").select_option("throttle")
    me.page.get_by_label("Action", exact=True).select_option("SendParcel")
    me.button("Set").click()
    me.page.get_by_text("The next such call will fail.").wait_for()
    me.button("Close").click()
    me.send()
    me.wait_for_text("Call less often")
    me.press("]")
    me.wait_for_text(": 400 Throttling.User.")
    me.press("[")
    me.send()
    assert "ParcelId" in me.results()
    assert [record.code for record in cloud.requests] == ["Throttling.User", ""]
    me.go("ram/CreateUser?UserName=alice")
    me.send()
    assert "mocked" not in me.results()

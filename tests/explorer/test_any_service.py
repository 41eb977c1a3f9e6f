"""Services with methods, paths and bodies of every kind: what is sent, and what the page sees of it."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from alicloud.core import StaticCredentials
from alicloud.emulator import Emulator
from alicloud.explorer.catalogues import Catalogues
from alicloud.explorer.packages import Unusable, load
from alicloud.explorer.server import MAX_BODY
from alicloud.explorer.targets import Target
from alicloud.explorer.uploads import LARGEST
from tests.support import services
from tests.support.explorer import Page, explorer
from tests.support.http_service import KEY_ID, PICTURE, SECRET, HttpService
from tests.support.made_services import NAMES


@pytest.fixture
def page(catalogues: Catalogues, service: HttpService) -> Iterator[Page]:
    """An Explorer that sends to the service."""
    provider = StaticCredentials(KEY_ID, SECRET)
    target = Target("endpoint", "endpoint", endpoint=service.url, provider=provider)
    with Emulator() as cloud, explorer(cloud, target, catalogues=catalogues) as opened:
        yield opened


def send(page: Page, action: str, /, **values: Any) -> Any:
    service = "courier" if "Parcel" in action else "gallery"
    exchange = page.send(action, "endpoint", service, **values)
    preview = page.preview(action, "endpoint", service, **values)["exchange"]
    for name in ("method", "url", "body"):
        assert preview["request"][name] == exchange["request"][name]
    return exchange


def test_what_can_be_imported_is_on_the_page(catalogues: Catalogues) -> None:
    shown = json.loads(catalogues.page)
    assert {*NAMES, *services.NAMES} == {service["name"] for service in shown["services"]}
    assert shown["unusable"] == []


def test_a_package_that_cannot_be_loaded_is_named_and_hides_no_other(
    catalogues: Catalogues, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = {"renamed": catalogue_called("sts"), "ruin": "{", "wreck": catalogue_called("wreck")}
    for name, text in texts.items():
        folder = tmp_path / "alicloud" / name
        folder.mkdir(parents=True)
        (folder / "catalogue.json").write_text(text)
        (folder / "__init__.py").write_text("raise OSError('the disk is gone')")
    monkeypatch.syspath_prepend(str(tmp_path))
    found = list(load())
    assert len([each for each in found if not isinstance(each, Unusable)]) == len(NAMES) + len(
        services.NAMES
    )
    renamed, ruin, wreck = [each for each in found if isinstance(each, Unusable)]
    assert (renamed.name, ruin.name, wreck.name) == ("renamed", "ruin", "wreck")
    assert "that of 'alicloud.sts'" in renamed.reason
    assert "ruin/catalogue.json" in ruin.reason
    assert wreck.reason == "OSError: the disk is gone"
    assert json.loads(Catalogues(found).page)["unusable"][2] == {
        "name": "wreck",
        "reason": "OSError: the disk is gone",
    }


def catalogue_called(name: str) -> str:
    """A catalogue of a service of another name than those that are there."""
    import alicloud.sts

    text = (Path(alicloud.sts.__path__[0]) / "catalogue.json").read_text(encoding="utf-8")
    return text.replace('"name": "sts"', f'"name": "{name}"')


def test_each_value_goes_where_it_belongs(page: Page, service: HttpService) -> None:
    service.reply = (200, "application/json", b'{"albumId": "a-1"}')
    values = {
        "title": "Summer",
        "frame": {"size": 640, "grid": [[1, 2], [3]]},
        "labels": [{"key": "place", "value": {"city": "杭州"}}],
        "extra": {"season": 3, "tags": [[], None]},
    }
    exchange = send(
        page, "CreateAlbum", roomId="hall 1/2", dryRun=True, **values, **{"x-trace": "T1"}
    )
    (received,) = service.requests
    assert (received.verb, received.path) == ("POST", "/rooms/hall%201%2F2/albums")
    assert (received.query, received.headers["x-trace"]) == ({"dryRun": "true"}, "T1")
    assert json.loads(received.body) == values
    assert exchange["request"]["method"] == "POST"
    assert exchange["request"]["url"] == f"{service.url}/rooms/hall%201%2F2/albums?dryRun=true"
    assert exchange["request"]["body"] == received.body.decode()
    assert exchange["request"]["size"] == len(received.body)
    canonical = exchange["signature"]["canonical_request"].split("\n")
    assert canonical[:3] == ["POST", "/rooms/hall%201%2F2/albums", "dryRun=true"]
    assert exchange["response"]["body"] == {"albumId": "a-1"}
    assert exchange["error"] is None


def test_a_list_is_a_whole_body(page: Page, service: HttpService) -> None:
    labels = [{"key": "a", "value": 1}, {"key": "b", "value": [True]}]
    exchange = send(page, "LabelAlbum", albumId="a-1", labels=labels)
    assert json.loads(service.requests[0].body) == labels
    assert exchange["request"]["method"] == "PUT"


def test_a_form_takes_lists_of_lists_and_any_value(page: Page, service: HttpService) -> None:
    stops = [["a", "b"], [], ["c"]]
    send(page, "SendParcel", To="Ada", Stops=stops, Notes={"n": [1]}, Rules=[{"x": None}])
    form = service.requests[0].form
    assert form["To"] == "Ada"
    decoded = {name: json.loads(form[name]) for name in ("Stops", "Notes", "Rules")}
    assert decoded == {"Stops": stops, "Notes": {"n": [1]}, "Rules": [{"x": None}]}


@pytest.mark.parametrize(
    ("action", "body"),
    [
        ("ListLabels", b'[{"key": "a", "value": [1, null]}]'),
        ("ListAlbums", b'{"albums": [], "total": 0}'),
    ],
)
def test_lists_come_as_trees(page: Page, service: HttpService, action: str, body: bytes) -> None:
    service.reply = (200, "application/json", body)
    exchange = send(page, action, **({"albumId": "a-1"} if action == "ListLabels" else {}))
    assert exchange["response"]["body"] == json.loads(body)
    assert exchange["error"] is None


# --- bytes -------------------------------------------------------------------------------------


def upload(content: bytes, name: str = "cat.png") -> dict[str, str]:
    return {"file": name, "base64": b64encode(content).decode()}


def test_a_file_is_sent_as_it_is(page: Page, service: HttpService) -> None:
    exchange = send(
        page, "PutPicture", albumId="a-1", picture=upload(PICTURE, "C:\\pictures\\cat.png")
    )
    (received,) = service.requests
    assert received.body == PICTURE
    assert received.headers["content-type"] == "application/octet-stream"
    request = exchange["request"]
    assert (request["binary"], request["size"]) == (True, len(PICTURE))
    assert request["body"].startswith("0000  89 50 4e 47 0d 0a 1a 0a 00 01")
    assert exchange["values"]["picture"] == {"file": "cat.png", "size": len(PICTURE)}
    assert page.preview("PutPicture", service="gallery", picture=upload(PICTURE))["checks"] == [
        {"path": "albumId", "code": "missing", "message": "albumId is required."}
    ]


def test_text_is_sent_as_bytes_too(page: Page, service: HttpService) -> None:
    send(page, "PutPicture", albumId="a-1", picture="é")
    assert service.requests[0].body == "é".encode()


def test_the_largest_file_fits_into_a_request_of_the_page(page: Page, service: HttpService) -> None:
    exchange = page.send(
        "PutPicture", "endpoint", "gallery", albumId="a-1", picture=upload(b"\0" * LARGEST)
    )
    assert (len(service.requests[0].body), exchange["status"]) == (LARGEST, 200)
    assert page.get("/api/state").json["largest_file"] == LARGEST
    too_large = page.post("/api/send", values={"picture": upload(b"\0" * MAX_BODY)})
    assert too_large.status == 413


@pytest.mark.parametrize(
    "value",
    [
        {"file": "a"},
        {"file": 1, "base64": ""},
        {"file": "a", "base64": "?"},
        {"file": "a", "base64": "", "more": 1},
    ],
)
def test_a_file_of_another_form_is_refused(page: Page, value: dict[str, Any]) -> None:
    response = page.post(
        "/api/send",
        service="gallery",
        action="PutPicture",
        target="endpoint",
        values={"albumId": "a-1", "picture": value},
    )
    assert (response.status, response.code) == (400, "bad-request")
    assert response.json["error"]["message"].startswith("picture: ")


def test_bytes_that_come_back_are_shown_in_hex_and_can_be_saved(
    page: Page, service: HttpService
) -> None:
    service.reply = (200, "image/png", PICTURE)
    exchange = page.send("GetPicture", "endpoint", "gallery", albumId="a-1")
    response = exchange["response"]
    assert (response["body"], response["binary"], response["size"]) == (None, True, len(PICTURE))
    assert response["text"].splitlines()[0].endswith("  .PNG............")
    saved = page.get(f"/api/history/{exchange['id']}/body")
    assert (saved.body, saved.headers["content-type"]) == (PICTURE, "application/octet-stream")

    service.reply = (200, "text/plain", b"a picture in words")
    exchange = page.send("GetPicture", "endpoint", "gallery", albumId="a-1")
    assert exchange["response"]["text"] == "a picture in words"
    assert page.get(f"/api/history/{exchange['id']}/body").code == "no-such-body"


# --- secrets -----------------------------------------------------------------------------------

MARKED = "Marked-Secret-9"


def test_secrets_in_path_header_and_body_are_nowhere(page: Page, service: HttpService) -> None:
    service.reply = (200, "text/plain", f"welcome {MARKED}".encode())
    values = {"ticket": MARKED, "x-seal": MARKED, "owner": {"name": "Ada", "pin": MARKED}}
    call = {"service": "gallery", "action": "OpenAlbum", "target": "endpoint", "values": values}
    sent = page.post("/api/send", **call)
    assert sent.status == 200
    (received,) = service.requests
    assert (received.path, received.headers["x-seal"]) == (f"/albums/{MARKED}/open", MARKED)
    assert json.loads(received.body)["owner"]["pin"] == MARKED
    preview = page.post("/api/preview", **call, variant="python")
    history = page.get(f"/api/history/{sent.json['id']}")
    for response in (sent, preview, history):
        assert MARKED not in response.text
    shown = sent.json
    assert shown["request"]["url"].endswith("/albums/****/open")
    assert dict(shown["request"]["headers"])["x-seal"] == "****"
    assert json.loads(shown["request"]["body"]) == {"owner": {"name": "Ada", "pin": "****"}}
    assert "\n/albums/****/open\n" in shown["signature"]["canonical_request"]
    assert shown["response"]["text"] == "welcome ****"


# --- pages -------------------------------------------------------------------------------------


def test_numbered_pages_and_offsets_lead_to_the_next(page: Page, service: HttpService) -> None:
    albums = [{"albumId": "a"}, {"albumId": "b"}]
    body = json.dumps({"albums": albums, "total": 3})
    service.reply = (200, "application/json", body.encode())
    first = send(page, "ListAlbums", pageSize=2)
    assert first["next"] == {"pageSize": 2, "pageNumber": 2}
    assert send(page, "ListAlbums", pageSize=2, pageNumber=2)["next"] is None

    wrapped = {"Parcel": [{"ParcelId": "p"}]}
    parcels = json.dumps({"Parcels": wrapped, "Total": 2, "RequestId": "R"})
    service.reply = (200, "application/json", parcels.encode())
    first = send(page, "ListParcels", Limit=1)
    assert first["next"] == {"Limit": 1, "Offset": 1}
    assert send(page, "ListParcels", **first["next"])["next"] is None

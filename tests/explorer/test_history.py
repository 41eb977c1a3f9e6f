"""The exchanges of one start."""

from __future__ import annotations

import pytest

from alicloud.explorer.errors import ExplorerError
from alicloud.explorer.exchange import Exchange
from alicloud.explorer.history import KEPT, History
from tests.support.explorer import Page, Seconds


def test_the_latest_exchanges_are_kept() -> None:
    history = History(Seconds())
    blank = dict.fromkeys(("time", "target", "service", "action", "status", "milliseconds"))
    for _ in range(KEPT + 1):
        history.add(Exchange({**blank, "error": None}))
    listed = [each["id"] for each in history.list()]
    assert listed == list(range(KEPT + 1, 1, -1))
    with pytest.raises(ExplorerError, match="There is no exchange 1: the latest 100"):
        history.get(1)


def test_exchanges_are_listed_shown_and_forgotten(page: Page) -> None:
    first = page.send("CreateUser", UserName="alice")
    second = page.send("GetUser", UserName="bob")
    listed = page.get("/api/history").json["exchanges"]
    assert [each["action"] for each in listed] == ["GetUser", "CreateUser"]
    assert listed[0]["error"]["code"] == "EntityNotExist.User"
    assert listed[1].items() <= first.items()
    assert page.get("/api/history/2").json == second
    assert page.delete("/api/history/1").json == {}
    assert page.get("/api/history/1").status == page.delete("/api/history/1").status == 404
    assert page.delete("/api/history").json == {}
    assert page.get("/api/history").json == {"exchanges": []}
    assert page.send("GetUser", UserName="bob")["id"] == 3

"""The pictures of docs/explorer.md: `make pictures` takes them anew."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.explorer.page.visit import Visit
from tests.support.explorer import Page, Seconds

ROOT = Path(__file__).parents[3]
MOST = 300_000  # bytes of a picture


def a_response(me: Visit) -> None:
    me.go("ram/CreateUser")
    me.button("Fill the example").click()
    me.send()


def what_was_signed(me: Visit) -> None:
    me.go("ram/CreatePolicy/exchange")
    me.button("填入示例").click()
    me.editor().wait_for()
    me.wait_for_text("ReadReports")


def code(me: Visit) -> None:
    me.go("ram/CreateUser/code/java-v2?UserName=alice")
    me.wait_for_text("CreateUserRequest()")
    me.page.locator("#tab-code").scroll_into_view_if_needed()


PICTURES: dict[str, tuple[Callable[[Visit], None], dict[str, Any]]] = {
    "explorer.png": (a_response, {"width": 1280, "height": 800}),
    "explorer-dark.png": (
        what_was_signed,
        {"width": 1280, "height": 800, "scheme": "dark", "language": "zh"},
    ),
    "explorer-narrow.png": (code, {"width": 360, "height": 720}),
}


def _passing(self: Seconds) -> float:
    self.now += 0.004
    return self.now


@pytest.mark.page
@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_taken(
    visit: Callable[..., Visit],
    page: Page,
    tmp_path: Path,
    name: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Seconds, "__call__", _passing)
    folder = Path(os.environ.get("EXPLORER_PICTURES", tmp_path))
    show, look = PICTURES[name]
    me = visit(**look)
    show(me)
    me.page.screenshot(path=folder / name, animations="disabled", caret="hide")
    assert 10_000 < (folder / name).stat().st_size < MOST


def test_the_document_shows_these_pictures() -> None:
    shown = re.findall(
        r"!\[[^]]+\]\(images/([^)]+)\)", (ROOT / "docs/explorer.md").read_text("utf-8")
    )
    assert sorted(shown) == sorted(PICTURES)
    assert sorted(path.name for path in (ROOT / "docs/images").glob("*.png")) == sorted(PICTURES)

"""A browser, and visits of the Explorer's page in it: by one person, with a language and a window."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.explorer.page.visit import Visit
from tests.support.explorer import Page

if TYPE_CHECKING:
    from playwright.sync_api import Browser

REQUIRED = "EXPLORER_BROWSER_REQUIRED"
"""The environment variable that CI sets: then a missing browser is a failure."""
FONTS = Path(__file__).with_name("fonts.conf")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _missing("playwright is not installed: `make test-page` installs it")
    chromium = shutil.which("chromium")
    if chromium is None:
        _missing("there is no chromium on PATH: Debian has it as the package `chromium`")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-background-networking"],
            env={**os.environ, "FONTCONFIG_FILE": str(FONTS)},
        )
        yield running
        running.close()


def _missing(what: str) -> None:
    if os.environ.get(REQUIRED):
        pytest.fail(what)
    pytest.skip(what)


@pytest.fixture
def visit(browser: Browser, page: Page) -> Iterator[Callable[..., Visit]]:
    """Opens the page. Afterwards no visit may have seen an error, a violation or another host."""
    visits: list[Visit] = []

    def open_page(**options: Any) -> Visit:
        visits.append(Visit(browser, page.server.url, **options))
        return visits[-1]

    yield open_page
    for each in visits:
        each.close()
    assert [problem for each in visits for problem in each.problems] == []

"""What a person does on the page, and sees there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Locator, Request

_TABS = 200  # presses of Tab, more than the page has stops
_VIOLATIONS = (
    "addEventListener('securitypolicyviolation', ({violatedDirective, blockedURI}) => "
    "console.error('violated', violatedDirective, blockedURI))"
)


class Visit:
    """One person's browser on the page.

    Args:
        url: The address with the token, as the terminal shows it.
        language: en or zh.
        scheme: light or dark.
        width: Of the window, in pixels.

    Attributes:
        page: The page, for what this class has no word for.
        problems: What nobody should see: messages on the console, violations of the content
            security policy among them, errors, and requests to another host.
    """

    def __init__(
        self,
        browser: Browser,
        url: str,
        *,
        language: str = "en",
        scheme: Any = "light",
        width: int = 1440,
        height: int = 900,
    ) -> None:
        self.problems: list[str] = []
        self._origin = urlsplit(url)._replace(fragment="").geturl()
        self._host = urlsplit(url).netloc
        self._context = browser.new_context(
            color_scheme=scheme,
            locale={"en": "en-US", "zh": "zh-CN"}[language],
            permissions=["clipboard-read", "clipboard-write"],
            reduced_motion="reduce",
            viewport={"width": width, "height": height},
        )
        self._context.add_init_script(_VIOLATIONS)
        self._context.set_default_timeout(10_000)
        self._context.on("console", self._heard)
        self._context.on("weberror", lambda error: self.problems.append(str(error.error)))
        self._context.on("request", self._requested)
        self.page = self._context.new_page()
        self.page.goto(url)
        self.page.locator(".page").wait_for()

    def _heard(self, message: ConsoleMessage) -> None:
        self.problems.append(f"console: {message.text}")

    def _requested(self, request: Request) -> None:
        where = urlsplit(request.url)
        if where.scheme != "blob" and where.netloc != self._host:
            self.problems.append(f"request: {request.url}")

    def close(self) -> None:
        self._context.close()

    # --- where to go ---------------------------------------------------------------------------

    def go(self, fragment: str) -> None:
        """Follow a link to an action: `ram/CreateUser/code?UserName=alice`."""
        self.page.goto(f"{self._origin}#/{fragment}")
        action = fragment.split("/")[1].split("?")[0]
        self.page.get_by_role("heading", name=action, exact=True).wait_for()

    def open_tab(self, address: str) -> None:
        """Open an address in a new tab of the same browser, and stay there."""
        self.page = self._context.new_page()
        self.page.goto(address)
        self.page.locator(".page").wait_for()

    # --- what to do ----------------------------------------------------------------------------

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def tab_to(self, wanted: Locator) -> None:
        """Press Tab until it has the focus, as somebody without a mouse does."""
        for _ in range(_TABS):
            if wanted.evaluate("it => it.matches(':focus')"):
                return
            self.press("Tab")
        raise AssertionError(f"Tab does not lead to {wanted}")

    def field(self, name: str) -> Locator:
        """The input of a parameter."""
        return self.page.locator(f'[id="p-{name}"]')

    def fill(self, **values: str) -> None:
        for name, value in values.items():
            self.field(name).fill(value)

    def editor(self) -> Locator:
        """The text of the first JSON editor, once it is loaded."""
        return self.page.locator(".editor .cm-content").first

    def send(self) -> None:
        """Send with the keyboard, and wait for the exchange."""
        with self.page.expect_response("**/api/send"):
            self.press("Control+Enter")
        self.page.locator("[data-arrival]:focus").wait_for()

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def clipboard(self) -> str:
        text: str = self.page.evaluate("navigator.clipboard.readText()")
        return text

    # --- what to see ---------------------------------------------------------------------------

    def results(self) -> str:
        """The text of the tab that is shown."""
        text: str = self.page.get_by_role("tabpanel").inner_text()
        return text

    def wait_for_text(self, text: str) -> None:
        """Wait until the tab that is shown has a text."""
        self.page.get_by_role("tabpanel").filter(has_text=re.compile(re.escape(text))).wait_for()

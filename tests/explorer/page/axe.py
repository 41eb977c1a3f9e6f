"""What axe and a ruler say of the page, and the looks in which it is looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.explorer.page.visit import Visit

AXE = Path(__file__).parents[3] / "explorer/web/node_modules/axe-core/axe.min.js"
RUN = (
    "() => axe.run(document, {resultTypes: ['violations']}).then(({violations}) => violations"
    ".map(({id, nodes}) => `${id}: ${nodes.map(each => each.html).join(' | ')}`))"
)
WIDER = "document.documentElement.scrollWidth - innerWidth"
NARROW = {"width": 360, "height": 740}
# Each pair of language, scheme and width once.
LOOKS = [
    pytest.param({"language": "en", "scheme": "light"}, id="en-light-wide"),
    pytest.param({"language": "en", "scheme": "dark", **NARROW}, id="en-dark-narrow"),
    pytest.param({"language": "zh", "scheme": "light", **NARROW}, id="zh-light-narrow"),
    pytest.param({"language": "zh", "scheme": "dark"}, id="zh-dark-wide"),
]


class Axe:
    """Looks at what a visit sees."""

    def __init__(self, me: Visit) -> None:
        self._me = me
        me.page.evaluate(AXE.read_text(encoding="utf-8"))

    def check(self, where: str) -> None:
        """axe finds nothing, and nothing is wider than the window."""
        found = self._me.page.evaluate(RUN)
        assert found == [], f"{where}: {found}"
        overflow = self._me.page.evaluate(WIDER)
        assert overflow <= 0, f"{where}: {overflow} pixels wider than the window"

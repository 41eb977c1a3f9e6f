"""The document on responses is true: its code runs, block after block."""

from __future__ import annotations

import re
from typing import Any

from tests.support.processes import ROOT

TEXT = (ROOT / "docs/responses.md").read_text(encoding="utf-8")
CODE = re.findall(r"^```python\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


def test_its_code_runs(capsys: Any) -> None:
    names: dict[str, Any] = {"__name__": "responses"}
    for code in CODE:
        exec(compile(code, "responses.md", "exec"), names)
    assert capsys.readouterr().out == "the user has no MFA device\n"
    assert {"/users", "/users/{name}"} <= names["app"].openapi()["paths"].keys()


def test_it_has_code_for_each_thing_it_explains() -> None:
    sections = TEXT.split("\n## ")[1:]
    without = [text.partition("\n")[0] for text in sections if "```python" not in text]
    assert without == ["Shells and notebooks", "Secrets"]

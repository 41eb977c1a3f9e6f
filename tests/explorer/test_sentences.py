"""The Chinese of what the server says: complete, and of nothing else."""

from __future__ import annotations

import json
import re

import pytest

from tests.explorer.sentences import HOLE, all_parts, all_sentences
from tests.support.processes import ROOT

WEB = ROOT / "explorer/web/src"
TABLE = json.loads((WEB / "texts/sentences.zh.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("part", "found"), [("sentences", all_sentences()), ("parts", all_parts())]
)
def test_every_sentence_of_the_server_has_a_chinese_text(part: str, found: set[str]) -> None:
    known = {re.sub(r"\{\d\}", HOLE, english) for english in TABLE[part]}
    remedy = f"correct explorer/web/src/texts/sentences.zh.json, {part}, and run `make page`"
    assert found - known == set(), f"without a translation; {remedy}"
    assert known - found == set(), f"no longer said; {remedy}"


def test_a_translation_has_all_that_is_put_in() -> None:
    for english, chinese in (TABLE["sentences"] | TABLE["parts"]).items():
        numbers = re.findall(r"\{(\d)\}", english)
        assert numbers == [str(number) for number in range(len(numbers))], english
        assert sorted(re.findall(r"\{(\d)\}", chinese)) == numbers, english
        assert re.search(r"[\u4e00-\u9fff]", chinese), english


def test_the_page_has_texts_of_its_own_for_all_other_findings() -> None:
    checks = (ROOT / "explorer/alicloud/explorer/checks.py").read_text(encoding="utf-8")
    codes = set(re.findall(r'Finding\([^,]+, "(\w+)"', checks))
    codes |= set(re.findall(r'yield "(\w+)",', checks))
    warnings = (WEB / "fields/Warnings.tsx").read_text(encoding="utf-8")
    assert codes == {*re.findall(r'case "(\w+)":', warnings), "unknown"}

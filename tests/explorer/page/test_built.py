"""The files of the page, as they are committed."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "explorer/alicloud/explorer/page"
WEB = ROOT / "explorer/web"
FIRST = ("index.html", "icon.svg", "app.css", "app.js")
MOST = 60_000  # bytes, compressed, until the page can be used


def texts(language: str) -> dict[str, str]:
    found: dict[str, str] = json.loads((WEB / f"src/texts/{language}.json").read_text("utf-8"))
    return found


def test_the_first_picture_needs_little() -> None:
    sizes = {name: len(gzip.compress((PAGE / name).read_bytes())) for name in FIRST}
    assert sum(sizes.values()) <= MOST, sizes


@pytest.mark.parametrize("file", [*FIRST, "editor.js"])
def test_no_file_names_another_host(file: str) -> None:
    text = (PAGE / file).read_text("utf-8")
    hosts = set(re.findall(r"https?://[^/\"'`\s${]+", text))
    # A name space of SVG and MathML, which nobody fetches.
    assert hosts <= {"http://www.w3.org"}


def test_the_page_has_nothing_inline() -> None:
    text = (PAGE / "index.html").read_text("utf-8")
    assert not re.search(r"\son\w+=|style=|<style|javascript:", text)
    assert re.findall(r"<script[^>]*>(.*?)</script>", text) == [""]


def test_both_languages_have_the_same_texts() -> None:
    english, chinese = texts("en"), texts("zh")
    assert list(english) == sorted(english)
    assert list(chinese) == list(english)
    for key, text in english.items():
        holes = r"\{\w+\}"
        assert sorted(re.findall(holes, text)) == sorted(re.findall(holes, chinese[key])), key


def test_every_text_is_used() -> None:
    sources = "".join(path.read_text("utf-8") for path in (WEB / "src").rglob("*.ts*"))
    used = set(re.findall(r'"([\w.]+)"', sources))
    patterns = [
        re.compile(re.sub(r"\\\$\\\{.*?\\\}", r"[\\w]+", re.escape(text)))
        for text in re.findall(r"t\(\s*`([^`]+)`", sources)
    ]
    unused = [
        key
        for key in texts("en")
        if key not in used and not any(pattern.fullmatch(key) for pattern in patterns)
    ]
    assert unused == []


def test_every_text_that_is_not_a_name_is_translated() -> None:
    english, chinese = texts("en"), texts("zh")
    same = {key for key in english if english[key] == chinese[key]}
    assert same == {"identity.arn", "limit.range"}


def test_the_licence_of_each_package_is_there() -> None:
    packages = json.loads((WEB / "package.json").read_text())["dependencies"]
    licences = (PAGE / "LICENSES").read_text("utf-8")
    missing = [
        name for name, version in packages.items() if f"\n{name} {version} (" not in licences
    ]
    assert missing == []

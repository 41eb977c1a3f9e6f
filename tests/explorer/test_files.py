"""The files of the page, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from alicloud.explorer.errors import ExplorerError
from alicloud.explorer.files import Files


@pytest.fixture
def files(tmp_path: Path) -> Files:
    page = tmp_path / "page"
    (page / "deep").mkdir(parents=True)
    for name in ("index.html", "app.js", "app.css", "icon.svg", "deep/zh.json", "LICENSES", "a.py"):
        (page / name).write_text(name)
    (tmp_path / "secret.json").write_text("secret")
    return Files(page)


@pytest.mark.parametrize(
    ("path", "type"),
    [
        ("/", b"text/html; charset=utf-8"),
        ("/index.html", b"text/html; charset=utf-8"),
        ("/app.js", b"text/javascript; charset=utf-8"),
        ("/app.css", b"text/css; charset=utf-8"),
        ("/icon.svg", b"image/svg+xml"),
        ("/deep/zh.json", b"application/json"),
        ("/LICENSES", b"text/plain; charset=utf-8"),
    ],
)
def test_a_file_is_served_with_its_type(path: str, type: bytes, files: Files) -> None:
    response = files.respond(path)
    assert response.body.decode() == (path[1:] or "index.html")
    assert response.headers == [(b"Content-Type", type)]


@pytest.mark.parametrize(
    "path",
    ["", "/a.py", "/deep", "/deep/", "/../secret.json", "/deep/../app.js", "//app.js", "app.js"],
)
def test_nothing_else_is_served(path: str, files: Files) -> None:
    with pytest.raises(ExplorerError):
        files.respond(path)

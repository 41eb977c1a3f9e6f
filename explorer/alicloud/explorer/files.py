"""The files of the page: those in its folder when the Explorer starts, and no others."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from alicloud.emulator.http.responses import HttpResponse
from alicloud.explorer.errors import ExplorerError

FOLDER = Path(__file__).parent / "page"

_TYPES: Mapping[str, bytes] = {
    ".css": b"text/css; charset=utf-8",
    ".html": b"text/html; charset=utf-8",
    ".js": b"text/javascript; charset=utf-8",
    ".json": b"application/json",
    ".svg": b"image/svg+xml",
    "": b"text/plain; charset=utf-8",
}


class Files:
    """The files below a folder, by their paths in URLs.

    A path is looked up as it was sent, not decoded and never joined to a folder's.
    """

    def __init__(self, folder: Path = FOLDER) -> None:
        self._files = {
            f"/{path.relative_to(folder).as_posix()}": path
            for path in folder.rglob("*")
            if path.is_file() and path.suffix in _TYPES
        }
        if "/index.html" in self._files:
            self._files["/"] = self._files["/index.html"]

    def respond(self, path: str) -> HttpResponse:
        """The file at a path.

        Raises:
            ExplorerError: there is none.
        """
        file = self._files.get(path)
        if file is None:
            raise ExplorerError(404, "not-found", "The page has no such file.")
        return HttpResponse(200, [(b"Content-Type", _TYPES[file.suffix])], file.read_bytes())

"""Documents from an address: over a socket, with advice when there are none."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from alicloud.generator.importer import DocumentError
from alicloud.generator.importer.download import document, fetch

SHELTER = (Path(__file__).parent / "documents" / "shelter.json").read_bytes()
FILES = {
    "/products/Shelter/versions/2024-01-01/api-docs.json?language=EN_US": (200, SHELTER),
    "/products/Page/versions/1/api-docs.json?language=EN_US": (200, b"<html>"),
    "/products/Broken/versions/1/api-docs.json?language=EN_US": (500, b""),
    "/products.json?language=EN_US": (
        200,
        json.dumps([{"code": "Shelter", "versions": ["2024-01-01"]}]).encode(),
    ),
}


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status, body = FILES.get(self.path, (404, b""))
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_document_is_downloaded(base: str) -> None:
    assert document("Shelter", "2024-01-01", base)["info"]["product"] == "Shelter"


@pytest.mark.parametrize(
    ("product", "version", "message"),
    [
        ("Sheltr", "2024-01-01", "not found; did you mean 'Shelter'"),
        ("shelter", "2023-01-01", "not found; Shelter has the versions 2024-01-01"),
        ("Quux", "1", "there is no product 'Quux'"),
        ("Page", "1", "not JSON"),
        ("Broken", "1", "status 500; try again later"),
        ("../x", "1", "is no product"),
        ("Shelter", "?", "is no version"),
    ],
)
def test_what_cannot_be_had_is_told(base: str, product: str, version: str, message: str) -> None:
    with pytest.raises(DocumentError, match=message.replace("?", r"\?")):
        document(product, version, base)


def test_without_a_network_the_message_says_what_to_do() -> None:
    with pytest.raises(DocumentError, match="check the network and the proxy, or download"):
        fetch("http://127.0.0.1:1/api-docs.json")

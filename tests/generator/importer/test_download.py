"""Documents from an address: over a socket, with advice when there are none."""

from __future__ import annotations

import json
import shlex
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from alicloud.generator.__main__ import main
from alicloud.generator.importer import DocumentError, download
from alicloud.generator.importer.download import document, fetch
from tests.support.processes import ROOT, run

SHELTER = (Path(__file__).parent / "documents" / "shelter.json").read_bytes()
ECS = {
    "version": "1.0",
    "info": {"style": "RPC", "product": "Ecs", "version": "2014-05-26"},
    "apis": {
        "DescribeRegions": {
            "methods": ["post"],
            "parameters": [],
            "responses": {
                "200": {"schema": {"type": "object", "properties": {"Count": {"type": "integer"}}}}
            },
        }
    },
    "endpoints": [{"regionId": "cn-hangzhou", "endpoint": "ecs.cn-hangzhou.aliyuncs.com"}],
}
DOCUMENTS = {
    "Shelter/versions/2024-01-01": (200, SHELTER),
    "Ecs/versions/2014-05-26": (200, json.dumps(ECS).encode()),
    "Page/versions/1": (200, b"<html>"),
    "Broken/versions/1": (500, b""),
}
LIST = json.dumps([{"code": "Shelter", "versions": ["2024-01-01"]}]).encode()
FILES = {
    "/products.json?language=EN_US": (200, LIST),
    **{
        f"/products/{name}/api-docs.json?language=EN_US": response
        for name, response in DOCUMENTS.items()
    },
}


class _Handler(BaseHTTPRequestHandler):
    """Has documents, and responds to calls of a product."""

    def do_GET(self) -> None:
        self._respond(*FILES.get(self.path, (404, b"")))

    def do_POST(self) -> None:
        self._respond(200, b'{"RequestId": "R", "Count": 29}')

    def _respond(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def published_here(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "BASE", server)


def test_the_lines_of_the_guide_lead_to_a_first_call(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guide = (ROOT / "docs/any-product.md").read_text(encoding="utf-8")
    block = guide.split("## From nothing to the first call\n\n```\n")[1].split("\n```")[0]
    install, take, generate, export, call = map(shlex.split, block.splitlines())
    assert install[:2] == ["pip", "install"]

    monkeypatch.chdir(tmp_path)
    for command in (take, generate):
        assert command[:3] == ["python", "-m", "alicloud.generator"]
        assert main(command[3:]) == 0
    environment = dict(one.split("=", 1) for one in export[1:])
    environment["ALIBABA_CLOUD_ENDPOINT_URL"] = server
    assert call[:2] == ["python", "-c"]
    done = run(sys.executable, *call[1:], cwd=tmp_path, env=environment)
    assert done.stdout == "DescribeRegionsResponse(request_id='R', count=29)\n", done.stderr


def test_a_terminal_shows_a_bar(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    document("Shelter", "2024-01-01")
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert document("Shelter", "2024-01-01")["info"]["product"] == "Shelter"
    assert "\rdownload:   0%|" in capsys.readouterr().err


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
def test_what_cannot_be_had_is_told(product: str, version: str, message: str) -> None:
    with pytest.raises(DocumentError, match=message.replace("?", r"\?")):
        document(product, version)


def test_without_a_network_the_message_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(download, "BASE", "http://127.0.0.1:1")
    assert main(["import", "Ecs", "2014-05-26", "--into", str(tmp_path / "specs/ecs")]) == 1
    told = capsys.readouterr().err
    assert "check the network and the proxy, or download the document elsewhere" in told
    assert told.endswith("; nothing was written\n")
    assert not (tmp_path / "specs").exists()


def test_a_url_is_taken_as_it_is(server: str) -> None:
    url = f"{server}/products/Shelter/versions/2024-01-01/api-docs.json?language=EN_US"
    assert fetch(url) == SHELTER

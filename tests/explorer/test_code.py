"""Code beside a call: coloured, without secrets, and made while somebody types."""

from __future__ import annotations

import io
import json
import statistics
import time
import zipfile
from itertools import pairwise
from typing import Any

import pytest

from alicloud.explorer import code
from alicloud.explorer.highlight import tokens
from alicloud.explorer.routes import respond
from alicloud.generator.samples import VARIANTS
from tests.support.explorer import ACTIONS, CATALOGUES, Page, secrets_for
from tests.support.server.specs import example_of

IDS = [variant.id for variant in VARIANTS]


def text_of(sample: dict[str, Any]) -> str:
    assert "problem" not in sample, sample
    return "".join(text for _, text in sample["tokens"])


@pytest.mark.parametrize("variant", VARIANTS, ids=IDS)
def test_tokens_make_up_the_code(variant: Any) -> None:
    action = CATALOGUES.action("ram", "CreateUser")
    made = code.sample(action, {"UserName": "x<b>&"}, variant.id, endpoint="http://127.0.0.1:80")
    assert "x<b>&" in text_of(made) or "x%3Cb%3E%26" in text_of(made)
    assert {kind for kind, _ in made["tokens"]} - {""}, "the lexer knows the language"
    assert made["variant"] == variant.id
    assert made["file"] and made["run"]


def test_code_is_not_changed_by_colouring_it() -> None:
    for text in ("\n\nx = 1", "x = 1\n\n\n", "", "  x", "\tif x:\r\n\t\ty", "print('é') # \u2028"):
        assert "".join(part for _, part in tokens(text, "python")) == text


def test_neighbouring_tokens_of_one_class_are_one() -> None:
    found = tokens("import json, sys\nx = 1\n", "python")
    assert found[0] == ["kn", "import"]
    assert all(first[0] != second[0] for first, second in pairwise(found))


def test_what_cannot_be_written_is_explained() -> None:
    action = CATALOGUES.action("ram", "CreateUser")
    for values, variant in (({"UserName": ["a"]}, "python"), ({}, "cobol")):
        assert "problem" in code.sample(action, values, variant, endpoint=None)


@pytest.mark.parametrize("variant", IDS)
def test_a_secret_becomes_a_variable_of_the_environment(variant: str) -> None:
    for action in ACTIONS:
        secrets = secrets_for(action, "pl4nted")
        if not secrets:
            continue
        values = {**example_of(action.operation)[0], **secrets}
        assert "pl4nted" not in text_of(code.sample(action, values, variant, endpoint=None))
        archive = zipfile.ZipFile(io.BytesIO(code.project(action, values, variant, endpoint=None)))
        assert not [name for name in archive.namelist() if b"pl4nted" in archive.read(name)]


def test_a_project_is_a_zip_file(page: Page) -> None:
    call = {"service": "ram", "action": "CreateUser", "target": "emulator", "variant": "python"}
    response = page.post("/api/project", **call, values={"UserName": "alice"})
    assert response.headers["content-type"] == "application/zip"
    archive = zipfile.ZipFile(io.BytesIO(response.body))
    assert archive.testzip() is None
    (program,) = [name for name in archive.namelist() if name.endswith("/sample.py")]
    assert page.cloud.url in archive.read(program).decode()
    refused = page.post("/api/project", **call, values={"UserName": ["alice"]})
    assert (refused.status, refused.code) == (422, "no-code")


@pytest.mark.parametrize("variant", IDS)
def test_a_preview_takes_less_than_20_milliseconds(variant: str, page: Page) -> None:
    """Of this process's time; loading and the first use of a language are not counted."""

    def seconds(action: Any) -> float:
        body = {
            "service": action.service.name,
            "action": action.name,
            "target": "emulator",
            "values": example_of(action.operation)[0],
            "variant": variant,
        }
        encoded = json.dumps(body).encode()
        started = time.thread_time()
        assert respond(page.app, "POST", "/api/preview", encoded).status == 200
        return time.thread_time() - started

    chosen = [
        CATALOGUES.action("ram", name) for name in ("CreateUser", "CreatePolicy", "TagResources")
    ]
    for action in chosen:
        seconds(action)
        assert statistics.median(seconds(action) for _ in range(5)) < 0.020

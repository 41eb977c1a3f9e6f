"""Samples for other products: calls by method and path, and bodies of every kind.

Their specs are those that the official packages are compared with. No SDK of another language is
known for them, so that samples call by name. They run against a server that verifies signatures,
and what arrives is compared with what our own client sends.
"""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from alicloud.core import StaticCredentials
from alicloud.generator.catalogue import Catalogue
from alicloud.generator.model import Operation, Scalar, Service
from alicloud.generator.names import words
from alicloud.generator.python.names import client_name
from alicloud.generator.python.render import render
from alicloud.generator.samples import Endpoint, sample
from tests.referees.calls import CALLS, SERVICES, Call as Published
from tests.samples.runners import CHECKED, RUNNERS
from tests.samples.stubbed import STUBBED, meaning
from tests.support.golden import put
from tests.support.loopback import Received, Server, http
from tests.support.server.verify import Received as Signed, Refused, Verifier

KEY_ID, KEY_SECRET = "LTAI-EXAMPLE-KEY-1", "secret-of-alice"
FILE, BYTES = "picture.png", b"\x89PNG\r\n\x1a\n\x00\xff"
VARIANTS = tuple(
    one
    for one in (*RUNNERS, *CHECKED, *STUBBED)
    if not one.endswith("-v1")  # which has no such samples
)
_SECONDS = 60  # for one program
_COMPARED = ("accept", "content-type", "x-acs-action", "x-acs-version")


@dataclass(frozen=True)
class Call:
    """One call, with the example's values, or with a file for its bytes."""

    published: Published
    with_file: bool = False

    @property
    def service(self) -> Service:
        return self.published.service

    @property
    def operation(self) -> Operation:
        return self.published.operation

    @property
    def name(self) -> str:
        """A name for a file or a class."""
        suffix = "WithFile" if self.with_file else ""
        return f"{self.service.name.capitalize()}{self.operation.action}{suffix}"

    @cached_property
    def values(self) -> Mapping[str, Any]:
        """What the sample is made of."""
        assert self.operation.example is not None
        given = dict(self.operation.example.request)
        return given | {"body": {"file": FILE}} if self.with_file else given

    @cached_property
    def sent(self) -> Mapping[str, Any]:
        """What our client is given: bytes are bytes."""
        given = dict(self.values)
        for field in self.operation.request.fields:
            if field.type == Scalar("binary"):
                given[field.wire] = BYTES if self.with_file else given[field.wire].encode()
        return given

    def secrets(self) -> dict[str, str]:
        """The variables that hold secrets."""
        return {
            "_".join(("alicloud", *words(field.wire))).upper(): str(self.values[field.wire])
            for field in self.operation.request.fields
            if field.sensitive and field.wire in self.values
        }


def _calls() -> Iterator[Call]:
    for one in CALLS:
        yield Call(one)
        if any(field.type == Scalar("binary") for field in one.operation.request.fields):
            yield Call(one, with_file=True)


def problems(variant: str, folder: Path) -> Iterator[str]:
    """Run the samples of all calls in a variant. Gives a text for each problem.

    Args:
        variant: Its id, one of `VARIANTS`.
        folder: An empty folder.
    """
    calls = {one.name: one for one in _calls()}
    packages = folder / "generated"
    put(render(SERVICES), packages)
    (folder / FILE).write_bytes(BYTES)
    with Server(_respond) as server:
        endpoint = Endpoint.of(server.url)
        texts = {
            name: sample(
                Catalogue(one.service), one.operation.action, one.values, variant, endpoint=endpoint
            ).text
            for name, one in calls.items()
        }
        if variant in STUBBED:
            programs = STUBBED[variant](folder / "built", texts, [])  # all of them call by name
        else:
            programs = {**RUNNERS, **CHECKED}[variant](folder / "built", texts)
        examined = {
            **dict.fromkeys(RUNNERS, _problems),
            **dict.fromkeys(STUBBED, _problems_of_stub),
        }
        if variant in examined:
            for name, call in calls.items():
                for problem in examined[variant](server, call, variant, programs[name], folder):
                    yield f"{name}: {problem}"


def _respond(request: Received) -> bytes:
    """The example's response. Without an action, as of a call that is not V3, it fails."""
    action, version = request.headers["x-acs-action"], request.headers["x-acs-version"]
    (call,) = (
        one for one in CALLS if (one.operation.action, one.service.version) == (action, version)
    )
    return http(body=_response(call), Content_Type="application/json", x_acs_request_id="R-1")


def _response(call: Published) -> bytes:
    return call.response if call.operation.response.fields else b'{"RequestId": "R-1"}'


def _problems(
    server: Server, call: Call, variant: str, command: list[str], folder: Path
) -> Iterator[str]:
    server.requests.clear()
    done = _run(call, command, folder)
    output = (done.stdout + done.stderr).decode(errors="replace")
    if len(server.requests) != 1:
        yield f"{len(server.requests)} calls arrived\n{output}"
        return
    (theirs,) = server.requests
    if done.returncode:
        yield f"exit status {done.returncode}\n{output}"
    if refused := _refused(theirs):
        yield f"the signature is refused: {refused}"
    ours = _sent_by_our_client(server, call, folder / "generated")
    sent, right = _meaning(call, theirs), _meaning(call, ours)
    if variant == "java-v2" and "form" in right["headers"].get("content-type", ""):
        # Its forms leave out what is empty; the samples cannot help that.
        right = {**right, "body": {name: one for name, one in right["body"].items() if one != ""}}
    if sent != right:
        yield f"sent {sent}\ninstead of {right}"
    if variant.endswith("-v2") and not _shows(call, done.stdout):
        yield f"does not show the response:\n{output}"
    if variant == "curl" and not done.stdout.endswith(_response(call.published)):
        yield f"does not show the response:\n{output}"


def _problems_of_stub(
    server: Server, call: Call, variant: str, command: list[str], folder: Path
) -> Iterator[str]:
    """The same over a stub, which prints what it would send."""
    done = _run(call, command, folder)
    if done.returncode:
        yield f"exit status {done.returncode}\n{(done.stdout + done.stderr).decode()}"
        return
    sent = dict(meaning(json.loads(done.stdout)))
    right = _meaning(call, _sent_by_our_client(server, call, folder / "generated"))
    sent["query"] = _with_json_read(sent["query"])
    if isinstance(sent["body"], dict) and "form" in right["headers"].get("content-type", ""):
        sent["body"] = _with_json_read(sent["body"])
    if sent["body"] is None:
        sent["body"] = b""
    if sent != right:
        yield f"would send {sent}\ninstead of {right}"


def _run(call: Call, command: list[str], folder: Path) -> subprocess.CompletedProcess[bytes]:
    environment = {
        "PATH": os.environ["PATH"],
        "LC_ALL": "C.UTF-8",  # in which Java prints
        "HOME": str(folder),  # without files of credentials
        "PYTHONPATH": str(folder / "generated"),
        "ALIBABA_CLOUD_ACCESS_KEY_ID": KEY_ID,
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET": KEY_SECRET,
        **call.secrets(),
    }
    return subprocess.run(
        command, env=environment, cwd=folder, capture_output=True, timeout=_SECONDS
    )


def _sent_by_our_client(server: Server, call: Call, packages: Path) -> Received:
    """What our own generated client sends, which other tests compare with the official packages."""
    sys.path.append(str(packages))
    try:
        package = importlib.import_module(f"alicloud.{call.service.name}")
    finally:
        sys.path.remove(str(packages))
    request = getattr(package, f"{call.operation.action}Request").from_wire(call.sent)
    made = getattr(package, client_name(call.service.product))(
        credentials=StaticCredentials(KEY_ID, KEY_SECRET), endpoint=server.url
    )
    with made as client:
        client.send(request)
    return server.requests[-1]


def _meaning(call: Call, request: Received) -> Mapping[str, Any]:
    path, _, query = request.target.partition("?")
    compared = {one.wire for one in call.operation.request.fields if one.location == "header"}
    headers = {*_COMPARED, *compared} & {*request.headers}
    if not request.body:
        headers.discard("content-type")
    return {
        "method": request.method,
        "path": path,
        "query": _pairs(query),
        "headers": {name: request.headers[name] for name in headers if name != "accept"},
        "body": _body(request),
    }


def _body(request: Received) -> Any:
    kind = request.headers.get("content-type", "")
    if kind.startswith("application/x-www-form-urlencoded"):
        return _pairs(request.body.decode())
    return json.loads(request.body) if request.body and "json" in kind else request.body


def _pairs(text: str) -> Mapping[str, Any]:
    """Parameters, with JSON read: some write it with blanks."""
    pairs = parse_qsl(text, keep_blank_values=True, strict_parsing=bool(text), errors="strict")
    assert len(dict(pairs)) == len(pairs)
    return _with_json_read(dict(pairs))


def _with_json_read(pairs: Mapping[str, str]) -> Mapping[str, Any]:
    return {name: _read(value) for name, value in pairs.items()}


def _read(text: str) -> Any:
    return json.loads(text) if text[:1] in ("[", "{") else text


def _refused(request: Received) -> str:
    path, _, query = request.target.partition("?")
    pairs = dict(parse_qsl(query, keep_blank_values=True))
    signed = Signed(request.method, request.headers, pairs, {}, request.body, path)
    try:
        Verifier({KEY_ID: (KEY_SECRET, "")}, frozenset(), time.time).check(signed)
    except Refused as refusal:
        return f"{refusal.code}: {refusal.message}"
    return ""


def _shows(call: Call, printed: bytes) -> bool:
    """Whether a program of the second generation printed the response: bytes, or its JSON."""
    root = call.operation.response.fields[:1]
    if root and root[0].type == Scalar("binary"):
        return printed == call.published.response
    assert call.operation.example is not None
    whole = printed.decode()
    shown = json.loads(whole[whole.index("{") :])["body"]
    if not call.operation.response.fields:
        return "R-1" in json.dumps(shown)
    return bool(shown == call.operation.example.response)

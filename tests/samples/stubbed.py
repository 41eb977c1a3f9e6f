"""Samples over stubs of SDKs that cannot be fetched: they print what they would send."""

from __future__ import annotations

import json
import os
import subprocess
from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from alicloud.generator.model import Service
from alicloud.generator.samples import Endpoint, sample, variant
from tests.samples import csharp, php
from tests.samples.calls import MASK, Call, comparable, secrets, wanted

Build = Callable[[Path, Mapping[str, str], Sequence[Service]], Mapping[str, list[str]]]

STUBBED: Mapping[str, Build] = {
    "php-v2": partial(php.build, "php-v2"),
    "csharp-v2": partial(csharp.build, "csharp-v2"),
    "dotnet-v1": partial(csharp.build, "dotnet-v1"),
    "php-v1": partial(php.build, "php-v1"),
}
"""The variants that are run over stubs, each with how."""

_CONTENT_TYPES = {
    "byte": "application/octet-stream",
    "formData": "application/x-www-form-urlencoded",
    "json": "application/json; charset=utf-8",
}
"""As the SDKs name the kinds of bodies, and as these are sent."""

_ENDPOINT = Endpoint("http", "127.0.0.1:1")  # where nobody listens, in case a stub does send


def problems(calls: list[Call], name: str, folder: Path) -> Iterator[str]:
    """Run the samples of calls in a variant. Gives a text for each problem."""
    texts = {
        call.action: sample(call.catalogue, call.action, call.values, name, endpoint=_ENDPOINT).text
        for call in calls
    }
    services = list(
        {call.catalogue.service.name: call.catalogue.service for call in calls}.values()
    )
    programs = STUBBED[name](folder, texts, services)
    for call in calls:
        for problem in _problems(call, name, programs[call.action]):
            yield f"{call.action}: {problem}"


def _problems(call: Call, name: str, command: list[str]) -> Iterator[str]:
    environment = {
        "PATH": os.environ["PATH"],
        "ALIBABA_CLOUD_ACCESS_KEY_ID": "LTAI-EXAMPLE",
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "secret",
        **secrets(call, {}),
    }
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    if done.returncode:
        yield f"exit status {done.returncode}\n{done.stdout}{done.stderr}"
        return
    printed = json.loads(done.stdout)
    if (sent := _masked(call, printed)) != (expected := _expected(call, name)):
        yield f"would send {sent}\ninstead of {expected}"


def _masked(call: Call, printed: Mapping[str, Any]) -> Mapping[str, Any]:
    hidden = {field.wire for field in call.operation.request.fields if field.sensitive}
    shown = {
        key: MASK if key in hidden and text == str(call.values[key]) else text
        for key, text in printed["parameters"].items()
    }
    http = printed.get("http", {"headers": {}, "path": "/"})
    assert (http["headers"], http["path"]) == (
        {},
        "/",
    ), "calls of RPC have neither headers nor a path"
    return {key: part for key, part in printed.items() if key != "http"} | {
        "parameters": comparable(call, shown)
    }


def meaning(printed: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a call by name would send, of which a stub printed a description."""
    http = printed["http"]
    headers = {name.lower(): value for name, value in http["headers"].items()}
    headers |= {"x-acs-action": printed["action"], "x-acs-version": printed["version"]}
    body = http["body"]
    if body is not None:
        headers["content-type"] = _CONTENT_TYPES[http["sends"]]
    if http["sends"] == "byte":
        body = b64decode(body or "")
    elif http["sends"] == "json" and isinstance(body, str):
        body = json.loads(body)  # the text of a document is sent as it is
    return {
        **{one: http[one] for one in ("method", "path", "query")},
        "headers": headers,
        "body": body,
    }


def _expected(call: Call, name: str) -> Mapping[str, Any]:
    return {
        "action": call.action,
        "version": call.catalogue.service.version,
        "scheme": _ENDPOINT.scheme,
        "host": _ENDPOINT.host,
        "signed": variant(name).signs_always or not call.operation.anonymous,
        "parameters": wanted(call),
    }

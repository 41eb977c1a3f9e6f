"""Calls of generated clients taken apart, so that any part can be changed before it is signed."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from alicloud.core import StaticCredentials
from alicloud.core.http.transport import HttpResponse
from alicloud.core.testing import StubTransport
from alicloud.generator.model import Operation, Service
from tests.referees.made_calls import made_call
from tests.support.raw_calls import FORM, RawCalls, RawResponse
from tests.support.services import client_class


@dataclass(frozen=True)
class CallParts:
    """The parts of a call; `headers` are the content type and those that are parameters."""

    action: str
    version: str
    method: str
    path: str
    query: Mapping[str, str]
    form: Mapping[str, str]
    body: bytes
    headers: Mapping[str, str]

    def send(self, raw: RawCalls) -> RawResponse:
        """Sign and send it. The form is the body, if it has parameters."""
        return raw.v3(
            self.action,
            self.query,
            method=self.method,
            version=self.version,
            body=urlencode(self.form).encode() if self.form else self.body,
            change=self.headers,
            path=self.path,
        )


def parts(service: Service, operation: Operation, values: Mapping[str, Any]) -> CallParts:
    """What the generated client sends for an action and its parameters.

    Args:
        values: By wire name, as JSON has them; bytes for bytes.
    """
    content = made_call(service, operation).response
    headers = {"content-type": "application/json"}
    transport = StubTransport(lambda _: HttpResponse(200, headers, content))
    credentials = StaticCredentials("LTAI5tParts", "s3cret")
    with (
        client_class(service.name)(
            credentials=credentials, region="cn-hangzhou", transport=transport
        ) as client,
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("ignore", DeprecationWarning)  # deprecated actions are called too
        client.send(client.operations[operation.action].request.from_wire(values))
    (sent,) = transport.requests
    is_form = sent.headers.get("content-type") == FORM
    form = dict(parse_qsl(sent.body.decode(), keep_blank_values=True)) if is_form else {}
    kept = {"content-type"} | {
        one.wire.lower() for one in operation.request.fields if one.location == "header"
    }
    return CallParts(
        operation.action,
        service.version,
        sent.method,
        sent.path,
        {name: value for name, value in sent.parameters.items() if name not in form},
        form,
        b"" if is_form else sent.body,
        {name: value for name, value in sent.headers.items() if name in kept},
    )

"""Random requests to mocked actions: a response or a refusal, and never a failure of the server."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from alicloud.emulator import Emulator
from alicloud.generator.model import Operation, Service
from tests.emulator.mock.conftest import OWN, REFEREES
from tests.support.raw_calls import FORM, RawCalls

EVERY = [(service, one) for service in (*OWN, *REFEREES) for one in service.operations()]
NAMES = sorted({field.wire for _, one in EVERY for field in one.request.fields})

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=100)
names = st.sampled_from(NAMES) | st.builds("{}.{}".format, st.sampled_from(NAMES), texts) | texts
odd = st.sampled_from(["", "null", "1", "9" * 40, "-1", "1e999", "x" * 5000, "[" * 3000, "[{}]"])
parameters = st.dictionaries(names, texts | odd, max_size=6)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=8,
)
bodies = values.map(lambda value: json.dumps(value).encode()) | st.binary(max_size=100)
kinds = st.sampled_from(["application/json", "application/octet-stream", FORM])
segments = st.sampled_from(["c-1", "a%2Fb", "%FF", "%20", "..", ""])

quick = settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
long = settings(max_examples=10_000, suppress_health_check=[HealthCheck.function_scoped_fixture])
requests = st.tuples(
    st.sampled_from(EVERY), parameters, bodies | st.just(b""), kinds, segments, st.booleans()
)


def send(
    cloud: Emulator,
    asked: tuple[Service, Operation],
    sent: dict[str, str],
    body: bytes,
    kind: str,
    segment: str,
    xml: bool,
) -> None:
    service, operation = asked
    path = operation.path
    for field in operation.request.fields:
        path = path.replace(f"{{{field.wire}}}", segment)
    response = RawCalls(cloud).v3(
        operation.action,
        {**sent, **({"Format": "XML"} if xml else {})},
        method=operation.method,
        version=service.version,
        body=body,
        change={"content-type": kind},
        path=path,
    )
    assert response.status < 500, response.body
    assert b"Traceback" not in response.body
    code: Any = cloud.requests[-1].code
    assert code != "SignatureDoesNotMatch"


@quick
@given(requests)
def test_requests(mocked: Emulator, request_: Any) -> None:
    send(mocked, *request_)


@pytest.mark.soak
@long
@given(requests)
def test_requests_for_long(mocked: Emulator, request_: Any) -> None:
    send(mocked, *request_)

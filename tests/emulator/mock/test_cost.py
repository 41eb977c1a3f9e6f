"""What a mocked call costs: no more than GetUser, counted in steps of Python's interpreter."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import pytest

from alicloud.emulator import Emulator
from alicloud.emulator.http.requests import HttpRequest
from alicloud.emulator.http.responses import HttpResponse
from tests.support.raw_calls import Changes, RawCalls, RawResponse

VERSION = "2024-05-01"


class Counted(RawCalls):
    """Calls without a socket; `steps` is what the emulator needed for the last one."""

    steps = 0

    def send(
        self, method: str, target: str, headers: Changes | None = None, body: bytes = b""
    ) -> RawResponse:
        path, _, query = target.partition("?")
        given = {"host": self.host, **(headers or {})}
        lines = [(name.lower().encode(), value.encode()) for name, value in given.items() if value]
        found = self._counted(HttpRequest(method, path, query.encode(), lines, body))
        return RawResponse(found.status, {}, found.body)

    def _counted(self, request: HttpRequest) -> HttpResponse:
        self.steps = 0
        before = sys.gettrace()
        sys.settrace(self._trace)
        try:
            response = self.cloud._respond(request)
        finally:
            sys.settrace(before)
        assert isinstance(response, HttpResponse), "the emulator waits for something"
        return response

    def _trace(self, frame: FrameType, event: str, _: Any) -> Any:
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        self.steps += event == "opcode"
        return self._trace


CALLS = {
    "RunInstance": {"InstanceName": "web"},
    "StartInstance": {"InstanceId": "i-1"},
    "GetImage": {"ImageId": "m-1"},
    "ListJobs": {"InstanceId": "i-1"},
    "ListEvents": {},
    "ListTags": {},
    "DescribeInstances": {"RegionId": "cn-x"},
}


@pytest.mark.parametrize("action", CALLS)
def test_a_mocked_call_costs_no_more_than_get_user(cloud: Emulator, action: str) -> None:
    calls = Counted(cloud)
    assert calls.v3("CreateUser", {"UserName": "alice"}).status == 200
    for again in range(2):  # what is loaded and prepared once does not count
        assert calls.v3("GetUser", {"UserName": "alice"}).status == 200
        get_user = calls.steps
        values = {name: f"{value}-{again}" for name, value in CALLS[action].items()}
        assert calls.v3(action, values, version=VERSION).status == 200
    assert 0 < calls.steps <= get_user

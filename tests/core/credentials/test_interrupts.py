"""Interrupts at any place of a fetch: nobody waits for ever, and the provider goes on working."""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from alicloud.core.credentials import (
    Credentials,
    CredentialsChain,
    RefreshingCredentials,
    single_flight,
)
from tests.support.processes import ROOT

CORE = str(Path(ROOT) / "runtime" / "alicloud" / "core")


class Interrupted(BaseException):
    """What a signal handler raises, for example of a soft time limit."""


class Source(RefreshingCredentials):
    name = "source"

    def _fetch(self) -> Credentials:
        return Credentials("STS.id", "s3cret", "t0ken")


def interrupt_at(number: int) -> tuple[Callable[..., Any], list[int]]:
    """A trace function that raises at this bytecode of core; and how many it has seen."""
    seen = [0]

    def trace(frame: FrameType, event: str, _: object) -> Any:
        if not frame.f_code.co_filename.startswith(CORE):
            return None
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        if event == "opcode":
            seen[0] += 1
            if seen[0] == number:
                raise Interrupted
        return trace

    return trace, seen


def in_time(work: Callable[[], Any]) -> list[Any]:
    """What `work` returns, in a thread, so that a test that hangs fails."""
    results: list[Any] = []
    thread = threading.Thread(target=lambda: results.append(work()), daemon=True)
    thread.start()
    thread.join(10)
    assert results, "it hangs"
    return results


def traced(work: Callable[[], Any], number: int, *, where: str) -> int:
    """Run `work`, interrupted here or in the thread that fetches; how many bytecodes it had."""
    trace, seen = interrupt_at(number)
    before = sys.gettrace()
    if where == "in the caller":
        sys.settrace(trace)
    else:
        threading.settrace(trace)
    try:
        work()
    except Interrupted:
        pass
    finally:
        sys.settrace(before)
        threading.settrace(before)
    return seen[0]


def get(source: Source | CredentialsChain) -> Credentials:
    return source.get()


def aget(source: Source | CredentialsChain) -> Credentials:
    return asyncio.run(source.aget())


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::RuntimeWarning")
@pytest.mark.parametrize("where", ["in the caller", "in the thread that fetches"])
@pytest.mark.parametrize("ask", [get, aget])
@pytest.mark.parametrize("made", [Source, lambda: CredentialsChain([Source()])])
def test_an_interrupt_at_any_bytecode_leaves_a_usable_provider(
    made: Callable[[], Source | CredentialsChain],
    ask: Callable[[Any], Credentials],
    where: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(single_flight, "STEPS", (0.001, 0.01))
    monkeypatch.setattr(threading, "excepthook", lambda _: None)  # threads die of interrupts here
    number = 0
    while True:
        number += 1
        source = made()
        seen = in_time(lambda: traced(lambda: ask(source), number, where=where))[0]  # noqa: B023
        found = in_time(lambda: (source.get(), asyncio.run(source.aget())))[0]  # noqa: B023
        assert {credentials.access_key_id for credentials in found} == {"STS.id"}
        if seen < number:
            break
    assert number > 50, "there were bytecodes to interrupt"
    for fetching in threading.enumerate():
        if fetching.name == "alicloud-credentials":
            fetching.join(10)


def test_where_no_thread_can_be_started_the_caller_fetches(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As when the interpreter exits: again and again, since nothing may be left waiting."""
    monkeypatch.setattr(single_flight, "STEPS", (0.001, 0.01))
    source = Source()

    def get_three_times() -> list[str]:
        found = []
        for _ in range(3):
            found.append(source.get())
            source.invalidate(found[-1])
        return [credentials.access_key_id for credentials in found]

    with monkeypatch.context() as patched:
        patched.setattr(single_flight.SingleFlight, "_start", lambda flight, run: False)
        assert in_time(get_three_times) == [["STS.id"] * 3]
    assert in_time(source.get)[0].access_key_id == "STS.id"


def test_a_fetch_whose_thread_is_gone_is_taken_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(single_flight, "STEPS", (0.001, 0.01))
    source = Source()
    execute = single_flight.SingleFlight._execute
    died: list[object] = []

    def die_once(flight: Any, run: Any) -> None:
        if not died:
            died.append(run.owner.setdefault("thread", threading.current_thread()))
            return
        execute(flight, run)

    monkeypatch.setattr(single_flight.SingleFlight, "_execute", die_once)
    assert in_time(source.get)[0].access_key_id == "STS.id"
    assert died

"""Warm calls over kept connections, and what a new TLS connection costs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from benchmarks import callers
from benchmarks.measure import Table, cpu_of, in_turn

if TYPE_CHECKING:
    from benchmarks.callers import Make

OVER_HTTP = "Warm call over HTTP"
OVER_HTTPS = "Warm call over HTTPS"
NEW_CONNECTION = "Call over a new HTTPS connection"
ASYNC_OVER_HTTP = "Warm async call over HTTP"
ASYNC_OVER_HTTPS = "Warm async call over HTTPS"
CALLERS: dict[str, tuple[Make, str]] = {
    "alicloud": (callers.alicloud, "http"),
    "v1": (callers.v1, "http"),
    "v2": (callers.v2, "http"),
    "boto3 iam": (callers.boto3_iam, "iam"),
    "boto3 sts": (callers.boto3_sts, "sts"),
    "requests post": (callers.requests_post, "http"),
    "requests adapter": (callers.requests_adapter, "http"),
    "urllib3": (callers.urllib3, "http"),
    "http.client": (callers.http_client, "http"),
    "raw socket": (callers.raw_socket, "http"),
}
CALLERS_OVER_HTTPS = ("alicloud", "v1", "v2", "boto3 iam", "requests adapter", "urllib3")


def run(urls: dict[str, str], rounds: int) -> list[Table]:
    """CPU per call."""
    return [
        _warm(urls, rounds),
        _warm_tls(urls, rounds),
        _reconnect(urls, rounds),
        _warm_async(ASYNC_OVER_HTTP, urls["http"], urls["bundle"], rounds, 40),
        _warm_async(ASYNC_OVER_HTTPS, urls["https"], urls["bundle"], max(rounds // 3, 2), 5),
    ]


def _warm(urls: dict[str, str], rounds: int) -> Table:
    made = {n: cpu_of(make(urls[kind], urls["bundle"]), 80) for n, (make, kind) in CALLERS.items()}
    return Table(OVER_HTTP, "us of CPU", in_turn(made, rounds), ("v1", "v2"))


def _warm_tls(urls: dict[str, str], rounds: int) -> Table:
    made = {
        n: cpu_of(
            CALLERS[n][0](urls["iam_https" if n == "boto3 iam" else "https"], urls["bundle"]), 80
        )
        for n in CALLERS_OVER_HTTPS
    }
    return Table(OVER_HTTPS, "us of CPU", in_turn(made, rounds), ("v1", "v2"))


def _reconnect(urls: dict[str, str], rounds: int) -> Table:
    made = {
        n: cpu_of(CALLERS[n][0](urls["https_close"], urls["bundle"]), 5)
        for n in ("alicloud", "v1", "v2", "requests adapter")
    }
    return Table(NEW_CONNECTION, "us of CPU", in_turn(made, max(rounds // 2, 2)), ("v2",))


def _warm_async(title: str, url: str, bundle: str, rounds: int, times: int) -> Table:
    loop = asyncio.new_event_loop()
    makes: dict[str, Make] = {
        "alicloud async": callers.alicloud_async,
        "v2 async": callers.v2_async,
        "aiohttp": callers.aiohttp,
    }

    def measure(make: Make) -> Callable[[], float]:
        call = make(url, bundle)

        async def many() -> Any:
            for _ in range(times):
                await call()

        inner = cpu_of(lambda: loop.run_until_complete(many()), 1)
        return lambda: inner() / times

    measured = in_turn({name: measure(make) for name, make in makes.items()}, rounds)
    return Table(title, "us of CPU", measured, ("v2 async", "aiohttp"))

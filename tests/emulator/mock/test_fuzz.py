"""Calls of many products with random changes: a response or a refusal, never a failure of the server.

MOCK_CALLS=100000 .venv/bin/pytest -m soak tests/emulator/mock/test_fuzz.py
"""

from __future__ import annotations

import os
import resource
from collections import Counter
from collections.abc import Iterator
from random import Random

import pytest

from alicloud.emulator import Emulator
from alicloud.generator.catalogue import Catalogue
from alicloud.generator.catalogue.write import render as catalogues
from alicloud.generator.model import Service
from tests.emulator.mock.conftest import OWN, REFEREES
from tests.emulator.mock.test_sweep import DOCUMENTS
from tests.referees.made_calls import made_call
from tests.support.call_mutations import Mutator
from tests.support.call_parts import CallParts, parts
from tests.support.golden import put
from tests.support.imported import document, import_into, importable
from tests.support.raw_calls import RawCalls

CALLS = int(os.environ.get("MOCK_CALLS", "20000"))
GROWTH = 60_000_000
"""How many bytes the process may grow while it takes the calls."""


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Service]]:
    """The mocked products, whose packages can be imported meanwhile."""
    imported = [
        import_into(tmp_path_factory.mktemp("specs"), document(name)).service for name in DOCUMENTS
    ]
    with importable(imported) as folder:
        put(catalogues(map(Catalogue, imported)), folder)
        yield [*OWN, *REFEREES, *imported]


@pytest.fixture(scope="module")
def calls(services: list[Service]) -> list[CallParts]:
    """A correct call of every action."""
    return [
        parts(service, one, made_call(service, one).values)
        for service in services
        for one in service.operations()
    ]


@pytest.fixture(scope="module")
def raw(services: list[Service]) -> Iterator[RawCalls]:
    with Emulator(mock=[f"alicloud.{one.name}" for one in services]) as cloud:
        yield RawCalls(cloud)


def attack(raw: RawCalls, calls: list[CallParts], times: int, seed: int) -> Counter[int]:
    """How often each status came."""
    random = Random(seed)
    mutator, statuses = Mutator(random), Counter[int]()
    for _ in range(times):
        call = mutator.changed(random.choice(calls))
        response = call.send(raw)
        assert response.status < 500, (call, response.body)
        assert b"Traceback" not in response.body
        statuses[response.status] += 1
    return statuses


def test_changed_calls(raw: RawCalls, calls: list[CallParts]) -> None:
    statuses = attack(raw, calls, 1000, seed=1)
    assert statuses[200] > 100 and statuses[400] > 300


@pytest.mark.soak
def test_changed_calls_for_long(raw: RawCalls, calls: list[CallParts]) -> None:
    attack(raw, calls, CALLS // 10, seed=2)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    attack(raw, calls, CALLS, seed=3)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 - before < GROWTH

"""Packages that are mocked: one of our own making, and those of the referees' specs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from alicloud.emulator import Emulator
from alicloud.generator.catalogue import Catalogue
from alicloud.generator.catalogue.write import render as catalogues
from alicloud.generator.model import Service
from alicloud.generator.python.render import render
from alicloud.generator.spec.read import read_services
from tests.support.golden import put
from tests.support.raw_calls import RawCalls

OWN = read_services(Path(__file__).parent / "specs")
REFEREES = read_services(Path(__file__).parents[2] / "referees/specs")


def generate(services: tuple[Service, ...], folder: Path) -> None:
    put(dict(render(services)), folder)
    put(catalogues(Catalogue(service) for service in services), folder)


@pytest.fixture(scope="session")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the packages."""
    folder = tmp_path_factory.mktemp("generated")
    generate((*OWN, *REFEREES), folder)
    return folder


@pytest.fixture(scope="module", autouse=True)
def importable(generated: Path) -> Iterator[None]:
    """Python finds the packages, as long as the tests of one file run."""
    sys.path.append(str(generated))
    yield
    sys.path.remove(str(generated))


@pytest.fixture(scope="module")
def mocked(importable: None) -> Iterator[Emulator]:
    """An emulator with all of them; tests that change its state use `cloud`."""
    with Emulator(mock=[f"alicloud.{one.name}" for one in (*OWN, *REFEREES)]) as cloud:
        yield cloud


@pytest.fixture
def cloud(mocked: Emulator) -> Emulator:
    mocked.reset()
    return mocked


@pytest.fixture
def raw(cloud: Emulator) -> RawCalls:
    return RawCalls(cloud)

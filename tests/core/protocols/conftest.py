"""Packages generated from the mini specs of the generator's tests, for calls of every form."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from types import ModuleType

import pytest

from alicloud.generator.python.render import render
from tests.support.golden import GOLDEN, put, service_of

Package = Callable[[str], ModuleType]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Package]:
    """Gives the generated package of the golden file of a name."""
    folder = tmp_path_factory.mktemp("generated")
    sys.path.append(str(folder))
    made: list[str] = []

    def imported(name: str) -> ModuleType:
        golden = next(path for path in GOLDEN if path.stem == name)
        put(render([service_of(golden)]), folder)
        made.append(f"alicloud.{name}")
        return import_module(made[-1])

    yield imported
    sys.path.remove(str(folder))
    for loaded in [one for one in sys.modules if one.startswith(tuple(made or ["-"]))]:
        del sys.modules[loaded]

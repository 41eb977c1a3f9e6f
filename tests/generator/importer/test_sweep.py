"""Our own documents, taken through everything that the sweep does with the vendor's."""

from __future__ import annotations

import pytest

from tests.generator.importer.sweep import sweep
from tests.support.imported import document

REFUSED = {"zoo": 5, "zoo-newer": 5, "depot": 4, "shelter": 0, "harbour": 1}
"""How many actions of each document nobody can call over plain HTTP with JSON, or at all."""


@pytest.mark.parametrize("name", REFUSED)
def test_everything_that_is_not_refused_is_called_and_read(name: str) -> None:
    found = sweep(name, document(name))
    assert found.faults == []
    assert found.called == found.documented - REFUSED[name]
    assert found.examples > found.called // 2

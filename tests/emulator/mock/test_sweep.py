"""Our own documents, mocked: every action responds to its own client, and refuses what is wrong."""

from __future__ import annotations

from pathlib import Path

from tests.emulator.mock.sweep import sweep
from tests.support.imported import document, import_into

DOCUMENTS = ("zoo", "depot", "shelter")


def test_mocks_of_documents(tmp_path: Path) -> None:
    services = [import_into(tmp_path / name, document(name)).service for name in DOCUMENTS]
    found = sweep(services)
    assert [one for swept in found for one in swept.faults] == []
    assert [one.responded for one in found] == [len([*one.operations()]) for one in services]
    assert all(one.refused for one in found)
    assert sum(one.paged for one in found) >= 5
    assert sum(one.documented for one in found) >= 5

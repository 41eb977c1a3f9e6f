"""All actions are implemented, and all errors that can be provoked are."""

from __future__ import annotations

import pytest

from tests.support.coverage import (
    DOCUMENT,
    SERVICES,
    UNREACHABLE,
    document,
    documented,
    implemented,
    provoked,
)


@pytest.mark.parametrize("service", SERVICES)
def test_every_action_is_implemented(service: str) -> None:
    assert implemented(service) == set(SERVICES[service])


def test_every_error_that_can_be_provoked_is() -> None:
    assert documented() - provoked() == UNREACHABLE.keys()


def test_the_document_is_up_to_date() -> None:
    assert (
        DOCUMENT.read_text(encoding="utf-8") == document()
    ), "run `python -m tests.support.coverage` to write docs/emulator-coverage.md anew"

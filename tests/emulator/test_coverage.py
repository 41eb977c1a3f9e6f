"""What the emulator implements, and that all its errors that can be provoked are."""

from __future__ import annotations

import pytest

from alicloud.emulator.services import services
from tests.support.coverage import (
    DOCUMENT,
    SERVICES,
    UNREACHABLE,
    document,
    documented,
    handled,
    lacking,
    provoked,
)
from tests.support.raw_calls import RawCalls
from tests.support.services import client_class


def test_every_handler_is_of_an_action_in_the_specs() -> None:
    known = {(service, action) for service in SERVICES for action in SERVICES[service]}
    assert handled() <= known, "remove the handlers of actions that the specs no longer have"


def test_every_error_that_can_be_provoked_is() -> None:
    missing = documented() - provoked() - UNREACHABLE.keys()
    assert not missing, "add these to a table ERRORS in tests/emulator, or to UNREACHABLE"
    assert UNREACHABLE.keys() <= documented() - provoked(), "remove these from UNREACHABLE"


def test_actions_still_to_do_are_rejected(raw: RawCalls) -> None:
    """They fail nothing; the summary of a test run lists them."""
    for service, action, module in lacking():
        version = client_class(service).service.version
        response = raw.v3(action, version=version)
        client = services().find(version, action)
        if client is not None and client.service.name == service:
            assert (response.status, response.code) == (400, "NotImplemented")
            assert module in response.json["Message"]
        else:
            assert response.code in ("InvalidVersion", "InvalidAction.NotFound")
    if lacking():
        names = ", ".join(f"{service}:{action}" for service, action, _ in lacking())
        pytest.skip(f"still to do in the emulator, see CONTRIBUTING.md: {names}")


def test_the_document_is_up_to_date() -> None:
    assert (
        DOCUMENT.read_text(encoding="utf-8") == document()
    ), "run `python -m tests.support.coverage` to write docs/emulator-coverage.md anew"

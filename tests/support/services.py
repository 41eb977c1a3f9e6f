"""The services of the specs and their generated clients, found by the folders in specs/."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from tests.support.processes import ROOT

NAMES = sorted(path.parent.name for path in (ROOT / "specs").glob("*/service.yaml"))
"""The names of all services: "ram", "sts" and those that were added."""


def client_class(service: str) -> type[Any]:
    """The client of a service, such as RamClient."""
    return _class(service, asynchronous=False)


def async_client_class(service: str) -> type[Any]:
    """The asynchronous client of a service, such as AsyncRamClient."""
    return _class(service, asynchronous=True)


def _class(service: str, *, asynchronous: bool) -> type[Any]:
    module = import_module(f"alicloud.{service}")
    (found,) = (
        getattr(module, name)
        for name in module.__all__
        if name.endswith("Client") and name.startswith("Async") is asynchronous
    )
    assert isinstance(found, type)
    return found

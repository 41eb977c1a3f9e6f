"""Catalogues from the specs, until generated packages have theirs."""

from __future__ import annotations

from pathlib import Path

from alicloud.generator.catalogue import Catalogue
from alicloud.generator.spec.read import read_services


def installed() -> tuple[Catalogue, ...]:
    """The services of this checkout."""
    specs = Path(__file__).parents[3] / "specs"
    return tuple(Catalogue(service, {}) for service in read_services(specs))

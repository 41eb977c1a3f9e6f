"""Small services of our own, made from specs while the tests run: bodies and places of every kind."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import invalidate_caches
from pathlib import Path

from alicloud.explorer.catalogues import Catalogues
from alicloud.explorer.packages import load
from alicloud.generator.catalogue import Catalogue
from alicloud.generator.packages import render
from alicloud.generator.python.clashes import report_clashes
from alicloud.generator.spec.read import read_services
from tests.support.golden import put
from tests.support.processes import ROOT

SPECS = ROOT / "tests/explorer/specs"
NAMES = sorted(path.parent.name for path in SPECS.glob("*/service.yaml"))


@contextmanager
def made_services(folder: Path) -> Iterator[Catalogues]:
    """Everything that is installed, and these services, whose packages are written to `folder`."""
    services = read_services(SPECS, report_clashes)
    put(render([Catalogue(service) for service in services]), folder)
    sys.path.append(str(folder))
    invalidate_caches()
    try:
        yield Catalogues(load())
    finally:
        sys.path.remove(str(folder))
        wanted = tuple(f"alicloud.{name}" for name in NAMES)
        for loaded in [name for name in sys.modules if name.startswith(wanted)]:
            del sys.modules[loaded]

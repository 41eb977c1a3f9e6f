"""Documents in the vendor's format, and what becomes of them: specs, the model, Python."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from alicloud.generator.importer import imported
from alicloud.generator.importer.document import check
from alicloud.generator.model import Service
from alicloud.generator.python.clashes import report_clashes
from alicloud.generator.python.render import render
from alicloud.generator.spec.read import read_services
from alicloud.generator.spec.write import text
from tests.support.golden import put
from tests.support.processes import ROOT

DOCUMENTS = ROOT / "tests/generator/importer/documents"


@dataclass(frozen=True)
class Imported:
    """A document, the report on its import, and the service that its specs describe."""

    document: dict[str, Any]
    report: Any
    service: Service


def document(name: str) -> dict[str, Any]:
    """One of our own documents, a new copy each time."""
    found: dict[str, Any] = json.loads((DOCUMENTS / f"{name}.json").read_text(encoding="utf-8"))
    return found


def documents_below(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The vendor's documents in a folder and those below it."""
    for path in sorted(folder.rglob("*.json")):
        found = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(found, dict) and "apis" in found:
            yield path, found


def import_into(specs: Path, given: dict[str, Any], name: str = "") -> Imported:
    """Write the specs of a document into a folder below `specs`, and read them back, checked.

    The folder is called `name`, by default after the product and its version.
    """
    check(given, "the document")
    found = imported(given)
    info = given["info"]
    name = name or re.sub(r"\W", "_", f"{info['product']}_{info['version']}".lower())
    folder = specs / name
    folder.mkdir(parents=True)
    for file, content in found.files.items():
        (folder / file).write_text(text(content), encoding="utf-8")
    (service,) = read_services(specs, report_clashes)
    return Imported(given, found.report, service)


@contextmanager
def importable(services: Sequence[Service]) -> Iterator[Path]:
    """The folder of the generated packages of services, where they can be imported meanwhile."""
    with TemporaryDirectory() as folder:
        put(render(services), Path(folder))
        sys.path.append(folder)
        try:
            yield Path(folder)
        finally:
            sys.path.remove(folder)
            packages = tuple(f"alicloud.{service.name}" for service in services)
            for name in [one for one in sys.modules if one.startswith(packages)]:
                del sys.modules[name]

"""Broken and hostile documents: a clear message or right code, nothing else, nothing executed."""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from alicloud.generator.importer.document import DocumentError
from tests.support.imported import document, import_into, importable
from tests.support.mutations import mutated

FILE = re.compile(r"[a-z][a-z0-9_]*\.yaml")
quick = settings(
    max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)
long = settings(max_examples=1500, deadline=None, suppress_health_check=list(HealthCheck))


def part(name: str, *actions: str) -> dict[str, Any]:
    """One of our documents with a few of its actions."""
    found = document(name)
    found["apis"] = {action: found["apis"][action] for action in actions}
    return found


ZOO = part("zoo", "HireKeeper", "ListKeepers", "GetAnimal")
DEPOT = part("depot", "CreateParcel", "GetParcel", "UpdateParcel")


def survive(given: dict[str, Any]) -> None:
    """Import and generate, in a folder where nothing else may appear."""
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        specs = Path(folder) / "a" / "specs"
        specs.mkdir(parents=True)
        patch.chdir(folder)
        try:
            seen = import_into(specs, given, "hostile")
        except DocumentError as error:
            assert 20 < len(str(error)) < 2000
            return
        written = {path.relative_to(folder) for path in Path(folder).rglob("*") if path.is_file()}
        assert all(
            FILE.fullmatch(path.name) and path.parts[:2] == ("a", "specs") for path in written
        )
        with importable([seen.service]) as generated:
            for path in generated.rglob("*.py"):
                name = ".".join(path.relative_to(generated).with_suffix("").parts)
                importlib.import_module(name.removesuffix(".__init__"))
        after = {path.relative_to(folder) for path in Path(folder).rglob("*") if path.is_file()}
        assert after == written, "something in the document was executed"


@quick
@given(mutated(ZOO))
def test_mutated_documents(given: dict[str, Any]) -> None:
    survive(given)


@quick
@given(mutated(DEPOT))
def test_mutated_documents_with_paths(given: dict[str, Any]) -> None:
    survive(given)


@pytest.mark.soak
@long
@given(mutated(document("zoo")) | mutated(document("depot")))
def test_mutated_documents_for_long(given: dict[str, Any]) -> None:
    survive(given)


def _referring(schemas: dict[str, list[str]]) -> dict[str, Any]:
    """A document whose named schemas are objects of others, each of which is sent and received."""
    named = {name: {"$ref": f"#/components/schemas/{name}"} for name in schemas}
    root = named[next(iter(schemas))]
    parameter = {"name": "Root", "in": "query", "style": "json", "schema": root}
    action = {
        "methods": ["post"],
        "parameters": [parameter],
        "responses": {"200": {"schema": root}},
    }
    return {
        "info": {"style": "RPC", "product": "Knot", "version": "1"},
        "apis": {"GetKnot": action},
        "components": {"schemas": {
            name: {"type": "object", "properties": {one: named[one] for one in others}}
            for name, others in schemas.items()
        }},
    }  # fmt: skip


KNOTS = {
    "each in each other": {f"S{n}": [f"S{m}" for m in range(20)] for n in range(20)},
    "a long chain": {f"S{n}": [f"S{min(n + 1, 499)}"] for n in range(500)},
}


@pytest.mark.parametrize("knot", KNOTS)
def test_named_schemas_in_knots(knot: str) -> None:
    survive(_referring(KNOTS[knot]))

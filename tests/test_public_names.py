"""The interface that users rely on, name by name, kept in `public_names.txt`.

After a change that is meant, write the new list with `UPDATE_PUBLIC_NAMES=1 .venv/bin/pytest
tests/test_public_names.py`, read the difference, and tell users in the changelog.
"""

from __future__ import annotations

import difflib
import inspect
import os
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from alicloud.core.shapes.shape import Shape
from tests.support import services
from tests.support.processes import ROOT, python

SNAPSHOT = Path(__file__).parent / "public_names.txt"
MODULES = (
    *("alicloud.core", "alicloud.core.testing"),
    *(f"alicloud.{service}" for service in services.NAMES),
)
UPDATE = "UPDATE_PUBLIC_NAMES=1 .venv/bin/pytest tests/test_public_names.py"


def public(module: ModuleType) -> list[str]:
    """The names that a module offers: `__all__`, or what it defines itself."""
    if hasattr(module, "__all__"):
        return sorted(module.__all__)
    return sorted(
        name
        for name, value in vars(module).items()
        if not name.startswith("_") and getattr(value, "__module__", "") == module.__name__
    )


def described(module: str) -> Iterator[str]:
    loaded = import_module(module)
    for name in public(loaded):
        yield from _named(f"{module}.{name}", getattr(loaded, name))


def _named(path: str, value: Any) -> Iterator[str]:
    if inspect.isclass(value):
        yield f"class {path}{_bases(value)}"
        yield from _class(path, value)
    elif callable(value):
        yield f"{path}{_signature(value)}"
    else:
        yield f"{path}: {type(value).__name__}"


def _bases(cls: type) -> str:
    return f"({', '.join(base.__name__ for base in cls.__bases__ if base is not object)})"


def _class(path: str, cls: type) -> Iterator[str]:
    # The fields of a generated class are the parameters of its constructor.
    made = issubclass(cls, Shape) and cls.__module__ not in _BASES
    if made:
        yield f"{path}{_signature(cls)}"
    for name, member in sorted(vars(cls).items()):
        if name == "__init__":
            yield f"{path}{_signature(member)}"
        elif name.startswith("_") or made:
            continue
        elif isinstance(member, property):
            yield f"{path}.{name}: property"
        elif isinstance(member, classmethod | staticmethod):
            yield f"{path}.{name}{_signature(member.__func__)}"
        elif inspect.isfunction(member):
            yield f"{path}.{name}{_signature(member)}"
        else:
            yield f"{path}.{name}"


_BASES = ("alicloud.core.shapes.shape", "alicloud.core.shapes.messages", "alicloud.core.pages")


def _signature(function: Any) -> str:
    written = _written(function)  # before inspect resolves it
    signature = inspect.signature(function)
    parts = []
    star = False
    for parameter in list(signature.parameters.values()):
        if parameter.kind is parameter.KEYWORD_ONLY and not star:
            parts.append("*")
            star = True
        parts.append(_parameter(parameter, written.get(parameter.name)))
    arrow = f" -> {written['return']}" if "return" in written else ""
    return f"({', '.join(parts)}){arrow}"


def _written(function: Any) -> dict[str, str]:
    """The annotations as they stand in the source."""
    if hasattr(function, "__fields__"):
        return {name: field.annotation for name, field in function.__fields__.items()}
    return dict(dict.items(function.__annotations__))


def _parameter(parameter: inspect.Parameter, annotation: str | None) -> str:
    text = str(parameter.replace(annotation=parameter.empty, default=parameter.empty))
    if annotation is not None:
        text = f"{text}: {annotation}"
    if parameter.default is parameter.empty:
        return text
    default = repr(parameter.default)
    # What has an address stands for itself: a mark for "not given", a function.
    return f"{text} = {'...' if ' at 0x' in default else default}"


def snapshot() -> str:
    """All public names with their signatures, a line each."""
    return "\n".join(line for module in MODULES for line in described(module))


def test_the_public_names_are_those_that_users_were_promised() -> None:
    # In a process of its own, where no test has used a class before.
    code = "from tests.test_public_names import snapshot; print(snapshot())"
    found = python(code, env={"PYTHONPATH": str(ROOT)})
    if os.environ.get("UPDATE_PUBLIC_NAMES"):
        SNAPSHOT.write_text(found, encoding="utf-8")
    promised = SNAPSHOT.read_text(encoding="utf-8")
    if found != promised:
        lines = difflib.unified_diff(
            promised.splitlines(), found.splitlines(), "promised", "found", n=0, lineterm=""
        )
        pytest.fail(
            "the public names have changed; if that is meant, run\n\n"
            f"    {UPDATE}\n\nand tell users in CHANGELOG.md:\n" + "\n".join(lines),
            pytrace=False,
        )


@pytest.mark.parametrize("name", MODULES)
def test_every_public_name_can_be_imported_and_is_listed(name: str) -> None:
    module = import_module(name)
    assert all(hasattr(module, public_name) for public_name in public(module))
    assert set(public(module)) <= set(dir(module))
    if name != "alicloud.core.testing":
        assert len(set(module.__all__)) == len(module.__all__)


@pytest.mark.parametrize("name", MODULES)
def test_every_public_name_says_what_it_is_for(name: str) -> None:
    module = import_module(name)
    silent = [
        public_name
        for public_name in public(module)
        if callable(value := getattr(module, public_name)) and not inspect.getdoc(value)
    ]
    assert silent == []


def test_a_misspelt_name_is_an_error_of_the_module() -> None:
    import alicloud.ram

    with pytest.raises(
        AttributeError, match=r"module 'alicloud\.ram' has no attribute 'RamCleint'"
    ):
        getattr(alicloud.ram, "RamCleint")  # noqa: B009 - type checkers see it too

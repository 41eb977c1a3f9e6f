"""What the text of annotations means at run time. Loaded when annotations are read."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from types import ModuleType
from typing import Any

from alicloud.core.shapes.annotations import Names, evaluated


def resolved(texts: Mapping[str, str], module: str) -> dict[str, Any]:
    """The types that annotations in a module stand for; text that cannot be resolved is left out."""
    names = _names(module)
    types = {}
    for name, text in texts.items():
        with suppress(NameError):
            types[name] = evaluated(text, names)
    return types


@cache
def _names(module: str) -> Names:
    """The names in a module as type checkers see them."""
    names = Names(sys.modules[module])
    if module.startswith("alicloud."):
        _import_for_types(sys.modules[module], names)
    return names


def _import_for_types(module: ModuleType, names: Names) -> None:
    """Add what a module of ours imports and defines for type checkers only."""
    try:
        source = inspect.getsource(module)
    except OSError:  # only the compiled module is installed
        return
    for node in ast.parse(source).body:
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            for statement in node.body:
                _execute(statement, names)


def _execute(statement: ast.stmt, names: Names) -> None:
    try:
        exec(compile(ast.Module([statement], []), "<imports for types>", "exec"), names)
    except ImportError:  # of a name that exists for types only, or of an extra that is missing
        if isinstance(statement, ast.ImportFrom) and statement.module in sys.modules:
            others = _names(statement.module)
            names |= {
                alias.name: others[alias.name] for alias in statement.names if alias.name in others
            }

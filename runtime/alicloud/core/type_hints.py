"""What the annotations of functions and classes mean at run time. Loaded when they are read."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from types import ModuleType
from typing import Any


def resolved(texts: Mapping[str, str], module: str) -> dict[str, Any]:
    """The types that annotations in a module stand for; text that cannot be resolved is left out."""
    names = _names(module)
    types = {}
    for name, text in texts.items():
        with suppress(NameError):
            types[name] = eval(text, names)
    return types


@cache
def _names(module: str) -> dict[str, Any]:
    """The names in a module as type checkers see them."""
    names = dict(vars(sys.modules[module]))
    for statement in _for_types(sys.modules[module]):
        try:
            exec(compile(ast.Module([statement], []), "<imports for types>", "exec"), names)
        except ImportError:  # of a name that exists for types only, or of an extra that is missing
            if isinstance(statement, ast.ImportFrom) and statement.module in sys.modules:
                others = _names(statement.module)
                wanted = {alias.name for alias in statement.names} & others.keys()
                names |= {name: others[name] for name in wanted}
    return names


def _for_types(module: ModuleType) -> list[ast.stmt]:
    """What a module imports and defines for type checkers only."""
    try:
        source = inspect.getsource(module)
    except OSError:  # only the compiled module is installed
        return []
    return [
        statement
        for node in ast.parse(source).body
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for statement in node.body
    ]

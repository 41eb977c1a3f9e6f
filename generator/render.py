"""From the model to text: one mapping of paths to contents, and no touching of the disk."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Iterable

import jinja2

from generator import layout, prose, python_view
from generator.model import Service

HEADER = "# Made from "
"""How the first line of every generated module begins."""


def render(services: Iterable[Service]) -> dict[str, str]:
    """The generated files of `services`: paths below the output folder, and their texts."""
    templates = _environment()
    files: dict[str, str] = {}
    for service in services:
        package = python_view.view(service)
        folder = f"alicloud/{package.name}"
        files[f"{folder}/py.typed"] = ""
        for name in ("__init__", "client", "limits", "operations"):
            template = "init" if name == "__init__" else name
            text = templates.get_template(f"{template}.py.j2").render(package=package)
            files[f"{folder}/{name}.py"] = _parsed(text, f"{folder}/{name}.py")
        for module in package.modules:
            text = templates.get_template("resource.py.j2").render(module=module)
            files[f"{folder}/{module.name}.py"] = _parsed(text, f"{folder}/{module.name}.py")
    return files


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("generator"),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    environment.filters["docstring"] = lambda text, indent=0: prose.docstring(text, indent)
    environment.filters["indented"] = lambda line: textwrap.indent(line, "    ")
    environment.filters["text"] = layout.text
    return environment


def _parsed(text: str, path: str) -> str:
    """`text`, once it is certain that it is Python."""
    try:
        ast.parse(text)
    except SyntaxError as fault:
        lines = text.splitlines()
        line = fault.lineno or 1
        shown = "\n".join(
            f"{number:5} {lines[number - 1]}"
            for number in range(max(1, line - 3), min(len(lines), line + 3) + 1)
        )
        raise RuntimeError(
            f"a template made no valid Python for {path}: {fault.msg}, line {line}\n{shown}"
        ) from None
    return text

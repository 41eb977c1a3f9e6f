"""From the model to text: the generated files as a mapping of paths to contents, in memory."""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Iterable

import jinja2

from alicloud.generator.model import Service
from alicloud.generator.python.docstrings import docstring
from alicloud.generator.python.literals import text
from alicloud.generator.python.package import package_view

HEADER = re.compile(rb"# Made from \S+ by `make generate`; edit ")
"""How the first line of every generated module begins."""


def render(services: Iterable[Service]) -> dict[str, str]:
    """The generated files of `services`: paths below the output folder, and their texts."""
    templates = _environment()
    files: dict[str, str] = {}
    for service in services:
        package = package_view(service)
        folder = f"alicloud/{package.name}"
        files[f"{folder}/py.typed"] = ""
        for name in ("__init__", "error_codes", "limits", "operations"):
            template = templates.get_template(f"{name.strip('_')}.py.j2")
            files[f"{folder}/{name}.py"] = template.render(package=package)
        for client in package.clients:
            template = templates.get_template("client.py.j2")
            files[f"{folder}/{client.module}.py"] = template.render(package=package, client=client)
        for module in package.modules:
            template = templates.get_template("resource.py.j2")
            files[f"{folder}/{module.name}.py"] = template.render(module=module)
    for path, content in files.items():
        _check(content, path)
    return files


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("alicloud.generator.python"),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    environment.filters["docstring"] = docstring
    environment.filters["indented"] = lambda line: textwrap.indent(line, "    ")
    environment.filters["text"] = text
    return environment


def _check(content: str, path: str) -> None:
    """Make certain that a template made Python."""
    try:
        ast.parse(content)
    except SyntaxError as error:
        lines = content.splitlines()
        line = error.lineno or 1
        shown = "\n".join(
            f"{number:5} {lines[number - 1]}"
            for number in range(max(1, line - 3), min(len(lines), line + 3) + 1)
        )
        raise RuntimeError(
            f"a template made invalid Python for {path}: {error.msg}, line {line}\n{shown}"
        ) from None

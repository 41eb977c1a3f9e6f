"""Samples: a call as a program in any of the variants."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import jinja2

from alicloud.generator.catalogue import Catalogue
from alicloud.generator.model import Service
from alicloud.generator.problems import one_of
from alicloud.generator.samples.layout import Doc, Group, prefixed
from alicloud.generator.samples.sdks import Dependency
from alicloud.generator.samples.values import Parameter, SampleError, SecretInTextError
from alicloud.generator.samples.variants import VARIANTS, variant as variant_named
from alicloud.generator.samples.view import Endpoint, View, view
from alicloud.generator.samples.writers.base import Writer
from alicloud.generator.wording import all_of

_KEYS = ("ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET")


@dataclass(frozen=True, slots=True)
class Sample:
    """A program that makes one call, and what is to be done to run it."""

    variant: str
    generic: bool  # whether the call is made by name, without a method for it
    text: str
    file: str  # what to save it as
    dependencies: tuple[Dependency, ...]
    install: str  # the command that installs these; empty when there are none
    run: str  # the command that runs the file
    environment: tuple[str, ...]  # the variables to set: the key, and the secrets
    notes: tuple[str, ...]  # sentences that the reader should know


def sample(
    catalogue: Catalogue,
    action: str,
    values: Mapping[str, Any],
    variant: str,
    *,
    endpoint: Endpoint | None = None,
    generic: bool = False,
) -> Sample:
    """A program that makes a call.

    Args:
        catalogue: The service.
        action: The name of the action.
        values: The parameters by wire names, with the types of JSON. A secret's value is not
            looked at: the program reads it from the environment.
        variant: The id of a variant, or a language for its newest one.
        endpoint: Where to send the call; by default to the service itself.
        generic: Make the call by name, even where the SDK has a method for it.

    Raises:
        SampleError: there is no such action, parameter or variant, or a value does not fit; the
            message names the place and the remedy.
    """
    chosen = variant_named(variant)
    shown = view(catalogue.service, action, values, chosen, endpoint=endpoint, generic=generic)
    try:
        text = _text(shown)
    except SecretInTextError as error:
        able = [*_able(catalogue.service, action, values)]
        raise SampleError(
            f"{error.variable} stands inside a JSON document, and this variant can read only whole"
            f" parameters from the environment; choose {one_of(able or ['another value'])}"
        ) from None
    return Sample(
        variant=chosen.id,
        generic=shown.generic,
        text=text,
        file=chosen.tools.file,
        dependencies=shown.dependencies,
        install=chosen.tools.install((*shown.dependencies, *shown.build)),
        run=chosen.tools.run,
        environment=(*(_KEYS if shown.signed else ()), *shown.secrets),
        notes=_notes(shown),
    )


def _able(service: Service, action: str, values: Mapping[str, Any]) -> Iterator[str]:
    """The ids of the variants that can write a call."""
    for one in VARIANTS:
        with suppress(SampleError):
            _text(view(service, action, values, one, endpoint=None, generic=False))
            yield one.id


def _text(shown: View) -> str:
    template = templates().get_template(f"{shown.variant.id}.j2")
    writer = shown.variant.writer.for_service(shown.service)

    def arguments() -> list[Doc]:
        return [writer.argument(member) for member in shown.members]

    def texts(parameters: Iterable[Parameter]) -> list[Doc]:
        return [writer.pair(one.name, one.as_text) for one in parameters]

    return template.render(
        view=shown,
        http=shown.http,
        writer=writer,
        name=writer.name,
        text=writer.text,
        arguments=arguments,
        texts=texts,
        prefixed=prefixed,
        lines=partial(_lines, writer),
    )


def _notes(shown: View) -> tuple[str, ...]:
    found = []
    if shown.missing:
        found.append(f"The service requires {all_of(shown.missing)} too.")
    if shown.own_package:
        found.append(
            f"{shown.own_package} does not come with alicloud: generate it, and have it where Python"
            " finds it."
        )
    if shown.lacking:
        found.append(f"{shown.lacking}, so the call is made by name.")
    if shown.secrets:
        found.append(f"Set {all_of(shown.secrets)} first: secrets are not written into code.")
    if shown.anonymous and shown.variant.signs_always:
        found.append(
            f"{shown.action} needs no access key, but this variant wants one to sign with."
        )
    if shown.variant.status != "current":
        found.append(f"Maintenance of this SDK: {shown.variant.status}.")
    return tuple(found)


def _lines(writer: Writer, opening: str, items: Iterable[Doc], closing: str, **how: Any) -> str:
    """Brackets around items, broken into lines where they do not fit behind `opening`."""
    code = opening.lstrip(" \t")
    indent = opening[: len(opening) - len(code)]
    made = Group(code, tuple(items), closing, **how)
    return indent + writer.lines.broken_up(made, indent)


@cache
def templates() -> jinja2.Environment:
    """Where the templates are found."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("alicloud.generator.samples"),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
        auto_reload=False,
    )
    environment.filters["sorted_statements"] = _sorted_statements
    return environment


def _sorted_statements(text: str) -> str:
    """Statements in the order of the alphabet; a line that is indented, or closes, goes on."""
    statements: list[str] = []
    for line in text.splitlines(keepends=True):
        if statements and line.startswith((" ", "\t", ")", "}")):
            statements[-1] += line
        else:
            statements.append(line)
    return "".join(sorted(statements))

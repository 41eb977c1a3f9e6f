"""POSIX shells."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

from alicloud.generator.samples.layout import Doc, columns
from alicloud.generator.samples.values import (
    Document,
    Parameter,
    Plain,
    SampleError,
    Secret,
    json_text,
    wire_text,
)
from alicloud.generator.samples.writers.base import Writer

_WORD = re.compile(r"\A[\w@%+=:,./-]+\Z", re.ASCII)


class Shell(Writer):
    """A shell, and the programs called by it."""

    def text(self, text: str) -> str:
        if "\0" in text:
            raise SampleError(
                "a NUL character cannot be given to a program in the shell; take it out, or choose"
                " another language"
            )
        return text if _WORD.match(text) else "'" + text.replace("'", "'\\''") + "'"

    def secret(self, variable: str) -> str:
        return f'"${variable}"'


class Cli(Shell):
    """The official command line tool."""

    def options(self, parameters: Iterable[Parameter]) -> list[str]:
        """The options that give parameters their values."""
        return [f"--{one.name} {self._option(one)}" for one in parameters]

    def _option(self, parameter: Parameter) -> Doc:
        try:
            return self.value(parameter.value)
        except SampleError as error:
            raise SampleError(f"{parameter.name}: {error}") from None

    def command(self, command: str, options: list[str]) -> str:
        """A command with its options, on a line each where one line is too short."""
        line = " ".join((command, *options))
        return line if columns(line) <= 80 else " \\\n  ".join((command, *options))


class Curl(Shell):
    """Calls by hand: a query string that is made here, and a signature that the shell makes."""

    def query(self, parameters: Iterable[Parameter]) -> str:
        """The canonical query string, as a word of the shell. Secrets are encoded by the shell."""
        pairs = sorted((_encoded(one.name), _query_value(one.value)) for one in parameters)
        text = "&".join(f"{name}={value}" for name, value in pairs)
        return f"'{text}'".removesuffix("''") or "''"


def _query_value(value: Plain | Document) -> str:
    match value:
        case Secret(variable):
            return f"'$(encode \"${variable}\")'"
        case Document():
            return _encoded(json_text(value))
        case _:
            return _encoded(wire_text(value))


def _encoded(text: str) -> str:
    return quote(text, safe="-_.~")

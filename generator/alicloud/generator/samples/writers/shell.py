"""POSIX shells."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

from alicloud.generator.samples.layout import Doc, columns
from alicloud.generator.samples.messages import Message, Path
from alicloud.generator.samples.values import (
    Document,
    Parameter,
    Plain,
    SampleError,
    Secret,
    SecretInTextError,
    Text,
    json_text,
    wire_text,
)
from alicloud.generator.samples.writers.base import Writer

_SPECIAL = re.compile(r'[\\"$`]')
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

    def file(self, name: str) -> str:
        return self.text(name)

    def joined(self, before: str, value: Plain | Document) -> str:
        """A word of the shell: a text, and a value behind it."""
        if isinstance(value, Secret):
            return self.text(before) + self.secret(value.variable)
        text = json_text(value) if isinstance(value, Document) else wire_text(value)
        return self.text(before + text)


class Cli(Shell):
    """The official command line tool."""

    def options(self, parameters: Iterable[Parameter]) -> list[str]:
        """The options that give parameters their values."""
        return [f"--{one.name} {self._option(one)}" for one in parameters]

    def headers(self, http: Message) -> list[str]:
        """The options that give headers their values; also the type of a body."""
        options = [f"--header {self.joined(f'{one.name}=', one.as_text)}" for one in http.headers]
        if http.has_body and http.style == "ROA":
            options.append(f"--header {self.text(f'Content-Type={http.content_type}')}")
        return options

    def body_options(self, http: Message) -> list[str]:
        """The option that gives the body of a call by method and path."""
        if http.sends_file:
            assert http.body is not None
            return [f"--body-file {self.value(http.body.value)}"]
        if http.body is None and (http.style == "RPC" or not http.form):
            return []
        return [f"--body {body_word(self, http)}"]

    def _option(self, parameter: Parameter) -> Doc:
        try:
            return self.value(parameter.value)
        except SecretInTextError:
            raise  # which names its own place
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
        return query_word(parameters)

    def path(self, path: Path) -> str:
        """A path, as a word of the shell."""
        return _word("".join(map(_path_part, path.parts)))

    def body_word(self, http: Message) -> str:
        """The body, as a word of the shell."""
        return body_word(self, http)

    def data(self, http: Message) -> str:
        """The option that sends the body as it is."""
        return '--data "$body"' if http.form else '--data-raw "$body"'

    def header(self, parameter: Parameter) -> str:
        """A header, as a word of the shell. Curl would leave out an empty one with a colon."""
        value = parameter.as_text
        if value == Text(""):
            return self.text(f"{parameter.name.lower()};")
        return self.joined(f"{parameter.name.lower()}: ", value)

    def signed_headers(self, http: Message, action: str, version: str) -> list[str]:
        """The lines of the headers that are signed, as they stand between double quotes."""
        lines = {
            "host": "$host",
            "x-acs-action": action,
            "x-acs-content-sha256": "$payload",
            "x-acs-date": "$date",
            "x-acs-signature-nonce": "$nonce",
            "x-acs-version": version,
        }
        if http.has_body:
            lines["content-type"] = http.content_type
        for one in http.headers:
            if one.name.lower().startswith("x-acs-"):
                lines[one.name.lower()] = self._between_quotes(one)
        return [f"{name}:{value}" for name, value in sorted(lines.items())]

    def _between_quotes(self, parameter: Parameter) -> str:
        match parameter.as_text:
            case Secret(variable):
                return f"${variable}"
            case Text(text):
                self.text(text)  # refuses what no program can be given
                return _SPECIAL.sub(r"\\\g<0>", text.strip())
            case Document() as document:
                return _SPECIAL.sub(r"\\\g<0>", json_text(document))
            case other:
                return wire_text(other)


def body_word(writer: Shell, http: Message) -> str:
    """A body that is no file, as a word of the shell."""
    if http.body is None:
        return query_word(http.form)
    match http.body.value:
        case Document() as document:
            return writer.text(json_text(document))
        case value:
            return str(writer.value(value)) or "''"


def query_word(parameters: Iterable[Parameter]) -> str:
    """The canonical query string, as a word of the shell. Secrets are encoded by the shell."""
    pairs = sorted((_encoded(one.name), _query_value(one.value)) for one in parameters)
    return _word("&".join(f"{name}={value}" for name, value in pairs))


def _word(text: str) -> str:
    return f"'{text}'".removesuffix("''") or "''"


def _path_part(part: str | Secret) -> str:
    return f"'$(encode \"${part.variable}\")'" if isinstance(part, Secret) else part


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

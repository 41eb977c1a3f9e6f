"""The sentences that the Explorer's server can send, found in the code: its own, and those of others.

A sentence is written with `{}` for each part that is put in when the program runs. What consists of
such parts alone passes on the sentence of somebody else, who is among the sources too.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from alicloud.core.errors.hints import HINTS
from alicloud.generator.samples import VARIANTS
from tests.support.processes import ROOT

HOLE = "{}"
Names = Mapping[str, ast.expr]


def all_sentences() -> set[str]:
    """Without the place that some begin with: `UserName: expected str, got int.`"""
    found = {
        *HINTS.values(),
        *_of("runtime/alicloud/core", _hints),
        *(f"{text}." for text in _of("generator/alicloud/generator/samples", _sample_errors)),
        *_of("generator/alicloud/generator/samples/render.py", _notes),
        *(text for place in CALLS for text in _of(place, _client_errors)),
        *_of("explorer/alicloud/explorer", _refusals),
        *(f"{text}." for text in _of("explorer/alicloud/explorer", _bad_bodies)),
        *(f"{text}." for place in VALUES for text in _of(place, _bad_values)),
        *_of("explorer/alicloud/explorer/checks.py", _unknown),
        *_of("emulator/alicloud/emulator/http/protocol.py", _malformed),
        *_of("generator/alicloud/generator/importer/schemas.py", _written_into_specs),
    }
    return {place_taken_off(text) for text in found if any(letter.isalpha() for letter in text)}


VALUES = [
    *(
        f"runtime/alicloud/core/shapes/{name}.py"
        for name in ("binary", "codecs", "containers", "flat", "json_text", "timestamps")
    ),
    "runtime/alicloud/core/protocols",
]
"""Where core says that a value cannot be sent."""

CALLS = [
    *(f"runtime/alicloud/core/calls/{name}.py" for name in ("decode", "sender", "state")),
    "runtime/alicloud/core/credentials/chain.py",
    "runtime/alicloud/core/http/error_text.py",
    "runtime/alicloud/core/service/endpoint.py",
]
"""Where core says that a call of a generated client got no response of the service."""


def all_parts() -> set[str]:
    """What is put into sentences, and consists of words of ours too."""
    return {*_WORDS, *_of("generator/alicloud/generator/samples/view.py", _reasons)}


_WORDS = [
    *("a list", "an object", "text", "a number", "true or false", "a JSON document"),
    *sorted({variant.status for variant in VARIANTS} - {"current"}),
    "; did you mean '{}'?",
    "; known: {}",
    "; leave it out, for there is none",
    *("parameter", "member", "missing"),
    *("{} and {}", "{} or {}"),
    "closed without a response",
]


def place_taken_off(text: str) -> str:
    """What follows the name of a parameter or the like, and a colon."""
    place, colon, rest = text.partition(": ")
    return place_taken_off(rest) if colon and " " not in place else text


def _of(place: str, find: Callable[[ast.AST, Names], Iterator[ast.expr]]) -> Iterator[str]:
    path = ROOT / place
    for file in [path] if path.is_file() else sorted(path.rglob("*.py")):
        yield from _in_file(file, find)


def _in_file(file: Path, find: Callable[[ast.AST, Names], Iterator[ast.expr]]) -> Iterator[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    names = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        for expression in find(node, names):
            yield from _texts(expression, names)


def _texts(node: ast.expr, names: Names) -> Iterator[str]:
    """What an expression may become: constants of the module are looked up, all else is a hole."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else HOLE for part in parts
            )
        case _:
            for each in _choices(node, names):
                yield from _texts(each, names)


def _choices(node: ast.expr, names: Names) -> list[ast.expr]:
    """The expressions that one may become."""
    match node:
        case ast.Name(id=name) if name in names:
            return [names[name]]
        case ast.IfExp(body=one, orelse=other):
            return [one, other]
        case ast.BoolOp(values=several) | ast.Dict(values=several):
            return several
        case ast.Call(func=ast.Attribute(value=table, attr="get"), args=[_, *default]):
            return [table, *default]
        case _:
            return []


# --- where sentences stand ---------------------------------------------------------------------


def _hints(node: ast.AST, names: Names) -> Iterator[ast.expr]:
    """What is given as a hint, or assigned to something of this name."""
    match node:
        case ast.keyword(arg="hint", value=value):
            yield value
        case ast.Assign(targets=[ast.Name(id="hint") | ast.Attribute(attr="hint")], value=value):
            yield value


def _refusals(node: ast.AST, names: Names) -> Iterator[ast.expr]:
    match node:
        case ast.Call(func=ast.Name(id="ExplorerError"), args=[_, _, message, *_]):
            yield message


def _bad_bodies(node: ast.AST, names: Names) -> Iterator[ast.expr]:
    match node:
        case ast.Call(func=ast.Name(id="bad_body"), args=[problem]):
            yield problem


def _sample_errors(node: ast.AST, names: Names) -> Iterator[ast.expr]:
    match node:
        case ast.Call(func=ast.Name(id="SampleError"), args=[message]):
            yield message
        case ast.Call(func=ast.Attribute(attr="_error"), args=[_, message]):
            yield message


def _notes(node: ast.AST, names: Names) -> Iterator[ast.expr]:
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="found"), attr="append"), args=[note]):
            yield note


def _bad_values(node: ast.AST, names: Names) -> Iterator[ast.expr]:
    """What core says of a value that it cannot send."""
    match node:
        case ast.Raise(exc=ast.Call(func=ast.Name(id="ValueError" | "TypeError"), args=[message])):
            yield message
        case ast.Return(
            value=ast.Call(func=ast.Name(id="ValueError" | "TypeError"), args=[message])
        ):
            yield message


def _reasons(node: ast.AST, names: Names) -> Iterator[ast.expr]:
    """Why the SDK of a sample has no method for a call: the beginning of a note."""
    match node:
        case ast.Return(value=ast.Tuple(elts=[ast.Constant(value=None), reason])):
            yield reason


_TEXTS = ("timeout_text", "tls_failure", "_certificate_hint", "_handshake_hint")
_ERRORS = ("ConfigurationError", "CredentialsError", "NoCredentials", "UnexpectedResponse")


def _client_errors(node: ast.AST, names: Names) -> Iterator[ast.expr]:
    match node:
        case ast.Call(func=ast.Name(id=name), args=[message, *_]) if name in _ERRORS:
            yield message
        case ast.FunctionDef(name=name, body=body) if name in _TEXTS:
            for inner in body:
                yield from (
                    text
                    for each in ast.walk(inner)
                    if isinstance(each, ast.Return) and each.value is not None
                    for text in (
                        each.value.elts[1:] if isinstance(each.value, ast.Tuple) else [each.value]
                    )
                )


def _malformed(node: ast.AST, names: Names) -> Iterator[ast.expr]:
    """What the server says of a request that is too large for the page's calls."""
    match node:
        case ast.Call(
            func=ast.Attribute(attr="respond_to_malformed"), args=[_, _, ast.JoinedStr() as message]
        ):
            yield message


def _written_into_specs(node: ast.AST, names: Names) -> Iterator[ast.expr]:
    """What the importer writes into specs where a document says nothing."""
    match node:
        case ast.Assign(targets=[ast.Name(id="NO_HEIR")], value=value):
            yield value


def _unknown(node: ast.AST, names: Names) -> Iterator[ast.expr]:
    """The finding that the page has no text of its own for."""
    match node:
        case ast.Call(
            func=ast.Name(id="Finding"), args=[_, ast.Constant(value="unknown"), message]
        ):
            yield message

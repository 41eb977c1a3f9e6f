"""Types: `string`, `list<User>`, `map<list<long>>` and so on, from text and back."""

from __future__ import annotations

import re

from alicloud.generator.model import SCALARS, ListOf, MapOf, Ref, Scalar, Type
from alicloud.generator.problems import did_you_mean
from alicloud.generator.spec.context import CheckContext
from alicloud.generator.spec.mapping import shorten

# Stands for a type that could not be read, so that one mistake is reported once.
UNKNOWN = Scalar("unknown")

_MAX_DEPTH = 8
_NESTED = re.compile(r"\A(list|map)<(.*)>", re.DOTALL)
_MAP = re.compile("map|dict", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*")


class TypeTextError(Exception):
    """The text is not a type; the message says why and what to write."""


def parse_type(text: str, context: CheckContext) -> Type:
    """The type that `text` names: a plain one, a shape, or a list or map of such.

    Raises:
        TypeTextError: The text is not such a type.
    """
    layers: list[type[ListOf] | type[MapOf]] = []
    inner = text
    while nested := _NESTED.fullmatch(inner):
        layers.append(ListOf if nested[1] == "list" else MapOf)
        inner = nested[2]
    if len(layers) > _MAX_DEPTH:
        raise TypeTextError(f"type nested deeper than {_MAX_DEPTH}; define a shape for the inside")
    result = _innermost(inner, text, context)
    for layer in reversed(layers):
        result = layer(result)
    return result


def _innermost(word: str, text: str, context: CheckContext) -> Type:
    if word == "binary" and word != text:
        raise TypeTextError("binary is for a whole body; inside <> write string")
    if word in SCALARS:
        return Scalar(word)
    if word in context.shapes:
        return Ref(word)
    if word in ("list", "map"):
        raise TypeTextError(f"'{word}' of what? write for example {word}<string>")
    if not _WORD.fullmatch(word):
        raise TypeTextError(f"'{shorten(text)}' is not a type; write for example {_repair(text)}")
    if word in context.type_names:
        raise TypeTextError(
            f"type {word} is for whole fields; inside <> write a plain type or a shape"
        )
    if not context.complete and word[0].isupper():
        return UNKNOWN
    raise TypeTextError(f"unknown type '{shorten(word)}'{_advice(word, context)}")


def _advice(word: str, context: CheckContext) -> str:
    near = did_you_mean(word, (*SCALARS, *context.shapes, *context.type_names))
    if near or word[0].islower():
        return near or f"; the plain types are {', '.join(SCALARS)}"
    return "; define it under 'types' or 'shapes' of a file of this service"


def _repair(text: str) -> str:
    words = [word for word in _WORD.findall(text) if word not in ("list", "map")]
    return f"{'map' if _MAP.search(text) else 'list'}<{words[-1] if words else 'string'}>"

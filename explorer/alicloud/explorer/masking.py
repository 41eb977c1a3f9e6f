"""Secrets are taken out here, and nowhere else, before anything goes to the page.

What is secret is said by the catalogue (`sensitive`). It is found by name at any depth, whatever
the structure around it, so that a response of an unexpected form hides as much as a regular one.
What may repeat a secret somewhere else, such as a message, is searched for its value.
"""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any
from urllib.parse import quote, quote_plus, unquote_plus

from alicloud.generator.model import Struct, reachable

MASK = "****"
SHORTEST = 4
"""Characters of a value that is searched for; a shorter one would be found everywhere."""

_SHOWN = 8  # characters of a signature or token


def secret_names(structs: Iterable[Struct], shapes: Mapping[str, Struct]) -> frozenset[str]:
    """The names of all sensitive fields in structs, and in the shapes that they hold."""
    structs = list(structs)
    within = [shapes[name] for name in reachable(structs, shapes)]
    return frozenset(
        field.wire for struct in (*structs, *within) for field in struct.fields if field.sensitive
    )


def hide(value: Any, names: Collection[str]) -> tuple[Any, dict[str, Any]]:
    """A copy of a JSON value with `****` for each secret; and the secrets, by their path.

    A path is made of names and positions: "Keys.0.AccessKeySecret".
    """
    found: dict[str, Any] = {}

    def keep(path: str, secret: Any) -> str:
        found[path] = secret
        return MASK

    return _replace(value, names, keep), found


def blank(value: Any, names: Collection[str]) -> Any:
    """A copy of a JSON value in which each secret is another value of its type."""
    return _replace(
        value, names, lambda _, secret: MASK if isinstance(secret, str) else type(secret)()
    )


def _replace(
    value: Any,
    names: Collection[str],
    other: Callable[[str, Any], Any],
    path: str = "",
    secret: bool = False,
) -> Any:
    """A copy with what `other` gives for the path and the value of each secret."""
    if isinstance(value, dict):
        return {
            name: _replace(item, names, other, _below(path, name), secret or name in names)
            for name, item in value.items()
        }
    if isinstance(value, list):
        return [
            _replace(item, names, other, _below(path, str(index)), secret)
            for index, item in enumerate(value)
        ]
    return other(path, value) if secret and value not in (None, "") else value


def _below(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def hide_in_query(encoded: str, names: Collection[str]) -> str:
    """A query or form with `****` for each secret; the parts of flat names are looked at alone."""
    return "&".join(_hide_in_pair(pair, names) for pair in encoded.split("&"))


def _hide_in_pair(pair: str, names: Collection[str]) -> str:
    name, equals, value = pair.partition("=")
    secret = any(part in names for part in unquote_plus(name).split("."))
    return f"{name}={MASK}" if secret and equals and value else pair


def hide_in_path(path: str, template: str, names: Collection[str]) -> str:
    """A path with `****` for each part that holds a secret.

    Args:
        template: The path as the specs have it: `/keys/{KeyId}`.
    """
    parts = zip(path.split("/"), template.split("/"), strict=False)
    return "/".join(MASK if _holds_one(place, names) else part for part, place in parts)


def _holds_one(place: str, names: Collection[str]) -> bool:
    """Whether a part of a template has a parameter of one of these names."""
    return any(inner.partition("}")[0] in names for inner in place.split("{")[1:])


class Secrets:
    """Values that may be repeated in texts, in one form or another.

    Args:
        values: The values; those of at least `SHORTEST` characters are searched for.
    """

    def __init__(self, values: Iterable[Any]) -> None:
        texts = {text for value in values if len(text := str(value)) >= SHORTEST}
        forms = {form for text in texts for form in _forms(text)}
        self._forms = sorted(forms, key=len, reverse=True)

    def hide(self, value: Any) -> Any:
        """A copy of a JSON value, or of a text, with `****` for each of these secrets."""
        if isinstance(value, str):
            for form in self._forms:
                value = value.replace(form, MASK)
            return value
        if isinstance(value, dict):
            return {self.hide(name): self.hide(item) for name, item in value.items()}
        if isinstance(value, list):
            return [self.hide(item) for item in value]
        return value


def _forms(text: str) -> set[str]:
    """How a text looks in URLs, in signed text, in JSON and in HTML."""
    once = _percent_encoded(text.encode("utf-8", "replace").decode())
    twice = {form for each in once for form in _percent_encoded(each)}
    in_json = {json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1]}
    return {text, html.escape(text), *in_json, *once, *twice}


def _percent_encoded(text: str) -> set[str]:
    """As signatures encode a text, as most libraries do, and as forms do."""
    return {quote(text, safe="~"), quote(text), quote_plus(text)}


def shortened(text: str) -> str:
    """The beginning of a signature or token: enough to compare by eye, too little to be used."""
    return f"{text[:_SHOWN]}{MASK}" if len(text) >= 2 * _SHOWN else MASK

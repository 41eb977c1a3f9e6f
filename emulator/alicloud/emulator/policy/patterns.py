"""Wildcards and variables: whether a pattern of a policy matches a text of a request."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

Context = Mapping[str, str | Sequence[str]]
"""The facts of a request, by condition key; a key may have several values."""

Fields = tuple[str, str, str, str]

_FIELD = r"((?:\$\{[^}]*\}|[^:])*+)"  # colons inside ${...} do not separate fields
_RESOURCE = re.compile(rf"acs:{_FIELD}:{_FIELD}:{_FIELD}:(.+)", re.DOTALL)
_VARIABLE = re.compile(r"\$\{([^}]+)\}")


@lru_cache(maxsize=4096)
def fields_of(resource: str) -> Fields | None:
    """Service, region, account and relative id of a resource; None for text of another format."""
    found = _RESOURCE.fullmatch(resource)
    return (found[1], found[2], found[3], found[4]) if found and found[1] else None


def matches(pattern: str, text: str, context: Context, *, fold: bool = False) -> bool:
    """Whether `text` matches `pattern`: `*` matches any text, `?` one character.

    `${key}` matches the value of that key, in which `*` and `?` are literal. A key that the request
    lacks, or that has several values, matches nothing.

    Args:
        fold: Ignore case.
    """
    values: list[str] = []
    for key in _keys(pattern):
        value = context.get(key)
        if not isinstance(value, str):
            return False
        values.append(value)
    return _compiled(pattern, tuple(values), fold).fullmatch(text) is not None


def has_variables(text: str) -> bool:
    """Whether a text depends on the request."""
    return bool(_keys(text))


def expand(text: str, context: Context) -> str | None:
    """`text` with its variables replaced by their values; None if the request lacks one."""
    keys = _keys(text)
    if not keys:
        return text
    for key in keys:
        if not isinstance(context.get(key), str):
            return None
    return _VARIABLE.sub(lambda found: str(context[found[1]]), text)


def matches_resource(pattern: str, resource: str, context: Context) -> bool:
    """Whether a resource of a request matches a pattern.

    A region that is empty or `*` matches any, on either side, as does an empty account in a
    pattern. Names of RAM are case-insensitive; those of other services are not. The resource `*`,
    of actions without a particular resource, is matched only by `*`.
    """
    if pattern == "*":
        return True
    wanted, given = fields_of(pattern), fields_of(resource)
    if wanted is None or given is None:
        return False
    return (
        matches(wanted[0], given[0], context, fold=True)
        and (_any(wanted[1]) or _any(given[1]) or matches(wanted[1], given[1], context))
        and (not wanted[2] or matches(wanted[2], given[2], context))
        and matches(wanted[3], given[3], context, fold=given[0] == "ram")
    )


@lru_cache(maxsize=4096)
def _keys(text: str) -> tuple[str, ...]:
    """The keys of the variables in a text."""
    return tuple(_VARIABLE.findall(text))


def _any(region: str) -> bool:
    return region in ("", "*")


@lru_cache(maxsize=4096)
def _compiled(pattern: str, values: tuple[str, ...], fold: bool) -> re.Pattern[str]:
    """A regular expression without backtracking, so that no pattern can make the emulator hang: each
    piece between two stars is matched at its first occurrence, for good."""
    first, *rest = _pieces(pattern, values)
    text = rf"\A{first}"
    if rest:
        *middle, last = rest
        text += "".join(f"(?>.*?{piece})" for piece in middle) + f".*{last}"
    return re.compile(text, re.DOTALL | (re.IGNORECASE if fold else 0))


def _pieces(pattern: str, values: tuple[str, ...]) -> list[str]:
    """Regular expressions for the pieces between the stars."""
    pieces = [""]
    for i, part in enumerate(_VARIABLE.split(pattern)):
        if i % 2:
            pieces[-1] += re.escape(values[i // 2])
            continue
        head, *others = part.split("*")
        pieces[-1] += _literal(head)
        pieces += [_literal(other) for other in others]
    return pieces


def _literal(text: str) -> str:
    return ".".join(re.escape(part) for part in text.split("?"))

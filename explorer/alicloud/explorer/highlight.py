"""Code as tokens, so that the page colours it without any HTML from elsewhere."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from pygments.lexers import get_lexer_by_name
from pygments.token import STANDARD_TYPES

if TYPE_CHECKING:
    from pygments.lexer import Lexer
    from pygments.token import _TokenType


def tokens(code: str, language: str) -> list[list[str]]:
    """Pairs of a class and a text, which joined are the code. The classes are Pygments' short ones.

    Args:
        language: As Pygments calls the lexer.
    """
    # `lex` would change line ends.
    found = (
        (_class(kind), text) for _, kind, text in _lexer(language).get_tokens_unprocessed(code)
    )
    return [
        [kind, "".join(text for _, text in run)]
        for kind, run in groupby(found, key=lambda token: token[0])
    ]


@cache
def _lexer(language: str) -> Lexer:
    return get_lexer_by_name(language)


@cache
def _class(kind: _TokenType) -> str:
    """The class of the nearest kind that has one, as Pygments itself chooses it; white space none."""
    while kind not in STANDARD_TYPES and kind.parent is not None:
        kind = kind.parent
    short = STANDARD_TYPES.get(kind, "")
    return "" if short in ("w", "esc") else short

"""A long module in pieces that can be formatted at the same time: its classes, cut between methods.

What black does to a method does not depend on the methods around it. Each piece is a module by
itself, in which a class without a name stands for the one that was cut.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

_LONG = 2_000  # lines; what is shorter is one piece
_PIECE = 500  # lines, at least
_HEAD = "class _:\n"


def pieces_of(text: str) -> list[str]:
    """`text` in pieces, a module each; `joined` puts them together when they are formatted."""
    if text.count("\n") < _LONG:
        return [text]
    lines = text.splitlines(keepends=True)
    starts = [0, *_cuts(ast.parse(text), lines)]
    ends = [*starts[1:], len(lines)]
    # An empty line at the end is for black to remove, which makes it look at all again.
    parts = [
        "".join(lines[start:end]).rstrip("\n") + "\n"
        for start, end in zip(starts, ends, strict=True)
    ]
    return [parts[0], *(_HEAD + part for part in parts[1:])]


def joined(pieces: Sequence[str]) -> str:
    """The module of which these are the pieces, formatted."""
    return "\n".join([pieces[0], *(piece.removeprefix(_HEAD) for piece in pieces[1:])])


def _cuts(module: ast.Module, lines: Sequence[str]) -> Iterator[int]:
    """The numbers of the lines, from 0, with which new pieces begin."""
    last = module.body[-1] if module.body else None
    if not isinstance(last, ast.ClassDef):
        return
    begun = last.lineno
    for member in last.body[1:]:
        if isinstance(member, ast.FunctionDef | ast.AsyncFunctionDef):
            first = min(one.lineno for one in (member, *member.decorator_list)) - 1
            if first - begun >= _PIECE and not lines[first - 1].strip():
                yield first
                begun = first

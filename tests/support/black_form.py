"""What black changes in rendered code, beside lines that are too long."""

from __future__ import annotations

from difflib import SequenceMatcher

WIDTH = 100


def needless_changes(rendered: str, formatted: str) -> list[str]:
    """The rendered lines, of 100 columns at most, that black put differently or took away.

    A line that is too long may change, and with it the other lines of its bracket.
    """
    before, after = rendered.splitlines(), formatted.splitlines()
    changes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [
        line
        for kind, start, end, into, until in changes
        if kind != "equal" and all(len(line) <= WIDTH for line in before[start:end])
        for line in (before[start:end] or after[into:until])
    ]

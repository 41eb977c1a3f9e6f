"""Source text laid out as black would do it, so that formatting it changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

WIDTH = 100


def call(
    before: str, items: Sequence[str], after: str = ")", *, indent: int = 0, followed_by: int = 0
) -> str:
    """`before`, `items` and `after` on one line where they fit, else one item a line.

    `before` ends with the opening bracket; `indent` is that of the first line, which is not
    written; `followed_by` is the number of columns needed after it on the same line.
    """
    one_line = f"{before}{', '.join(items)}{after}"
    if indent + len(one_line) + followed_by <= WIDTH and "\n" not in one_line:
        return one_line
    pad = " " * (indent + 4)
    lines = "".join(f"{pad}{item},\n" for item in items)
    return f"{before}\n{lines}{' ' * indent}{after.lstrip(',')}"


def tuple_of(before: str, items: Iterable[str], *, indent: int = 0) -> str:
    """A tuple behind `before`, followed by a comma."""
    members = list(items)
    after = ",)" if len(members) == 1 else ")"
    return call(f"{before}(", members, after, indent=indent, followed_by=1)


def assignment(target: str, function: str, arguments: Sequence[str], *, indent: int = 0) -> str:
    """`target = function(arguments)`; the call moves to lines of its own behind a long target."""
    if indent + len(f"{target} = {function}(") <= WIDTH:
        return call(f"{target} = {function}(", arguments, indent=indent)
    inner = call(f"{function}(", arguments, indent=indent + 4)
    return f"{target} = (\n{' ' * (indent + 4)}{inner}\n{' ' * indent})"


def parameter(name: str, annotation: str, default: str | None, *, indent: int) -> str:
    """A parameter of a function on its own line."""
    if default is None:
        return f"{name}: {annotation}"
    line = f"{name}: {annotation} = {default}"
    if indent + len(line) + 1 <= WIDTH:
        return line
    return f"{name}: (\n{' ' * (indent + 4)}{annotation}\n{' ' * indent}) = {default}"

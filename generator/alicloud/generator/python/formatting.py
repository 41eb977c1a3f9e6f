"""Formatting by black, avoided where the outcome is known.

Rendered text that equals the file on disk has been through here before. For other text, what
black made of it is kept in a cache keyed by the text and black's version; the cache is safe to
delete.
"""

from __future__ import annotations

import ast
import contextlib
import functools
import gc
import hashlib
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version
from pathlib import Path

from alicloud.generator.python.pieces import joined, pieces_of

_WIDTH = 100

Run = Callable[[Callable[[str], str], Iterable[str]], Iterable[str]]


@contextlib.contextmanager
def processes() -> Iterator[Run]:
    """What runs the work of `formatted` on all cores: like `map`, by processes of their own.

    They load black at once, so start them before there is anything to format.
    """
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(initializer=_get_ready) as pool:
        pool.submit(_get_ready)  # the first task starts the processes

        def run(work: Callable[[str], str], texts: Iterable[str]) -> Iterator[str]:
            given = list(texts)
            return iter(_with_progress(pool.map(work, given), len(given)))

        yield run


def formatted(texts: dict[str, str], cache: Path, *, run: Run = map) -> dict[str, str]:
    """`texts` as black writes them, by the same keys.

    Args:
        cache: The folder for what black made before; made when there is none.
        run: Does the work, as `map` or `processes` do.
    """
    kept = {key: _kept(text, cache) for key, text in texts.items()}
    pieces = {key: pieces_of(texts[key]) for key, text in kept.items() if text is None}
    # The longest first, so that none is left for the end.
    distinct = sorted({one for all_ in pieces.values() for one in all_}, key=len, reverse=True)
    done = dict(zip(distinct, run(_black, distinct), strict=True))
    made = {key: joined([done[one] for one in all_]) for key, all_ in pieces.items()}
    for key, text in made.items():
        _keep(texts[key], text, cache)
    return {key: made[key] if text is None else text for key, text in kept.items()}


def _with_progress(made: Iterable[str], total: int) -> Iterable[str]:
    """With a bar on a terminal, when it takes more than a second."""
    if not sys.stderr.isatty():
        return made
    from tqdm import tqdm

    return tqdm(made, "formatting", total, unit=" pieces", delay=1, leave=False)


def _get_ready() -> None:
    # Ctrl-C reaches all processes of a terminal; the one that started these handles it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    import black  # noqa: F401

    # What black leaves behind refers to itself: looking for it as often as usual takes a tenth of
    # the time, and never doing so keeps 2 MB for each thousand lines.
    gc.freeze()
    gc.set_threshold(400_000, 5, 5)


def _black(text: str) -> str:
    # black goes twice over a text in which it changes anything. So it gets what is sure to change,
    # the statements with lines that are too long, by themselves first.
    return _format(_long_statements_formatted(text))


def _format(text: str) -> str:
    from black import format_str
    from black.mode import Mode, TargetVersion

    mode = Mode(
        line_length=_WIDTH,
        target_versions={TargetVersion.PY311},
        # Templates and literals have black's quotes already; to look at each takes a tenth longer.
        string_normalization=False,
    )
    return format_str(text, mode=mode)


def _long_statements_formatted(text: str) -> str:
    lines = text.splitlines(keepends=True)
    too_long = [number for number, line in enumerate(lines, start=1) if len(line) > _WIDTH + 1]
    if not too_long:
        return text
    for node in sorted(_statements(ast.parse(text).body), key=lambda node: -node.lineno):
        start, inner = node.lineno - 1, getattr(node, "body", None)
        end = inner[0].lineno - 1 if inner else node.end_lineno or 0
        begins_line = not lines[start][: node.col_offset].strip()
        if begins_line and any(start < number <= end for number in too_long):
            statement = "".join(lines[start:end])
            lines[start:end] = [_formatted_alone(statement, node, bool(inner))]
    return "".join(lines)


def _statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    for node in body:
        yield node
        yield from _statements(getattr(node, "body", []))


def _formatted_alone(statement: str, node: ast.stmt, has_body: bool) -> str:
    """A statement, or the head of a compound one, as it is formatted at its place."""
    above = "".join(f"{' ' * indent}class _:\n" for indent in range(0, node.col_offset, 4))
    below = f"{' ' * node.col_offset}    pass\n" if has_body else ""
    made = _format(f"{above}{statement}{below}")
    return made.removeprefix(above).removesuffix(below)


def _place(text: str, cache: Path) -> Path:
    key = hashlib.sha256(f"{_black_version()}\n{text}".encode()).hexdigest()
    return cache / key


@functools.cache
def _black_version() -> str:
    # Looking it up takes 3 ms, and it is needed twice for every file.
    return version("black")


def _kept(text: str, cache: Path) -> str | None:
    if not text:
        return text
    try:
        return _place(text, cache).read_text(encoding="utf-8")
    except OSError:
        return None


def _keep(text: str, made: str, cache: Path) -> None:
    # A cache that cannot be written costs time and nothing else.
    with contextlib.suppress(OSError):
        cache.mkdir(parents=True, exist_ok=True)
        temporary = cache / f".{os.getpid()}"
        temporary.write_text(made, encoding="utf-8")
        temporary.replace(_place(text, cache))

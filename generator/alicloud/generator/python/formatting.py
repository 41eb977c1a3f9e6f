"""Formatting by black, avoided where the outcome is known.

Rendered text that equals the file on disk has been through here before. For other text, what
black made of it is kept in a cache keyed by the text and black's version; the cache is safe to
delete.
"""

from __future__ import annotations

import contextlib
import functools
import gc
import hashlib
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version
from pathlib import Path

Run = Callable[[Callable[[str], str], Iterable[str]], Iterable[str]]


@contextlib.contextmanager
def processes() -> Iterator[Run]:
    """What runs the work of `formatted` on all cores: like `map`, by processes of their own.

    They load black at once, so start them before there is anything to format.
    """
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(initializer=_get_ready) as pool:
        pool.submit(_get_ready)  # the first task starts the processes
        yield pool.map


def formatted(texts: dict[str, str], cache: Path, *, run: Run = map) -> dict[str, str]:
    """`texts` as black writes them, by the same keys.

    Args:
        cache: The folder for what black made before; made when there is none.
        run: Does the work, as `map` or `processes` do.
    """
    kept = {key: _kept(text, cache) for key, text in texts.items()}
    # The longest first, so that none is left for the end.
    missing = sorted((key for key in kept if kept[key] is None), key=lambda key: -len(texts[key]))
    made = dict(zip(missing, run(_black, [texts[key] for key in missing]), strict=True))
    for key, text in made.items():
        _keep(texts[key], text, cache)
    return {key: made[key] if text is None else text for key, text in kept.items()}


def _get_ready() -> None:
    # Ctrl-C reaches all processes of a terminal; the one that started these handles it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A quarter of the time would go into looking for garbage, of which there is about 2 MB for
    # each thousand lines, in a process that soon ends.
    gc.disable()
    import black  # noqa: F401


def _black(text: str) -> str:
    from black import format_str
    from black.mode import Mode, TargetVersion

    return format_str(text, mode=Mode(line_length=100, target_versions={TargetVersion.PY311}))


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

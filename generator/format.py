"""Formatting by black, avoided where the outcome is known.

Rendered text that equals the file on disk has been through here before. For other text, what
black made of it is kept in a cache keyed by the text and black's version; the cache is git-ignored
and safe to delete.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from importlib.metadata import version
from pathlib import Path

from generator import fresh


def formatted(texts: dict[str, str], cache: Path | None = None) -> dict[str, str]:
    """`texts` as black writes them, by the same keys."""
    cache = cache or fresh.CACHE
    kept = {key: _kept(text, cache) for key, text in texts.items()}
    missing = {key: texts[key] for key, text in kept.items() if text is None}
    made = dict(zip(missing, _black(list(missing.values())), strict=True))
    for key, text in made.items():
        _keep(missing[key], text, cache)
    return {key: text if text is not None else made[key] for key, text in kept.items()}


def _black(texts: list[str]) -> list[str]:
    """Two texts or fewer are not worth starting processes for."""
    workers = min(os.cpu_count() or 1, len(texts) // 2)
    if workers < 2:
        return [_black_one(text) for text in texts]
    from concurrent.futures import ProcessPoolExecutor

    import black  # noqa: F401 - now, so that processes which are forked have it

    # The longest first, so that none is left for the end.
    order = sorted(range(len(texts)), key=lambda number: -len(texts[number]))
    with ProcessPoolExecutor(workers) as pool:
        made = dict(zip(order, pool.map(_black_one, [texts[n] for n in order]), strict=True))
    return [made[number] for number in range(len(texts))]


def _black_one(text: str) -> str:
    from black import format_str
    from black.mode import Mode, TargetVersion

    return format_str(text, mode=Mode(line_length=100, target_versions={TargetVersion.PY311}))


def _place(text: str, cache: Path) -> Path:
    key = hashlib.sha256(f"{version('black')}\n{text}".encode()).hexdigest()
    return cache / key


def _kept(text: str, cache: Path) -> str | None:
    if not text:
        return text
    try:
        return _place(text, cache).read_text(encoding="utf-8")
    except OSError:
        return None


def _keep(text: str, made: str, cache: Path) -> None:
    # A cache that cannot be written only costs time.
    with contextlib.suppress(OSError):
        cache.mkdir(parents=True, exist_ok=True)
        temporary = cache / f".{os.getpid()}"
        temporary.write_text(made, encoding="utf-8")
        temporary.replace(_place(text, cache))

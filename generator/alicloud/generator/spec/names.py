"""Names over files: each action and shape is defined once; folders and files have simple names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from alicloud.generator.problems import Place, Problems


def report_file_name(name: str, place: Place, problems: Problems) -> None:
    """Report the name of a folder, or of a file without its ending, that code cannot use."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        problems.add(
            place,
            f"'{name}' names generated code; use lower-case letters, digits and _, a letter first",
        )


def report_repeated(problems: Problems, names: Iterable[tuple[str, Place]]) -> None:
    """Report actions or shapes that two files define; within one file the loader reports them."""
    first: dict[str, Place] = {}
    for name, place in names:
        other = first.setdefault(name, place)
        if other != place:
            problems.add(
                place, f"{name}: defined in {other.path}:{other.line} already; keep one of them"
            )

"""Prints constraints for pip: the lowest versions of our dependencies that `pyproject.toml` allows.

Not of black: what it makes is part of what is tested.
"""

from __future__ import annotations

import re
import tomllib
from itertools import chain
from pathlib import Path

PROJECT = Path(__file__).parents[2] / "pyproject.toml"


def constraints(project: Path = PROJECT) -> list[str]:
    """One line for each dependency, those of the extras included."""
    table = tomllib.loads(project.read_text(encoding="utf-8"))["project"]
    wanted = [*table["dependencies"], *chain(*table["optional-dependencies"].values())]
    wanted = [line for line in wanted if not line.startswith("alicloud[")]  # other extras of ours
    found = [re.fullmatch(r"([a-z0-9-]+)(?:\[[a-z,]+\])?>=([0-9.]+)", line) for line in wanted]
    if not all(found):
        raise ValueError(f"{project}: each dependency needs a lowest version: {wanted}")
    return [f"{each[1]}=={each[2]}" for each in found if each and each[1] != "black"]


if __name__ == "__main__":
    print(*constraints(), sep="\n")

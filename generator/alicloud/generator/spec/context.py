"""What the parts of one service share while they are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from alicloud.generator.model import Error
from alicloud.generator.problems import Problems


@dataclass(frozen=True)
class CheckContext:
    """Where problems go, and the names that any file of the service may use."""

    problems: Problems
    shapes: frozenset[str]  # the names of all shapes
    errors: Mapping[str, Error] | None  # by code; None when service.yaml could not be read
    complete: bool  # False: a file could not be read, so what is missing may be in there

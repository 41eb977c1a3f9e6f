"""The environment variables that a source reads."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping


class ReadsEnvironment:
    """A source that reads environment variables, each time it needs them.

    They are those in `_environ`, or where that is None those of the process.
    """

    __slots__ = ()

    _environ: Mapping[str, str] | None

    @property
    def _variables(self) -> Mapping[str, str]:
        return os.environ if self._environ is None else self._environ

    def _is_true(self, name: str) -> bool:
        return self._variables.get(name, "").lower() == "true"


def not_set(names: Iterable[str]) -> str:
    """A message that these variables are not set; empty if there are none."""
    listed = list(names)
    verb = "is" if len(listed) == 1 else "are"
    return f"{' and '.join(listed)} {verb} not set" if listed else ""

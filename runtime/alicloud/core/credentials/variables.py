"""The environment variables that a source reads."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping

from alicloud.core.errors.base import CredentialsError


class Variables(Mapping[str, str]):
    """Environment variables; one of ours with white space around its value is refused.

    The white space is there by mistake, most often a line break from a file or a Kubernetes secret.
    With it a switch would not be on, or another profile be used, and nobody would be told.
    """

    __slots__ = ("_environ",)

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ

    def __getitem__(self, name: str) -> str:
        value = self._environ[name]
        if value != value.strip() and name.startswith("ALI"):
            raise CredentialsError(
                f"{name}: begins or ends with white space",
                hint="Remove it, with strip() for example.",
            )
        return value

    def __iter__(self) -> Iterator[str]:
        return iter(self._environ)

    def __len__(self) -> int:
        return len(self._environ)

    def is_set(self, name: str) -> bool:
        """Whether a variable has a value, whatever it is."""
        return bool(self._environ.get(name))


class ReadsEnvironment:
    """A source that reads environment variables, each time it needs them.

    They are those in `_environ`, or where that is None those of the process.
    """

    __slots__ = ()

    _environ: Mapping[str, str] | None

    @property
    def _variables(self) -> Variables:
        environ = os.environ if self._environ is None else self._environ
        return environ if isinstance(environ, Variables) else Variables(environ)

    def _is_true(self, name: str) -> bool:
        return self._variables.get(name, "").lower() == "true"


def not_set(names: Iterable[str]) -> str:
    """A message that these variables are not set; empty if there are none."""
    listed = list(names)
    if len(listed) < 2:
        return f"{listed[0]} is not set" if listed else ""
    return f"{', '.join(listed[:-1])} and {listed[-1]} are not set"

"""Several sources of credentials, asked in turn until one answers.

A new source of the default chain is one new module and one entry in DEFAULT_SOURCES.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from alicloud.core.credentials.base import Credentials, CredentialsProvider
from alicloud.core.credentials.environment import EnvironmentCredentials
from alicloud.core.errors import CredentialsError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    Status = Literal["used", "skipped", "failed"]
    Explanation = tuple[tuple[str, Status, str], ...]

DEFAULT_SOURCES: tuple[Callable[[], CredentialsProvider], ...] = (EnvironmentCredentials,)
"""The sources of `DefaultCredentials`, in the order they are asked."""

_REMEDY = (
    "Pass credentials=StaticCredentials(...), or set ALIBABA_CLOUD_ACCESS_KEY_ID and "
    "ALIBABA_CLOUD_ACCESS_KEY_SECRET."
)


class CredentialsChain:
    """Gives the credentials of the first source that has any, and stays with that source.

    It never moves on to another source later: a program must not change its identity because, say,
    a file could not be read for a moment.

    A source may have a `name` for messages, a `missing()` that tells why it is not in use here
    (empty if it is), and an `invalidate(snapshot)` for a snapshot that the service refused.

    Args:
        sources: In the order they are asked.
    """

    name = "chain"

    def __init__(self, sources: Sequence[CredentialsProvider]) -> None:
        self._sources = tuple(sources)
        self._chosen: CredentialsProvider | None = None
        self._lock = threading.Lock()

    def get(self) -> Credentials:
        """The current snapshot of the chosen source.

        Raises:
            CredentialsError: no source has any; `reasons` has one entry for each.
        """
        chosen = self._chosen
        if chosen is not None:
            return chosen.get()
        with self._lock:  # one thread asks; the others find its choice
            if self._chosen is not None:
                return self._chosen.get()
            self._chosen, credentials, explanation = self._walk()
        if credentials is None:
            raise CredentialsError(
                "no source has credentials.",
                reasons=tuple((name, why) for name, _, why in explanation),
                hint=_REMEDY,
            )
        return credentials

    def invalidate(self, snapshot: Credentials) -> None:
        """Tell the chosen source that the service refused this snapshot."""
        invalidate = getattr(self._chosen, "invalidate", None)
        if invalidate is not None:
            invalidate(snapshot)

    def explain(self) -> Explanation:
        """What each source says now: (source, "used" | "skipped" | "failed", why), no secrets.

        Asks anew, and does not change which source is in use.
        """
        return self._walk()[2]

    def _walk(self) -> tuple[CredentialsProvider | None, Credentials | None, Explanation]:
        found: tuple[CredentialsProvider, Credentials] | None = None
        explanation: list[tuple[str, Status, str]] = []
        for source in self._sources:
            name = getattr(source, "name", type(source).__name__)
            if found is not None:
                explanation.append((name, "skipped", "an earlier source answered"))
                continue
            why = _missing(source)
            if why:
                explanation.append((name, "skipped", why))
                continue
            try:
                found = source, source.get()
                explanation.append((name, "used", repr(found[1])))
            except CredentialsError as error:
                explanation.append((name, "failed", str(error)))
        return *(found or (None, None)), tuple(explanation)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {len(self._sources)}>"


def _missing(source: CredentialsProvider) -> str:
    missing: Callable[[], str] | None = getattr(source, "missing", None)
    return "" if missing is None else missing()


class DefaultCredentials(CredentialsChain):
    """The chain that a client uses when it is given no credentials."""

    name = "default"

    def __init__(self) -> None:
        super().__init__([source() for source in DEFAULT_SOURCES])

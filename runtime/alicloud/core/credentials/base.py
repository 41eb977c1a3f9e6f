"""What every credentials source gives: one immutable snapshot at a time."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime
    from typing import Protocol
else:
    Protocol = object


class Credentials:
    """One snapshot of credentials. One snapshot signs one request, so its parts never mix.

    Args:
        access_key_id: The public half of the key; empty for a bearer token. Credentials with neither
            are those of an anonymous caller, whose calls are not signed.
        access_key_secret: The private half.
        security_token: Marks temporary credentials.
        expiration: When temporary credentials end (aware).
        source: Where they came from, for people: "environment" for example.
        bearer_token: Sent instead of a signature.
    """

    __slots__ = (
        "access_key_id",
        "access_key_secret",
        "bearer_token",
        "expiration",
        "security_token",
        "source",
    )

    access_key_id: str
    access_key_secret: str
    security_token: str | None
    expiration: datetime | None
    source: str
    bearer_token: str | None

    immediate = True

    def __init__(
        self,
        access_key_id: str = "",
        access_key_secret: str = "",
        security_token: str | None = None,
        expiration: datetime | None = None,
        source: str = "",
        bearer_token: str | None = None,
    ) -> None:
        assign = object.__setattr__
        assign(self, "access_key_id", access_key_id)
        assign(self, "access_key_secret", access_key_secret)
        assign(self, "security_token", security_token)
        assign(self, "expiration", expiration)
        assign(self, "source", source)
        assign(self, "bearer_token", bearer_token)

    def get(self) -> Credentials:
        """This snapshot: it is its own provider."""
        return self

    @property
    def anonymous(self) -> bool:
        """Whether there is nothing to sign a call with."""
        return not (self.access_key_id or self.bearer_token)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"Credentials are immutable: {name} cannot be set; make a new one")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"Credentials are immutable: {name} cannot be deleted")

    def _parts(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in sorted(self.__slots__))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Credentials):
            return NotImplemented
        return self._parts() == other._parts()

    def __hash__(self) -> int:
        return hash(self._parts())

    def __reduce__(self) -> tuple[object, ...]:
        raise TypeError("Credentials hold secrets and are not pickled; pass their provider instead")

    def __repr__(self) -> str:
        if self.anonymous:
            return f"<Credentials (anonymous, from {self.source or 'the caller'})>"
        kind = "bearer" if self.bearer_token else "temporary" if self.security_token else "static"
        key_id = self.access_key_id
        shown = f"{key_id[:4]}****{key_id[-4:]}" if len(key_id) >= 16 else "****"
        return f"<Credentials {shown} ({kind}, from {self.source or 'the caller'})>"


class CredentialsProvider(Protocol):
    """Gives the credentials to sign the next request with. Safe to share between threads.

    A provider may have more: `name` for messages, `missing()` that tells why it is not in use here
    (empty if it is), `invalidate(snapshot)` for a snapshot that the service refused, `aget()` for
    coroutines, and `immediate = True` if `get()` never waits for anything.
    """

    def get(self) -> Credentials:
        """The current snapshot.

        Raises:
            CredentialsError: the source has none; the message says why and what to do.
        """


async def aget(provider: CredentialsProvider) -> Credentials:
    """`provider.get()` for coroutines: the event loop is never held up.

    What must be fetched is fetched in a thread, once for all the tasks and threads that wait.

    Raises:
        CredentialsError: the source has none.
    """
    if getattr(provider, "immediate", False):
        return provider.get()
    own: Callable[[], Awaitable[Credentials]] | None = getattr(provider, "aget", None)
    if own is not None:
        return await own()
    import asyncio

    return await asyncio.to_thread(provider.get)

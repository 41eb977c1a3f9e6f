"""Credentials, one immutable snapshot at a time, and the providers that give them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from alicloud.core.errors.base import CredentialsError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime
    from typing import Protocol
else:
    Protocol = object


_KINDS = {
    "access_key_id": str,
    "access_key_secret": str,
    "security_token": str | None,
    "source": str,
    "bearer_token": str | None,
}


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

    Attributes:
        anonymous: Whether there is nothing to sign a call with.

    Raises:
        CredentialsError: a part has the wrong type; values are not shown.
    """

    __slots__ = (
        "access_key_id",
        "access_key_secret",
        "anonymous",
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
    anonymous: bool

    non_blocking = True

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
        assign(self, "anonymous", not (access_key_id or bearer_token))
        for name, kind in _KINDS.items():
            value: object = getattr(self, name)
            if not isinstance(value, kind):
                raise CredentialsError(f"{name}: must be a string, not {type(value).__name__}")
        if expiration is not None:
            _require_aware(expiration)

    def get(self) -> Credentials:
        """This snapshot: it is its own provider."""
        return self

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
        shown = masked(self.access_key_id)
        return f"<Credentials {shown} ({kind}, from {self.source or 'the caller'})>"


def masked(access_key_id: str) -> str:
    """As much of an access key id as people need to tell it from others."""
    long = len(access_key_id) >= 16
    return f"{access_key_id[:4]}****{access_key_id[-4:]}" if long else "****"


def _require_aware(expiration: object) -> None:
    from datetime import datetime

    if not isinstance(expiration, datetime):
        raise CredentialsError(
            f"expiration: must be a datetime with a time zone, not {type(expiration).__name__}"
        )
    if expiration.utcoffset() is None:
        raise CredentialsError("expiration: must be a datetime with a time zone, and has none")


class CredentialsProvider(Protocol):
    """Gives the credentials to sign the next request with. Safe to share between threads.

    A provider may have more: `name` for messages, `missing()` that says why it is not in use here
    (empty if it is), `invalidate(snapshot)` for a snapshot that the service refused, `aget()` for
    coroutines, and `non_blocking = True` if `get()` never waits for anything.
    """

    def get(self) -> Credentials:
        """The current snapshot.

        Raises:
            CredentialsError: the source has none; the message says why and what to do.
        """


async def aget(provider: CredentialsProvider) -> Credentials:
    """`provider.get()` for coroutines: the event loop is never blocked.

    What must be fetched is fetched in a thread, once for all the tasks and threads that wait.

    Raises:
        CredentialsError: the source has none.
    """
    if getattr(provider, "non_blocking", False):
        return get_credentials(provider)
    own: Callable[[], Awaitable[Credentials]] | None = getattr(provider, "aget", None)
    if own is not None:
        return ensure_credentials(await own(), provider, "aget")
    import asyncio

    return await asyncio.to_thread(get_credentials, provider)


def get_credentials(provider: CredentialsProvider) -> Credentials:
    """`provider.get()`, with an error that names the provider if it returns something else.

    Raises:
        CredentialsError: the source has none, or breaks the rules of providers.
    """
    return ensure_credentials(provider.get(), provider, "get")


def ensure_credentials(snapshot: object, provider: object, method: str) -> Credentials:
    """`snapshot`, which a method of `provider` returned.

    Raises:
        CredentialsError: it is not a `Credentials`. Nor is None, which does not stand for an
            anonymous caller.
    """
    if isinstance(snapshot, Credentials):
        return snapshot
    raise CredentialsError(
        f"{type(provider).__name__}.{method}() must return Credentials, not "
        f"{type(snapshot).__name__}",
        hint="A provider that has none raises CredentialsError.",
    )


def require_provider(option: str, value: object) -> None:
    """Refuse what is not a provider.

    Args:
        option: The name under which it was given.

    Raises:
        CredentialsError: it has no `get()`, or one of another meaning; it is not shown.
    """
    asked = callable(getattr(value, "get", None))
    if not asked or isinstance(value, type | Mapping):
        kind = f"the class {value.__name__}" if isinstance(value, type) else type(value).__name__
        raise CredentialsError(
            f"{option}: must be a provider such as StaticCredentials(...), not {kind}"
        )

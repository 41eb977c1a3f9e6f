"""Credentials, and the contract of the providers that calls get them from."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from alicloud.core.copies import StaysInProcess
from alicloud.core.errors.base import CredentialsError

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any, Protocol

    from alicloud.core.auth.official import OfficialCredentials
else:
    Protocol = object


_TYPES = {
    "access_key_id": str,
    "access_key_secret": str,
    "security_token": str | None,
    "source": str,
    "bearer_token": str | None,
}


class HoldsSecrets(StaysInProcess):
    """Cannot be pickled, is its own copy, and its `repr` shows nothing of what it holds.

    A copy is the object itself, since credentials do not change and providers are shared.
    """

    __slots__ = ()

    _holds = "may hold secrets"

    def get(self) -> Credentials:
        """The credentials to sign the next request with."""
        raise NotImplementedError

    def get_credential(self) -> OfficialCredentials:
        """The current credentials for the vendor's own SDK: `Config(credential=provider)`.

        Raises:
            CredentialsError: there are none, or they stand for an anonymous caller.
        """
        return _official(get_credentials(self))

    async def get_credential_async(self) -> OfficialCredentials:
        """`get_credential()` for coroutines."""
        return _official(await aget(self))

    def _shown(self) -> str:
        """What the `repr` shows besides the class."""
        return ""

    def __repr__(self) -> str:
        try:
            shown = self._shown()
        except AttributeError:  # a debugger looks while it is made
            shown = "(not initialized)"
        return f"<{type(self).__name__}{shown and ' '}{shown}>"


class Credentials(HoldsSecrets):
    """What one request is signed with: a key with its secret and token, or a bearer token.

    They are immutable, so that a key is never used with the secret or token of another.

    Args:
        access_key_id: The public half of the key; empty for a bearer token. With neither of them
            the caller is anonymous, and calls are not signed.
        access_key_secret: The private half.
        security_token: Comes with temporary credentials.
        expiration: When temporary credentials end, with a time zone.
        source: Where they came from, for people: "environment" for example.
        bearer_token: Sent instead of a signature.

    Attributes:
        anonymous: Whether there is neither a key nor a bearer token, so that calls are not signed.

    Raises:
        CredentialsError: a part has the wrong type, or characters that no key or token has; the
            message does not show its value.
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
        for name, kind in _TYPES.items():
            value: object = getattr(self, name)
            if not isinstance(value, kind):
                raise CredentialsError(f"{name}: must be a string, not {type(value).__name__}")
            if value and name != "source" and not _is_sendable(value):
                raise CredentialsError(
                    f"{name}: contains white space, a control character or a non-ASCII character",
                    hint="Was something else copied with it, such as a line end?",
                )
        if expiration is not None:
            _require_aware(expiration)

    def get(self) -> Credentials:
        """These credentials: they are their own provider."""
        return self

    def to_env(self) -> dict[str, str]:
        """The environment variables that hand these credentials to a child process.

        They hold the secrets. A variable that is not used is empty, so that a value which the
        process would inherit does not get among these.

        Raises:
            CredentialsError: there is neither a key nor a bearer token.
        """
        if self.anonymous:
            raise CredentialsError("anonymous credentials have no environment variables")
        return {
            "ALIBABA_CLOUD_ACCESS_KEY_ID": self.access_key_id,
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET": self.access_key_secret,
            "ALIBABA_CLOUD_SECURITY_TOKEN": self.security_token or "",
            "ALIBABA_CLOUD_BEARER_TOKEN": self.bearer_token or "",
        }

    def to_dict(self) -> dict[str, str]:
        """The values in the names of the service (AccessKeyId, ...), without those not set.

        They hold the secrets. `Expiration` is a time in UTC like 2015-01-23T12:33:18Z.
        """
        from alicloud.core.auth.canonical import timestamp

        end = self.expiration
        values = {
            "AccessKeyId": self.access_key_id,
            "AccessKeySecret": self.access_key_secret,
            "SecurityToken": self.security_token,
            "BearerToken": self.bearer_token,
            "Expiration": timestamp(end.timestamp()) if end else None,
        }
        return {name: value for name, value in values.items() if value}

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

    def _shown(self) -> str:
        if self.anonymous:
            return f"(anonymous, from {self.source or 'the caller'})"
        kind = "bearer" if self.bearer_token else "temporary" if self.security_token else "static"
        return f"{masked(self.access_key_id)} ({kind}, from {self.source or 'the caller'})"


def _is_sendable(text: Any) -> bool:
    """Whether a header can hold it, as it does the key id and the token, and it is one word."""
    return text.isascii() and text.isprintable() and " " not in text


def masked(access_key_id: str) -> str:
    """As much of an access key id as people need to recognize it."""
    long = len(access_key_id) >= 16
    return f"{access_key_id[:4]}****{access_key_id[-4:]}" if long else "****"


def _require_aware(expiration: object) -> None:
    from datetime import datetime

    if not isinstance(expiration, datetime):
        raise CredentialsError(
            f"expiration: must be a datetime with a time zone, not {type(expiration).__name__}"
        )
    if expiration.utcoffset() is None:
        raise CredentialsError("expiration: must be a datetime with a time zone; it has none")


class NoCredentials(CredentialsError):  # noqa: N818 - says by itself that it is an error
    """There are no credentials to be had here: nothing is set up, and nothing has failed."""


class CredentialsProvider(Protocol):
    """Gives the credentials to sign the next request with. Safe to share between threads.

    A provider may have more: `name` for messages; `unavailable_reason()`, which says why it is not
    set up here (empty if it is), so that a chain goes on to its next source; `invalidate(snapshot)`, called with credentials that the
    service rejected; `aget()` for coroutines; and `non_blocking = True` if `get()` never waits for
    anything.
    """

    def get(self) -> Credentials:
        """The current credentials.

        Raises:
            CredentialsError: there are none; the message says why and what to do.
        """


if TYPE_CHECKING:

    class HasMembers(Protocol):
        """Session credentials as a response has them."""

        @property
        def access_key_id(self) -> str: ...

        @property
        def access_key_secret(self) -> str: ...

        @property
        def security_token(self) -> str | None: ...

    class OfficialClient(Protocol):
        """A client of the vendor's `alibabacloud_credentials`."""

        def get_credential(self) -> Any: ...

    AnyCredentials = CredentialsProvider | HasMembers | OfficialClient


async def aget(provider: CredentialsProvider) -> Credentials:
    """`provider.get()` for coroutines, which never blocks the event loop.

    What must be fetched is fetched in a thread, once for all the tasks and threads that wait.

    Raises:
        CredentialsError: the provider has none.
    """
    if getattr(provider, "non_blocking", False):
        return get_credentials(provider)
    own_aget: Callable[[], Awaitable[Credentials]] | None = getattr(provider, "aget", None)
    if isinstance(provider, HoldsSecrets) and own_aget is not None:  # ours mind the time
        return ensure_credentials(await own_aget(), provider, "aget")
    import asyncio

    from alicloud.core.auth.caller import CALLER  # loaded when there is a call

    caller = CALLER.get()
    seconds = caller.remaining()
    try:
        async with asyncio.timeout(None if seconds == float("inf") else seconds) as limit:
            if own_aget is not None:
                return ensure_credentials(await own_aget(), provider, "aget")
            return await asyncio.to_thread(get_credentials, provider)
    except TimeoutError:
        if limit.expired():
            raise caller.too_late() from None
        raise


def get_credentials(provider: CredentialsProvider) -> Credentials:
    """`provider.get()`, with an error that names the provider if that returns something else.

    Raises:
        CredentialsError: the provider has none, or returned something else.
    """
    return ensure_credentials(provider.get(), provider, "get")


def ensure_credentials(value: object, provider: object, method: str) -> Credentials:
    """`value`, which a method of `provider` returned, if it is `Credentials`.

    Raises:
        CredentialsError: it is something else. None does not stand for an anonymous caller.
    """
    if isinstance(value, Credentials):
        return value
    raise CredentialsError(
        f"{type(provider).__name__}.{method}() must return Credentials, not {type(value).__name__}",
        hint="A provider that has none raises CredentialsError.",
    )


def _official(credentials: Credentials) -> OfficialCredentials:
    from alicloud.core.auth.official import OfficialCredentials

    if credentials.anonymous:
        raise CredentialsError("the vendor's SDK takes no anonymous credentials")
    return OfficialCredentials(
        access_key_id=credentials.access_key_id or None,
        access_key_secret=credentials.access_key_secret or None,
        security_token=credentials.security_token,
        bearer_token=credentials.bearer_token,
    )

"""What is taken for a provider of credentials: ours, and what others call credentials."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alicloud.core.auth.credentials import Credentials
from alicloud.core.credentials.from_fields import parse_time
from alicloud.core.credentials.refreshing import RefreshingCredentials
from alicloud.core.errors.base import CredentialsError

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from alicloud.core.auth.credentials import CredentialsProvider


def as_provider(value: Any) -> CredentialsProvider | None:
    """A provider for a value that stands for credentials; None for any other.

    That is a provider, a client of the vendor's library `alibabacloud_credentials`, or an object
    with the members of credentials, such as those in a response of AssumeRole.

    Raises:
        CredentialsError: it has the members of credentials, but they cannot be used.
    """
    if isinstance(value, type | Mapping):  # a dict has a get() too
        return None
    if callable(getattr(value, "get", None)):
        provider: CredentialsProvider = value
        return provider
    if callable(getattr(value, "get_credential", None)):
        return _OfficialClient(value)
    if hasattr(value, "access_key_id") and hasattr(value, "access_key_secret"):
        return _from_members(value)
    return None


def require_provider(option: str, value: object) -> CredentialsProvider:
    """A provider for a value.

    Args:
        option: What it was given as.

    Raises:
        CredentialsError: it is none; the message does not show it.
    """
    provider = as_provider(value)
    if provider is None:
        kind = f"the class {value.__name__}" if isinstance(value, type) else type(value).__name__
        raise CredentialsError(
            f"{option}: must be a provider such as StaticCredentials(...), not {kind}"
        )
    return provider


class _OfficialClient(RefreshingCredentials):
    """The credentials of a client of `alibabacloud_credentials`, which renews them itself.

    It says nothing of their end, but has new ones 15 minutes before: so it is asked each minute.
    """

    name = "alibabacloud_credentials"
    refetch = 60.0

    def __init__(self, client: Any) -> None:
        super().__init__()
        self._client = client

    def _fetch(self) -> Credentials:
        try:
            found = self._client.get_credential()
        except Exception as error:
            # Its text is not passed on: it may hold what a server responded.
            problem = f"failed with {type(error).__name__}"
        else:
            if hasattr(found, "access_key_id"):
                return _from_members(found)
            problem = f"returned {type(found).__name__}"
        raise CredentialsError(
            f"{type(self._client).__name__}.get_credential() {problem}",
            hint="Call it by itself to see more.",
        )


def _from_members(value: Any) -> Credentials:
    """Raises: CredentialsError: a member has the wrong type, or there is no whole key."""
    source = type(value).__name__
    bearer = getattr(value, "bearer_token", None)
    if bearer and getattr(value, "type", "bearer") == "bearer":
        return Credentials(bearer_token=bearer, source=source)
    for name in ("access_key_id", "access_key_secret"):
        if not getattr(value, name):
            raise CredentialsError(f"{source}.{name}: is empty", hint="Was it ever set?")
    return Credentials(
        access_key_id=value.access_key_id,
        access_key_secret=value.access_key_secret,
        security_token=getattr(value, "security_token", None) or None,
        expiration=_expiration(value),
        source=source,
    )


def _expiration(value: Any) -> Any:
    """When credentials end: None, a datetime, or the time that the text of a service stands for."""
    try:
        end = getattr(value, "expiration", None)
    except ValueError:  # the response has no time there
        end = "no time"
    if not isinstance(end, str):
        return end
    name = f"{type(value).__name__}.expiration"
    return parse_time(end, name, "Leave it out, if it is not known.")

"""Credentials that the caller has at hand."""

from __future__ import annotations

from alicloud.core.auth.credentials import Credentials, masked
from alicloud.core.errors.base import CredentialsError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime


def checked(
    access_key_id: str,
    access_key_secret: str,
    security_token: str | None,
    *,
    source: str,
    names: tuple[str, str, str],
    expiration: datetime | None = None,
    hint: str = "",
) -> Credentials:
    """A snapshot of these values.

    Args:
        names: What the three are called where they come from, for messages.
        expiration: When they end.
        hint: What to do when one is missing or no text.

    Raises:
        CredentialsError: one is empty or holds what no key holds; values are not shown.
    """
    check(names[0], access_key_id, hint)
    check(names[1], access_key_secret, hint)
    if security_token is not None:
        check(names[2], security_token, hint)
    return Credentials(
        access_key_id=access_key_id,
        access_key_secret=access_key_secret,
        security_token=security_token,
        expiration=expiration,
        source=source,
    )


def check(name: str, value: object, hint: str = "") -> None:
    """Refuse what cannot be part of a key, or a token.

    Raises:
        CredentialsError: it is no text, empty, or has characters that belong to no key.
    """
    if not isinstance(value, str):
        raise CredentialsError(f"{name}: needs a text, not {type(value).__name__}", hint=hint)
    if not value.strip():
        raise CredentialsError(f"{name}: is empty", hint=hint)
    # Copied along by mistake, most often a line end. It would only show as a wrong signature.
    if value != value.strip():
        raise CredentialsError(
            f"{name}: has blanks or a line end around it", hint="Remove them, with strip() say."
        )
    if " " in value or not (value.isascii() and value.isprintable()):
        raise CredentialsError(
            f"{name}: holds a blank, a control character or a character outside ASCII",
            hint="Was something else copied with it?",
        )


class StaticCredentials:
    """A fixed access key, or fixed temporary credentials.

    Args:
        access_key_id: The public half.
        access_key_secret: The private half.
        security_token: Comes with temporary credentials, whose access key id starts with "STS.".

    Raises:
        CredentialsError: a value is empty, or has blanks in or around it.
    """

    __slots__ = ("_credentials",)

    name = "static"
    non_blocking = True

    def __init__(
        self, access_key_id: str, access_key_secret: str, security_token: str | None = None
    ) -> None:
        self._credentials = checked(
            access_key_id,
            access_key_secret,
            security_token,
            source=self.name,
            names=("access_key_id", "access_key_secret", "security_token"),
        )

    def get(self) -> Credentials:
        """The same snapshot each time."""
        return self._credentials

    def __reduce__(self) -> tuple[object, ...]:
        raise TypeError(
            "StaticCredentials hold secrets and are not pickled; build them where they are used"
        )

    def __repr__(self) -> str:
        return f"<StaticCredentials {masked(self._credentials.access_key_id)}>"

"""Checks of what sources are given: whether a value can be part of credentials."""

from __future__ import annotations

from alicloud.core.auth.credentials import Credentials
from alicloud.core.errors.base import CredentialsError

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from datetime import datetime


def make_credentials(
    access_key_id: str,
    access_key_secret: str,
    security_token: str | None,
    *,
    source: str,
    names: tuple[str, str, str],
    place: str = "",
    expiration: datetime | None = None,
    hint: str = "",
) -> Credentials:
    """Credentials of these values, once all of them are found usable.

    Args:
        source: For `Credentials.source`.
        names: What key id, secret and token are called where they come from, for messages.
        place: Where they come from, for messages; empty if the names say it.
        expiration: When they end.
        hint: What to do about a value that cannot be used.

    Raises:
        CredentialsError: a value cannot be part of credentials; the message does not show it.
    """
    labels = [f"{place}: {name}" if place else name for name in names]
    validate_value(labels[0], access_key_id, hint)
    validate_value(labels[1], access_key_secret, hint)
    if security_token is not None:
        validate_value(labels[2], security_token, hint)
    return Credentials(
        access_key_id=access_key_id,
        access_key_secret=access_key_secret,
        security_token=security_token,
        expiration=expiration,
        source=source,
    )


def validate_value(name: str, value: object, hint: str = "") -> None:
    """Refuse what cannot be an access key id, a secret or a token.

    Args:
        name: What the value is called, for messages.
        hint: What to do about a value of the wrong type, or an empty one.

    Raises:
        CredentialsError: it is not a string, is empty, or has characters that no key has.
    """
    if not isinstance(value, str):
        raise CredentialsError(f"{name}: must be a string, not {type(value).__name__}", hint=hint)
    if not value.strip():
        raise CredentialsError(f"{name}: is empty", hint=hint)
    # Copied along by mistake, most often a line break. It would only show as a wrong signature.
    if value != value.strip():
        raise CredentialsError(
            f"{name}: begins or ends with white space",
            hint="Remove it, with strip() for example.",
        )
    if " " in value or not (value.isascii() and value.isprintable()):
        raise CredentialsError(
            f"{name}: contains a space, a control character or a non-ASCII character",
            hint="Was something else copied with it?",
        )


def require_text(option: str, value: object) -> str:
    """`value`, if it is a string with something in it.

    Args:
        option: What it was given as, for messages.

    Raises:
        CredentialsError: it is not.
    """
    if not isinstance(value, str) or not value.strip():
        raise CredentialsError(f"{option}: must be a string that is not empty")
    return value

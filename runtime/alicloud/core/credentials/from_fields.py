"""Credentials from the fields of a response, with errors that say which field is wrong."""

from __future__ import annotations

from alicloud.core.credentials.validation import make_credentials
from alicloud.core.errors.base import CredentialsError
from alicloud.core.shapes import timestamps

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

    from alicloud.core.auth.credentials import Credentials

SERVICE_NAMES = ("AccessKeyId", "AccessKeySecret", "SecurityToken", "Expiration")
"""What services call key id, secret, token and end."""


def from_fields(
    fields: Any,
    *,
    source: str,
    place: str,
    hint: str,
    names: tuple[str, str, str, str] = SERVICE_NAMES,
    optional: tuple[str, ...] = (),
) -> Credentials:
    """Credentials from what a source returned.

    Args:
        fields: Should be a mapping from `names` to strings.
        source: For `Credentials.source`.
        place: Who returned it, for messages.
        hint: What to do if it cannot be used.
        names: What key id, secret, token and end are called.
        optional: Those of the names that may be missing.

    Raises:
        CredentialsError: something is missing or of the wrong type; the message shows no values.
    """
    if not isinstance(fields, dict):
        raise CredentialsError(f"{place}: the response contains no credentials", hint=hint)
    for name in names:
        if fields.get(name) in (None, "") and name not in optional:
            raise CredentialsError(f"{place}: {name} is missing", hint=hint)
    key_id, secret, token, end = (fields.get(name) or None for name in names)
    return make_credentials(
        key_id,  # type: ignore[arg-type]  # what it is gets checked there
        secret,  # type: ignore[arg-type]
        token,
        source=source,
        names=names[:3],
        place=place,
        expiration=parse_time(end, f"{place}: {names[3]}", hint),
        hint=hint,
    )


def parse_time(value: object, name: str, hint: str) -> datetime | None:
    """The time that a string stands for; None for none.

    Raises:
        CredentialsError: it is not a time; the message does not show it, for it may be anything.
    """
    if value is None:
        return None
    if isinstance(value, str):
        try:
            return timestamps.parse(value)
        except ValueError:
            pass
    # Raised outside the handler, whose error holds the string.
    raise CredentialsError(f"{name} is not a time like 2015-01-23T12:33:18Z", hint=hint)

"""Credentials out of the fields of an answer, with errors that say which field is wrong."""

from __future__ import annotations

from alicloud.core.credentials.static import checked
from alicloud.core.errors.base import CredentialsError
from alicloud.core.shapes import timestamps

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

    from alicloud.core.auth.credentials import Credentials

SERVICE_NAMES = ("AccessKeyId", "AccessKeySecret", "SecurityToken", "Expiration")
"""What the services call key id, secret, token and end."""


def from_fields(
    fields: Any,
    *,
    source: str,
    place: str,
    hint: str,
    names: tuple[str, str, str, str] = SERVICE_NAMES,
    optional: tuple[str, ...] = (),
) -> Credentials:
    """A snapshot of what a source answered.

    Args:
        fields: Should be a mapping from `names` to texts.
        source: For `Credentials.source`.
        place: Who answered, for messages.
        hint: What to do when it does not fit.
        names: What key id, secret, token and end are called.
        optional: Those of the names that may be missing.

    Raises:
        CredentialsError: something is missing or of the wrong kind; values are not shown.
    """
    if not isinstance(fields, dict):
        raise CredentialsError(f"{place}: there are no credentials in the answer", hint=hint)
    for name in names:
        if fields.get(name) in (None, "") and name not in optional:
            raise CredentialsError(f"{place}: {name} is missing in the answer", hint=hint)
    key_id, secret, token, end = (fields.get(name) or None for name in names)
    return checked(
        key_id,  # type: ignore[arg-type]  # the check is about that
        secret,  # type: ignore[arg-type]
        token,
        source=source,
        names=(f"{place}: {names[0]}", f"{place}: {names[1]}", f"{place}: {names[2]}"),
        expiration=moment(end, f"{place}: {names[3]}", hint),
        hint=hint,
    )


def moment(value: object, name: str, hint: str) -> datetime | None:
    """The time that a text stands for; None for none.

    Raises:
        CredentialsError: it stands for none. The text is not shown, for it is not what it should be.
    """
    if value is None:
        return None
    if isinstance(value, str):
        try:
            return timestamps.parse(value)
        except ValueError:
            pass
    # Out of the handler, whose error holds the text.
    raise CredentialsError(f"{name} is not a time like 2015-01-23T12:33:18Z", hint=hint)

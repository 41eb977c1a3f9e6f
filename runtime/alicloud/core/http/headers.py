"""What a header may hold. Checked before a request is sent: HTTP libraries show what they refuse."""

from __future__ import annotations

from alicloud.core.errors.base import ConfigurationError

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from collections.abc import Mapping


def require_sendable(headers: Mapping[str, str]) -> None:
    """Refuse a header that is not printable ASCII text on one line.

    Raises:
        ConfigurationError: names the header; its value, which may be a secret, is not shown.
    """
    text = "".join(headers.values())
    if text.isascii() and text.isprintable():
        return
    for name, value in headers.items():
        plain = value.replace("\t", "")
        if not (plain.isascii() and plain.isprintable()):
            raise ConfigurationError(
                f"header {name!r} cannot be sent: it must be printable ASCII text on one line",
                hint="Look at what gives it, the credentials for example.",
            )

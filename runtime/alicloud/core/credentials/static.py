"""Credentials that the program has already."""

from __future__ import annotations

from alicloud.core.auth.credentials import Credentials, HoldsSecrets, masked
from alicloud.core.credentials.validation import make_credentials


class StaticCredentials(HoldsSecrets):
    """A fixed access key, or fixed temporary credentials.

    Args:
        access_key_id: The public half.
        access_key_secret: The private half.
        security_token: Comes with temporary credentials, whose access key id starts with "STS.".

    Raises:
        CredentialsError: a value is not a string, is empty, or has characters that no key has.
    """

    __slots__ = ("_credentials",)

    name = "static"
    non_blocking = True

    def __init__(
        self, access_key_id: str, access_key_secret: str, security_token: str | None = None
    ) -> None:
        self._credentials = make_credentials(
            access_key_id,
            access_key_secret,
            security_token,
            source=self.name,
            names=("access_key_id", "access_key_secret", "security_token"),
        )

    def get(self) -> Credentials:
        """The same credentials each time."""
        return self._credentials

    def _shown(self) -> str:
        return masked(self._credentials.access_key_id)

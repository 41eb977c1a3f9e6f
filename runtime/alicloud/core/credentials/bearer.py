"""A bearer token, which is sent instead of a signature."""

from __future__ import annotations

from collections.abc import Mapping

from alicloud.core.auth.credentials import Credentials, HoldsSecrets
from alicloud.core.credentials.validation import validate_value
from alicloud.core.credentials.variables import ReadsEnvironment, not_set
from alicloud.core.errors.base import CredentialsError

VARIABLE = "ALIBABA_CLOUD_BEARER_TOKEN"


class BearerTokenCredentials(ReadsEnvironment, HoldsSecrets):
    """A token for services that accept one. It can be sent in both signature styles.

    Args:
        bearer_token: The token; by default ALIBABA_CLOUD_BEARER_TOKEN, read each time.
        environ: Used instead of `os.environ`.

    Raises:
        CredentialsError: the token is not a string, is empty, or has characters that no token has.
    """

    __slots__ = ("_credentials", "_environ")

    name = "bearer"
    non_blocking = True

    def __init__(
        self, bearer_token: str | None = None, *, environ: Mapping[str, str] | None = None
    ) -> None:
        self._environ = environ
        self._credentials = None
        if bearer_token is not None:
            self._credentials = self._make("bearer_token", bearer_token)

    def unavailable_reason(self) -> str:
        """Why this source is not set up here; empty if it is."""
        found = self._credentials is not None or self._variables.is_set(VARIABLE)
        return "" if found else not_set([VARIABLE])

    def get(self) -> Credentials:
        """The token.

        Raises:
            CredentialsError: none was given, and the variable is not set or cannot be used.
        """
        if self._credentials is not None:
            return self._credentials
        token = self._variables.get(VARIABLE)
        if not token:
            raise CredentialsError(not_set([VARIABLE]), hint="Set it, or pass the token.")
        return self._make(VARIABLE, token)

    def _make(self, name: str, token: str) -> Credentials:
        validate_value(name, token)
        return Credentials(bearer_token=token, source=self.name)

"""Credentials from environment variables, named as the official SDKs and the CLI name them."""

from __future__ import annotations

from collections.abc import Mapping

from alicloud.core.auth.credentials import Credentials, HoldsSecrets
from alicloud.core.credentials.validation import make_credentials
from alicloud.core.credentials.variables import ReadsEnvironment, not_set
from alicloud.core.errors.base import CredentialsError

KEY_ID = "ALIBABA_CLOUD_ACCESS_KEY_ID"
KEY_SECRET = "ALIBABA_CLOUD_ACCESS_KEY_SECRET"
TOKEN = "ALIBABA_CLOUD_SECURITY_TOKEN"


class EnvironmentCredentials(ReadsEnvironment, HoldsSecrets):
    """Reads the variables each time. An empty variable counts as one that is not set.

    Args:
        environ: Used instead of `os.environ`.
    """

    __slots__ = ("_environ", "_latest")

    name = "environment"
    non_blocking = True

    def __init__(self, environ: Mapping[str, str] | None = None) -> None:
        self._environ = environ
        self._latest: tuple[object, Credentials | None] = (None, None)

    def unavailable_reason(self) -> str:
        """Why this source is not set up here; empty if it is."""
        found = any(map(self._variables.is_set, (KEY_ID, KEY_SECRET, TOKEN)))
        return "" if found else not_set([KEY_ID, KEY_SECRET])

    def get(self) -> Credentials:
        """The current values of the variables.

        Raises:
            CredentialsError: key id or secret is not set, or a value has characters that no key
                has.
        """
        environ = self._variables
        key_id, secret, token = environ.get(KEY_ID), environ.get(KEY_SECRET), environ.get(TOKEN)
        # One tuple, read and replaced as a whole, so that threads need no lock.
        values, credentials = self._latest
        if credentials is None or values != (key_id, secret, token):
            credentials = self._checked(key_id, secret, token)
            self._latest = (key_id, secret, token), credentials
        return credentials

    def _checked(self, key_id: str | None, secret: str | None, token: str | None) -> Credentials:
        if not key_id or not secret:
            values = {KEY_ID: key_id, KEY_SECRET: secret}
            raise CredentialsError(
                not_set(name for name, value in values.items() if not value),
                hint="An access key is both of them: set both, or none.",
            )
        return make_credentials(
            key_id,
            secret,
            token or None,
            source=self.name,
            names=(KEY_ID, KEY_SECRET, TOKEN),
        )

"""Credentials from environment variables, named as the official SDKs and the CLI name them."""

from __future__ import annotations

import os
from collections.abc import Mapping

from alicloud.core.auth.credentials import Credentials
from alicloud.core.credentials.static import checked
from alicloud.core.errors.base import CredentialsError

KEY_ID = "ALIBABA_CLOUD_ACCESS_KEY_ID"
KEY_SECRET = "ALIBABA_CLOUD_ACCESS_KEY_SECRET"
TOKEN = "ALIBABA_CLOUD_SECURITY_TOKEN"


class EnvironmentCredentials:
    """Reads the variables each time it is asked. An empty variable counts as one that is not set.

    Args:
        environ: In place of `os.environ`.
    """

    __slots__ = ("_environ",)

    name = "environment"
    non_blocking = True

    def __init__(self, environ: Mapping[str, str] | None = None) -> None:
        self._environ = environ

    def missing(self) -> str:
        """Why this source is not in use here; empty if it is."""
        environ = self._variables()
        if environ.get(KEY_ID) or environ.get(KEY_SECRET):
            return ""
        return f"{KEY_ID} and {KEY_SECRET} are not set"

    def get(self) -> Credentials:
        """What the variables hold now.

        Raises:
            CredentialsError: they are not set, not both set, or hold what no key holds.
        """
        environ = self._variables()
        key_id, secret = environ.get(KEY_ID), environ.get(KEY_SECRET)
        if not key_id or not secret:
            unset = [name for name in (KEY_ID, KEY_SECRET) if not environ.get(name)]
            verb = "are" if len(unset) == 2 else "is"
            raise CredentialsError(f"{' and '.join(unset)} {verb} not set")
        return checked(
            key_id,
            secret,
            environ.get(TOKEN) or None,
            source=self.name,
            names=(KEY_ID, KEY_SECRET, TOKEN),
        )

    def _variables(self) -> Mapping[str, str]:
        return os.environ if self._environ is None else self._environ

    def __repr__(self) -> str:
        return "<EnvironmentCredentials>"

"""A bearer token, which is sent in place of a signature."""

from __future__ import annotations

import os
from collections.abc import Mapping

from alicloud.core.auth.credentials import Credentials
from alicloud.core.credentials.static import check
from alicloud.core.errors.base import CredentialsError

VARIABLE = "ALIBABA_CLOUD_BEARER_TOKEN"


class BearerTokenCredentials:
    """A token for services that take one. Both signature versions can carry it.

    Args:
        bearer_token: The token; without one ALIBABA_CLOUD_BEARER_TOKEN is read each time.
        environ: In place of `os.environ`.

    Raises:
        CredentialsError: the token has blanks in or around it.
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
            self._credentials = self._checked("bearer_token", bearer_token)

    def get(self) -> Credentials:
        """The token.

        Raises:
            CredentialsError: none was given, and the variable holds none.
        """
        if self._credentials is not None:
            return self._credentials
        environ = os.environ if self._environ is None else self._environ
        token = environ.get(VARIABLE)
        if not token:
            raise CredentialsError(f"{VARIABLE} is not set", hint="Set it, or pass the token.")
        return self._checked(VARIABLE, token)

    def _checked(self, name: str, token: str) -> Credentials:
        check(name, token)
        return Credentials(bearer_token=token, source=self.name)

    def __reduce__(self) -> tuple[object, ...]:
        raise TypeError(
            "BearerTokenCredentials hold secrets and are not pickled; build them where they are "
            "used"
        )

    def __repr__(self) -> str:
        return "<BearerTokenCredentials>"

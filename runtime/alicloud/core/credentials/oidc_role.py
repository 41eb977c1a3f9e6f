"""Temporary credentials of a RAM role for an OIDC token, as pods with RRSA have one."""

from __future__ import annotations

import os
from collections.abc import Mapping

from alicloud.core.credentials import files
from alicloud.core.credentials.connection import own_transport
from alicloud.core.credentials.role_session import RoleCredentials
from alicloud.core.credentials.variables import not_set
from alicloud.core.errors.base import CredentialsError

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from alicloud.core.auth.credentials import Credentials
    from alicloud.core.credentials.connection import Path
    from alicloud.core.credentials.role_session import Policy
    from alicloud.core.http.transport import Transport

ROLE = "ALIBABA_CLOUD_ROLE_ARN"
PROVIDER = "ALIBABA_CLOUD_OIDC_PROVIDER_ARN"
TOKEN_FILE = "ALIBABA_CLOUD_OIDC_TOKEN_FILE"
SESSION = "ALIBABA_CLOUD_ROLE_SESSION_NAME"

_HINT = "Kubernetes mounts the token and sets the variables when RRSA is on for the pod."


class OidcRoleCredentials(RoleCredentials):
    """Sessions of a role for the token in a file, from AssumeRoleWithOIDC.

    The file is read for each session, since its token expires too and is replaced. Arguments that
    are not given are read from the environment then.

    Args:
        role_arn: The role; by default ALIBABA_CLOUD_ROLE_ARN.
        oidc_provider_arn: The identity provider; by default ALIBABA_CLOUD_OIDC_PROVIDER_ARN.
        token_file: The file with the token; by default ALIBABA_CLOUD_OIDC_TOKEN_FILE.
        session_name: Identifies the session in audit logs; by default
            ALIBABA_CLOUD_ROLE_SESSION_NAME, and without that "alicloud-python-" and the time in
            epoch seconds.
        duration_seconds, policy, region, endpoint, transport, proxy, ca_bundle, client_cert, trust_env:
            As for `AssumeRoleCredentials`.
        environ: Used instead of `os.environ`.

    Raises:
        CredentialsError: an argument cannot be used.
    """

    name = "oidc_role"

    def __init__(
        self,
        *,
        role_arn: str | None = None,
        oidc_provider_arn: str | None = None,
        token_file: str | os.PathLike[str] | None = None,
        session_name: str | None = None,
        duration_seconds: int = 3600,
        policy: Policy | None = None,
        region: str | None = None,
        endpoint: str | None = None,
        transport: Transport | None = None,
        proxy: str | None = None,
        ca_bundle: Path | None = None,
        client_cert: Path | tuple[Path, Path] | None = None,
        trust_env: bool | None = None,
        environ: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(
            duration_seconds=duration_seconds,
            policy=policy,
            region=region,
            endpoint=endpoint,
            transport=own_transport(transport, proxy, ca_bundle, client_cert, trust_env),
            environ=environ,
        )
        self._given = {
            ROLE: role_arn,
            PROVIDER: oidc_provider_arn,
            TOKEN_FILE: None if token_file is None else os.fspath(token_file),
        }
        self._session_name = session_name

    def unavailable_reason(self) -> str:
        """Why this source is not set up here; empty if it is, also by half.

        The role alone does not count: other sources read it too.
        """
        given = any(self._given.values())
        half = given or any(map(self._variables.is_set, (PROVIDER, TOKEN_FILE)))
        return "" if half else self._missing()

    def _fetch(self) -> Credentials:
        missing = self._missing()
        if missing:
            raise CredentialsError(missing, hint=_HINT)
        path = files.expanded(self._value(TOKEN_FILE), self._variables)
        token = files.read(path, hint=_HINT).strip()
        if not token:
            raise CredentialsError(f"{path}: the token file is empty", hint=_HINT)
        parameters = {
            "RoleArn": self._value(ROLE),
            "OIDCProviderArn": self._value(PROVIDER),
            "OIDCToken": token,
            "RoleSessionName": session_name(self._session_name, self._variables, self._wall()),
        }
        return self._session("AssumeRoleWithOIDC", parameters, None)

    def _missing(self) -> str:
        return not_set(name for name in self._given if not self._value(name))

    def _value(self, name: str) -> str:
        return self._given[name] or self._variables.get(name, "")


def session_name(given: str | None, environ: Mapping[str, str], now: float) -> str:
    """The name of a session: the given one, that of the environment, or one made from the time."""
    return given or environ.get(SESSION) or f"alicloud-python-{int(now)}"

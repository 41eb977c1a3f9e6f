"""Temporary credentials of a RAM role, from AssumeRole with the credentials of another source."""

from __future__ import annotations

from alicloud.core.credentials.accepted import require_provider
from alicloud.core.credentials.connection import own_transport
from alicloud.core.credentials.role_session import RoleCredentials
from alicloud.core.credentials.validation import require_text

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from collections.abc import Mapping

    from alicloud.core.auth.credentials import AnyCredentials, Credentials
    from alicloud.core.credentials.connection import Path
    from alicloud.core.credentials.role_session import Policy
    from alicloud.core.http.transport import Transport


class AssumeRoleCredentials(RoleCredentials):
    """Sessions of a role, renewed for as long as the program runs::

        ram = RamClient(
            credentials=AssumeRoleCredentials(
                role_arn="acs:ram::1234567890123456:role/ReportReader", session_name="nightly"
            )
        )

    Args:
        role_arn: The role.
        session_name: Identifies the session in audit logs: 2 to 64 letters, digits and `.@-_`.
        source: The provider whose credentials sign the call, which may be another
            `AssumeRoleCredentials` (or what else a client takes for one); by default the default
            chain of sources.
        duration_seconds: How long a session lasts: from 900 to what the role allows.
        policy: Restricts what the session may do: a dict, or a JSON string.
        external_id: A secret that the owner of the role may have agreed on with you.
        region: For the regional endpoint of STS; by default ALIBABA_CLOUD_STS_REGION, and without
            that the central endpoint.
        endpoint: The host of STS, as the option of a client.
        transport: Sends the requests, instead of that of the client.
        proxy, ca_bundle, client_cert, trust_env: As for a client; without any, those of the client.
        environ: Used instead of `os.environ`, to find STS.

    Raises:
        CredentialsError: an argument cannot be used.
    """

    name = "assume_role"

    def __init__(
        self,
        *,
        role_arn: str,
        session_name: str,
        source: AnyCredentials | None = None,
        duration_seconds: int = 3600,
        policy: Policy | None = None,
        external_id: str | None = None,
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
        self._role_arn = require_text("role_arn", role_arn)
        self._session_name = require_text("session_name", session_name)
        if external_id is not None:
            require_text("external_id", external_id)
        self._external_id = external_id
        self._source = None if source is None else require_provider("source", source)

    def _fetch(self) -> Credentials:
        if self._source is None:
            from alicloud.core.credentials.chain import DefaultCredentials

            self._source = DefaultCredentials()
        parameters = {
            "RoleArn": self._role_arn,
            "RoleSessionName": self._session_name,
            "ExternalId": self._external_id,
        }
        return self._session("AssumeRole", parameters, self._source)

    def _shown(self) -> str:
        return self._role_arn

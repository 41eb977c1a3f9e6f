"""Temporary credentials of a CloudSSO user who is logged in with the official CLI."""

from __future__ import annotations

import json

from alicloud.core.credentials import http
from alicloud.core.credentials.cli.profile import Profile
from alicloud.core.credentials.from_fields import from_fields
from alicloud.core.credentials.refreshing import RefreshingCredentials
from alicloud.core.errors.base import CredentialsError

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from alicloud.core.auth.credentials import Credentials
    from alicloud.core.credentials.cli.config_file import CliFile
    from alicloud.core.http.transport import Transport


class CloudSsoCredentials(RefreshingCredentials):
    """Exchanges the access token of a login for credentials of an account.

    The profile is read for each exchange, so that a new login is found.

    Args:
        file: The CLI's file.
        profile: The profile in it.
        transport: Sends the requests, instead of the default transport.
    """

    name = "cloud_sso"

    def __init__(self, file: CliFile, profile: str, *, transport: Transport | None = None) -> None:
        super().__init__()
        self._file = file
        self._profile = profile
        self._transport = transport

    def _fetch(self) -> Credentials:
        profile = Profile.read(self._file, self._profile, self._transport)
        hint = f"Log in again: `aliyun configure --mode CloudSSO --profile {profile.name}`."
        base = http.origin(profile.need("cloud_sso_sign_in_url"), f"{profile.place}: sign-in URL")
        account = {
            "AccountId": profile.need("cloud_sso_account_id"),
            "AccessConfigurationId": profile.need("cloud_sso_access_config"),
        }
        token = profile.text("access_token")
        if not token or profile.number("cloud_sso_access_token_expire") <= self._wall():
            raise CredentialsError(f"{profile.place}: the CloudSSO login has expired", hint=hint)
        place = f"CloudSSO {base}"
        response = http.send(
            http.bearer_post(
                f"{base}/cloud-credentials", token, json.dumps(account), profile.place
            ),
            self._transport,
            place=place,
            hint=hint,
        )
        fields = http.json_object(response, place=place, hint=hint).get("CloudCredential")
        return from_fields(fields, source=self.name, place=place, hint=hint)

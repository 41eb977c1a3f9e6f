"""What each mode of a CLI profile means: which source, built from which members."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from alicloud.core.auth.credentials import Credentials
from alicloud.core.credentials.static import checked
from alicloud.core.errors.base import CredentialsError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from alicloud.core.auth.credentials import CredentialsProvider
    from alicloud.core.credentials.assume_role import AssumeRoleCredentials
    from alicloud.core.credentials.cli.config_file import CliFile
    from alicloud.core.http.transport import Transport

NO_PROCESS = "ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS"


class Profile:
    """A profile, and what its source needs besides.

    Args:
        file: Where it stands.
        name: Its name.
        members: As in the file.
        transport: Carries the requests of its source.
        users: The profiles, the last first, that name this one as their source.
    """

    def __init__(
        self,
        file: CliFile,
        name: str,
        members: Mapping[str, Any],
        transport: Transport | None,
        users: tuple[str, ...] = (),
    ) -> None:
        self.file = file
        self.name = name
        self.members = members
        self.transport = transport
        self.users = users
        self.environ = file.environ
        self.place = f"{file.path} profile {name!r}"

    def provider(self) -> CredentialsProvider:
        """The source that the mode stands for.

        Raises:
            CredentialsError: the mode is unknown or no longer supported, or members are missing.
        """
        mode = self.text("mode") or self._likely_mode()
        make = MODES.get(mode.lower())
        if make is None:
            raise CredentialsError(
                f"{self.place}: mode {mode!r} is not known",
                hint="`aliyun configure` writes profiles anew.",
            )
        return make(self)

    def text(self, name: str) -> str:
        """A member; empty if it is not there.

        Raises:
            CredentialsError: it is no text.
        """
        value = self.members.get(name)
        if value is not None and not isinstance(value, str):
            raise CredentialsError(f"{self.place}: {name} is not a text", hint="Correct it.")
        return value or ""

    def need(self, name: str) -> str:
        """A member that must be there.

        Raises:
            CredentialsError: it is not.
        """
        value = self.text(name)
        if not value:
            raise CredentialsError(
                f"{self.place}: {name} is missing",
                hint=f"`aliyun configure --profile {self.name}` asks for it.",
            )
        return value

    def number(self, name: str) -> int:
        """A member that is a whole number; 0 if it is not there.

        Raises:
            CredentialsError: it is something else.
        """
        value = self.members.get(name) or 0
        if isinstance(value, bool) or not isinstance(value, int):
            raise CredentialsError(f"{self.place}: {name} is not a number", hint="Correct it.")
        return value

    def keys(self, *, token: str | None) -> Credentials:
        """The key in the profile."""
        return checked(
            self.need("access_key_id"),
            self.need("access_key_secret"),
            token,
            source="cli_profile",
            names=(
                f"{self.place}: access_key_id",
                f"{self.place}: access_key_secret",
                f"{self.place}: sts_token",
            ),
        )

    def role(self, source: CredentialsProvider) -> AssumeRoleCredentials:
        """The role of the profile, assumed by `source`."""
        from alicloud.core.credentials.assume_role import AssumeRoleCredentials
        from alicloud.core.credentials.oidc_role import ROLE, session_name

        return AssumeRoleCredentials(
            role_arn=self.text("ram_role_arn")
            or self.environ.get(ROLE)
            or self.need("ram_role_arn"),
            session_name=session_name(self.text("ram_session_name"), self.environ, time.time()),
            source=source,
            duration_seconds=self.number("expired_seconds") or 3600,
            policy=self.text("policy") or None,
            external_id=self.text("external_id") or None,
            region=self.region(),
            endpoint=self.sts_endpoint(),
            transport=self.transport,
        )

    def region(self) -> str | None:
        """The region for STS."""
        return self.text("sts_region") or self.environ.get("ALIBABA_CLOUD_STS_REGION") or None

    def sts_endpoint(self) -> str | None:
        """The host of STS, where the profile itself decides it."""
        given, region, inside = (
            self.text("sts_endpoint"),
            self.region(),
            self.members.get("enable_vpc"),
        )
        if given or region is None or not isinstance(inside, bool):
            return given or None
        return f"{'sts-vpc' if inside else 'sts'}.{region}.aliyuncs.com"

    def source(self) -> CredentialsProvider:
        """The source that `source_profile` stands for.

        Raises:
            CredentialsError: there is no such profile, or the profiles run in a circle.
        """
        name = self.need("source_profile")
        users = (self.name, *self.users)
        if name in users:
            raise CredentialsError(
                f"{self.place}: source_profile {name!r} leads back to a profile that needs this one",
                hint="Let the last of them have credentials of its own.",
            )
        _, members = self.file.profile(name)
        return Profile(self.file, name, members, self.transport, users).provider()

    def refuse_processes(self) -> None:
        """Raises CredentialsError if the environment forbids to run others."""
        if self.environ.get(NO_PROCESS, "").lower() in ("1", "true"):
            raise CredentialsError(
                f"{self.place}: {NO_PROCESS} forbids its mode", hint="Unset it, or use another one."
            )

    def _likely_mode(self) -> str:
        """The mode of a profile that does not tell it, from the members it has."""
        for mode, members in _SIGNS:
            if all(self.members.get(name) for name in members):
                return mode
        raise CredentialsError(f"{self.place}: mode is missing", hint="`aliyun configure` sets it.")


_KEY = ("access_key_id", "access_key_secret")

# The CLI's own order.
_SIGNS = (
    ("StsToken", (*_KEY, "sts_token")),
    ("RamRoleArn", (*_KEY, "ram_role_arn")),
    ("AK", _KEY),
    ("RsaKeyPair", ("private_key", "key_pair_name")),
    ("EcsRamRole", ("ram_role_name",)),
    ("External", ("process_command",)),
    ("OIDC", ("oidc_provider_arn", "oidc_token_file", "ram_role_arn")),
    ("CloudSSO", ("cloud_sso_sign_in_url",)),
    ("BearerToken", ("bearer_token",)),
)


def _ak(profile: Profile) -> CredentialsProvider:
    return profile.keys(token=None)


def _sts_token(profile: Profile) -> CredentialsProvider:
    return profile.keys(token=profile.need("sts_token"))


def _ram_role_arn(profile: Profile) -> CredentialsProvider:
    return profile.role(profile.keys(token=profile.text("sts_token") or None))


def _ecs_ram_role(profile: Profile) -> CredentialsProvider:
    from alicloud.core.credentials.ecs_metadata import EcsMetadataCredentials

    return EcsMetadataCredentials(
        profile.text("ram_role_name") or None, transport=profile.transport, environ=profile.environ
    )


def _ram_role_arn_with_role_name(profile: Profile) -> CredentialsProvider:
    profile.need("ram_role_name")
    return profile.role(_ecs_ram_role(profile))


def _chainable_ram_role_arn(profile: Profile) -> CredentialsProvider:
    return profile.role(profile.source())


def _oidc(profile: Profile) -> CredentialsProvider:
    from alicloud.core.credentials.oidc_role import OidcRoleCredentials

    return OidcRoleCredentials(
        role_arn=profile.text("ram_role_arn"),
        oidc_provider_arn=profile.text("oidc_provider_arn"),
        token_file=profile.text("oidc_token_file"),
        # The CLI writes the first name, the official Python library reads the second.
        session_name=profile.text("ram_session_name") or profile.text("role_session_name"),
        duration_seconds=profile.number("expired_seconds") or 3600,
        policy=profile.text("policy") or None,
        region=profile.region(),
        endpoint=profile.sts_endpoint(),
        transport=profile.transport,
        environ=profile.environ,
    )


def _external(profile: Profile) -> CredentialsProvider:
    from alicloud.core.credentials.process import ProcessCredentials

    profile.refuse_processes()
    return ProcessCredentials(profile.need("process_command"))


def _credentials_uri(profile: Profile) -> CredentialsProvider:
    from alicloud.core.credentials.credentials_uri import UriCredentials

    profile.refuse_processes()
    return UriCredentials(
        profile.text("credentials_uri") or None,
        transport=profile.transport,
        environ=profile.environ,
    )


def _cloud_sso(profile: Profile) -> CredentialsProvider:
    from alicloud.core.credentials.cli.cloud_sso import CloudSsoCredentials

    return CloudSsoCredentials(profile.file, profile.name, transport=profile.transport)


def _oauth(profile: Profile) -> CredentialsProvider:
    from alicloud.core.credentials.cli.oauth import OAuthCredentials

    return OAuthCredentials(profile.file, profile.name, transport=profile.transport)


def _bearer_token(profile: Profile) -> CredentialsProvider:
    from alicloud.core.credentials.bearer import BearerTokenCredentials

    header = profile.text("bearer_token_header_key").lower()
    if header not in ("", "x-acs-bearer-token"):
        raise CredentialsError(
            f"{profile.place}: bearer_token_header_key is not x-acs-bearer-token",
            hint="This SDK sends bearer tokens in that header only.",
        )
    return BearerTokenCredentials(profile.text("bearer_token") or None, environ=profile.environ)


def _anonymous(profile: Profile) -> CredentialsProvider:
    return Credentials(source="cli_profile")


def _rsa_key_pair(profile: Profile) -> CredentialsProvider:
    raise CredentialsError(
        f"{profile.place}: mode RsaKeyPair is not supported, for STS does not document it any more",
        hint="Use an access key or a role: `aliyun configure --mode AK`.",
    )


MODES: Mapping[str, Callable[[Profile], CredentialsProvider]] = {
    "ak": _ak,
    "anonymous": _anonymous,
    "bearertoken": _bearer_token,
    "chainableramrolearn": _chainable_ram_role_arn,
    "cloudsso": _cloud_sso,
    "credentialsuri": _credentials_uri,
    "ecsramrole": _ecs_ram_role,
    "external": _external,
    "oauth": _oauth,
    "oidc": _oidc,
    "ramrolearn": _ram_role_arn,
    "ramrolearnwithrolename": _ram_role_arn_with_role_name,
    "rsakeypair": _rsa_key_pair,
    "ststoken": _sts_token,
}
"""The mode in small letters, since the CLI does not look at case -> what makes its source."""

"""The modes of CLI profiles: the source that each stands for, and the members it is built from."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from alicloud.core.auth.credentials import Credentials
from alicloud.core.credentials.cli.profile import Profile
from alicloud.core.errors.base import CredentialsError

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from alicloud.core.auth.credentials import CredentialsProvider

NO_PROCESS = "ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS"

_KEY = ("access_key_id", "access_key_secret")

# The CLI's own order.
_MEMBERS_OF_MODES = (
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


def provider_of(profile: Profile) -> CredentialsProvider:
    """The source that the mode of a profile stands for.

    Raises:
        CredentialsError: the mode is unknown or no longer supported, or members are missing.
    """
    mode = profile.text("mode") or _guess_mode(profile)
    make = MODES.get(mode.lower())
    if make is None:
        raise CredentialsError(
            f"{profile.place}: mode {mode!r} is not known",
            hint="`aliyun configure` rewrites profiles.",
        )
    return make(profile)


def _guess_mode(profile: Profile) -> str:
    """The mode of a profile that does not name one, from the members that it has."""
    for mode, members in _MEMBERS_OF_MODES:
        if all(profile.members.get(name) for name in members):
            return mode
    raise CredentialsError(f"{profile.place}: mode is missing", hint="`aliyun configure` sets it.")


def source_of(profile: Profile) -> CredentialsProvider:
    """The source that the `source_profile` of a profile stands for.

    Raises:
        CredentialsError: there is no such profile, or the profiles name one another in a circle.
    """
    name = profile.need("source_profile")
    dependents = (profile.name, *profile.dependents)
    if name in dependents:
        raise CredentialsError(
            f"{profile.place}: source_profile {name!r} leads back to a profile that needs this one",
            hint="Give the last of them credentials of its own.",
        )
    return provider_of(Profile.read(profile.file, name, profile.transport, dependents))


def _assume_role(profile: Profile, source: CredentialsProvider) -> CredentialsProvider:
    """The role that a profile names, assumed with the credentials of `source`."""
    from alicloud.core.credentials.assume_role import AssumeRoleCredentials
    from alicloud.core.credentials.oidc_role import ROLE, session_name

    role = profile.text("ram_role_arn") or profile.environ.get(ROLE)
    return AssumeRoleCredentials(
        role_arn=role or profile.need("ram_role_arn"),
        session_name=session_name(profile.text("ram_session_name"), profile.environ, time.time()),
        source=source,
        duration_seconds=profile.number("expired_seconds") or 3600,
        policy=profile.text("policy") or None,
        external_id=profile.text("external_id") or None,
        region=profile.sts_region(),
        endpoint=profile.sts_endpoint(),
        transport=profile.transport,
        environ=profile.environ,
    )


def _require_external_allowed(profile: Profile) -> None:
    """Raise CredentialsError if the environment forbids modes that ask another program."""
    if profile.environ.get(NO_PROCESS, "").lower() in ("1", "true"):
        raise CredentialsError(
            f"{profile.place}: {NO_PROCESS} forbids its mode",
            hint="Unset it, or use another profile.",
        )


def _ak(profile: Profile) -> CredentialsProvider:
    return profile.keys(token=None)


def _sts_token(profile: Profile) -> CredentialsProvider:
    return profile.keys(token=profile.need("sts_token"))


def _ram_role_arn(profile: Profile) -> CredentialsProvider:
    return _assume_role(profile, profile.keys(token=profile.text("sts_token") or None))


def _ecs_ram_role(profile: Profile) -> CredentialsProvider:
    from alicloud.core.credentials.ecs_metadata import EcsMetadataCredentials

    return EcsMetadataCredentials(
        profile.text("ram_role_name") or None, transport=profile.transport, environ=profile.environ
    )


def _ram_role_arn_with_role_name(profile: Profile) -> CredentialsProvider:
    profile.need("ram_role_name")
    return _assume_role(profile, _ecs_ram_role(profile))


def _chainable_ram_role_arn(profile: Profile) -> CredentialsProvider:
    return _assume_role(profile, source_of(profile))


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
        region=profile.sts_region(),
        endpoint=profile.sts_endpoint(),
        transport=profile.transport,
        environ=profile.environ,
    )


def _external(profile: Profile) -> CredentialsProvider:
    from alicloud.core.credentials.process import ProcessCredentials

    _require_external_allowed(profile)
    return ProcessCredentials(profile.need("process_command"))


def _credentials_uri(profile: Profile) -> CredentialsProvider:
    from alicloud.core.credentials.credentials_uri import UriCredentials

    _require_external_allowed(profile)
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
        f"{profile.place}: mode RsaKeyPair is not supported, since STS no longer documents it",
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
"""The mode in lower case, since the CLI ignores case -> what makes its source."""

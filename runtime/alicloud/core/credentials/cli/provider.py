"""Credentials from a profile of the official CLI."""

from __future__ import annotations

import os
from collections.abc import Mapping

from alicloud.core.credentials import files
from alicloud.core.credentials.cli.config_file import PROFILE, CliFile
from alicloud.core.credentials.connection import own_transport
from alicloud.core.credentials.delegating import DelegatingCredentials
from alicloud.core.errors.base import CredentialsError

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from alicloud.core.auth.credentials import Credentials, CredentialsProvider
    from alicloud.core.credentials.connection import Path
    from alicloud.core.http.transport import Transport


class ProfileCredentials(DelegatingCredentials):
    """What `aliyun configure` has stored, in every mode of the CLI but RsaKeyPair.

    Its region is used by clients that have no other.

    Args:
        profile: The name; by default ALIBABA_CLOUD_PROFILE, and without that the file's `current`.
        path: The file; by default ALIBABA_CLOUD_CONFIG_FILE, and without that
            `~/.aliyun/config.json`.
        transport: Sends the requests, instead of that of the client.
        proxy, ca_bundle, client_cert, trust_env: As for a client; without any, those of the client.
        environ: Used instead of `os.environ`.
    """

    name = "cli_profile"

    def __init__(
        self,
        profile: str | None = None,
        *,
        path: str | os.PathLike[str] | None = None,
        transport: Transport | None = None,
        proxy: str | None = None,
        ca_bundle: Path | None = None,
        client_cert: Path | tuple[Path, Path] | None = None,
        trust_env: bool | None = None,
        environ: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__()
        self._profile = profile
        self._file = CliFile(path, environ)
        self._transport = own_transport(transport, proxy, ca_bundle, client_cert, trust_env)

    @property
    def region(self) -> str | None:
        """The region of the profile, read from the file; None if it has none."""
        return self._file.region(self._profile)

    def unavailable_reason(self) -> str:
        """Why this source is not set up here; empty if it is."""
        file = self._file
        reason = file.switched_off()
        if reason or self._profile is not None:
            return reason
        named = file.environ.get(PROFILE)
        if not named:
            blank = f"{file.path} has no profiles" if file.is_blank() else ""
            return file.unavailable_reason() or blank
        # Both kinds of files have profiles, and the variable may mean one of either.
        elsewhere = not file.has(named) and _in_ini_file(named, file.environ)
        return f"profile {named!r} is in the shared credentials file" if elsewhere else ""

    def invalidate(self, snapshot: Credentials) -> None:
        """Do not return these credentials again: fetch others, or read the file again."""
        if hasattr(self._chosen, "invalidate"):
            super().invalidate(snapshot)
        else:
            self._chosen = None

    def _choose(self) -> tuple[CredentialsProvider, Credentials]:
        from alicloud.core.credentials.cli.modes import provider_of
        from alicloud.core.credentials.cli.profile import Profile

        reason = self._file.unavailable_reason()
        if reason:
            named = self._profile or self._file.environ.get(PROFILE)
            raise CredentialsError(
                f"profile {named!r}: {reason}" if named else reason,
                hint=f"`aliyun configure` writes the file; {PROFILE} may name a profile.",
            )
        profile = Profile.read(self._file, self._profile, self._transport)
        files.warn_if_open_to_others(self._file.path)
        provider = provider_of(profile)
        return provider, provider.get()


def _in_ini_file(name: str, environ: Mapping[str, str]) -> bool:
    from alicloud.core.credentials.ini_file import has_section

    return has_section(name, environ)

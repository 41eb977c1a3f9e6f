"""Credentials of a profile of the official CLI."""

from __future__ import annotations

import os
from collections.abc import Mapping

from alicloud.core.credentials import files
from alicloud.core.credentials.cli.config_file import CliFile
from alicloud.core.credentials.delegating import DelegatingCredentials
from alicloud.core.errors.base import CredentialsError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from alicloud.core.auth.credentials import Credentials, CredentialsProvider
    from alicloud.core.http.transport import Transport


class ProfileCredentials(DelegatingCredentials):
    """What `aliyun configure` has stored, in every mode that the CLI knows but RsaKeyPair.

    Also names the region of clients that have no other.

    Args:
        profile: The name; by default ALIBABA_CLOUD_PROFILE, and without that the file's current.
        path: The file; by default ALIBABA_CLOUD_CONFIG_FILE, and without that
            `~/.aliyun/config.json`.
        transport: Carries requests of the sources that a profile can name.
        environ: In place of `os.environ`.
    """

    name = "cli_profile"

    def __init__(
        self,
        profile: str | None = None,
        *,
        path: str | os.PathLike[str] | None = None,
        transport: Transport | None = None,
        environ: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__()
        self._profile = profile
        self._file = CliFile(path, environ)
        self._transport = transport

    @property
    def region(self) -> str | None:
        """The region of the profile, if it names one. Reads the file."""
        return self._file.region(self._profile)

    def missing(self) -> str:
        """Why this source is not in use here; empty if it is."""
        return self._file.missing()

    def invalidate(self, snapshot: Credentials) -> None:
        """Do not give this snapshot again: fetch another one, or look into the file again."""
        if hasattr(self._chosen, "invalidate"):
            super().invalidate(snapshot)
        else:
            self._chosen = None

    def _choose(self) -> tuple[CredentialsProvider, Credentials]:
        from alicloud.core.credentials.cli.modes import Profile

        missing = self.missing()
        if missing:
            raise CredentialsError(missing, hint="`aliyun configure` writes the file.")
        name, members = self._file.profile(self._profile)
        files.warn_if_open_to_others(self._file.path)
        provider = Profile(self._file, name, members, self._transport).provider()
        return provider, provider.get()

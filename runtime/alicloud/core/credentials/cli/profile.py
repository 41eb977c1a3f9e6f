"""A profile of the official CLI's configuration file: its members, read with clear errors."""

from __future__ import annotations

from collections.abc import Mapping

from alicloud.core.credentials.validation import make_credentials
from alicloud.core.errors.base import CredentialsError

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

    from alicloud.core.auth.credentials import Credentials
    from alicloud.core.credentials.cli.config_file import CliFile
    from alicloud.core.http.transport import Transport


class Profile:
    """One profile, together with what its source needs besides.

    Args:
        file: The file that the profile is in.
        name: Its name.
        members: Its members, as in the file.
        transport: Sends the requests of its source.
        dependents: The profiles that name this one as their source, directly or through others,
            the nearest first.
    """

    def __init__(
        self,
        file: CliFile,
        name: str,
        members: Mapping[str, Any],
        transport: Transport | None,
        dependents: tuple[str, ...] = (),
    ) -> None:
        self.file = file
        self.name = name
        self.members = members
        self.transport = transport
        self.dependents = dependents
        self.environ = file.environ
        self.place = f"{file.path} profile {name!r}"

    @classmethod
    def read(
        cls,
        file: CliFile,
        name: str | None,
        transport: Transport | None,
        dependents: tuple[str, ...] = (),
    ) -> Profile:
        """The profile of this name, as the file has it now.

        Args:
            name: As for `CliFile.profile`.

        Raises:
            CredentialsError: there is no such profile, or the file cannot be used.
        """
        found, members = file.profile(name)
        return cls(file, found, members, transport, dependents)

    def text(self, name: str) -> str:
        """A string member; empty if the profile does not have it.

        Raises:
            CredentialsError: it is not a string.
        """
        value = self.members.get(name)
        if value is not None and not isinstance(value, str):
            raise CredentialsError(f"{self.place}: {name} is not a string", hint="Correct it.")
        return value or ""

    def need(self, name: str) -> str:
        """A string member that must not be missing.

        Raises:
            CredentialsError: it is missing, or not a string.
        """
        value = self.text(name)
        if not value:
            raise CredentialsError(
                f"{self.place}: {name} is missing",
                hint=f"`aliyun configure --profile {self.name}` asks for it.",
            )
        return value

    def number(self, name: str) -> int:
        """A member that is a whole number; 0 if the profile does not have it.

        Raises:
            CredentialsError: it is not a whole number.
        """
        value = self.members.get(name) or 0
        if isinstance(value, bool) or not isinstance(value, int):
            raise CredentialsError(f"{self.place}: {name} is not a number", hint="Correct it.")
        return value

    def keys(
        self, *, token: str | None, source: str = "cli_profile", expiration: datetime | None = None
    ) -> Credentials:
        """The credentials that are stored in the profile itself.

        Raises:
            CredentialsError: the access key is missing, or a value cannot be part of credentials.
        """
        return make_credentials(
            self.need("access_key_id"),
            self.need("access_key_secret"),
            token,
            source=source,
            names=("access_key_id", "access_key_secret", "sts_token"),
            place=self.place,
            expiration=expiration,
        )

    def sts_region(self) -> str | None:
        """The region whose STS is called."""
        return self.text("sts_region") or self.environ.get("ALIBABA_CLOUD_STS_REGION") or None

    def sts_endpoint(self) -> str | None:
        """The host of STS; None if the profile leaves that to the environment."""
        given, region = self.text("sts_endpoint"), self.sts_region()
        vpc = self.members.get("enable_vpc")
        if given or region is None or not isinstance(vpc, bool):
            return given or None
        return f"{'sts-vpc' if vpc else 'sts'}.{region}.aliyuncs.com"

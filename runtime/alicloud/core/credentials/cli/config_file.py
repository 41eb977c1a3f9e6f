"""The configuration file of the official CLI, `~/.aliyun/config.json`: reading and updating it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping

from alicloud.core.credentials import files
from alicloud.core.credentials.variables import ReadsEnvironment
from alicloud.core.errors.base import CredentialsError

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from typing import Any

FILE = "ALIBABA_CLOUD_CONFIG_FILE"
PROFILE = "ALIBABA_CLOUD_PROFILE"
DISABLED = "ALIBABA_CLOUD_CLI_PROFILE_DISABLED"
IGNORED = ("ALIBABA_CLOUD_IGNORE_PROFILE", "ALIBABACLOUD_IGNORE_PROFILE")

_HINT = f"`aliyun configure` writes it; {FILE} names another file."


class CliFile(ReadsEnvironment):
    """The file, read again each time. Members are named as in the file.

    Args:
        path: By default ALIBABA_CLOUD_CONFIG_FILE, and without that `~/.aliyun/config.json`.
        environ: Used instead of `os.environ`.
    """

    def __init__(
        self, path: str | os.PathLike[str] | None = None, environ: Mapping[str, str] | None = None
    ) -> None:
        self._given = path
        self._environ = environ

    @property
    def environ(self) -> Mapping[str, str]:
        """The environment variables."""
        return self._variables

    @property
    def path(self) -> str:
        """Where the file is, or would be."""
        given = self._given or self.environ.get(FILE)
        if given:
            return files.expanded(given, self.environ)
        return os.path.join(files.home(self.environ), ".aliyun", "config.json")

    def unavailable_reason(self) -> str:
        """Why the file is not used here; empty if it is, or should be."""
        reason = self.switched_off()
        if reason:
            return reason
        if self._given or self.environ.get(FILE) or files.exists(self.path):
            return ""
        return f"there is no file {self.path}"

    def switched_off(self) -> str:
        """Which variable forbids the use of the file; empty if none does."""
        if self._is_true(DISABLED):
            return f"{DISABLED} is true"
        ignored = next((name for name in IGNORED if self.environ.get(name) == "TRUE"), None)
        return f"{ignored} is TRUE" if ignored else ""

    def has(self, name: str) -> bool:
        """Whether the file can be read and has this profile."""
        try:
            self.profile(name)
        except CredentialsError:
            return False
        return True

    def is_blank(self) -> bool:
        """Whether the file can be read, and neither has a profile nor selects one."""
        try:
            config = self._config()
        except CredentialsError:
            return False
        return not config.get("profiles") and config.get("current") in (None, "", "default")

    def profile(self, name: str | None) -> tuple[str, dict[str, Any]]:
        """Name and members of a profile.

        Args:
            name: By default ALIBABA_CLOUD_PROFILE, and without that the file's `current`.

        Raises:
            CredentialsError: there is no such profile, or the file is not as the CLI writes it.
        """
        config = self._config()
        chosen = name or self.environ.get(PROFILE) or config.get("current") or "default"
        return chosen, self._find(config, chosen)

    def region(self, name: str | None) -> str | None:
        """The region of a profile; None if it has none, or the file cannot be used."""
        try:
            if self.unavailable_reason():
                return None
            region = self.profile(name)[1].get("region_id")
        except CredentialsError:
            return None
        return region if isinstance(region, str) and region else None

    def update(self, name: str, members: Mapping[str, Any]) -> None:
        """Change members of a profile, and nothing else. The file is replaced in one step.

        Raises:
            CredentialsError: the file cannot be read any more.
            OSError: it cannot be written.
        """
        import tempfile

        config = self._config()
        self._find(config, name).update(members)
        path = os.path.realpath(self.path)
        mode = os.stat(path).st_mode & 0o777
        # Readers see the old file or the new one, never a part of it.
        handle, temporary = tempfile.mkstemp(dir=os.path.dirname(path), prefix="config.json.")
        try:
            with open(handle, "w", encoding="utf-8") as file:
                json.dump(config, file, indent="\t", ensure_ascii=False)
            os.chmod(temporary, mode)
            os.replace(temporary, path)
        except BaseException:
            os.unlink(temporary)
            raise

    def _config(self) -> dict[str, Any]:
        try:
            config = json.loads(files.read(self.path, hint=_HINT))
        except (ValueError, RecursionError):
            config = None
        # Raised outside the handler: the error of json holds the text of the file.
        if not isinstance(config, dict):
            raise CredentialsError(f"{self.path}: is not a JSON object", hint=_HINT)
        return config

    def _find(self, config: Mapping[str, Any], name: object) -> dict[str, Any]:
        profiles = config.get("profiles")
        named = [
            profile
            for profile in (profiles if isinstance(profiles, list) else ())
            if isinstance(profile, dict) and profile.get("name") == name
        ]
        if not named:
            raise CredentialsError(
                f"{self.path}: there is no profile {name!r}",
                hint=f"`aliyun configure list` shows them; {PROFILE} names one.",
            )
        found: dict[str, Any] = named[0]
        return found

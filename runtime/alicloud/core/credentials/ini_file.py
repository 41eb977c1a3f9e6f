"""Credentials from the shared credentials file, an INI file with a section for each profile."""

from __future__ import annotations

import configparser
import os
import time
from collections.abc import Callable, Mapping

from alicloud.core.credentials import files
from alicloud.core.credentials.connection import own_transport
from alicloud.core.credentials.delegating import DelegatingCredentials
from alicloud.core.credentials.validation import make_credentials
from alicloud.core.credentials.variables import ReadsEnvironment
from alicloud.core.errors.base import CredentialsError

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from alicloud.core.auth.credentials import Credentials, CredentialsProvider
    from alicloud.core.credentials.connection import Path
    from alicloud.core.http.transport import Transport

FILE = "ALIBABA_CLOUD_CREDENTIALS_FILE"
PROFILE = "ALIBABA_CLOUD_PROFILE"

# The official Python library uses the first name, the official Go library the second.
_DEFAULT_NAMES = ("credentials.ini", "credentials")


class IniFileCredentials(ReadsEnvironment, DelegatingCredentials):
    """The section of a profile in `~/.alibabacloud/credentials.ini` (or `credentials`).

    Its `type` is access_key, ram_role_arn, oidc_role_arn or ecs_ram_role. Option names are
    case-insensitive, section names are case-sensitive. A value ends at the first `#`; quotes are
    part of it; `%` has no special meaning.

    Args:
        profile: The section; by default ALIBABA_CLOUD_PROFILE, and without that "default".
        path: The file; by default ALIBABA_CLOUD_CREDENTIALS_FILE, and without that the one above.
        transport: Sends the requests, instead of that of the client.
        proxy, ca_bundle, client_cert, trust_env: As for a client; without any, those of the client.
        environ: Used instead of `os.environ`.
    """

    name = "ini_file"

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
        self._given_path = path
        self._transport = own_transport(transport, proxy, ca_bundle, client_cert, trust_env)
        self._environ = environ

    def unavailable_reason(self) -> str:
        """Why this source is not set up here; empty if it is."""
        path = self._path()
        if self._given_path or self._variables.is_set(FILE) or files.exists(path):
            return ""
        return f"there is no file {path}"

    def _choose(self) -> tuple[CredentialsProvider, Credentials]:
        path = self._path()
        section = self._profile or self._variables.get(PROFILE) or "default"
        options = _sections(path).get(section)
        if options is None:
            raise CredentialsError(
                f"{path}: there is no section [{section}]",
                hint=f"Add it, or name another section in {PROFILE}.",
            )
        files.warn_if_open_to_others(path)
        place = f"{path} [{section}]"
        make = _TYPES.get(options.get("type", ""))
        if make is None:
            raise CredentialsError(
                f"{place}: type is missing or unknown",
                hint=f"Use one of {', '.join(_TYPES)}. RSA key pairs are no longer supported.",
            )
        provider = make(_Section(place, options, self._variables, self._transport))
        return provider, provider.get()

    def _path(self) -> str:
        return _path(self._given_path, self._variables)


def has_section(name: str, environ: Mapping[str, str]) -> bool:
    """Whether the file that these variables lead to can be read, and has this section."""
    try:
        return name in _sections(_path(None, environ))
    except CredentialsError:
        return False


def _path(given: str | os.PathLike[str] | None, environ: Mapping[str, str]) -> str:
    given = given or environ.get(FILE)
    if given:
        return files.expanded(given, environ)
    folder = os.path.join(files.home(environ), ".alibabacloud")
    paths = [os.path.join(folder, name) for name in _DEFAULT_NAMES]
    return next(filter(files.exists, paths), paths[0])


def _sections(path: str) -> dict[str, dict[str, str]]:
    parser = configparser.ConfigParser(interpolation=None)
    text = files.read(path, hint=f"Correct the file, or name another one in {FILE}.")
    try:
        parser.read_string(text)
    except (
        configparser.MissingSectionHeaderError,
        configparser.DuplicateOptionError,
        configparser.DuplicateSectionError,
    ) as error:
        line = error.lineno
    except configparser.ParsingError as error:
        line = error.errors[0][0]
    else:
        return {
            section: {
                name: value.partition("#")[0].strip() for name, value in parser.items(section)
            }
            for section in parser.sections()
        }
    # Raised outside the handlers: these errors hold lines of the file.
    raise CredentialsError(
        f"{path}: line {line} is not valid in an INI file, or repeats another line",
        hint="Each line is a [section], `option = value`, or a comment that starts with #.",
    )


class _Section:
    """The options of a section, together with what its source needs besides."""

    def __init__(
        self,
        place: str,
        options: dict[str, str],
        environ: Mapping[str, str],
        transport: Transport | None,
    ) -> None:
        self.place = place
        self.options = options
        self.environ = environ
        self.transport = transport

    def need(self, name: str) -> str:
        value = self.options.get(name)
        if not value:
            raise CredentialsError(f"{self.place}: {name} is missing", hint="Add it.")
        return value


def _access_key(section: _Section) -> CredentialsProvider:
    return make_credentials(
        section.need("access_key_id"),
        section.need("access_key_secret"),
        None,
        source="ini_file",
        names=("access_key_id", "access_key_secret", ""),
        place=section.place,
    )


def _ram_role_arn(section: _Section) -> CredentialsProvider:
    from alicloud.core.credentials.assume_role import AssumeRoleCredentials
    from alicloud.core.credentials.oidc_role import ROLE, session_name

    options = section.options
    return AssumeRoleCredentials(
        role_arn=options.get("role_arn") or section.environ.get(ROLE) or section.need("role_arn"),
        session_name=session_name(options.get("role_session_name"), section.environ, time.time()),
        source=_access_key(section),
        policy=options.get("policy"),
        transport=section.transport,
        environ=section.environ,
    )


def _oidc_role_arn(section: _Section) -> CredentialsProvider:
    from alicloud.core.credentials.oidc_role import OidcRoleCredentials

    options = section.options
    return OidcRoleCredentials(
        role_arn=options.get("role_arn"),
        oidc_provider_arn=options.get("oidc_provider_arn"),
        token_file=options.get("oidc_token_file_path"),
        session_name=options.get("role_session_name"),
        policy=options.get("policy"),
        transport=section.transport,
        environ=section.environ,
    )


def _ecs_ram_role(section: _Section) -> CredentialsProvider:
    from alicloud.core.credentials.ecs_metadata import EcsMetadataCredentials

    return EcsMetadataCredentials(
        section.options.get("role_name"), transport=section.transport, environ=section.environ
    )


_TYPES: Mapping[str, Callable[[_Section], CredentialsProvider]] = {
    "access_key": _access_key,
    "ram_role_arn": _ram_role_arn,
    "oidc_role_arn": _oidc_role_arn,
    "ecs_ram_role": _ecs_ram_role,
}

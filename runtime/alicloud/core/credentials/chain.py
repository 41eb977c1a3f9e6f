"""Several sources of credentials, asked in turn until one answers.

A new source of the default chain is one new module and one entry in DEFAULT_SOURCES.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from importlib import import_module

from alicloud.core.auth.credentials import (
    Credentials,
    CredentialsProvider,
    get_credentials,
    require_provider,
)
from alicloud.core.credentials.delegating import DelegatingCredentials
from alicloud.core.errors.base import AlicloudError, CredentialsError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    Status = Literal["used", "skipped", "failed"]
    Explanation = tuple[tuple[str, Status, str], ...]

DEFAULT_SOURCES = (
    ("environment", "environment", "EnvironmentCredentials"),
    ("oidc_role", "oidc_role", "OidcRoleCredentials"),
    ("cli_profile", "cli.provider", "ProfileCredentials"),
    ("ini_file", "ini_file", "IniFileCredentials"),
    ("ecs_metadata", "ecs_metadata", "EcsMetadataCredentials"),
    ("credentials_uri", "credentials_uri", "UriCredentials"),
)
"""The sources of `DefaultCredentials`, in the order of the official libraries: name, module, class."""

_REMEDY = (
    "Pass credentials=StaticCredentials(...), set ALIBABA_CLOUD_ACCESS_KEY_ID and "
    "ALIBABA_CLOUD_ACCESS_KEY_SECRET, or run `aliyun configure`."
)


class CredentialsChain(DelegatingCredentials):
    """Gives the credentials of the first source that has any, and stays with that source.

    It never moves on to another source later: a program must not change its identity because, say,
    a file could not be read for a moment.

    Args:
        sources: In the order they are asked.

    Raises:
        CredentialsError: one of them is no provider.
    """

    name = "chain"

    def __init__(self, sources: Sequence[CredentialsProvider]) -> None:
        super().__init__()
        self._sources = tuple((_name(source), _itself(source)) for source in _providers(sources))

    def explain(self) -> Explanation:
        """What each source says now: (source, "used" | "skipped" | "failed", why), no secrets.

        Asks anew, and does not change which source is in use.
        """
        return self._walk()[1]

    def _choose(self) -> tuple[CredentialsProvider, Credentials]:
        found, explanation = self._walk()
        if found is None:
            raise CredentialsError(
                "no source has credentials",
                reasons=tuple((name, why) for name, _, why in explanation),
                hint=_REMEDY,
            )
        return found

    def _walk(self) -> tuple[tuple[CredentialsProvider, Credentials] | None, Explanation]:
        found: tuple[CredentialsProvider, Credentials] | None = None
        explanation: list[tuple[str, Status, str]] = []
        for name, load in self._sources:
            if found is not None:
                explanation.append((name, "skipped", "an earlier source answered"))
                continue
            try:
                source = load()
                why = _missing(source)
                if why:
                    explanation.append((name, "skipped", why))
                    continue
                found = source, get_credentials(source)
                explanation.append((name, "used", repr(found[1])))
            except AlicloudError as error:
                explanation.append((name, "failed", str(error)))
        return found, tuple(explanation)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {len(self._sources)}>"


class DefaultCredentials(CredentialsChain):
    """The chain that a client uses when it is given no credentials. Loads a source to ask it."""

    name = "default"

    def __init__(self) -> None:
        super().__init__(())
        self._sources = tuple((name, _in(module, kind)) for name, module, kind in DEFAULT_SOURCES)


def _providers(sources: object) -> tuple[CredentialsProvider, ...]:
    if isinstance(sources, str) or not isinstance(sources, Iterable):
        raise CredentialsError(f"sources: needs a list of providers, not {type(sources).__name__}")
    listed = tuple(sources)
    for place, source in enumerate(listed):
        require_provider(f"sources[{place}]", source)
    return listed


def _name(source: CredentialsProvider) -> str:
    name: str = getattr(source, "name", type(source).__name__)
    return name


def _itself(source: CredentialsProvider) -> Callable[[], CredentialsProvider]:
    return lambda: source


def _in(module: str, name: str) -> Callable[[], CredentialsProvider]:
    def load() -> CredentialsProvider:
        provider: CredentialsProvider = getattr(import_module(f"{__package__}.{module}"), name)()
        return provider

    return load


def _missing(source: CredentialsProvider) -> str:
    missing: Callable[[], str] | None = getattr(source, "missing", None)
    return "" if missing is None else missing()

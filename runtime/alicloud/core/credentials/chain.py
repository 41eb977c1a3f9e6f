"""Several sources of credentials, tried in order until one has credentials."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from sys import modules

from alicloud.core.auth.credentials import (
    Credentials,
    CredentialsProvider,
    get_credentials,
    require_provider,
)
from alicloud.core.credentials.delegating import DelegatingCredentials
from alicloud.core.errors.base import AlicloudError, CredentialsError

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from typing import Literal

    Status = Literal["used", "skipped", "failed"]
    Explanation = tuple[tuple[str, Status, str], ...]

DEFAULT_SOURCES = (
    ("environment", "EnvironmentCredentials"),
    ("oidc_role", "OidcRoleCredentials"),
    ("cli_profile", "ProfileCredentials"),
    ("ini_file", "IniFileCredentials"),
    ("ecs_metadata", "EcsMetadataCredentials"),
    ("credentials_uri", "UriCredentials"),
)
"""The sources of `DefaultCredentials`, in the order of the official libraries.

The `name` of each class, known here without loading it, and the class as this package exports it.
"""

_HINT = (
    "Pass credentials=StaticCredentials(...), set ALIBABA_CLOUD_ACCESS_KEY_ID and "
    "ALIBABA_CLOUD_ACCESS_KEY_SECRET, or run `aliyun configure`."
)


class CredentialsChain(DelegatingCredentials):
    """Uses the first source that has credentials, and stays with that source.

    It never switches to another source later: a program must not change its identity because, say,
    a file is unreadable for a short time.

    Args:
        sources: In the order in which they are tried.

    Raises:
        CredentialsError: one of them is not a provider.
    """

    name = "chain"

    def __init__(self, sources: Sequence[CredentialsProvider]) -> None:
        super().__init__()
        self._sources = tuple((_name(source), _loaded(source)) for source in _providers(sources))

    def explain(self) -> Explanation:
        """The state of each source now: (source, "used" | "skipped" | "failed", why), no secrets.

        Tries the sources again, and does not change which one is in use.
        """
        return self._try_all()[1]

    def _choose(self) -> tuple[CredentialsProvider, Credentials]:
        found, explanation = self._try_all()
        if found is None:
            raise CredentialsError(
                "no source has credentials",
                reasons=tuple((name, why) for name, _, why in explanation),
                hint=_HINT,
            )
        return found

    def _try_all(self) -> tuple[tuple[CredentialsProvider, Credentials] | None, Explanation]:
        found: tuple[CredentialsProvider, Credentials] | None = None
        explanation: list[tuple[str, Status, str]] = []
        for name, load in self._sources:
            if found is not None:
                explanation.append((name, "skipped", "an earlier source has credentials"))
                continue
            try:
                source = load()
                reason = _unavailable_reason(source)
                if reason:
                    explanation.append((name, "skipped", reason))
                    continue
                found = source, get_credentials(source)
                explanation.append((name, "used", repr(found[1])))
            except AlicloudError as error:
                explanation.append((name, "failed", str(error)))
        return found, tuple(explanation)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {len(self._sources)}>"


class DefaultCredentials(CredentialsChain):
    """The chain that a client uses if it is given no credentials.

    A source is loaded when it is tried.
    """

    name = "default"

    def __init__(self) -> None:
        super().__init__(())
        self._sources = tuple((name, _loader(cls)) for name, cls in DEFAULT_SOURCES)


def _providers(sources: object) -> tuple[CredentialsProvider, ...]:
    if isinstance(sources, str) or not isinstance(sources, Iterable):
        raise CredentialsError(
            f"sources: must be a list of providers, not {type(sources).__name__}"
        )
    listed = tuple(sources)
    for index, source in enumerate(listed):
        require_provider(f"sources[{index}]", source)
    return listed


def _name(source: CredentialsProvider) -> str:
    name: str = getattr(source, "name", type(source).__name__)
    return name


def _loaded(source: CredentialsProvider) -> Callable[[], CredentialsProvider]:
    return lambda: source


def _loader(cls: str) -> Callable[[], CredentialsProvider]:
    def load() -> CredentialsProvider:
        # The package loads a class when it is first asked for it.
        provider: CredentialsProvider = getattr(modules[__package__], cls)()
        return provider

    return load


def _unavailable_reason(source: CredentialsProvider) -> str:
    reason: Callable[[], str] | None = getattr(source, "unavailable_reason", None)
    return "" if reason is None else reason()

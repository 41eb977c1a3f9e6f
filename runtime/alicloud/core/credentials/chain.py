"""Several sources of credentials, tried in order until one is set up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from sys import modules

from alicloud.core.auth.credentials import (
    Credentials,
    CredentialsProvider,
    NoCredentials,
    get_credentials,
)
from alicloud.core.credentials.delegating import DelegatingCredentials
from alicloud.core.errors.base import AlicloudError, CredentialsError

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from typing import Literal

    from alicloud.core.auth.credentials import AnyCredentials
    from alicloud.core.credentials.connection import Path
    from alicloud.core.http.transport import Transport

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

_SENDS_NOTHING = "EnvironmentCredentials"

_HINT = (
    "Pass credentials=StaticCredentials(...), set ALIBABA_CLOUD_ACCESS_KEY_ID and "
    "ALIBABA_CLOUD_ACCESS_KEY_SECRET, or run `aliyun configure`."
)


class CredentialsChain(DelegatingCredentials):
    """Uses the first source that is set up, and stays with that source.

    If that source fails, so does the chain. It does not try a later source, and never switches to
    another: a program must not act as somebody else because, say, a file is unreadable for a short
    time. A source is passed over if its `unavailable_reason()` says that it is not set up, or if
    it is the metadata service of ECS and cannot be reached.

    Args:
        sources: In the order in which they are tried.

    Raises:
        CredentialsError: one of them is not a provider.
    """

    name = "chain"
    probed = True  # as a source of another chain: without credentials if all its sources are

    def __init__(self, sources: Sequence[AnyCredentials]) -> None:
        super().__init__()
        providers = _providers(sources)
        self._sources = tuple((_name(source), _loaded(source)) for source in providers)

    def explain(self) -> Explanation:
        """The state of each source now: (source, "used" | "skipped" | "failed", why), no secrets.

        Tries the sources again, and does not change which one is in use.
        """
        return self._try_all()[1]

    def _choose(self) -> tuple[CredentialsProvider, Credentials]:
        found, explanation = self._try_all()
        if found is not None:
            return found
        for index, (name, status, why) in enumerate(explanation):
            if status == "failed":
                raise CredentialsError(
                    f"{name}: {why}",
                    reasons=_reasons(explanation[:index]),
                    hint=f"{name} is set up, so no later source is tried: correct it or remove it.",
                )
        raise NoCredentials("no source has credentials", reasons=_reasons(explanation), hint=_HINT)

    def _try_all(self) -> tuple[tuple[CredentialsProvider, Credentials] | None, Explanation]:
        found: tuple[CredentialsProvider, Credentials] | None = None
        explanation: list[tuple[str, Status, str]] = []
        over = ""
        for name, load in self._sources:
            if over:
                explanation.append((name, "skipped", over))
                continue
            try:
                source = load()
                absent, credentials = _ask(source)
            except AlicloudError as error:
                explanation.append((name, "failed", str(error)))
                over = "an earlier source is set up, but fails"
                continue
            if credentials is None:
                explanation.append((name, "skipped", absent))
                continue
            found = source, credentials
            explanation.append((name, "used", repr(credentials)))
            over = "an earlier source has credentials"
        return found, tuple(explanation)

    def _shown(self) -> str:
        return f"of {len(self._sources)}"


class DefaultCredentials(CredentialsChain):
    """The chain that a client uses if it is given no credentials.

    A source is loaded when it is tried.

    Args:
        transport: Sends the requests of the sources, instead of that of the client.
        proxy, ca_bundle, client_cert, trust_env: As for a client; without any, those of the client.

    Raises:
        ConfigurationError: an option cannot be used.
    """

    name = "default"

    def __init__(
        self,
        *,
        transport: Transport | None = None,
        proxy: str | None = None,
        ca_bundle: Path | None = None,
        client_cert: Path | tuple[Path, Path] | None = None,
        trust_env: bool | None = None,
    ) -> None:
        DelegatingCredentials.__init__(self)
        options = (transport, proxy, ca_bundle, client_cert, trust_env)
        own = None
        if options != (None,) * len(options):
            from alicloud.core.credentials.connection import own_transport

            own = own_transport(*options)
        self._sources = tuple((name, _loader(cls, own)) for name, cls in DEFAULT_SOURCES)


def _providers(sources: object) -> tuple[CredentialsProvider, ...]:
    if isinstance(sources, str) or not isinstance(sources, Iterable):
        raise CredentialsError(
            f"sources: must be a list of providers, not {type(sources).__name__}"
        )
    from alicloud.core.credentials.accepted import require_provider  # not for the default chain

    return tuple(require_provider(f"sources[{i}]", source) for i, source in enumerate(sources))


def _name(source: CredentialsProvider) -> str:
    name: str = getattr(source, "name", type(source).__name__)
    return name


def _loaded(source: CredentialsProvider) -> Callable[[], CredentialsProvider]:
    return lambda: source


def _loader(cls: str, transport: Transport | None) -> Callable[[], CredentialsProvider]:
    def load() -> CredentialsProvider:
        options = {} if transport is None or cls == _SENDS_NOTHING else {"transport": transport}
        # The package loads a class when it is first asked for it.
        provider: CredentialsProvider = getattr(modules[__package__], cls)(**options)
        return provider

    return load


def _ask(source: CredentialsProvider) -> tuple[str, Credentials | None]:
    """The credentials of a source, or None and why there is no such source here.

    Raises:
        AlicloudError: it is set up, but fails.
    """
    reason: Callable[[], str] | None = getattr(source, "unavailable_reason", None)
    absent = "" if reason is None else reason()
    if absent:
        return absent, None
    try:
        return "", get_credentials(source)
    except NoCredentials as error:
        if not getattr(source, "probed", False):
            raise
        return str(error), None


def _reasons(explanation: Explanation) -> tuple[tuple[str, str], ...]:
    return tuple((name, why) for name, _, why in explanation)

"""What all clients share: options, copies, immutability, and the sender, made when first needed."""

from __future__ import annotations

import os

from alicloud.core.copies import StaysInProcess
from alicloud.core.errors.base import ConfigurationError
from alicloud.core.lazy import resolve_annotations
from alicloud.core.options import ClientOptions
from alicloud.core.service.endpoint import region_from, resolve

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any, ClassVar, Generic, Literal, Self, TypeVar

    from alicloud.core.auth.credentials import AnyCredentials
    from alicloud.core.hooks import Hooks
    from alicloud.core.retry import Retry
    from alicloud.core.service.description import Operation, Service

    T = TypeVar("T")
    S = TypeVar("S")
    Path = str | os.PathLike[str]
else:
    from alicloud.core.lazy import Generic

    S = T = None

_UNCHANGED: Any = object()
_LOG_LEVEL = "ALIBABA_CLOUD_LOG_LEVEL"


class _SetByInit:
    """An attribute that `BaseClient.__init__` sets, before it has done so."""

    def __get__(self, client: object, owner: type[Any]) -> Any:
        raise AttributeError(
            f"{owner.__name__}.__init__() must call super().__init__() before the client is used"
        )


class BaseClient(StaysInProcess, Generic[T, S]):
    """The base of `Client` and `AsyncClient`; `T` is their transport, `S` their sender."""

    service: ClassVar[Service]
    operations: ClassVar[Mapping[str, Operation]]

    _asynchronous: ClassVar[bool]
    _holds = "has credentials and connections"
    _sender: S | None = None

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        resolve_annotations(cls)

    def __init__(
        self,
        *,
        credentials: AnyCredentials | None = None,
        profile: str | None = None,
        region: str | None = None,
        endpoint: str | None = None,
        network: Literal["public", "vpc"] = "public",
        signature: Literal["v3", "v1"] = "v3",
        timeout: float | tuple[float, float] | None = None,
        deadline: float | None = 60.0,
        retries: int | Retry | None = None,
        proxy: str | None = None,
        ca_bundle: Path | None = None,
        client_cert: Path | tuple[Path, Path] | None = None,
        trust_env: bool = True,
        transport: T | None = None,
        hooks: Hooks | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Check the options; nothing is opened or asked yet.

        Args:
            credentials: A provider of the credentials that sign the calls, session credentials as
                a response has them, or a client of the vendor's `alibabacloud_credentials`. Without
                one the default chain of sources is asked when the first call is made.
            profile: A profile of the official CLI that has the credentials, instead of
                `credentials`; the same as `ProfileCredentials(profile)`.
            region: A region id such as "cn-hangzhou"; by default ALIBABA_CLOUD_REGION_ID. If the
                host depends on it, the region of the CLI's profile comes last.
            endpoint: The host to call, or a URL with "http://" for a server on your own machine. By
                default ALIBABA_CLOUD_ENDPOINT_URL_<SERVICE>, ALIBABA_CLOUD_ENDPOINT_URL, and then
                the service's own endpoint for the region.
            network: "public", or "vpc" for the endpoint inside the vendor's private networks.
            signature: "v3" (ACS3-HMAC-SHA256), or "v1" (HMAC-SHA1) for old gateways.
            timeout: Seconds to connect, and seconds to wait for the whole response; a pair, or one
                number for both. An attempt takes no longer than the larger of them; connecting
                may, through a proxy or to a host with several addresses. By default
                ALIBABA_CLOUD_CONNECT_TIMEOUT and ALIBABA_CLOUD_READ_TIMEOUT, else 5 and 10.
            deadline: Seconds for a call with all its attempts and pauses; None for no limit.
            retries: How often a failed attempt may be repeated, where a repeat does no harm, or a
                `Retry` for more than the number. By default one less than
                ALIBABA_CLOUD_MAX_ATTEMPTS, else 2.
            proxy: The URL of a proxy for all hosts. By default HTTPS_PROXY, HTTP_PROXY and NO_PROXY
                decide.
            ca_bundle: A file or folder of certificate authorities to trust instead of the usual.
            client_cert: A PEM file with certificate and key, or the two files.
            trust_env: Whether proxies and authorities may come from the environment.
            transport: Carries the requests, instead of the one over `requests`, or `aiohttp` for an
                async client. Proxy, authorities and certificates are then configured on it.
            hooks: Functions to call before and after each attempt.
            headers: Further headers of each request. `with_options(headers=...)` gives a client
                that sends them with one call.

        Raises:
            ConfigurationError: an option cannot be used; the message names it and the remedy.
        """
        given = _given(locals())
        if not hasattr(credentials, "get"):
            given["credentials"] = _accepted(credentials)
        options = ClientOptions(**given)
        _require_matching_transport(type(self), options.transport)
        self._options = options
        level = os.environ.get(_LOG_LEVEL)
        if level:
            from alicloud.core.log_level import set_log_level

            set_log_level(_LOG_LEVEL, level)
        self._endpoint = resolve(
            self.service,
            endpoint=options.endpoint,
            region=(
                options.region
                or region_from(os.environ)
                or _region_of_profile(self.service, options)
            ),
            network=options.network,
            environ=os.environ,
        )
        self._transport: T = options.transport or self._default_transport(
            proxy=options.proxy,
            ca_bundle=options.ca_bundle,
            client_cert=options.client_cert,
            trust_env=options.trust_env,
        )

    @property
    def endpoint(self) -> str:
        """The URL that this client calls."""
        return self._endpoint.base_url

    @property
    def region(self) -> str | None:
        """The region of this client, if one is known."""
        return self._endpoint.region

    def with_options(
        self,
        *,
        credentials: AnyCredentials | None = _UNCHANGED,
        profile: str | None = _UNCHANGED,
        region: str | None = _UNCHANGED,
        endpoint: str | None = _UNCHANGED,
        network: Literal["public", "vpc"] = _UNCHANGED,
        signature: Literal["v3", "v1"] = _UNCHANGED,
        timeout: float | tuple[float, float] | None = _UNCHANGED,
        deadline: float | None = _UNCHANGED,
        retries: int | Retry | None = _UNCHANGED,
        hooks: Hooks | None = _UNCHANGED,
        headers: Mapping[str, str] | None = _UNCHANGED,
    ) -> Self:
        """A copy with other options, which shares the connections of this client.

        Options not given are kept, and so is what a subclass keeps in attributes; its `__init__`
        is not called. Closing either client closes the connections of both.
        """
        changed = _given(locals())
        options = self._options.replace(transport=self._transport, **changed)
        copy = object.__new__(type(self))
        for name, value in _held_by(self):
            object.__setattr__(copy, name, value)
        vars(copy).pop("_sender", None)
        BaseClient.__init__(copy, **options)
        return copy

    if not TYPE_CHECKING:  # a type checker that saw this would allow every name
        _options = _endpoint = _transport = _SetByInit()

        def __setattr__(self, name: str, value: object) -> None:
            if not _may_be_set(type(self), name):
                raise _not_changed(type(self), name)
            super().__setattr__(name, value)

    def __repr__(self) -> str:
        endpoint = getattr(self, "_endpoint", None)
        return f"<{type(self).__name__} {endpoint.base_url if endpoint else '(not initialized)'}>"

    # --- for Client and AsyncClient --------------------------------------------------------------

    @staticmethod
    def _default_transport(**connection: Any) -> T:
        """What carries the requests when the user gives nothing."""
        raise NotImplementedError

    @staticmethod
    def _sender_type() -> Any:
        """The class of the sender; its module, and what that needs, is loaded now."""
        raise NotImplementedError

    def _open(self) -> S:
        """The sender, made for the first call or by `warm_up`.

        Threads that race here may each make one, but all get the same: it has the retry budget.
        """
        provider = self._options.credentials
        if provider is None and self._options.profile is not None:
            from alicloud.core.credentials.cli.provider import ProfileCredentials

            provider = ProfileCredentials(self._options.profile)
        elif provider is None:
            from alicloud.core.credentials.chain import DefaultCredentials

            provider = DefaultCredentials()
        made = self._sender_type()(self._endpoint, self._options, self._transport, provider)
        sender: S = vars(self).setdefault("_sender", made)  # atomic
        return sender

    def _warm_up(self) -> S:
        """Load what calls need, and return the sender."""
        import alicloud.core.calls.typed
        import alicloud.core.calls.untyped  # noqa: F401

        _ = self.service.protocol
        return self._sender or self._open()


def _accepted(credentials: object) -> object:
    """A provider for what stands for credentials without being one; anything else unchanged."""
    if credentials is None:
        return None
    from alicloud.core.credentials.accepted import as_provider

    return as_provider(credentials) or credentials


def _held_by(client: object) -> Iterator[tuple[str, Any]]:
    """The attributes of an object: those in its `__dict__`, and in the slots of a user's class."""
    state: Any = object.__getstate__(client)
    for part in state if isinstance(state, tuple) else (state,):
        yield from part.items()


def _given(arguments: dict[str, Any]) -> dict[str, Any]:
    """The options among the arguments of a method."""
    return {
        name: value
        for name, value in arguments.items()
        if name != "self" and value is not _UNCHANGED
    }


def _region_of_profile(service: Service, options: ClientOptions) -> str | None:
    """The region of the profile that gives the credentials, read only if a host depends on it."""
    if service.endpoints.regional is None and options.network == "public":
        return None
    if options.credentials is not None:
        region: str | None = getattr(options.credentials, "region", None)
        return region
    from alicloud.core.credentials.cli.config_file import CliFile

    return CliFile().region(options.profile)


def _require_matching_transport(client: type[BaseClient[Any, Any]], transport: Any) -> None:
    """Refuse an async transport for a synchronous client, and a sync one for an async client."""
    if transport is None:
        return
    from alicloud.core.http.transport import is_async

    asynchronous = is_async(transport.send)
    if asynchronous is None or asynchronous is client._asynchronous:
        return
    wanted = "a plain function, as RequestsTransport and StubTransport have"
    if client._asynchronous:
        wanted = "an async def, as AiohttpTransport and AsyncStubTransport have"
    raise ConfigurationError(
        f"transport: {client.__name__} needs one whose send() is {wanted}; that of "
        f"{type(transport).__name__} is not"
    )


_OPTIONS = frozenset(BaseClient.__init__.__kwdefaults__ or ())
_CHANGEABLE = frozenset(BaseClient.with_options.__kwdefaults__ or ())


def _may_be_set(client: type[BaseClient[Any, Any]], name: str) -> bool:
    """Whether an attribute can be set: a method that a test replaces, or what a subclass keeps."""
    if name.startswith("_"):
        return True
    if name in _OPTIONS:
        return False
    return hasattr(client, name) or client.__init__ is not BaseClient.__init__


def _not_changed(client: type[BaseClient[Any, Any]], name: str) -> AttributeError:
    remedy = "with_options() gives a copy with other options"
    if name in _CHANGEABLE:
        remedy = f"with_options({name}=...) gives a copy"
    elif name in _OPTIONS:
        remedy = f"make a new one with {name}=..."
    return AttributeError(f"a {client.__name__} does not change: {name} cannot be set; {remedy}")

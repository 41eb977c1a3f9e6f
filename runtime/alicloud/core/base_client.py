"""What all clients share: options, calls made ready, answers made typed. No input or output."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

from alicloud.core.calls.state import Call
from alicloud.core.errors.base import ConfigurationError
from alicloud.core.http.transport import is_async
from alicloud.core.options import ClientOptions, make_settings, region_from
from alicloud.core.service.endpoint import resolve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, ClassVar, Generic, Literal, Self, TypeVar

    from alicloud.core.auth.credentials import CredentialsProvider
    from alicloud.core.calls.state import RawResponse
    from alicloud.core.errors.base import ServiceError, UnexpectedResponse
    from alicloud.core.hooks import Hooks
    from alicloud.core.service.description import Operation, Service
    from alicloud.core.shapes.messages import Request, Response

    C = TypeVar("C")
    R = TypeVar("R", bound=Response)
    Path = str | os.PathLike[str]
else:
    from alicloud.core.lazy import Generic

    C = None

_UNCHANGED: Any = object()


class BaseClient(Generic[C]):
    """The base of `Client` and `AsyncClient`; `C` is what carries their requests."""

    service: ClassVar[Service]
    operations: ClassVar[Mapping[str, Operation]]

    _asynchronous: ClassVar[bool]

    def __init__(
        self,
        *,
        credentials: CredentialsProvider | None = None,
        region: str | None = None,
        endpoint: str | None = None,
        network: Literal["public", "vpc"] = "public",
        signature: Literal["v3", "v1"] = "v3",
        timeout: float | tuple[float, float] = (5.0, 10.0),
        deadline: float | None = 60.0,
        retries: int = 2,
        proxy: str | None = None,
        ca_bundle: Path | None = None,
        client_cert: Path | tuple[Path, Path] | None = None,
        trust_env: bool = True,
        transport: C | None = None,
        hooks: Hooks | None = None,
    ) -> None:
        """Check the options; nothing is opened or asked yet.

        Args:
            credentials: A provider of what signs the calls. Without one the default chain of
                sources is asked when the first call is made.
            region: A region id such as "cn-hangzhou"; by default ALIBABA_CLOUD_REGION_ID. Where the
                host depends on it, the region of the CLI's profile comes last.
            endpoint: The host to call, or a URL with "http://" for a server on your own machine. By
                default ALIBABA_CLOUD_ENDPOINT_URL_<SERVICE>, ALIBABA_CLOUD_ENDPOINT_URL, and then
                the service's own endpoint for the region.
            network: "public", or "vpc" for the endpoint inside the vendor's private networks.
            signature: "v3" (ACS3-HMAC-SHA256), or "v1" (HMAC-SHA1) for old gateways.
            timeout: Seconds to connect and to wait for an answer; a pair, or one number for both.
            deadline: Seconds for a call with all its repeats and pauses; None for no limit.
            retries: How often a failed attempt may be repeated, where a repeat does no harm.
            proxy: The URL of a proxy. By default HTTPS_PROXY, HTTP_PROXY and NO_PROXY decide.
            ca_bundle: A file or folder of certificate authorities to trust in place of the usual.
            client_cert: A PEM file with certificate and key, or the two files.
            trust_env: Whether proxies and authorities may come from the environment.
            transport: Carries the requests, in place of the one over `requests`, or `aiohttp` for an
                async client. Proxy, authorities and certificates then are its own affair.
            hooks: Functions to call around each attempt.

        Raises:
            ConfigurationError: an option cannot be used; the message names it and the remedy.
        """
        _require("credentials", credentials, "get", "a provider such as StaticCredentials(...)")
        _require("transport", transport, "send", "an object with send() and close()")
        _require_colour(type(self), transport)
        settings = make_settings(
            network=network,
            signature=signature,
            timeout=timeout,
            deadline=deadline,
            retries=retries,
            proxy=proxy,
            ca_bundle=ca_bundle,
            client_cert=client_cert,
            trust_env=trust_env,
            hooks=hooks,
        )
        # What `with_options` hands on; the rest is in the transport.
        self._options: dict[str, Any] = {
            "credentials": credentials,
            "region": region,
            "endpoint": endpoint,
            "network": network,
            "signature": signature,
            "timeout": timeout,
            "deadline": deadline,
            "retries": retries,
            "hooks": hooks,
        }
        self._credentials = credentials
        self._endpoint = resolve(
            self.service,
            endpoint=endpoint,
            region=(
                region
                or region_from(os.environ)
                or _region_of_profile(self.service, network, credentials)
            ),
            network=network,
            environ=os.environ,
        )
        if transport is None:
            transport = self._default_transport(settings)
        else:
            _refuse_for_own_transport(settings)
        self._transport: C = transport
        self._connect(settings)

    def _default_transport(self, settings: ClientOptions) -> C:
        """What carries the requests when the user gives nothing."""
        raise NotImplementedError

    def _connect(self, settings: ClientOptions) -> None:
        """Make what `send` and `call` go through."""
        raise NotImplementedError

    @property
    def endpoint(self) -> str:
        """The URL that this client calls."""
        return self._endpoint.base_url

    @property
    def region(self) -> str | None:
        """The region of this client, where one is known."""
        return self._endpoint.region

    def with_options(
        self,
        *,
        credentials: CredentialsProvider | None = _UNCHANGED,
        region: str | None = _UNCHANGED,
        endpoint: str | None = _UNCHANGED,
        network: Literal["public", "vpc"] = _UNCHANGED,
        signature: Literal["v3", "v1"] = _UNCHANGED,
        timeout: float | tuple[float, float] = _UNCHANGED,
        deadline: float | None = _UNCHANGED,
        retries: int = _UNCHANGED,
        hooks: Hooks | None = _UNCHANGED,
    ) -> Self:
        """A copy with other options, which shares the connections of this client.

        What is left out stays as it is. Closing either client closes the connections of both.
        """
        given = {
            "credentials": credentials,
            "region": region,
            "endpoint": endpoint,
            "network": network,
            "signature": signature,
            "timeout": timeout,
            "deadline": deadline,
            "retries": retries,
            "hooks": hooks,
        }
        changed = {name: value for name, value in given.items() if value is not _UNCHANGED}
        return type(self)(transport=self._transport, **{**self._options, **changed})

    if not TYPE_CHECKING:  # a type checker that saw this would allow every name

        def __setattr__(self, name: str, value: object) -> None:
            if not _may_be_set(type(self), name):
                raise _not_changed(type(self), name)
            super().__setattr__(name, value)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.endpoint}>"

    # --- the steps of a call ---------------------------------------------------------------------

    def _typed_call(self, request: Request[Any]) -> tuple[Operation, Call]:
        """What `request` asks for.

        Raises:
            TypeError: the request belongs to another service.
        """
        operation = self.operations.get(getattr(request, "action", ""))
        if operation is None or not isinstance(request, operation.request):
            raise _no_action(type(self), request)
        query: dict[str, str] = {}
        body: dict[str, str] = {}
        request._encode(query, body)
        return operation, _call(operation, query, body)

    def _untyped_call(self, action: str, parameters: Mapping[str, Any] | None) -> Call:
        """What a call by name asks for.

        Raises:
            ValueError: a parameter does not fit its type, or the action cannot be a name.
        """
        from alicloud.core.service.description import Operation

        name: object = action
        if not isinstance(name, str) or not re.fullmatch(r"[A-Za-z0-9_.-]+", name):
            raise ValueError(f"{name!r} is not the name of an action")
        operation = self.operations.get(action)
        query, body = _flat(operation, parameters or {})
        return _call(operation or Operation(action, "create", ""), query, body)

    def _typed_answer(self, operation: Operation, request: Request[R], answer: RawResponse) -> R:
        """The answer as its class, and, when it is a page, with the way to the next one."""
        from alicloud.core.pages import Page
        from alicloud.core.shapes.messages import HttpMetadata

        try:
            response: Any = operation.response.from_wire(answer.body)
        except ValueError as fault:
            problem = str(fault)
        except RecursionError:
            problem = "it is nested too deeply"
        else:
            response._received(HttpMetadata(answer.status, answer.headers))
            if isinstance(response, Page):
                response._came_from(self, request, operation.pagination)
            found: R = response
            return found
        # Out of the handler, so that what failed inside, which may hold the answer, is not the
        # __context__ of this.
        raise _unexpected_response(self._endpoint.host, operation, answer, problem)

    def _suggest_action(self, error: ServiceError) -> None:
        """Add a known name to the refusal of one that is perhaps misspelt."""
        from difflib import get_close_matches

        from alicloud.core.errors.families import InvalidAction

        if not isinstance(error, InvalidAction):
            return
        near = get_close_matches(error.action, self.operations, n=1)
        if near and near[0] != error.action:
            error.hint = f"Did you mean {near[0]!r}?"

    def _provider(self) -> CredentialsProvider:
        if self._credentials is None:
            from alicloud.core.credentials.chain import DefaultCredentials

            self._credentials = DefaultCredentials()
        return self._credentials


def _call(operation: Operation, query: dict[str, str], body: dict[str, str]) -> Call:
    return Call(
        action=operation.action,
        kind=operation.kind,
        repeatable=operation.repeatable,
        anonymous=operation.anonymous,
        query=query,
        body=body,
    )


def _refuse_for_own_transport(settings: ClientOptions) -> None:
    for option in ("proxy", "ca_bundle", "client_cert"):
        if getattr(settings, option) is not None:
            raise ConfigurationError(
                f"{option}: has no effect together with transport=",
                hint="Leave it out, or give it to the transport.",
            )


def _region_of_profile(
    service: Service, network: str, credentials: CredentialsProvider | None
) -> str | None:
    """The region of the profile that gives the credentials, read only if a host depends on it."""
    if service.endpoints.regional is None and network == "public":
        return None
    if credentials is not None:
        region: str | None = getattr(credentials, "region", None)
        return region
    from alicloud.core.credentials.cli.config_file import CliFile

    return CliFile().region(None)


def _require(option: str, value: object, method: str, wanted: str) -> None:
    # The value is not shown: somebody may have passed the secret itself. A dict has a get() too, and
    # a class the methods of its objects.
    if value is not None and (
        isinstance(value, type | Mapping) or not callable(getattr(value, method, None))
    ):
        raise ConfigurationError(f"{option}: needs {wanted}, not {type(value).__name__}")


def _require_colour(client: type[BaseClient[Any]], transport: Any) -> None:
    """Refuse a transport of async clients for the others, and the other way round."""
    colour = None if transport is None else is_async(transport.send)
    if colour is None or colour is client._asynchronous:
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


def _may_be_set(client: type[BaseClient[Any]], name: str) -> bool:
    """Whether an attribute can be set: a method that a test replaces, or what a subclass keeps."""
    if name.startswith("_"):
        return True
    if name in _OPTIONS:
        return False
    return hasattr(client, name) or client.__init__ is not BaseClient.__init__


def _not_changed(client: type[BaseClient[Any]], name: str) -> AttributeError:
    remedy = "with_options() gives a copy with other options"
    if name in _CHANGEABLE:
        remedy = f"with_options({name}=...) gives a copy"
    elif name in _OPTIONS:
        remedy = f"make a new one with {name}=..."
    return AttributeError(f"a {client.__name__} does not change: {name} cannot be set; {remedy}")


def _no_action(client: type[BaseClient[Any]], thing: object) -> TypeError:
    from alicloud.core.shapes.messages import Request

    text = f"{client.__name__} has no action for a {type(thing).__name__}"
    if isinstance(thing, Request):
        return TypeError(f"{text}, which belongs to another service")
    if isinstance(thing, type) and issubclass(thing, Request):
        return TypeError(f"{client.__name__} has no action for a class: send {thing.__name__}(...)")
    example = next(iter(client.operations.values())).request.__name__
    return TypeError(f"{text}: send() takes a request such as {example}(...), call() takes a name")


def _flat(
    operation: Operation | None, parameters: Mapping[str, Any]
) -> tuple[dict[str, str], dict[str, str]]:
    """Query and body of an untyped call.

    What the operation describes travels as described, everything else flattened in the query.
    """
    from alicloud.core.shapes.flat import check_names, flatten

    check_names(parameters)
    query: dict[str, str] = {}
    body: dict[str, str] = {}
    known: set[str] = set()
    if operation is not None:
        operation.request.from_wire(parameters)._encode(query, body)
        known = {field.wire_name for field in operation.request.__fields__.values()}
    for name, value in parameters.items():
        if name not in known and name.partition(".")[0] not in known:
            flatten(query, name, value)
    return query, body


def _unexpected_response(
    host: str, operation: Operation, answer: RawResponse, problem: str
) -> UnexpectedResponse:
    from alicloud.core.errors.base import UnexpectedResponse

    request_id = answer.body.get("RequestId")
    error = UnexpectedResponse(
        f"the answer does not have the documented form: {problem}",
        request_id=(
            request_id
            if isinstance(request_id, str)
            else answer.headers.get("x-acs-request-id", "")
        ),
        status_code=answer.status,
        action=operation.action,
        host=host,
        attempts=answer.attempts,
    )
    error.body = answer.content
    return error

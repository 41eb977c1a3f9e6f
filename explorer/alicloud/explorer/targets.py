"""Where calls go: the emulator of this process, or what the command line names; never the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from alicloud.core.auth.credentials import masked
from alicloud.core.credentials import DefaultCredentials
from alicloud.core.errors.base import AlicloudError, ConfigurationError
from alicloud.core.http.requests_transport import RequestsTransport
from alicloud.emulator.control.access import is_loopback
from alicloud.explorer.errors import ExplorerError, StartError
from alicloud.explorer.packages import client_class

if TYPE_CHECKING:
    from alicloud.core.auth.credentials import Credentials, CredentialsProvider
    from alicloud.core.client import Client
    from alicloud.core.http.transport import Transport
    from alicloud.generator.model import Service

Kind = Literal["emulator", "endpoint", "real"]

DEADLINE = 30.0
"""Seconds for a call."""

_VENDOR = ".aliyuncs.com"
_ENDPOINT_VARIABLE = "ALIBABA_CLOUD_ENDPOINT_URL"


@dataclass(frozen=True)
class Caller:
    """Who the calls of a target come from, as much as the page learns of it.

    Attributes:
        provider: The source of the credentials, such as "environment".
        access_key_id: The id of the key, shortened; "" without one.
        problem: Why there are no credentials; "" if there are.
    """

    provider: str = ""
    access_key_id: str = ""
    problem: str = ""


class Target:
    """One place to send calls to.

    Args:
        name: What the page calls it.
        endpoint: The URL; None for the service's own endpoints.
        region: The region whose endpoints are called; None for the services' central ones.
        provider: Where the credentials come from; by default core's chain of sources.
    """

    def __init__(
        self,
        name: str,
        kind: Kind,
        *,
        endpoint: str | None = None,
        region: str | None = None,
        provider: CredentialsProvider | None = None,
    ) -> None:
        self.name = name
        self.kind: Kind = kind
        self.endpoint = endpoint
        self.region = region
        local = endpoint is not None and is_loopback(_host(endpoint))
        self.asks = kind != "emulator" and not local
        """Whether actions that change something must be confirmed."""
        self.transport: Transport = RequestsTransport(trust_env=not local)
        # With a transport of its own, so that no request for credentials is taken for the call.
        self._provider = provider or DefaultCredentials(transport=RequestsTransport())
        self._problem: AlicloudError | None = None

    def client(self, service: Service, transport: Transport) -> Client:
        """A client of a service that makes each call once, over `transport`.

        Raises:
            ConfigurationError: the options of the command line do not fit the service.
        """
        return client_class(service)(
            credentials=self._provider,
            endpoint=self.endpoint,
            region=self.region,
            transport=transport,
            retries=0,
            deadline=DEADLINE,
        )

    def address(self, service: Service) -> str | None:
        """Where programs call a service that call this target; None for its usual endpoint.

        Raises:
            ExplorerError: the service has no endpoint in the region.
        """
        if self.endpoint is not None or self.region is None:
            return self.endpoint
        try:
            return self.client(service, self.transport).endpoint
        except ConfigurationError as error:
            raise ExplorerError(422, "no-endpoint", f"{error}") from None

    def credentials(self) -> Credentials:
        """What calls are signed with.

        Raises:
            CredentialsError: no source has credentials.
        """
        try:
            credentials = self._provider.get()
        except AlicloudError as error:
            self._problem = error
            raise
        self._problem = None
        return credentials

    def require_credentials(self) -> None:
        """Return if a call can be signed without looking for credentials first.

        That can take a second if there are none, which is too long while somebody types.

        Raises:
            CredentialsError: there were none when they were last looked for.
        """
        if self._problem is not None:
            raise self._problem

    def caller(self) -> Caller:
        """Who calls, found out without a call."""
        try:
            credentials = self.credentials()
        except AlicloudError as error:
            return Caller(problem=str(error))
        id = credentials.access_key_id
        return Caller(credentials.source, masked(id) if id else "")

    def summary(self) -> dict[str, Any]:
        """What the page shows of the target."""
        return {
            "name": self.name,
            "kind": self.kind,
            "endpoint": self.endpoint,
            "region": self.region,
        }

    def close(self) -> None:
        """Close the connections."""
        self.transport.close()


class Targets:
    """The targets by name; the first is the one that the page begins with."""

    def __init__(self, targets: Sequence[Target]) -> None:
        self._targets = {target.name: target for target in targets}
        self.first = targets[0]

    def __iter__(self) -> Iterator[Target]:
        return iter(self._targets.values())

    def get(self, name: str) -> Target:
        """A target by its name.

        Raises:
            ExplorerError: the command line names no such target.
        """
        target = self._targets.get(name)
        if target is None:
            raise ExplorerError(
                404,
                "no-such-target",
                "The Explorer was not started with this target; `--help` says how to name targets.",
            )
        return target

    def close(self) -> None:
        """Close the connections of all targets."""
        for target in self._targets.values():
            target.close()


def endpoint_target(url: str, service: Service) -> Target:
    """The target of a server that speaks the services' protocol, such as an emulator elsewhere.

    Raises:
        StartError: the URL cannot be used.
    """
    try:
        endpoint = client_class(service)(endpoint=url).endpoint
    except ConfigurationError as error:
        raise StartError(f"--endpoint: {error}") from None
    if _host(endpoint).endswith(_VENDOR):
        raise StartError(f"--endpoint: {url} is the real service: use --real, perhaps --region")
    return Target("endpoint", "endpoint", endpoint=endpoint)


def real_target(region: str | None, environ: Mapping[str, str], service: Service) -> Target:
    """The target of the vendor's own endpoints.

    Raises:
        StartError: the region cannot be used, or the environment leads elsewhere.
    """
    for name in environ:
        if name.startswith(_ENDPOINT_VARIABLE) and environ[name]:
            raise StartError(f"--real: {name} leads elsewhere: unset it, or use --endpoint")
    try:
        client_class(service)(region=region)
    except ConfigurationError as error:
        raise StartError(f"--region: {error}") from None
    return Target("real", "real", region=region)


def _host(endpoint: str) -> str:
    return urlsplit(endpoint).hostname or ""

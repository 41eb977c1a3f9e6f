"""Clients of products for which no package was generated: any action, by name."""

from __future__ import annotations

import re

from alicloud.core.async_client import AsyncClient
from alicloud.core.client import Client
from alicloud.core.errors.base import ConfigurationError
from alicloud.core.service.description import Endpoints, Service, by_action

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, BinaryIO

    from alicloud.core.service.description import Kind

_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*+")


class GenericClient(Client):
    """A client of any product: `GenericClient(product="Ecs", version="2014-05-26", region="cn-hangzhou")`.

    Credentials, retries, errors and hooks are those of every client.

    Args:
        product: The vendor's code of the product, "Ecs" for example.
        version: The version of its API, "2014-05-26" for example.
        region, endpoint: As for every client. Without `endpoint` the host is
            `<product in lower case>.<region>.aliyuncs.com`.
        options: All other options of a client.

    Raises:
        ConfigurationError: an option cannot be used, or neither region nor endpoint is known.
    """

    operations = by_action()

    def __init__(self, *, product: str, version: str, **options: Any) -> None:
        vars(self)["service"] = service_of(product, version)
        super().__init__(**options)
        _explain_host(self)

    def call(
        self,
        action: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        method: str = "POST",
        path: str = "/",
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        form: Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | list[Any] | str | bytes | BinaryIO | None = None,
        kind: Kind = "create",
    ) -> Any:
        """Make a call by its action, with names and values as the service has them.

        Args:
            action: "DescribeRegions" for example.
            parameters: Of an RPC action; lists and dicts become `Tag.1.Key`.
            method, path: Of a ROA action; the path as it is sent, percent-encoded.
            query: Parameters in the URL, of any action.
            headers: Headers of this action.
            form: Parameters in a form, which is the body then.
            body: A dict or list is sent as JSON, text as it is, bytes and binary files as bytes.
            kind: What the action does. "read" allows repeats when no response comes.

        Returns:
            The body: JSON as Python values, and any other as bytes. `{}` for an empty one.

        Raises:
            ValueError: an argument cannot be sent.
            ServiceError, ClientError: as for `send`.
        """
        from alicloud.core.calls.generic import generic_call

        sender = self._sender or self._open()
        operation, parts = generic_call(
            self.service,
            action,
            kind,
            method=method,
            path=path,
            parameters=parameters,
            query=query,
            headers=headers,
            form=form,
            body=body,
        )
        return sender.call(operation, parts).body


class AsyncGenericClient(AsyncClient):
    """An async client of any product; see `GenericClient`."""

    operations = by_action()

    def __init__(self, *, product: str, version: str, **options: Any) -> None:
        vars(self)["service"] = service_of(product, version)
        super().__init__(**options)
        _explain_host(self)

    async def call(
        self,
        action: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        method: str = "POST",
        path: str = "/",
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        form: Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | list[Any] | str | bytes | BinaryIO | None = None,
        kind: Kind = "create",
    ) -> Any:
        """Make a call by its action; see `GenericClient.call`.

        Raises:
            ValueError, ServiceError, ClientError: as there.
        """
        sender = self._sender or await self._prepare()
        from alicloud.core.calls.generic import generic_call

        operation, parts = generic_call(
            self.service,
            action,
            kind,
            method=method,
            path=path,
            parameters=parameters,
            query=query,
            headers=headers,
            form=form,
            body=body,
        )
        return (await sender.call(operation, parts)).body


def service_of(product: str, version: str) -> Service:
    """A product of which nothing is known but its code and version.

    Raises:
        ConfigurationError: they are no words as the vendor's documents have them.
    """
    given: dict[str, object] = {"product": product, "version": version}
    for name, value in given.items():  # the one is part of a host, the other a header
        if not isinstance(value, str) or not _WORD.fullmatch(value):
            raise ConfigurationError(
                f"{name}: expected a word of letters, digits, '-', '_' and '.', got {value!r}",
                hint="Look it up in the vendor's documents: Ecs and 2014-05-26, for example.",
            )
    host = f"{product.lower()}.{{region}}.aliyuncs.com"
    return Service(
        name=product.lower().replace("-", "_"),
        product=product,
        version=version,
        endpoints=Endpoints(regional=host),
        protocol="alicloud.core.protocols.roa",
    )


def _explain_host(client: GenericClient | AsyncGenericClient) -> None:
    if client._options.endpoint is None and not client._endpoint.hint:
        client._endpoint.hint = (
            f"The host was made of product and region; {client.service.product} may have no such "
            "host: look up its endpoint and pass endpoint=."
        )

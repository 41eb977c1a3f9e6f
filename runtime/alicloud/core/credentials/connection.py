"""The options of a source for its own connections, as clients have them."""

from __future__ import annotations

from alicloud.core.http.requests_transport import RequestsTransport
from alicloud.core.options import ClientOptions

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    import os
    from typing import Any

    from alicloud.core.http.transport import Transport

    Path = str | os.PathLike[str]


def own_transport(
    transport: Transport | None,
    proxy: str | None,
    ca_bundle: Path | None,
    client_cert: Path | tuple[Path, Path] | None,
    trust_env: bool | None,
) -> Transport | None:
    """What a source sends its requests with; None if that is up to the client.

    Raises:
        ConfigurationError: an option cannot be used, or only without `transport`.
    """
    given: dict[str, Any] = {
        "transport": transport,
        "proxy": proxy,
        "ca_bundle": ca_bundle,
        "client_cert": client_cert,
        "trust_env": trust_env,
    }
    given = {name: value for name, value in given.items() if value is not None}
    if not given:
        return None
    options = ClientOptions(**given)
    if options.transport is not None:
        own: Transport = options.transport
        return own
    return RequestsTransport(
        proxy=options.proxy,
        ca_bundle=options.ca_bundle,
        client_cert=options.client_cert,
        trust_env=options.trust_env,
    )

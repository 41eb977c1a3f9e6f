"""Temporary credentials from a server that a URI names, such as a sidecar on this machine."""

from __future__ import annotations

from collections.abc import Mapping

from alicloud.core.credentials import http
from alicloud.core.credentials.connection import own_transport
from alicloud.core.credentials.from_fields import from_fields
from alicloud.core.credentials.refreshing import RefreshingCredentials
from alicloud.core.credentials.variables import ReadsEnvironment, not_set
from alicloud.core.errors.base import CredentialsError
from alicloud.core.http.transport import HttpRequest

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from alicloud.core.auth.credentials import Credentials
    from alicloud.core.credentials.connection import Path
    from alicloud.core.http.transport import Transport

VARIABLE = "ALIBABA_CLOUD_CREDENTIALS_URI"

_HINT = f"Is the URI right ({VARIABLE}, or credentials_uri in a profile), and its server running?"


class UriCredentials(ReadsEnvironment, RefreshingCredentials):
    """What a GET on a URI returns: JSON with Code, AccessKeyId, AccessKeySecret, SecurityToken.

    Its Expiration may be missing, as for the official CLI; then the URI is requested again every 15
    minutes. A plain http URI is one of this machine and is never requested through a proxy.

    Args:
        uri: The URI with its query; by default ALIBABA_CLOUD_CREDENTIALS_URI.
        transport: Sends the requests, instead of that of the client.
        proxy, ca_bundle, client_cert, trust_env: As for a client; without any, those of the client.
        environ: Used instead of `os.environ`.
    """

    name = "credentials_uri"

    def __init__(
        self,
        uri: str | None = None,
        *,
        transport: Transport | None = None,
        proxy: str | None = None,
        ca_bundle: Path | None = None,
        client_cert: Path | tuple[Path, Path] | None = None,
        trust_env: bool | None = None,
        environ: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__()
        self._uri = uri
        self._transport = own_transport(transport, proxy, ca_bundle, client_cert, trust_env)
        self._environ = environ

    def unavailable_reason(self) -> str:
        """Why this source is not set up here; empty if it is."""
        found = self._uri or self._variables.is_set(VARIABLE)
        return "" if found else not_set([VARIABLE])

    def _fetch(self) -> Credentials:
        uri = self._uri or self._variables.get(VARIABLE, "")
        if not uri:
            raise CredentialsError(not_set([VARIABLE]), hint="Set it, or pass the URI.")
        place = f"credentials URI {http.origin(uri, 'credentials URI' if self._uri else VARIABLE)}"
        response = http.send(
            HttpRequest("GET", uri, {"accept": "application/json"}),
            self._transport,
            place=place,
            hint=_HINT,
            direct=not uri.lower().startswith("https:"),
        )
        fields = http.json_object(response, place=place, hint=_HINT)
        if fields.get("Code") != "Success":
            raise CredentialsError(f"{place}: the response is not marked as Success", hint=_HINT)
        return from_fields(
            fields, source=self.name, place=place, hint=_HINT, optional=("Expiration",)
        )

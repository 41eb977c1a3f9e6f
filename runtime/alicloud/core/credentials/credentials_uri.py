"""Temporary credentials from a server that a URI names, a sidecar on this machine for example."""

from __future__ import annotations

import os
from collections.abc import Mapping

from alicloud.core.credentials import http
from alicloud.core.credentials.from_fields import from_fields
from alicloud.core.credentials.refreshing import RefreshingCredentials
from alicloud.core.errors.base import CredentialsError
from alicloud.core.http.transport import HttpRequest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from alicloud.core.auth.credentials import Credentials
    from alicloud.core.http.transport import Transport

VARIABLE = "ALIBABA_CLOUD_CREDENTIALS_URI"

_HINT = f"Is the URI right ({VARIABLE}, or credentials_uri in a profile), and its server running?"


class UriCredentials(RefreshingCredentials):
    """What a GET on a URI answers: JSON with Code, AccessKeyId, AccessKeySecret, SecurityToken.

    Its Expiration may be missing, as for the official CLI; then it is asked again now and then.
    Only an https URI may lead through a proxy of the environment.

    Args:
        uri: The URI, query and all; by default ALIBABA_CLOUD_CREDENTIALS_URI.
        transport: Carries the requests, in place of the one over `requests`.
        environ: In place of `os.environ`.
    """

    name = "credentials_uri"

    def __init__(
        self,
        uri: str | None = None,
        *,
        transport: Transport | None = None,
        environ: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__()
        self._uri = uri
        self._transport = transport
        self._environ = environ

    def missing(self) -> str:
        """Why this source is not in use here; empty if it is."""
        return "" if self._value() else f"{VARIABLE} is not set"

    def _value(self) -> str:
        environ = os.environ if self._environ is None else self._environ
        return self._uri or environ.get(VARIABLE, "")

    def _fetch(self) -> Credentials:
        if self.missing():
            raise CredentialsError(self.missing(), hint="Set it, or pass the URI.")
        uri = self._value()
        place = f"credentials URI {http.origin(uri, 'credentials URI')}"
        response = http.send(
            HttpRequest("GET", uri, {"accept": "application/json"}),
            self._transport,
            place=place,
            hint=_HINT,
            trust_env=uri.lower().startswith("https:"),
        )
        answer = http.json_object(response, place=place, hint=_HINT)
        if answer.get("Code") != "Success":
            raise CredentialsError(f"{place}: the answer is not marked as Success", hint=_HINT)
        return from_fields(
            answer, source=self.name, place=place, hint=_HINT, optional=("Expiration",)
        )

"""Temporary credentials of the RAM role of an ECS instance, from its metadata service."""

from __future__ import annotations

import re
from collections.abc import Mapping

from alicloud.core.auth.credentials import NoCredentials
from alicloud.core.credentials import http
from alicloud.core.credentials.from_fields import from_fields
from alicloud.core.credentials.refreshing import RefreshingCredentials
from alicloud.core.credentials.variables import ReadsEnvironment
from alicloud.core.errors.base import CredentialsError
from alicloud.core.http.transport import HttpRequest, HttpResponse, TransportFault

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from alicloud.core.auth.credentials import Credentials
    from alicloud.core.http.transport import Transport

ENDPOINT = "http://100.100.100.200"
ROLE_NAME = "ALIBABA_CLOUD_ECS_METADATA"
DISABLED = "ALIBABA_CLOUD_ECS_METADATA_DISABLED"
TOKEN_REQUIRED = "ALIBABA_CLOUD_IMDSV1_DISABLED"

TIMEOUT = (1.0, 1.0)
"""Seconds to connect, and to wait for the response: on an ECS instance the service is that fast."""

TOKEN_SECONDS = 21600
"""Lifetime of a token of the service; the longest that it grants."""

_ROLES = "/latest/meta-data/ram/security-credentials/"
_HINT = f"Outside ECS, set {DISABLED}=true."


class EcsMetadataCredentials(ReadsEnvironment, RefreshingCredentials):
    """The credentials that ECS gives to the programs of an instance with a RAM role.

    A token is requested first (hardened mode). If the service returns none, the other requests are
    made without one (normal mode), unless a token is required. Each request may take a second and
    is not repeated; if the first cannot connect, no other is made. No proxy is used.

    Source: vendor page "Instance RAM roles" and "Instance metadata" of ECS.

    Args:
        role_name: The role; by default ALIBABA_CLOUD_ECS_METADATA, and without that the one that
            the service names.
        token_required: Never use normal mode; by default ALIBABA_CLOUD_IMDSV1_DISABLED.
        endpoint: The URL of the service, instead of the one that it has on all instances.
        transport: Sends the requests; of a `RequestsTransport` no proxy is used.
        environ: Used instead of `os.environ`.
    """

    name = "ecs_metadata"

    def __init__(
        self,
        role_name: str | None = None,
        *,
        token_required: bool | None = None,
        endpoint: str | None = None,
        transport: Transport | None = None,
        environ: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__()
        self._role_name = role_name
        self._token_required = token_required
        self._endpoint = (endpoint or ENDPOINT).rstrip("/")
        self._place = f"ECS metadata service {self._endpoint}"
        self._transport = transport
        self._environ = environ

    def unavailable_reason(self) -> str:
        """Why this source is not set up here; empty if it is."""
        return f"{DISABLED} is true" if self._is_true(DISABLED) else ""

    @property
    def probed(self) -> bool:
        """Whether only a request shows if there is this source: nobody has named a role."""
        return not (self._role_name or self._variables.is_set(ROLE_NAME))

    def _fetch(self) -> Credentials:
        reason = self.unavailable_reason()
        if reason:
            raise CredentialsError(reason, hint="Unset it to use this source.")
        token = self._token()
        role = self._role_name or self._variables.get(ROLE_NAME) or self._role(token)
        response = self._get(role, token)
        if response.status == 404:
            raise CredentialsError(
                f"{self._place}: the instance has no RAM role {role!r}",
                hint=f"Attach the role, or correct its name ({ROLE_NAME} for example).",
            )
        fields = http.json_object(response, place=self._place, hint=_HINT)
        if fields.get("Code") != "Success":
            raise CredentialsError(
                f"{self._place}: the response for role {role!r} is not marked as Success",
                hint="Does the role trust ECS, and does it still exist?",
            )
        return from_fields(fields, source=self.name, place=self._place, hint=_HINT)

    def _token(self) -> str | None:
        """A token for hardened mode; None if there is none and none is required."""
        headers = {"x-aliyun-ecs-metadata-token-ttl-seconds": str(TOKEN_SECONDS)}
        try:
            response = self._send("PUT", "/latest/api/token", headers)
            return http.text(response, place=f"{self._place} (token)", hint=_HINT)
        except CredentialsError as error:
            cause = error.__cause__
            unreachable = isinstance(cause, TransportFault) and not cause.sent
            if unreachable:
                raise NoCredentials(error.message, hint=error.hint) from cause
            if self._tokens_only():
                raise
            return None

    def _role(self, token: str | None) -> str:
        response = self._get("", token)
        if response.status == 404:
            raise NoCredentials(
                f"{self._place}: no RAM role is attached to this instance",
                hint="Attach one in the ECS console.",
            )
        name = http.text(response, place=f"{self._place} (role name)", hint=_HINT)
        if not re.fullmatch(r"[A-Za-z0-9._-]+", name):
            raise CredentialsError(
                f"{self._place} (role name) did not respond with the name of a role",
                hint=_HINT,
            )
        return name

    def _get(self, path: str, token: str | None) -> HttpResponse:
        """Request a path below the roles; without the token if it is rejected and not required."""
        if token is not None:
            response = self._send("GET", _ROLES + path, {"x-aliyun-ecs-metadata-token": token})
            if response.status in (200, 404) or self._tokens_only():
                return response
        return self._send("GET", _ROLES + path, {})

    def _send(self, method: str, path: str, headers: Mapping[str, str]) -> HttpResponse:
        request = HttpRequest(method, self._endpoint + path, headers)
        return http.send(
            request,
            self._transport,
            place=self._place,
            hint=_HINT,
            timeout=TIMEOUT,
            direct=True,
        )

    def _tokens_only(self) -> bool:
        given = self._token_required
        return self._is_true(TOKEN_REQUIRED) if given is None else given

"""The base of the sources that get a session of a RAM role from STS."""

from __future__ import annotations

from collections.abc import Mapping

from alicloud.core.calls.clock import skew_of
from alicloud.core.calls.sender import Sender
from alicloud.core.credentials.from_fields import from_fields
from alicloud.core.credentials.http import connected
from alicloud.core.credentials.refreshing import RefreshingCredentials
from alicloud.core.credentials.variables import ReadsEnvironment
from alicloud.core.errors.base import AlicloudError, CredentialsError
from alicloud.core.options import ClientOptions
from alicloud.core.protocols import rpc
from alicloud.core.service.description import Endpoints, Operation, Service
from alicloud.core.service.endpoint import Endpoint, resolve
from alicloud.core.shapes.json_text import compact

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from typing import Any

    from alicloud.core.auth.credentials import Credentials, CredentialsProvider
    from alicloud.core.http.transport import Transport

    Policy = Mapping[str, Any] | str

# Core cannot import the generated client, which builds on it; a test compares the two.
STS = Service(
    name="sts",
    product="Sts",
    version="2015-04-01",
    endpoints=Endpoints(
        public="sts.aliyuncs.com",
        regional="sts.{region}.aliyuncs.com",
        vpc="sts-vpc.{region}.aliyuncs.com",
        hosts=dict.fromkeys(
            ("cn-hangzhou-finance", "cn-shenzhen-finance-1", "ap-south-1", "ap-southeast-2"),
            "sts.aliyuncs.com",
        ),
    ),
)

MIN_DURATION = 900
"""Seconds. STS creates no shorter session (vendor page "AssumeRole")."""


class RoleCredentials(ReadsEnvironment, RefreshingCredentials):
    """Sessions of one role, each replaced in time before it ends.

    Args:
        duration_seconds: How long a session lasts.
        policy: Restricts what the session may do: a dict, or a JSON string.
        region: For the regional endpoint of STS; by default ALIBABA_CLOUD_STS_REGION.
        endpoint: The host of STS, as the option of a client.
        transport: Sends the requests, instead of that of the client.
        environ: Used instead of `os.environ`.

    Raises:
        CredentialsError: an argument cannot be used.
    """

    def __init__(
        self,
        *,
        duration_seconds: int,
        policy: Policy | None,
        region: str | None,
        endpoint: str | None,
        transport: Transport | None,
        environ: Mapping[str, str] | None,
    ) -> None:
        super().__init__()
        wrong_type = isinstance(duration_seconds, bool) or not isinstance(duration_seconds, int)
        if wrong_type or duration_seconds < MIN_DURATION:
            raise CredentialsError(
                f"duration_seconds: must be a whole number of at least {MIN_DURATION}, "
                f"not {duration_seconds!r}"
            )
        self._duration_seconds = duration_seconds
        self._policy = _policy_text(policy)
        self._region = region
        self._endpoint = endpoint
        self._transport = transport
        self._environ = environ
        self._host = ""

    def _now(self) -> float:
        # By the clock of STS, which sets the end; its skew is known after a rejected request.
        return self._wall() + skew_of(self._host).seconds

    def _session(
        self,
        action: str,
        parameters: Mapping[str, str | None],
        provider: CredentialsProvider | None,
    ) -> Credentials:
        """Call `action`, without a signature if there is no `provider`."""
        common = {"DurationSeconds": str(self._duration_seconds), "Policy": self._policy}
        operation = Operation(action, "read", "", anonymous=provider is None)
        query = {name: value for name, value in {**parameters, **common}.items() if value}
        parts = rpc.encode(STS, operation, None, query)
        what = f"{action} of {parameters['RoleArn']}"
        try:
            endpoint = self._resolve(self._variables)
            self._host = endpoint.host
            with connected(self._transport) as transport:
                sender = Sender(endpoint, ClientOptions(), transport, provider)
                response = sender.call(operation, parts)
        except AlicloudError as error:
            raise CredentialsError(f"{what} failed: {error}") from error
        return from_fields(
            response.body.get("Credentials"),
            source=self.name,
            place=f"{what} on {endpoint.host}",
            hint="Is the endpoint that of STS?",
        )

    def _resolve(self, environ: Mapping[str, str]) -> Endpoint:
        region = self._region or environ.get("ALIBABA_CLOUD_STS_REGION") or None
        # Without a region there is one host of STS, inside a VPC too.
        vpc = region and environ.get("ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED", "").lower() == "true"
        return resolve(
            STS,
            endpoint=self._endpoint or environ.get("ALIBABA_CLOUD_STS_ENDPOINT") or None,
            region=region,
            network="vpc" if vpc else "public",
            environ=environ,
        )


def _policy_text(policy: Policy | None) -> str | None:
    if policy is None or isinstance(policy, str):
        return policy
    try:
        if isinstance(policy, Mapping):
            return compact(policy)
    except (TypeError, ValueError):
        pass
    # Raised outside the handler, whose error may hold parts of the policy.
    raise CredentialsError("policy: must be a dict that JSON can represent, or a JSON string")

"""Which host a client calls: an override, or what the service's spec says for the region."""

from __future__ import annotations

import re
from collections.abc import Mapping

from alicloud.core.errors.base import ConfigurationError
from alicloud.core.service.description import Service

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from typing import Literal

_VARIABLE = "ALIBABA_CLOUD_ENDPOINT_URL"
_REGION = r"\A[a-z0-9]+(-[a-z0-9]+)+"
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789_-"
_OWN_PORTS = {"http": "80", "https": "443"}


class Endpoint:
    """Where the calls of a client go.

    Attributes:
        host: The host, with the port unless that is the scheme's own.
        base_url: The scheme and the host, without a path.
        region: The region of the client, whether or not the host depends on it.
        hint: What to look at when the host cannot be reached; may be empty.
    """

    __slots__ = ("base_url", "hint", "host", "region")

    def __init__(
        self, host: str, *, region: str | None, scheme: str = "https", hint: str = ""
    ) -> None:
        self.host = host
        self.base_url = f"{scheme}://{host}"
        self.region = region
        self.hint = hint

    def __repr__(self) -> str:
        return f"<Endpoint {self.base_url}>"


def resolve(
    service: Service,
    *,
    endpoint: str | None,
    region: str | None,
    network: Literal["public", "vpc"],
    environ: Mapping[str, str],
) -> Endpoint:
    """The endpoint of a client of `service`.

    What comes first decides: `endpoint`, ALIBABA_CLOUD_ENDPOINT_URL_<SERVICE>,
    ALIBABA_CLOUD_ENDPOINT_URL, and the service's spec with `region` and `network`.

    Raises:
        ConfigurationError: an argument or variable is malformed, or the service has no endpoint
            for this network or without a region.
    """
    _check("region", region)
    if endpoint is not None:
        return _override("endpoint", endpoint, region)
    for variable in (f"{_VARIABLE}_{service.name.upper()}", _VARIABLE):
        value = environ.get(variable)
        if value:
            return _override(variable, value, region, f"The endpoint is set by {variable}.")
    if network == "vpc":
        return _vpc(service, region)
    return _public(service, region)


def region_from(environ: Mapping[str, str]) -> str | None:
    """The region that the environment names, if any.

    Raises:
        ConfigurationError: there is no such region.
    """
    variable = "ALIBABA_CLOUD_REGION_ID"
    region = environ.get(variable) or None
    _check(variable, region)
    return region


def _check(name: str, region: str | None) -> None:
    if region is not None and not re.fullmatch(_REGION, str(region)):
        raise ConfigurationError(
            f"{name}: {region!r} is not a region id",
            hint="Region ids look like 'cn-hangzhou': lower-case letters, digits and hyphens.",
        )


def _public(service: Service, region: str | None) -> Endpoint:
    endpoints = service.endpoints
    if region is not None and region in endpoints.hosts:
        return Endpoint(endpoints.hosts[region], region=region)
    if endpoints.regional is None and endpoints.public is not None:
        return Endpoint(endpoints.public, region=region)
    if region is None and endpoints.public is not None:
        hint = "No region is set, so this is the central endpoint; region= may name a nearer one."
        return Endpoint(endpoints.public, region=None, hint=hint)
    if region is None or endpoints.regional is None:
        raise ConfigurationError(
            f"region: {service.product} has a host in each region and none for all",
            hint="Pass region= or set ALIBABA_CLOUD_REGION_ID.",
        )
    return _of_region(service, endpoints.regional, region)


def _vpc(service: Service, region: str | None) -> Endpoint:
    template = service.endpoints.vpc
    if template is None:
        raise ConfigurationError(
            f"network: {service.product} has no endpoint inside private networks",
            hint="Leave network out, or pass endpoint=.",
        )
    if "{region}" not in template:
        return Endpoint(template, region=region)
    if region is None:
        raise ConfigurationError(
            f"region: network='vpc' of {service.product} needs a region",
            hint="Pass region= or set ALIBABA_CLOUD_REGION_ID.",
        )
    return _of_region(service, template, region)


def _of_region(service: Service, template: str, region: str) -> Endpoint:
    known = service.endpoints.regions
    hint = "" if region in known or not known else _unknown_region(service, region)
    return Endpoint(template.replace("{region}", region), region=region, hint=hint)


def _unknown_region(service: Service, region: str) -> str:
    # A new region must work before this SDK knows it, so this is a hint and not an error.
    from difflib import get_close_matches

    near = get_close_matches(region, service.endpoints.regions, n=1)
    guess = f"; did you mean {near[0]!r}?" if near else "."
    return f"{region!r} is not a region known for {service.product}{guess}"


def _override(name: str, value: object, region: str | None, hint: str = "") -> Endpoint:
    if not isinstance(value, str):
        raise ConfigurationError(f"{name}: must be a string, not {type(value).__name__}")
    scheme, host, port = _parts(value)
    if not (value.isascii() and scheme in _OWN_PORTS and _is_host(host) and port.isdigit()):
        raise ConfigurationError(f"{name}: {_problem(value)}", hint=_EXPECTED)
    if len(port) > 5 or not 0 < int(port) < 65536:
        raise ConfigurationError(f"{name}: {port} is not a port", hint=_EXPECTED)
    if int(port) != int(_OWN_PORTS[scheme]):
        host = f"{host}:{int(port)}"
    return Endpoint(host, region=region, scheme=scheme, hint=hint)


def _parts(value: str) -> tuple[str, str, str]:
    """Scheme, host and port of an override, in lower case and not yet checked."""
    # Without `re`, which would compile its pattern for a few calls in the life of a process.
    scheme, found, rest = value.lower().rpartition("://")
    scheme = scheme if found else "https"
    rest = rest.removesuffix("/")
    end = rest.find(":", rest.find("]") + 1)  # an IPv6 address has colons of its own
    if end < 0:
        return scheme, rest, _OWN_PORTS.get(scheme, "")
    return scheme, rest[:end], rest[end + 1 :]


def _is_host(name: str) -> bool:
    if name.startswith("["):
        return name.endswith("]") and _is_ipv6(name[1:-1])
    # As DNS has it: labels of 1 to 63 characters, with hyphens inside only.
    return all(
        0 < len(label) < 64 and label.strip("-") == label and not label.strip(_LETTERS)
        for label in name.split(".")
    )


def _is_ipv6(text: str) -> bool:
    from ipaddress import AddressValueError, IPv6Address

    try:
        return IPv6Address(text).scope_id is None
    except AddressValueError:
        return False


_EXPECTED = "Expected a host, perhaps with a port, or a URL such as 'http://127.0.0.1:8080'."


def _problem(value: str) -> str:
    """What is wrong with an override, without repeating what may be a password."""
    scheme, found, rest = value.rpartition("://")
    if not rest.strip():
        return "it is empty"
    if "@" in rest:
        return "a user name or password cannot be part of it"
    if "?" in rest or "#" in rest:
        return "a query cannot be part of it"
    if found and scheme.lower() not in _OWN_PORTS:
        return f"{scheme!r} is not http or https"
    if "/" in rest.rstrip("/"):
        return "a path cannot be part of it"
    return f"{value!r} is not a host"

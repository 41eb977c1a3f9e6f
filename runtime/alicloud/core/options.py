"""The options of a client, checked once when it is built, and what the environment adds to them."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

from alicloud.core import __version__
from alicloud.core.errors.base import ConfigurationError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal, TypeVar

    from alicloud.core.hooks import Hooks

    Network = Literal["public", "vpc"]
    Signature = Literal["v3", "v1"]
    Path = str | os.PathLike[str]
    Choice = TypeVar("Choice", bound=str)

_FOREVER = float("inf")
_PROXY_SCHEMES = ("http", "https", "socks4", "socks4a", "socks5", "socks5h")


class ClientOptions:
    """Checked options. The attributes are named as the options are; see `make_settings`."""

    __slots__ = (
        "ca_bundle",
        "client_cert",
        "deadline",
        "hooks",
        "network",
        "proxy",
        "retries",
        "signature",
        "timeout",
        "trust_env",
    )

    network: Network
    signature: Signature
    timeout: tuple[float, float]
    deadline: float | None
    retries: int
    proxy: str | None
    ca_bundle: str | None
    client_cert: str | tuple[str, str] | None
    trust_env: bool
    hooks: Hooks | None


def make_settings(
    *,
    network: Network = "public",
    signature: Signature = "v3",
    timeout: float | tuple[float, float] = (5.0, 10.0),
    deadline: float | None = 60.0,
    retries: int = 2,
    proxy: str | None = None,
    ca_bundle: Path | None = None,
    client_cert: Path | tuple[Path, Path] | None = None,
    trust_env: bool = True,
    hooks: Hooks | None = None,
) -> ClientOptions:
    """Check the options of a client.

    Args:
        network: "vpc" uses the hosts inside a private network.
        signature: "v3" is ACS3-HMAC-SHA256, "v1" the older HMAC-SHA1.
        timeout: Seconds to connect, and seconds to wait for the whole answer; or one for both. An
            attempt takes no longer than the larger of them; connecting may, through a proxy or to
            a host with several addresses.
        deadline: Seconds for a call with all its attempts and pauses; None for no limit.
        retries: How often a failed attempt may be repeated.
        proxy: The URL of a proxy for all hosts; by default the environment decides.
        ca_bundle: A file or folder of certificate authorities to trust, in place of the usual.
        client_cert: A file with certificate and key, or two files.
        trust_env: Whether proxies and certificate authorities may come from the environment.
        hooks: Functions to call at the turns of each call.

    Raises:
        ConfigurationError: an option cannot be used; the message names it and the remedy.
    """
    settings = ClientOptions()
    settings.network = _choice("network", network, ("public", "vpc"))
    settings.signature = _choice("signature", signature, ("v3", "v1"))
    settings.timeout = _timeout(timeout)
    settings.deadline = None if deadline is None else _seconds("deadline", deadline)
    settings.retries = _count("retries", retries)
    settings.proxy = None if proxy is None else proxy_url("proxy", proxy)
    settings.ca_bundle = None if ca_bundle is None else _existing("ca_bundle", ca_bundle)
    settings.client_cert = None if client_cert is None else _client_cert(client_cert)
    settings.trust_env = _flag("trust_env", trust_env)
    settings.hooks = None if hooks is None else _hooks(hooks)
    return settings


def region_from(environ: Mapping[str, str]) -> str | None:
    """The region that the environment names, if any."""
    return environ.get("ALIBABA_CLOUD_REGION_ID") or None


def proxy_from_environment(base_url: str) -> str | None:
    """The URL of the proxy for this URL, by HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY.

    Besides names and their ends NO_PROXY may hold networks, as in "10.0.0.0/8".

    Raises:
        ConfigurationError: what the environment has is no URL of a proxy.
    """
    from urllib.parse import urlsplit
    from urllib.request import getproxies, proxy_bypass

    url = urlsplit(base_url)
    proxies = getproxies()
    proxy = proxies.get(url.scheme) or proxies.get("all")
    if not proxy or proxy_bypass(url.netloc) or _in_network(url.hostname, proxies.get("no", "")):
        return None
    name = f"{url.scheme.upper()}_PROXY or ALL_PROXY"
    return proxy_url(name, proxy if "://" in proxy else f"http://{proxy}")


def user_agent() -> str:
    """What this SDK calls itself."""
    python = ".".join(map(str, sys.version_info[:3]))
    return f"alicloud/{__version__} Python/{python} ({sys.platform})"


def _choice(option: str, value: Choice, known: tuple[str, ...]) -> Choice:
    if value not in known:
        choices = " or ".join(repr(name) for name in known)
        raise ConfigurationError(f"{option}: {value!r} is not known; use {choices}")
    return value


def _seconds(option: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < _FOREVER:
        raise ConfigurationError(f"{option}: needs seconds above 0, not {value!r}")
    return float(value)


def _timeout(value: float | tuple[float, float]) -> tuple[float, float]:
    if not isinstance(value, tuple | list):
        both = _seconds("timeout", value)
        return both, both
    if len(value) != 2:
        raise ConfigurationError(f"timeout: needs seconds or (connect, read), not {value!r}")
    return _seconds("timeout", value[0]), _seconds("timeout", value[1])


def _count(option: str, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ConfigurationError(f"{option}: needs a whole number from 0 on, not {value!r}")
    return value


def _flag(option: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise ConfigurationError(f"{option}: needs True or False, not {value!r}")
    return value


def proxy_url(name: str, value: str) -> str:
    """The URL of a proxy, with its scheme in small letters.

    Args:
        name: The option or variable that holds it.

    Raises:
        ConfigurationError: it is no such URL; it is not shown, since it may hold a password.
    """
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(value)
        usable = parts.scheme in _PROXY_SCHEMES and parts.hostname and parts.port != 0
    except (AttributeError, TypeError, ValueError):
        usable = False
    if not usable:
        raise ConfigurationError(
            f"{name}: needs a URL such as 'http://proxy.example.com:8080', its scheme one of "
            + ", ".join(_PROXY_SCHEMES)
        )
    return parts.scheme + value[len(parts.scheme) :]


def _existing(option: str, value: Path) -> str:
    try:
        path = os.fspath(value)
    except TypeError:
        raise ConfigurationError(f"{option}: needs a path, not {value!r}") from None
    if not os.path.exists(path):
        raise ConfigurationError(f"{option}: there is no file or folder {path!r}")
    return path


def _client_cert(value: Path | tuple[Path, Path]) -> str | tuple[str, str]:
    if not isinstance(value, tuple | list):
        return _existing("client_cert", value)
    if len(value) != 2:
        raise ConfigurationError("client_cert: needs one path, or (certificate, key)")
    return _existing("client_cert", value[0]), _existing("client_cert", value[1])


def _hooks(value: object) -> Hooks:
    from alicloud.core.hooks import Hooks

    if not isinstance(value, Hooks):
        raise ConfigurationError(
            f"hooks: needs alicloud.core.Hooks(...), not {type(value).__name__}"
        )
    return value


def _in_network(host: str | None, no_proxy: str) -> bool:
    from ipaddress import ip_address

    try:
        address = ip_address(host or "")
    except ValueError:
        return False
    return any(_holds(entry.strip(), address) for entry in no_proxy.split(",") if "/" in entry)


def _holds(network: str, address: object) -> bool:
    from ipaddress import ip_network

    try:
        return address in ip_network(network, strict=False)
    except ValueError:
        return False

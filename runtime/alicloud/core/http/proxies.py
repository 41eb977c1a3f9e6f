"""Which proxy a request goes through: the URL of an option or variable, and who is spared it."""

from __future__ import annotations

from alicloud.core.errors.base import ConfigurationError

_SCHEMES = ("http", "https", "socks4", "socks4a", "socks5", "socks5h")


def proxy_from_environment(base_url: str) -> str | None:
    """The URL of the proxy for this URL, by HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY.

    Besides names and their ends NO_PROXY may hold networks, as in "10.0.0.0/8".

    Raises:
        ConfigurationError: a variable does not hold the URL of a proxy.
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


def proxy_url(name: str, value: str) -> str:
    """The URL of a proxy, with its scheme in lower case.

    Args:
        name: The option or variable that holds it.

    Raises:
        ConfigurationError: it is not such a URL; it is not shown, since it may hold a password.
    """
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(value)
        usable = parts.scheme in _SCHEMES and parts.hostname and parts.port != 0
    except (AttributeError, TypeError, ValueError):
        usable = False
    if not usable:
        raise ConfigurationError(
            f"{name}: must be a URL such as 'http://proxy.example.com:8080', its scheme one of "
            + ", ".join(_SCHEMES)
        )
    return parts.scheme + value[len(parts.scheme) :]


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

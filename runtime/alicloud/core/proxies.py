"""Which proxy the environment wants for a host."""

from __future__ import annotations

from ipaddress import ip_address, ip_network
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from alicloud.core.config import proxy_url


def proxy_from_environment(base_url: str) -> str | None:
    """The URL of the proxy for this URL, by HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY.

    Besides names and their ends NO_PROXY may hold networks, as in "10.0.0.0/8".

    Raises:
        ConfigurationError: what the environment has is no URL of a proxy.
    """
    url = urlsplit(base_url)
    proxies = getproxies()
    proxy = proxies.get(url.scheme) or proxies.get("all")
    if not proxy or proxy_bypass(url.netloc) or _in_network(url.hostname, proxies.get("no", "")):
        return None
    name = f"{url.scheme.upper()}_PROXY or ALL_PROXY"
    return proxy_url(name, proxy if "://" in proxy else f"http://{proxy}")


def _in_network(host: str | None, no_proxy: str) -> bool:
    try:
        address = ip_address(host or "")
    except ValueError:
        return False
    return any(_holds(entry.strip(), address) for entry in no_proxy.split(",") if "/" in entry)


def _holds(network: str, address: object) -> bool:
    try:
        return address in ip_network(network, strict=False)
    except ValueError:
        return False

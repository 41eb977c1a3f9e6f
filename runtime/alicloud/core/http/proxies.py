"""Which proxy a request goes through: the URL of an option or variable, and who is spared it."""

from __future__ import annotations

from alicloud.core.errors.base import ConfigurationError

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from urllib.parse import SplitResult

_SCHEMES = ("http", "https", "socks4", "socks4a", "socks5", "socks5h")
_OWN_PORTS = {"http": 80, "https": 443}


def proxy_from_environment(base_url: str) -> str | None:
    """The URL of the proxy for this URL, by HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY.

    NO_PROXY lists, between commas or blanks, what needs no proxy: a domain and all below it
    ("example.com", ".example.com" and "*.example.com" are the same), an address, a network
    ("10.0.0.0/8"), each perhaps with a port ("example.com:8443"), or "*" for everything.

    Raises:
        ConfigurationError: a variable does not hold the URL of a proxy.
    """
    from urllib.parse import urlsplit
    from urllib.request import getproxies, proxy_bypass

    url = urlsplit(base_url)
    proxies = getproxies()
    proxy = (proxies.get(url.scheme) or proxies.get("all") or "").strip()
    if not proxy:
        return None
    no_proxy = proxies.get("no")
    # Where the variable is not set, the settings of Windows or macOS may spare a host.
    if proxy_bypass(url.netloc) if no_proxy is None else _is_spared(url, no_proxy):
        return None
    name = f"{url.scheme.upper()}_PROXY or ALL_PROXY"
    return proxy_url(name, proxy if "://" in proxy else f"http://{proxy}")


def proxy_url(name: str, value: str) -> str:
    """The URL of a proxy, with its scheme in lower case and without blanks around it.

    Args:
        name: The option or variable that holds it.

    Raises:
        ConfigurationError: it is not such a URL; it is not shown, since it may hold a password.
    """
    from urllib.parse import urlsplit

    try:
        value = value.strip()
        value.encode()  # a variable may hold bytes that are not UTF-8
        parts = urlsplit(value)
        usable = parts.scheme in _SCHEMES and parts.hostname and parts.port != 0
        usable = usable and not any(character <= " " for character in value)
    except (AttributeError, TypeError, ValueError):
        usable = False
    if not usable:
        raise ConfigurationError(
            f"{name}: must be a URL such as 'http://proxy.example.com:8080', its scheme one of "
            + ", ".join(_SCHEMES),
            hint="In user name and password percent-encode what is no letter or digit.",
        )
    return parts.scheme + value[len(parts.scheme) :]


def proxy_authorization(proxy: str) -> str | None:
    """The header Proxy-Authorization for user name and password in the URL of a proxy, if any.

    In UTF-8, as RFC 7617 has it: HTTP libraries take Latin-1, which not every password fits. What is
    percent-encoded is sent as it is.
    """
    from base64 import b64encode
    from urllib.parse import unquote_to_bytes, urlsplit

    parts = urlsplit(proxy)
    if parts.username is None:
        return None
    user, password = map(unquote_to_bytes, (parts.username, parts.password or ""))
    return f"Basic {b64encode(user + b':' + password).decode()}"


def without_password(proxy: str) -> str:
    """The URL of a proxy without user name and password."""
    scheme, _, rest = proxy.partition("://")
    place, slash, path = rest.partition("/")
    return f"{scheme}://{place.rpartition('@')[2]}{slash}{path}"


# --- who is spared -------------------------------------------------------------------------------


def _is_spared(url: SplitResult, no_proxy: str) -> bool:
    host = (url.hostname or "").rstrip(".")
    port = url.port or _OWN_PORTS.get(url.scheme, 0)
    entries = no_proxy.lower().replace(",", " ").split()
    return any(_matches(entry, host, port) for entry in entries)


def _matches(entry: str, host: str, port: int) -> bool:
    if entry == "*":
        return True
    name, only_port = _split_port(entry)
    if only_port and only_port != str(port):
        return False
    address = _address(host)
    if address is not None:
        return _holds(name, address)
    domain = name.removeprefix("*.").lstrip(".").rstrip(".")
    return bool(domain) and (host == domain or host.endswith(f".{domain}"))


def _split_port(entry: str) -> tuple[str, str]:
    """The name and the port of an entry; an IPv6 address has colons of its own."""
    if entry.startswith("["):
        name, _, rest = entry[1:].partition("]")
        return name + rest.partition(":")[0], rest.partition(":")[2]
    if entry.count(":") != 1:
        return entry, ""
    name, _, port = entry.partition(":")
    return name, port


def _address(text: str) -> object | None:
    from ipaddress import IPv6Address, ip_address

    try:
        address = ip_address(text)
    except ValueError:
        return None
    # A host may be written as an IPv4 address inside an IPv6 one.
    return (isinstance(address, IPv6Address) and address.ipv4_mapped) or address


def _holds(name: str, address: object) -> bool:
    """Whether an address is that of an entry, or inside its network."""
    from ipaddress import ip_network

    if "/" not in name:
        return _address(name) == address
    try:
        return address in ip_network(name, strict=False)
    except ValueError:
        return False

"""The options of a client: one table of defaults and checks."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping

from alicloud.core.errors.base import ConfigurationError

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from typing import Any, Literal

    from alicloud.core.auth.credentials import CredentialsProvider
    from alicloud.core.hooks import Hooks
    from alicloud.core.retry import Retry

    Check = Callable[[str, Any], Any]

_FOREVER = float("inf")


class ClientOptions:
    """The options of a client, checked; `BaseClient.__init__` says what each is for.

    Args:
        given: The options by name; the others have their defaults.

    Raises:
        ConfigurationError: an option cannot be used; the message names it and the remedy.
    """

    credentials: CredentialsProvider | None
    profile: str | None
    region: str | None
    endpoint: str | None
    network: Literal["public", "vpc"]
    signature: Literal["v3", "v1"]
    timeout: tuple[float, float]
    deadline: float | None
    retries: int | Retry
    proxy: str | None
    ca_bundle: str | None
    client_cert: str | tuple[str, str] | None
    trust_env: bool
    transport: Any
    hooks: Hooks | None
    headers: Mapping[str, str] | None

    def __init__(self, **given: Any) -> None:
        for name, (default, check) in _OPTIONS.items():
            setattr(self, name, check(name, given.pop(name, default)))
        if given:
            raise TypeError(f"unknown options: {', '.join(given)}")
        if self.transport is not None:
            self._require_no_connection()
        if self.profile is not None and self.credentials is not None:
            raise ConfigurationError(
                "profile: has no effect together with credentials=", hint="Leave one of them out."
            )

    def replace(self, **changed: Any) -> dict[str, Any]:
        """The arguments of a client with other options, without those of the connection.

        The transport has these: it is one of the changed options.
        """
        dropped = set(_CONNECTION)
        if changed.get("credentials") or changed.get("profile"):
            dropped |= {"credentials", "profile"}  # each takes the place of the other
        return {n: v for n, v in vars(self).items() if n not in dropped} | changed

    def _require_no_connection(self) -> None:
        for name in ("proxy", "ca_bundle", "client_cert"):
            if getattr(self, name) is not None:
                raise ConfigurationError(
                    f"{name}: has no effect together with transport=",
                    hint="Leave it out, or configure it on the transport.",
                )


_CONNECTION = ("proxy", "ca_bundle", "client_cert", "trust_env")


# --- checks: each takes the name of an option and a value, and returns the value to keep ---------


def _unchecked(name: str, value: Any) -> Any:
    return value


def _optional(check: Check) -> Check:
    return lambda name, value: None if value is None else check(name, value)


def _one_of(*choices: str) -> Check:
    def check(name: str, value: object) -> object:
        if value not in choices:
            known = " or ".join(map(repr, choices))
            raise ConfigurationError(f"{name}: must be {known}, not {value!r}")
        return value

    return check


def _text(name: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ConfigurationError(f"{name}: must be a string that is not empty, not {value!r}")
    return value


def _having(method: str, wanted: str) -> Check:
    def check(name: str, value: object) -> object:
        # A dict has a get() too, and a class has the methods of its objects.
        if isinstance(value, type | Mapping) or not callable(getattr(value, method, None)):
            # Without the value: somebody may have passed the secret itself.
            raise ConfigurationError(f"{name}: must be {wanted}, not {type(value).__name__}")
        return value

    return check


_HAVING_GET = _having("get", "a provider such as StaticCredentials(...)")


def _seconds(name: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < _FOREVER:
        raise ConfigurationError(f"{name}: must be seconds above 0, not {value!r}")
    return float(value)


def _timeout(name: str, value: Any) -> tuple[float, float]:
    if value is None:
        return (
            _number_from("ALIBABA_CLOUD_CONNECT_TIMEOUT", float, _seconds, 5.0),
            _number_from("ALIBABA_CLOUD_READ_TIMEOUT", float, _seconds, 10.0),
        )
    if not isinstance(value, tuple | list):
        both = _seconds(name, value)
        return both, both
    if len(value) != 2:
        raise ConfigurationError(f"{name}: must be seconds or (connect, read), not {value!r}")
    return _seconds(name, value[0]), _seconds(name, value[1])


def _count(name: str, value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ConfigurationError(f"{name}: must be a whole number from 0 on, not {value!r}")
    return value


def _retries(name: str, value: Any) -> int | Retry:
    if value is None:
        attempts: int = _number_from("ALIBABA_CLOUD_MAX_ATTEMPTS", int, _attempts, 3)
        return attempts - 1
    if isinstance(value, int):
        return _count(name, value)
    from alicloud.core.retry import Retry

    return value if isinstance(value, Retry) else _count(name, value)


def _attempts(name: str, value: int) -> int:
    if value < 1:
        raise ConfigurationError(f"{name}: must be a whole number from 1 on, not {value}")
    return value


def _number_from(variable: str, read: Callable[[str], Any], check: Check, default: Any) -> Any:
    """The number in a variable of the environment."""
    text = os.environ.get(variable)
    if not text:
        return default
    try:
        return check(variable, read(text))
    except ValueError:
        raise ConfigurationError(f"{variable}: {text!r} is not a number") from None


def _headers(name: str, value: Any) -> Mapping[str, str]:
    from alicloud.core.hooks import checked_headers

    if not isinstance(value, Mapping):
        raise ConfigurationError(f"{name}: must be a dict, not {type(value).__name__}")
    try:
        return checked_headers(name, value)
    except ValueError as error:
        raise ConfigurationError(str(error)) from None


def _flag(name: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise ConfigurationError(f"{name}: must be True or False, not {value!r}")
    return value


def _proxy(name: str, value: Any) -> str:
    from alicloud.core.http.proxies import proxy_url

    return proxy_url(name, value)


def _path(name: str, value: Any) -> str:
    try:
        path: str = os.fspath(value)
    except TypeError:
        raise ConfigurationError(f"{name}: must be a path, not {value!r}") from None
    if not os.path.exists(path):
        raise ConfigurationError(f"{name}: there is no file or folder {path!r}")
    return path


def _certificate(name: str, value: Any) -> str | tuple[str, str]:
    if not isinstance(value, tuple | list):
        return _path(name, value)
    if len(value) != 2:
        raise ConfigurationError(f"{name}: must be one path, or (certificate, key)")
    return _path(name, value[0]), _path(name, value[1])


def _hooks(name: str, value: Any) -> Hooks:
    from alicloud.core.hooks import Hooks

    if not isinstance(value, Hooks):
        raise ConfigurationError(
            f"{name}: must be alicloud.core.Hooks(...), not {type(value).__name__}"
        )
    return value


_OPTIONS: dict[str, tuple[Any, Check]] = {
    "credentials": (None, _optional(_HAVING_GET)),
    "profile": (None, _optional(_text)),
    "region": (None, _unchecked),  # with the service, in `resolve`
    "endpoint": (None, _unchecked),
    "network": ("public", _one_of("public", "vpc")),
    "signature": ("v3", _one_of("v3", "v1")),
    "timeout": (None, _timeout),
    "deadline": (60.0, _optional(_seconds)),
    "retries": (None, _retries),
    "proxy": (None, _optional(_proxy)),
    "ca_bundle": (None, _optional(_path)),
    "client_cert": (None, _optional(_certificate)),
    "trust_env": (True, _flag),
    "transport": (None, _optional(_having("send", "an object with send() and close()"))),
    "hooks": (None, _optional(_hooks)),
    "headers": (None, _optional(_headers)),
}

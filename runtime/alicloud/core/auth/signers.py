"""The signatures by name. A module is loaded when its signature is asked for: few clients use V1."""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from collections.abc import Callable

    from alicloud.core.http.transport import HttpRequest

    Signer = Callable[..., HttpRequest]

_SIGNERS = {
    "v3": ("alicloud.core.auth.acs3", "sign"),
    "v1": ("alicloud.core.auth.v1", "sign"),
    "anonymous": ("alicloud.core.auth.v1", "leave_unsigned"),
}


def signer(name: str) -> Signer:
    """What signs the calls of a client: a function with the parameters of `acs3.sign`.

    Args:
        name: A value of the client's option `signature`, or "anonymous" for calls without one.
    """
    module, function = _SIGNERS[name]
    found: Signer = getattr(import_module(module), function)
    return found

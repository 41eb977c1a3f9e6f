"""RAM and STS on your own machine: an emulator that rejects what the service rejects.

Example::

    with Emulator() as cloud:
        ram = RamClient(**cloud.client_options())
"""

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from alicloud.emulator.account import Account as Account
    from alicloud.emulator.accounts import OtherAccount as OtherAccount
    from alicloud.emulator.clock import Clock as Clock
    from alicloud.emulator.emulated import emulated as emulated
    from alicloud.emulator.emulator import Emulator as Emulator
    from alicloud.emulator.environment import Environment as Environment
    from alicloud.emulator.errors import EmulatorError as EmulatorError
    from alicloud.emulator.fault_injection import Faults as Faults
    from alicloud.emulator.identity.providers import ProviderError as ProviderError
    from alicloud.emulator.mock.mocks import Mock as Mock
    from alicloud.emulator.prepared import (
        ClientOptions as ClientOptions,
        ReadyRole as ReadyRole,
        ReadyUser as ReadyUser,
    )
    from alicloud.emulator.quotas import Quotas as Quotas
    from alicloud.emulator.request_log import Record as Record
else:
    from alicloud.core.lazy import exports

    _get, __dir__ = exports(
        __name__,
        {
            "alicloud.emulator.account": ("Account",),
            "alicloud.emulator.accounts": ("OtherAccount",),
            "alicloud.emulator.clock": ("Clock",),
            "alicloud.emulator.emulated": ("emulated",),
            "alicloud.emulator.emulator": ("Emulator",),
            "alicloud.emulator.environment": ("Environment",),
            "alicloud.emulator.errors": ("EmulatorError",),
            "alicloud.emulator.fault_injection": ("Faults",),
            "alicloud.emulator.identity.providers": ("ProviderError",),
            "alicloud.emulator.mock.mocks": ("Mock",),
            "alicloud.emulator.prepared": ("ClientOptions", "ReadyRole", "ReadyUser"),
            "alicloud.emulator.quotas": ("Quotas",),
            "alicloud.emulator.request_log": ("Record",),
        },
    )

    def __getattr__(name):
        if name in __all__:
            _require_extra()
        return _get(name)

    def _require_extra():
        from importlib.util import find_spec

        for module in ("httptools", "jwt", "pyotp", "segno", "signxml"):
            if find_spec(module) is None:
                raise ModuleNotFoundError(
                    f"the emulator needs {module!r}, which is not installed: "
                    "pip install 'alicloud[emulator]'",
                    name=module,
                )

    __all__ = __dir__()

"""RAM and STS on your own machine: an emulator that rejects what the service rejects.

with Emulator() as cloud:
    ram = RamClient(**cloud.client_options())
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from alicloud.emulator.account import Account
    from alicloud.emulator.clock import Clock
    from alicloud.emulator.emulated import emulated
    from alicloud.emulator.emulator import ClientOptions, Emulator
    from alicloud.emulator.environment import Environment
    from alicloud.emulator.errors import EmulatorError
    from alicloud.emulator.fault_injection import Faults
    from alicloud.emulator.identity.providers import ProviderError
    from alicloud.emulator.prepared import ReadyRole, ReadyUser
    from alicloud.emulator.quotas import Quotas
    from alicloud.emulator.request_log import Record
else:
    # The pytest plugin is in this package and is imported also in projects that do not use it.
    from alicloud.core.lazy import exports

    __getattr__, __dir__ = exports(
        __name__,
        {
            "alicloud.emulator.account": ("Account",),
            "alicloud.emulator.clock": ("Clock",),
            "alicloud.emulator.emulated": ("emulated",),
            "alicloud.emulator.emulator": ("ClientOptions", "Emulator"),
            "alicloud.emulator.environment": ("Environment",),
            "alicloud.emulator.errors": ("EmulatorError",),
            "alicloud.emulator.fault_injection": ("Faults",),
            "alicloud.emulator.identity.providers": ("ProviderError",),
            "alicloud.emulator.prepared": ("ReadyRole", "ReadyUser"),
            "alicloud.emulator.quotas": ("Quotas",),
            "alicloud.emulator.request_log": ("Record",),
        },
    )

__all__ = [
    "Account",
    "ClientOptions",
    "Clock",
    "Emulator",
    "EmulatorError",
    "Environment",
    "Faults",
    "ProviderError",
    "Quotas",
    "ReadyRole",
    "ReadyUser",
    "Record",
    "emulated",
]

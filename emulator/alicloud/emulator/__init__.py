"""RAM and STS on your own machine: an emulator that refuses what the service refuses.

with Emulator() as cloud:
    ram = RamClient(**cloud.client_options())
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from alicloud.emulator.clock import Clock
    from alicloud.emulator.emulator import Account, ClientOptions, Emulator
    from alicloud.emulator.errors import EmulatorError
    from alicloud.emulator.faults import Faults
    from alicloud.emulator.providers import ProviderError
    from alicloud.emulator.quotas import Quotas
    from alicloud.emulator.records import Record
else:
    # The pytest plugin lives in this package and is imported in projects that do not use it.
    from alicloud.core.lazy import exports

    __getattr__, __dir__ = exports(
        __name__,
        {
            "clock": ("Clock",),
            "emulator": ("Account", "ClientOptions", "Emulator"),
            "errors": ("EmulatorError",),
            "faults": ("Faults",),
            "providers": ("ProviderError",),
            "quotas": ("Quotas",),
            "records": ("Record",),
        },
    )

__all__ = [
    "Account",
    "ClientOptions",
    "Clock",
    "Emulator",
    "EmulatorError",
    "Faults",
    "ProviderError",
    "Quotas",
    "Record",
]

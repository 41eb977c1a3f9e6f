"""Where credentials come from: each source is a provider with `get()`. Loaded when first named."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from alicloud.core.credentials.base import Credentials, CredentialsProvider
    from alicloud.core.credentials.chain import CredentialsChain, DefaultCredentials
    from alicloud.core.credentials.environment import EnvironmentCredentials
    from alicloud.core.credentials.static import StaticCredentials
else:
    from alicloud.core.lazy import exports

    __getattr__, __dir__ = exports(
        __name__,
        {
            "base": ("Credentials", "CredentialsProvider"),
            "chain": ("CredentialsChain", "DefaultCredentials"),
            "environment": ("EnvironmentCredentials",),
            "static": ("StaticCredentials",),
        },
    )

__all__ = [
    "Credentials",
    "CredentialsChain",
    "CredentialsProvider",
    "DefaultCredentials",
    "EnvironmentCredentials",
    "StaticCredentials",
]

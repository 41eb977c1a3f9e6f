"""Where credentials come from: each source is a provider with `get()`. Loaded when first named."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from alicloud.core.credentials.assume_role import AssumeRoleCredentials
    from alicloud.core.credentials.base import Credentials, CredentialsProvider, aget
    from alicloud.core.credentials.bearer import BearerTokenCredentials
    from alicloud.core.credentials.chain import CredentialsChain, DefaultCredentials
    from alicloud.core.credentials.cli_profile import ProfileCredentials
    from alicloud.core.credentials.credentials_uri import UriCredentials
    from alicloud.core.credentials.ecs_metadata import EcsMetadataCredentials
    from alicloud.core.credentials.environment import EnvironmentCredentials
    from alicloud.core.credentials.ini_file import IniFileCredentials
    from alicloud.core.credentials.oidc_role import OidcRoleCredentials
    from alicloud.core.credentials.process import ProcessCredentials
    from alicloud.core.credentials.refreshing import RefreshingCredentials
    from alicloud.core.credentials.static import StaticCredentials
else:
    from alicloud.core.lazy import exports

    __getattr__, __dir__ = exports(
        __name__,
        {
            "assume_role": ("AssumeRoleCredentials",),
            "base": ("Credentials", "CredentialsProvider", "aget"),
            "bearer": ("BearerTokenCredentials",),
            "chain": ("CredentialsChain", "DefaultCredentials"),
            "cli_profile": ("ProfileCredentials",),
            "credentials_uri": ("UriCredentials",),
            "ecs_metadata": ("EcsMetadataCredentials",),
            "environment": ("EnvironmentCredentials",),
            "ini_file": ("IniFileCredentials",),
            "oidc_role": ("OidcRoleCredentials",),
            "process": ("ProcessCredentials",),
            "refreshing": ("RefreshingCredentials",),
            "static": ("StaticCredentials",),
        },
    )

__all__ = [
    "AssumeRoleCredentials",
    "BearerTokenCredentials",
    "Credentials",
    "CredentialsChain",
    "CredentialsProvider",
    "DefaultCredentials",
    "EcsMetadataCredentials",
    "EnvironmentCredentials",
    "IniFileCredentials",
    "OidcRoleCredentials",
    "ProcessCredentials",
    "ProfileCredentials",
    "RefreshingCredentials",
    "StaticCredentials",
    "UriCredentials",
    "aget",
]

"""Where credentials come from: one provider for each source, loaded when it is first used."""

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from alicloud.core.auth.credentials import Credentials, CredentialsProvider, aget
    from alicloud.core.credentials.assume_role import AssumeRoleCredentials
    from alicloud.core.credentials.bearer import BearerTokenCredentials
    from alicloud.core.credentials.chain import CredentialsChain, DefaultCredentials
    from alicloud.core.credentials.cli.provider import ProfileCredentials
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
            "alicloud.core.credentials.assume_role": ("AssumeRoleCredentials",),
            "alicloud.core.auth.credentials": ("Credentials", "CredentialsProvider", "aget"),
            "alicloud.core.credentials.bearer": ("BearerTokenCredentials",),
            "alicloud.core.credentials.chain": ("CredentialsChain", "DefaultCredentials"),
            "alicloud.core.credentials.cli.provider": ("ProfileCredentials",),
            "alicloud.core.credentials.credentials_uri": ("UriCredentials",),
            "alicloud.core.credentials.ecs_metadata": ("EcsMetadataCredentials",),
            "alicloud.core.credentials.environment": ("EnvironmentCredentials",),
            "alicloud.core.credentials.ini_file": ("IniFileCredentials",),
            "alicloud.core.credentials.oidc_role": ("OidcRoleCredentials",),
            "alicloud.core.credentials.process": ("ProcessCredentials",),
            "alicloud.core.credentials.refreshing": ("RefreshingCredentials",),
            "alicloud.core.credentials.static": ("StaticCredentials",),
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

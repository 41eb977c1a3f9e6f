"""Where credentials come from: one provider for each source, loaded when it is first used."""

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from alicloud.core.auth.credentials import (
        Credentials as Credentials,
        CredentialsProvider as CredentialsProvider,
        aget as aget,
    )
    from alicloud.core.credentials.assume_role import AssumeRoleCredentials as AssumeRoleCredentials
    from alicloud.core.credentials.bearer import BearerTokenCredentials as BearerTokenCredentials
    from alicloud.core.credentials.chain import (
        CredentialsChain as CredentialsChain,
        DefaultCredentials as DefaultCredentials,
    )
    from alicloud.core.credentials.cli.provider import ProfileCredentials as ProfileCredentials
    from alicloud.core.credentials.credentials_uri import UriCredentials as UriCredentials
    from alicloud.core.credentials.ecs_metadata import (
        EcsMetadataCredentials as EcsMetadataCredentials,
    )
    from alicloud.core.credentials.environment import (
        EnvironmentCredentials as EnvironmentCredentials,
    )
    from alicloud.core.credentials.ini_file import IniFileCredentials as IniFileCredentials
    from alicloud.core.credentials.oidc_role import OidcRoleCredentials as OidcRoleCredentials
    from alicloud.core.credentials.process import ProcessCredentials as ProcessCredentials
    from alicloud.core.credentials.refreshing import RefreshingCredentials as RefreshingCredentials
    from alicloud.core.credentials.static import StaticCredentials as StaticCredentials
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
    __all__ = __dir__()

"""Credentials in the form in which the vendor's own Python SDKs (V2) take them."""

from __future__ import annotations


class OfficialCredentials:
    """What `get_credential()` of an `alibabacloud_credentials` client returns, member for member.

    Source: `CredentialModel` of alibabacloud_credentials 1.0.12. It is known by its members alone,
    so the library need not be installed.
    """

    def __init__(
        self,
        *,
        access_key_id: str | None,
        access_key_secret: str | None,
        security_token: str | None,
        bearer_token: str | None,
    ) -> None:
        self.access_key_id = access_key_id
        self.access_key_secret = access_key_secret
        self.security_token = security_token
        self.bearer_token = bearer_token
        self.type = "bearer" if bearer_token else "sts" if security_token else "access_key"
        self.provider_name: str | None = None  # would be sent to the service

    def get_access_key_id(self) -> str | None:
        """The public half of the key."""
        return self.access_key_id

    def get_access_key_secret(self) -> str | None:
        """The private half of the key."""
        return self.access_key_secret

    def get_security_token(self) -> str | None:
        """The token of temporary credentials."""
        return self.security_token

    def get_bearer_token(self) -> str | None:
        """The bearer token."""
        return self.bearer_token

    def get_type(self) -> str:
        """Which kind they are."""
        return self.type

    def get_provider_name(self) -> str | None:
        """Where they come from, as far as the service is told."""
        return self.provider_name

    def __repr__(self) -> str:
        return f"<OfficialCredentials ({self.type})>"

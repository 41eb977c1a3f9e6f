"""Temporary credentials of a user who has logged in with the official CLI and a browser."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import urlencode

from alicloud.core.auth.canonical import timestamp
from alicloud.core.credentials import http
from alicloud.core.credentials.cli.profile import Profile
from alicloud.core.credentials.from_fields import from_fields
from alicloud.core.credentials.refreshing import RefreshingCredentials
from alicloud.core.credentials.validation import validate_value
from alicloud.core.errors.base import CredentialsError
from alicloud.core.http.transport import HttpRequest

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from typing import Any

    from alicloud.core.auth.credentials import Credentials
    from alicloud.core.credentials.cli.config_file import CliFile
    from alicloud.core.http.transport import Transport

SITES: Mapping[str, tuple[str, str]] = {
    "CN": ("https://oauth.aliyun.com", "4038181954557748008"),
    "INTL": ("https://oauth.alibabacloud.com", "4103531455503354461"),
}
"""The site of a login -> its server, and the client id of the CLI there."""

RENEWAL_MARGIN = 1200
"""Seconds. An access token that expires within this time is renewed before it is used."""


class OAuthCredentials(RefreshingCredentials):
    """Exchanges the tokens of a login for credentials.

    Credentials that the CLI has stored are used while they are valid. New tokens and credentials
    are written back into the profile: a refresh token can be used only once, so without the new one
    the user would have to log in again.

    Args:
        file: The CLI's file.
        profile: The profile in it.
        transport: Sends the requests, instead of the default transport.
    """

    name = "oauth"

    def __init__(self, file: CliFile, profile: str, *, transport: Transport | None = None) -> None:
        super().__init__()
        self._file = file
        self._profile = profile
        self._transport = transport
        self._rejected = ""

    def invalidate(self, snapshot: Credentials) -> None:
        """Do not return these credentials again, even if they are those in the file."""
        self._rejected = snapshot.access_key_id
        super().invalidate(snapshot)

    def _fetch(self) -> Credentials:
        profile = Profile.read(self._file, self._profile, self._transport)
        return self._stored(profile) or self._exchanged(profile)

    def _stored(self, profile: Profile) -> Credentials | None:
        """The credentials in the profile, if they are valid for longer than a request takes."""
        names = ("access_key_id", "access_key_secret", "sts_token")
        end = profile.number("sts_expiration")
        if not all(map(profile.text, names)) or end <= self._wall() + 60:
            return None
        # The cached ones are not used again, since this fetch is to replace them.
        cached = self._cached
        unusable = (self._rejected, cached.credentials.access_key_id if cached else None)
        if profile.text("access_key_id") in unusable:
            return None
        return profile.keys(
            token=profile.text("sts_token"),
            source=self.name,
            expiration=_time(end, f"{profile.place}: sts_expiration"),
        )

    def _exchanged(self, profile: Profile) -> Credentials:
        base, client_id = _site(profile)
        hint = f"Log in again: `aliyun configure --mode OAuth --profile {profile.name}`."
        place = f"OAuth {base}"
        tokens = self._tokens(profile, base, client_id, hint)
        access_token = tokens["oauth_access_token"]
        response = http.send(
            http.bearer_post(f"{base}/v1/exchange", access_token, "", profile.place),
            self._transport,
            place=place,
            hint=hint,
        )
        fields = _capitalized(http.json_object(response, place=place, hint=hint))
        credentials = from_fields(fields, source=self.name, place=place, hint=hint)
        self._store(profile, tokens, credentials)
        return credentials

    def _tokens(self, profile: Profile, base: str, client_id: str, hint: str) -> dict[str, Any]:
        """The members with a usable access token: after a renewal, all that it changes."""
        now = int(self._wall())
        access_token = profile.text("oauth_access_token")
        refresh_token = profile.text("oauth_refresh_token")
        end = profile.number("oauth_access_token_expire")
        if access_token and end > now + (RENEWAL_MARGIN if refresh_token else 0):
            return {"oauth_access_token": access_token}
        if not refresh_token:
            raise CredentialsError(f"{profile.place}: the OAuth login has expired", hint=hint)
        form = {
            "grant_type": "refresh_token",
            "refresh_token": refresh_token,
            "client_id": client_id,
            "Timestamp": timestamp(now),
        }
        headers = {
            "accept": "application/json",
            "content-type": "application/x-www-form-urlencoded",
        }
        request = HttpRequest("POST", f"{base}/v1/token", headers, urlencode(form).encode())
        place = f"OAuth {base}"
        response = http.send(request, self._transport, place=place, hint=hint)
        return _renewed(http.json_object(response, place=place, hint=hint), now, place, hint)

    def _store(self, profile: Profile, tokens: Mapping[str, Any], credentials: Credentials) -> None:
        assert credentials.expiration is not None
        members = {
            **tokens,
            "access_key_id": credentials.access_key_id,
            "access_key_secret": credentials.access_key_secret,
            "sts_token": credentials.security_token,
            "sts_expiration": int(credentials.expiration.timestamp()),
        }
        try:
            self._file.update(profile.name, members)
        except (OSError, UnicodeEncodeError, CredentialsError) as error:
            import logging

            logging.getLogger("alicloud.core").warning(
                "%s: the renewed login could not be stored (%s); the CLI may require another login",
                profile.place,
                type(error).__name__,
            )


def _time(epoch_seconds: int, name: str) -> datetime:
    try:
        return datetime.fromtimestamp(epoch_seconds, UTC)
    except (OSError, OverflowError, ValueError):
        raise CredentialsError(
            f"{name} is not a time in epoch seconds", hint="Correct it."
        ) from None


def _site(profile: Profile) -> tuple[str, str]:
    site = SITES.get((profile.text("oauth_site_type") or "CN").upper())
    if site is None:
        raise CredentialsError(
            f"{profile.place}: oauth_site_type is neither CN nor INTL", hint="Correct it."
        )
    return site


def _renewed(response: Mapping[str, Any], now: int, place: str, hint: str) -> dict[str, Any]:
    seconds = response.get("expires_in", 3600)
    if isinstance(seconds, bool) or not isinstance(seconds, int):
        raise CredentialsError(f"{place}: expires_in is not a number of seconds", hint=hint)
    tokens = {}
    for name in ("access_token", "refresh_token"):
        value = response.get(name)
        if not value:
            raise CredentialsError(f"{place}: {name} is missing", hint=hint)
        validate_value(f"{place}: {name}", value, hint)
        tokens[f"oauth_{name}"] = value
    return {**tokens, "oauth_access_token_expire": now + seconds}


def _capitalized(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields with capitalized names, as services write them; the CLI ignores case."""
    return {name[:1].upper() + name[1:]: value for name, value in fields.items()}

"""Credentials from environment variables."""

from __future__ import annotations

import pytest

from alicloud.core.credentials import EnvironmentCredentials
from alicloud.core.errors.base import CredentialsError

ID = "ALIBABA_CLOUD_ACCESS_KEY_ID"
SECRET = "ALIBABA_CLOUD_ACCESS_KEY_SECRET"
TOKEN = "ALIBABA_CLOUD_SECURITY_TOKEN"


def test_a_key_is_read() -> None:
    credentials = EnvironmentCredentials({ID: "id", SECRET: "secret"}).get()
    assert (credentials.access_key_id, credentials.access_key_secret) == ("id", "secret")
    assert (credentials.security_token, credentials.source) == (None, "environment")


@pytest.mark.parametrize(("value", "token"), [("token", "token"), ("", None)])
def test_a_token_makes_them_temporary(value: str, token: str | None) -> None:
    environ = {ID: "STS.id", SECRET: "secret", TOKEN: value}
    assert EnvironmentCredentials(environ).get().security_token == token


def test_the_variables_are_read_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    provider = EnvironmentCredentials()
    monkeypatch.setenv(ID, "id")
    monkeypatch.setenv(SECRET, "secret")
    seen = [provider.get()]
    assert provider.get() is seen[0], "checked once while the variables stay"
    for name in (ID, SECRET, TOKEN):
        monkeypatch.setenv(name, "changed")
        seen.append(provider.get())
    assert len(set(seen)) == 4
    monkeypatch.delenv(TOKEN)
    assert provider.get().security_token is None
    monkeypatch.delenv(SECRET)
    with pytest.raises(CredentialsError, match=f"{SECRET} is not set"):
        provider.get()


@pytest.mark.parametrize(
    ("environ", "unavailable", "message"),
    [
        ({}, True, f"{ID} and {SECRET} are not set"),
        ({ID: "", SECRET: ""}, True, f"{ID} and {SECRET} are not set"),
        ({ID: "id"}, False, f"{SECRET} is not set"),
        ({SECRET: "s3cret"}, False, f"{ID} is not set"),
        ({ID: "id", SECRET: "s3cret\n"}, False, f"{SECRET}: begins or ends with white space"),
        ({ID: "id", SECRET: "s3cret", TOKEN: "a b"}, False, f"{TOKEN}: contains a space"),
    ],
)
def test_errors_name_the_variables(
    environ: dict[str, str], unavailable: bool, message: str
) -> None:
    provider = EnvironmentCredentials(environ)
    assert bool(provider.unavailable_reason()) == unavailable
    with pytest.raises(CredentialsError, match=f"^{message}") as caught:
        provider.get()
    assert "s3cret" not in str(caught.value)

"""Credentials that the program has already."""

from __future__ import annotations

from typing import Any

import pytest

from alicloud.core.credentials import Credentials, StaticCredentials
from alicloud.core.errors.base import CredentialsError


def test_it_returns_the_same_credentials() -> None:
    provider = StaticCredentials("LTAIexample", "secret")
    assert provider.get() == Credentials("LTAIexample", "secret", source="static")
    assert provider.get() is provider.get()


def test_temporary_credentials_have_a_token() -> None:
    assert StaticCredentials("STS.x", "secret", "token").get().security_token == "token"


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (("", "s3cret"), "access_key_id: is empty"),
        (("id", ""), "access_key_secret: is empty"),
        (("id", "  "), "access_key_secret: is empty"),
        (("id", "s3cret", ""), "security_token: is empty"),
        (("id", "s3cret\n"), "access_key_secret: begins or ends with white space"),
        ((" id", "s3cret"), "access_key_id: begins or ends with white space"),
        (("id", "s3cret", "tok\r\nen"), "security_token: contains a space, a control character"),
        (("id", "s3crét"), "access_key_secret: contains a space, .* a non-ASCII character"),
        ((None, "s3cret"), "access_key_id: must be a string, not NoneType"),
        (("id", b"s3cret"), "access_key_secret: must be a string, not bytes"),
    ],
)
def test_a_value_that_cannot_be_part_of_a_key_is_refused_without_being_shown(
    values: tuple[Any, ...], message: str
) -> None:
    with pytest.raises(CredentialsError, match=f"^{message}") as caught:
        StaticCredentials(*values)
    assert "s3cr" not in str(caught.value)

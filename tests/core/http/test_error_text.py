"""How the transports describe a failure of TLS."""

from __future__ import annotations

import ssl

import pytest

from alicloud.core.http.error_text import ErrorChain


# As several versions of Python and OpenSSL write it.
@pytest.mark.parametrize(
    ("message", "name"),
    [
        ("[SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:1006)", "WRONG_VERSION_NUMBER"),
        ("[SSL: RECORD_LAYER_FAILURE] record layer failure (_ssl.c:1032)", "RECORD_LAYER_FAILURE"),
        ("[SSL] record layer failure (_ssl.c:1032)", "RECORD_LAYER_FAILURE"),
    ],
)
def test_a_response_in_plain_text_is_recognized(message: str, name: str) -> None:
    remedy = "the server seems to speak plain HTTP: write http:// in endpoint"
    assert tls_failure(message) == ("tls", f"TLS failed: {name}; {remedy}")


def test_another_failure_of_tls_is_reported_without_the_source_line_of_openssl() -> None:
    failure = tls_failure("[SSL] something else (_ssl.c:1)")
    assert failure == ("tls", "TLS failed: the connection was closed")


def tls_failure(message: str) -> tuple[str, str] | None:
    error = OSError("the message of the library")
    error.__cause__ = ssl.SSLError(1, message)
    return ErrorChain(error, None).tls_failure()


def test_an_error_without_tls_in_its_chain_is_not_a_failure_of_tls() -> None:
    assert ErrorChain(OSError("broken"), None).tls_failure() is None

"""How the transports describe a failure of TLS."""

from __future__ import annotations

import ssl

import pytest

from alicloud.core.http.error_text import ErrorChain

PLAIN = "; the server seems to speak plain HTTP: write http:// in endpoint"


# As several versions of Python and OpenSSL write it.
@pytest.mark.parametrize(
    ("message", "text"),
    [
        (
            "[SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:1006)",
            f"TLS failed: WRONG_VERSION_NUMBER{PLAIN}",
        ),
        (
            "[SSL: RECORD_LAYER_FAILURE] record layer failure (_ssl.c:1032)",
            f"TLS failed: RECORD_LAYER_FAILURE{PLAIN}",
        ),
        (
            "[SSL] record layer failure (_ssl.c:1032)",
            f"TLS failed: RECORD_LAYER_FAILURE{PLAIN}",
        ),
        ("[SSL] something else (_ssl.c:1)", "TLS failed: the connection was closed"),
    ],
)
def test_a_response_in_plain_text_is_recognized(message: str, text: str) -> None:
    error = OSError("the message of the library")
    error.__cause__ = ssl.SSLError(1, message)
    assert ErrorChain(error, None).tls_failure() == ("tls", text)


def test_an_error_without_tls_in_its_chain_is_not_a_failure_of_tls() -> None:
    assert ErrorChain(OSError("broken"), None).tls_failure() is None

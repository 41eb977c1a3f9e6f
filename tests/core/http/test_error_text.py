"""What transports say of a failure, in our own words."""

from __future__ import annotations

import ssl

import pytest

from alicloud.core.http.error_text import Links

PLAIN = "; the server seems to speak plain HTTP: write http:// in endpoint"


# As several versions of Python and OpenSSL say it.
@pytest.mark.parametrize(
    ("words", "text"),
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
def test_an_answer_in_plain_text_is_recognized(words: str, text: str) -> None:
    error = OSError("the library's own words")
    error.__cause__ = ssl.SSLError(1, words)
    assert Links(error, None).tls() == ("tls", text)


def test_what_has_no_part_of_tls_is_none_of_its_failures() -> None:
    assert Links(OSError("broken"), None).tls() is None

"""How the transports describe a failure of TLS."""

from __future__ import annotations

import ssl
from http.client import RemoteDisconnected

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


# The message of OpenSSL and its number, and what is said about it.
@pytest.mark.parametrize(
    ("code", "message", "hint"),
    [
        (18, "self-signed certificate", "ca_bundle="),
        (20, "unable to get local issuer certificate", "ca_bundle="),
        (7, "certificate signature failure", "ca_bundle="),
        (26, "unsuitable certificate purpose", "certificate itself is faulty"),
        (66, "EE certificate key too weak", "certificate itself is faulty"),
        (79, "invalid CA certificate", "certificate itself is faulty"),
        (10, "certificate has expired", "clock of this machine"),
        (62, "Hostname mismatch, certificate is not valid for 'x'.", "endpoint="),
        (85, "Missing Authority Key Identifier", "Python 3.13"),
        (89, "Basic Constraints of CA cert not marked critical", "Python 3.13"),
    ],
)
def test_the_hint_fits_the_reason_why_a_certificate_was_rejected(
    code: int, message: str, hint: str
) -> None:
    error = ssl.SSLCertVerificationError(1, "x")
    error.verify_code, error.verify_message = code, message
    failure = ErrorChain(error, None).tls_failure()
    assert failure and hint in failure[1]
    assert ("ca_bundle=" in failure[1]) == (hint == "ca_bundle=")


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("TLSV1_ALERT_PROTOCOL_VERSION", "no version of TLS"),
        ("UNSUPPORTED_PROTOCOL", "no version of TLS"),
        ("TLSV13_ALERT_CERTIFICATE_REQUIRED", "client_cert="),
        ("SSLV3_ALERT_HANDSHAKE_FAILURE", "client_cert="),
        ("TLSV1_ALERT_UNKNOWN_CA", "client_cert="),
        ("CERTIFICATE_VERIFY_FAILED", ""),
        ("TLSV1_ALERT_INTERNAL_ERROR", ""),
    ],
)
def test_a_setting_that_the_handshake_failed_for_is_named_and_a_repeat_is_useless(
    name: str, hint: str
) -> None:
    error = ssl.SSLError(1, f"[SSL: {name}] whatever (_ssl.c:1)")
    error.reason = name
    chain = ErrorChain(error, None)
    kind, text = chain.tls_failure() or ("", "")
    assert (kind, text.partition(";")[0]) == ("tls", f"TLS failed: {name}")
    assert hint in text and (";" in text) == bool(hint) == chain.is_permanent()


def test_garbage_after_the_handshake_is_no_plain_http() -> None:
    error = ssl.SSLError(1, "[SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:1006)")
    failure = ErrorChain(error, None).tls_failure(connected=True)
    assert failure == ("tls", "TLS failed: WRONG_VERSION_NUMBER")


class BlockedError(RuntimeError):
    """What a plugin of pytest raises that blocks sockets."""


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (BlockedError("s3cret"), f"{__name__}.BlockedError"),
        (RemoteDisconnected("s3cret"), "closed without a response"),
        (OSError("s3cret"), "closed without a response"),
    ],
)
def test_the_cause_is_named_by_its_class_if_nothing_else_says_it(
    error: Exception, reason: str
) -> None:
    assert ErrorChain(error, None).reason() == reason


def tls_failure(message: str) -> tuple[str, str] | None:
    error = OSError("the message of the library")
    error.__cause__ = ssl.SSLError(1, message)
    return ErrorChain(error, None).tls_failure()


def test_an_error_without_tls_in_its_chain_is_not_a_failure_of_tls() -> None:
    assert ErrorChain(OSError("broken"), None).tls_failure() is None

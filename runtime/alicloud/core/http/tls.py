"""TLS contexts, one for each set of certificate files, shared by the whole process."""

from __future__ import annotations

import os
import ssl
import stat

from alicloud.core.errors.base import ConfigurationError
from alicloud.core.fork import fork_safe_lock

_contexts: dict[object, ssl.SSLContext] = {}
_loading = fork_safe_lock()
_CA_VARIABLES = (
    *("ALIBABA_CLOUD_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"),
    *("SSL_CERT_FILE", "SSL_CERT_DIR"),
)


def ssl_context(
    ca_bundle: str | None, client_cert: str | tuple[str, str] | None, trust_env: bool
) -> ssl.SSLContext:
    """The context of this process for these files, loaded again when they have changed.

    Args:
        ca_bundle: The certificate authorities to trust; None for the default ones.
        client_cert: A file with certificate and key, or two files.
        trust_env: Whether environment variables may name the default ones.

    Raises:
        ConfigurationError: a file cannot be read or does not hold certificates in PEM form.
    """
    option, ca_bundle = ("ca_bundle", ca_bundle) if ca_bundle else _default_ca_bundle(trust_env)
    files = [(option, ca_bundle), *(("client_cert", path) for path in _files(client_cert))]
    key = tuple((path, _changed(name, path)) for name, path in files)
    context = _contexts.get(key)
    if context is None:
        with _loading:
            context = _contexts.get(key)
            if context is None:
                context = _contexts[key] = _load(option, ca_bundle, client_cert)
    return context


def _changed(name: str, path: str) -> int:
    """When a file or folder was changed.

    Args:
        name: The option or variable that names it.

    Raises:
        ConfigurationError: there is none, or something else, such as a pipe, for which OpenSSL
            would wait.
    """
    try:
        found = os.stat(path)
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"{name}: {path!r}: {_reason(error)}") from None
    if not (stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)):
        raise ConfigurationError(f"{name}: {path!r} is neither a file nor a folder")
    return found.st_mtime_ns


def _default_ca_bundle(trust_env: bool) -> tuple[str, str]:
    """The variable that names the authorities, and which they are."""
    from certifi import where  # a dependency of requests

    named = ((name, os.environ.get(name, "").strip()) for name in _CA_VARIABLES if trust_env)
    return next((each for each in named if each[1]), ("certifi", where()))


def _load(option: str, ca_bundle: str, client_cert: str | tuple[str, str] | None) -> ssl.SSLContext:
    folder = os.path.isdir(ca_bundle)
    try:
        context = ssl.create_default_context(
            cafile=None if folder else ca_bundle, capath=ca_bundle if folder else None
        )
    except OSError as error:
        raise ConfigurationError(
            f"{option}: {ca_bundle!r} holds no certificates in PEM form ({_reason(error)})"
        ) from None
    context.hostname_checks_common_name = False  # names stand elsewhere (RFC 9525, section 2)
    if client_cert is not None:
        try:
            _load_cert(context, *_files(client_cert))
        except (OSError, ValueError) as error:
            raise ConfigurationError(
                f"client_cert: {client_cert!r} is not a certificate with its unencrypted key, "
                f"in PEM form ({_reason(error)})"
            ) from None
    return context


def _load_cert(context: ssl.SSLContext, cert: str, key: str | None = None) -> None:
    # Without a password function OpenSSL would ask for the password on the terminal.
    context.load_cert_chain(cert, key, _no_password)


def _no_password() -> str:
    raise ValueError("the key is encrypted")


def _reason(error: OSError | ValueError) -> str:
    return getattr(error, "reason", None) or getattr(error, "strerror", None) or str(error)


def _files(client_cert: str | tuple[str, str] | None) -> tuple[str, ...]:
    if client_cert is None:
        return ()
    return (client_cert,) if isinstance(client_cert, str) else client_cert

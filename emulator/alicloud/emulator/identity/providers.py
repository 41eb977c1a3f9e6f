"""Identity providers of the account, which roles can trust: registered in Python or from a file.

The service manages them through the API of another product (IMS); the emulator has this interface
instead. Registering a name again replaces its provider.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from alicloud.emulator.identity import oidc, saml
from alicloud.emulator.identity.oidc import OIDCProvider
from alicloud.emulator.identity.saml import SAMLProvider

if TYPE_CHECKING:
    from alicloud.emulator.state.store import Store

T = TypeVar("T")
Provider = OIDCProvider | SAMLProvider

_ISSUANCE_LIMIT_HOURS = 12  # the default of the vendor's CreateOIDCProvider (IMS)
_NAME = re.compile(r"[A-Za-z0-9_.@-]{1,128}")
_ENTRY = {
    "oidc": {"issuer", "client_ids", "keys_file", "issuance_limit_hours"},
    "saml": {"metadata_file", "issuer", "certificate_file"},
}


class ProviderError(ValueError):
    """An identity provider cannot be registered; the message says what is wrong and where."""


def register_oidc(
    store: Store,
    account: str,
    name: str,
    *,
    issuer: str,
    client_ids: Iterable[str],
    keys: Mapping[str, Any] | str,
    issuance_limit_hours: int = _ISSUANCE_LIMIT_HOURS,
) -> OIDCProvider:
    """Register an OpenID Connect provider.

    Args:
        issuer: An https URL, the claim `iss` of tokens. One with http can be registered too; its
            tokens are rejected, as by the service (AuthenticationFail.OIDCToken.HttpsUrlInvalid).
        client_ids: The audiences that tokens may have.
        keys: The key set: a JWKS as dict or JSON text, or one public key or certificate in PEM.
            RSA keys of at least 2048 bits and EC keys on P-256, P-384 and P-521 can be used.
        issuance_limit_hours: How long ago a token may have been issued, 1 to 168.

    Raises:
        ProviderError: an argument is not valid.
    """
    provider = _oidc(account, name, issuer, client_ids, keys, issuance_limit_hours)
    _save(store, [provider])
    return provider


def register_saml(
    store: Store,
    account: str,
    name: str,
    *,
    metadata: str | None = None,
    issuer: str | None = None,
    certificate: str | None = None,
) -> SAMLProvider:
    """Register a SAML identity provider, by its metadata or by entity id and certificate.

    Args:
        metadata: The XML document (an EntityDescriptor) that the provider publishes.
        issuer: The entity id.
        certificate: The certificate that verifies signatures, in PEM; several may be joined.

    Raises:
        ProviderError: an argument is not valid, or neither or both ways are used.
    """
    provider = _saml(account, name, metadata, issuer, certificate)
    _save(store, [provider])
    return provider


def load(store: Store, account: str, path: Path) -> list[Provider]:
    """Register all providers of a JSON file, or none if it has a mistake.

    The file has the members "oidc" and "saml", both optional, each an object of providers by name.
    Paths in it are relative to its folder:

        {"oidc": {"corp": {"issuer": "https://idp.example.com", "client_ids": ["client-1"],
                           "keys_file": "jwks.json", "issuance_limit_hours": 12}},
         "saml": {"corp": {"metadata_file": "metadata.xml"},
                  "other": {"issuer": "https://other.example.com",
                            "certificate_file": "other.pem"}}}

    Raises:
        ProviderError: the message names the file and the place in it.
    """
    document = _members(str(path), _json(path), {"oidc", "saml"})
    providers: list[Provider] = []
    for kind, build in (("oidc", _oidc_of_file), ("saml", _saml_of_file)):
        for name, entry in _members(f"{path}: {kind}", document.get(kind, {})).items():
            place = f"{path}: {kind}.{name}"
            try:
                providers.append(build(account, name, _members("entry", entry, _ENTRY[kind]), path))
            except ProviderError as error:
                raise ProviderError(f"{place}: {error}") from None
    _save(store, providers)
    return providers


def registered(store: Store) -> list[Provider]:
    """All providers, ordered by ARN."""
    with store.transaction():
        rows = store.all("SELECT * FROM providers ORDER BY arn")
    return [restored(row["arn"], row["kind"], row["data"]) for row in rows]


def remove(store: Store, arn: str) -> None:
    """Remove a provider. Sessions begun with it stay valid until they expire.

    Raises:
        ProviderError: there is no provider with this ARN.
    """
    with store.transaction():
        if not store.run("DELETE FROM providers WHERE arn = ?", arn).rowcount:
            raise ProviderError(f"{arn}: no identity provider with this ARN is registered")


def find_oidc(store: Store, arn: str) -> OIDCProvider | None:
    """The OpenID Connect provider with an ARN. To be used inside a transaction."""
    provider = _find(store, arn)
    return provider if isinstance(provider, OIDCProvider) else None


def find_saml(store: Store, arn: str) -> SAMLProvider | None:
    """The SAML provider with an ARN. To be used inside a transaction."""
    provider = _find(store, arn)
    return provider if isinstance(provider, SAMLProvider) else None


def _find(store: Store, arn: str) -> Provider | None:
    row = store.one("SELECT * FROM providers WHERE arn = ?", arn)
    return None if row is None else restored(row["arn"], row["kind"], row["data"])


def _save(store: Store, providers: Iterable[Provider]) -> None:
    with store.transaction():
        for provider in providers:
            data = asdict(provider)
            arn = data.pop("arn")
            kind = "oidc" if isinstance(provider, OIDCProvider) else "saml"
            store.run("REPLACE INTO providers VALUES (?, ?, ?)", arn, kind, json.dumps(data))


def restored(arn: str, kind: str, text: str) -> Provider:
    """The provider that the store has as this text.

    Raises:
        TypeError: the text lacks an attribute, or has another one.
    """
    data: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in json.loads(text).items()
    }
    return OIDCProvider(arn, **data) if kind == "oidc" else SAMLProvider(arn, **data)


def check(provider: Provider) -> None:
    """Raise a TypeError if the attributes of a restored provider are not of their types."""
    if isinstance(provider, OIDCProvider):
        hours = isinstance(provider.issuance_limit_hours, int)
        valid = hours and _are(str, provider.client_ids) and _are(dict, provider.keys)
    else:
        valid = _are(str, provider.certificates)
    if not (valid and isinstance(provider.issuer, str)):
        raise TypeError


def _are(kind: type, values: object) -> bool:
    return isinstance(values, tuple) and all(isinstance(value, kind) for value in values)


def _oidc(
    account: str, name: str, issuer: Any, client_ids: Any, keys: Any, issuance_limit_hours: Any
) -> OIDCProvider:
    _check_name(name)
    _check_text("issuer", issuer)
    if not issuer.startswith(("https://", "http://")):
        raise ProviderError(f"issuer: must be a URL that begins with https://, not {issuer!a}")
    if isinstance(client_ids, str) or not isinstance(client_ids, Iterable):
        raise ProviderError("client_ids: must be a list of strings")
    ids = tuple(client_ids)
    if not ids:
        raise ProviderError("client_ids: must not be empty")
    for client_id in ids:
        _check_text("client_ids", client_id)
    whole = isinstance(issuance_limit_hours, int) and not isinstance(issuance_limit_hours, bool)
    if not whole or not 1 <= issuance_limit_hours <= 168:
        raise ProviderError("issuance_limit_hours: must be a whole number from 1 to 168")
    return OIDCProvider(
        arn=f"acs:ram::{account}:oidc-provider/{name}",
        issuer=issuer,
        client_ids=ids,
        keys=tuple(_read("keys", oidc.public_keys, keys)),
        issuance_limit_hours=issuance_limit_hours,
    )


def _saml(account: str, name: str, metadata: Any, issuer: Any, certificate: Any) -> SAMLProvider:
    _check_name(name)
    arn = f"acs:ram::{account}:saml-provider/{name}"
    if metadata is not None and issuer is None and certificate is None:
        entity_id, certificates = _read("metadata", saml.read_metadata, metadata)
        return SAMLProvider(arn, entity_id, certificates)
    if metadata is None and issuer is not None and certificate is not None:
        _check_text("issuer", issuer)
        return SAMLProvider(arn, issuer, _read("certificate", saml.read_certificates, certificate))
    raise ProviderError("give either metadata, or issuer and certificate")


def _check_name(name: Any) -> None:
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise ProviderError(
            f"name: must be 1 to 128 letters, digits or characters of . @ - _, not {name!a}"
        )


def _check_text(place: str, value: Any) -> None:
    if not isinstance(value, str) or not value or not value.isprintable():
        raise ProviderError(f"{place}: must be a string of printable characters, not {value!a}")


def _read(place: str, read: Callable[[Any], T], value: Any) -> T:
    try:
        return read(value)
    except ValueError as error:
        raise ProviderError(f"{place}: {error}") from None


def _oidc_of_file(account: str, name: str, entry: Mapping[str, Any], path: Path) -> OIDCProvider:
    for member in ("issuer", "client_ids", "keys_file"):
        if member not in entry:
            raise ProviderError(f"{member} is missing")
    return _oidc(
        account,
        name,
        entry.get("issuer"),
        entry.get("client_ids"),
        _beside(path, entry, "keys_file"),
        entry.get("issuance_limit_hours", _ISSUANCE_LIMIT_HOURS),
    )


def _saml_of_file(account: str, name: str, entry: Mapping[str, Any], path: Path) -> SAMLProvider:
    return _saml(
        account,
        name,
        _beside(path, entry, "metadata_file"),
        entry.get("issuer"),
        _beside(path, entry, "certificate_file"),
    )


def _beside(path: Path, entry: Mapping[str, Any], member: str) -> str | None:
    """The content of the file that a member names; None without the member."""
    if member not in entry:
        return None
    _check_text(member, entry[member])
    return _content(path.parent / entry[member])


def _members(place: str, value: Any, known: Collection[str] = ()) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ProviderError(f"{place}: must be an object")
    for name in value:
        if known and name not in known:
            raise ProviderError(
                f"{place}: {name!a} is unknown; must be one of {', '.join(sorted(known))}"
            )
    return value


def _json(path: Path) -> Any:
    try:
        return json.loads(_content(path))
    except json.JSONDecodeError as error:
        place = f"{path}, line {error.lineno}, column {error.colno}"
        raise ProviderError(f"{place}: not valid JSON: {error.msg}") from None
    except RecursionError:
        raise ProviderError(f"{path}: is nested too deeply") from None


def _content(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise ProviderError(f"{path}: cannot be read: {error.strerror}") from None
    except ValueError:
        raise ProviderError(f"{path}: must be UTF-8") from None

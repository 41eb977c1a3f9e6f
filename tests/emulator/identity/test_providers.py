"""Identity providers: registered in Python or from a file, with an error for every mistake."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from alicloud.emulator.identity import providers
from alicloud.emulator.identity.oidc import OIDCProvider
from alicloud.emulator.identity.providers import ProviderError
from alicloud.emulator.identity.saml import SAMLProvider
from alicloud.emulator.state.store import Store
from tests.support.identity_providers import (
    ENTITY_ID,
    ISSUER,
    ec_key,
    jwk,
    jwks,
    metadata,
    private_pem,
    public_pem,
    rsa_key,
    valid_certificate,
)

ACCOUNT = "1234567890123456"
OIDC = {"issuer": ISSUER, "client_ids": ["client-1"], "keys": jwks()}
NO_KEY = (
    "keys: must contain a usable key: RSA of at least 2048 bits, or EC on P-256, P-384 or P-521"
)
NO_SET = 'keys: must be a JWKS ({"keys": [...]}), or a public key or certificate in PEM'
ONE_WAY = "give either metadata, or issuer and certificate"
NO_CERTIFICATE = "must contain a certificate for signatures"


@pytest.fixture
def store() -> Iterator[Store]:
    made = Store()
    yield made
    made.close()


def oidc(store: Store, name: str = "corp", **given: Any) -> OIDCProvider:
    return providers.register_oidc(store, ACCOUNT, name, **{**OIDC, **given})


def saml(store: Store, name: str = "corp", **given: Any) -> SAMLProvider:
    return providers.register_saml(store, ACCOUNT, name, **(given or {"metadata": metadata()}))


def weak_key() -> dict[str, Any]:
    return jwk(rsa.generate_private_key(public_exponent=65537, key_size=1024))


def test_a_provider_is_registered_found_listed_and_removed(store: Store) -> None:
    one, two = oidc(store), saml(store)

    assert one.arn == f"acs:ram::{ACCOUNT}:oidc-provider/corp"
    assert two.arn == f"acs:ram::{ACCOUNT}:saml-provider/corp"
    assert providers.registered(store) == [one, two]
    assert providers.find_oidc(store, one.arn) == one
    assert providers.find_saml(store, two.arn) == two
    assert providers.find_oidc(store, two.arn) is None
    assert providers.find_saml(store, "acs:ram::1:saml-provider/x") is None

    providers.remove(store, one.arn)
    assert providers.registered(store) == [two]
    with pytest.raises(ProviderError, match="no identity provider"):
        providers.remove(store, one.arn)


def test_a_name_that_is_registered_again_is_replaced(store: Store) -> None:
    oidc(store)
    again = oidc(store, client_ids=("client-2",), issuance_limit_hours=1)

    assert providers.registered(store) == [again]


def test_only_public_keys_that_can_sign_are_kept(store: Store) -> None:
    keys = [
        jwk(rsa_key("oidc"), kid="rsa", d="secret", p="secret", note="x"),
        jwk(ec_key("P-521"), kid="ec"),
        jwk(rsa_key("other"), use="enc"),
        jwk(rsa_key("other"), alg="RSA-OAEP"),
        {"kty": "oct", "k": "c2VjcmV0"},
        weak_key(),
        {"kty": "RSA", "n": "?", "e": "AQAB"},
        {"kty": "RSA"},
        {"kty": ["RSA"]},
        "no key",
    ]
    kept = oidc(store, keys={"keys": keys}).keys

    assert [key["kid"] for key in kept] == ["rsa", "ec"]
    assert "secret" not in str(kept)


def test_the_metadata_gives_entity_id_and_certificates(store: Store) -> None:
    both = (valid_certificate("saml"), valid_certificate("other"))
    encryption = metadata(valid_certificate("oidc")).replace('use="signing"', 'use="encryption"')

    assert saml(store, metadata=metadata(*both)).certificates == both
    assert saml(store, metadata=metadata(entity_id="urn:x")).issuer == "urn:x"
    assert saml(store, metadata=metadata().replace(' use="signing"', "")).certificates
    with pytest.raises(ProviderError, match=NO_CERTIFICATE):
        saml(store, metadata=encryption)


def test_several_certificates_can_be_joined(store: Store) -> None:
    both = (valid_certificate("saml"), valid_certificate("other"))

    assert saml(store, issuer=ENTITY_ID, certificate="".join(both)).certificates == both


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"name": ""}, "name: must be 1 to 128 letters, digits or characters of . @ - _, not ''"),
        (
            {"name": "a/b"},
            "name: must be 1 to 128 letters, digits or characters of . @ - _, not 'a/b'",
        ),
        ({"issuer": ""}, "issuer: must be a string of printable characters, not ''"),
        ({"issuer": 7}, "issuer: must be a string of printable characters, not 7"),
        (
            {"issuer": "idp.example.com"},
            "issuer: must be a URL that begins with https://, not 'idp.example.com'",
        ),
        ({"client_ids": "client-1"}, "client_ids: must be a list of strings"),
        ({"client_ids": 7}, "client_ids: must be a list of strings"),
        ({"client_ids": []}, "client_ids: must not be empty"),
        ({"client_ids": [7]}, "client_ids: must be a string of printable characters, not 7"),
        ({"issuance_limit_hours": 0}, "issuance_limit_hours: must be a whole number from 1 to 168"),
        ({"issuance_limit_hours": 169}, "issuance_limit_hours: must be a whole"),
        ({"issuance_limit_hours": True}, "issuance_limit_hours: must be a whole"),
        ({"issuance_limit_hours": 1.5}, "issuance_limit_hours: must be a whole"),
        ({"keys": None}, NO_SET),
        ({"keys": {}}, NO_SET),
        ({"keys": {"keys": {}}}, NO_SET),
        ({"keys": "[]"}, NO_SET),
        ({"keys": {"keys": []}}, NO_KEY),
        ({"keys": {"keys": [{"kty": "oct", "k": "c2VjcmV0"}]}}, NO_KEY),
        ({"keys": "{"}, "keys: must be a JWKS in JSON, or PEM"),
        ({"keys": "[" * 100_000}, "keys: must be a JWKS in JSON, or PEM"),
        ({"keys": "-----BEGIN x"}, "keys: the PEM is neither a public key nor a certificate"),
        ({"keys": private_pem(rsa_key("oidc"))}, "keys: the PEM is neither a public key"),
    ],
)
def test_mistakes_in_an_oidc_provider(store: Store, given: dict[str, Any], message: str) -> None:
    with pytest.raises(ProviderError) as caught:
        oidc(store, **given)

    assert str(caught.value).startswith(message)
    assert providers.registered(store) == []


@pytest.mark.parametrize(
    ("key", "message"),
    [
        (ed25519.Ed25519PrivateKey.generate(), "the key is neither RSA nor EC"),
        (ec.generate_private_key(ec.SECP256K1()), "must contain a usable key"),
    ],
)
def test_keys_of_other_kinds_are_rejected(store: Store, key: Any, message: str) -> None:
    pem = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()

    with pytest.raises(ProviderError, match=f"keys: {message}"):
        oidc(store, keys=pem)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            {"name": "a b", "metadata": metadata()},
            "name: must be 1 to 128 letters, digits or characters of . @ - _, not 'a b'",
        ),
        ({"metadata": None}, ONE_WAY),
        ({"issuer": ENTITY_ID}, ONE_WAY),
        ({"certificate": valid_certificate("saml")}, ONE_WAY),
        ({"metadata": metadata(), "issuer": ENTITY_ID}, ONE_WAY),
        ({"metadata": 7}, "metadata: must be XML in UTF-8"),
        ({"metadata": ""}, "metadata: must be XML in UTF-8"),
        ({"metadata": "<a/>"}, "metadata: must be an EntityDescriptor with an entityID"),
        ({"metadata": metadata(entity_id="")}, "metadata: must be an EntityDescriptor"),
        (
            {"metadata": f"<!DOCTYPE a>{metadata()}"},
            "metadata: must not have a document type (DOCTYPE)",
        ),
        ({"metadata": metadata("no\nPEM\nno")}, f"metadata: {NO_CERTIFICATE}"),
        (
            {"issuer": "", "certificate": ""},
            "issuer: must be a string of printable characters, not ''",
        ),
        ({"issuer": ENTITY_ID, "certificate": ""}, f"certificate: {NO_CERTIFICATE}"),
        ({"issuer": ENTITY_ID, "certificate": 7}, f"certificate: {NO_CERTIFICATE}"),
        (
            {"issuer": ENTITY_ID, "certificate": public_pem(rsa_key("saml"))},
            f"certificate: {NO_CERTIFICATE}",
        ),
    ],
)
def test_mistakes_in_a_saml_provider(store: Store, given: dict[str, Any], message: str) -> None:
    with pytest.raises(ProviderError) as caught:
        saml(store, **given)

    assert str(caught.value).startswith(message)
    assert providers.registered(store) == []


def written(directory: Path, document: Any, files: Mapping[str, str | bytes] | None = None) -> Path:
    """A file of providers with others beside it."""
    beside = {
        "jwks.json": json.dumps(jwks()),
        "key.pem": public_pem(ec_key()),
        "metadata.xml": metadata(),
        "saml.pem": valid_certificate("saml"),
        **(files or {}),
    }
    for name, content in beside.items():
        data = content if isinstance(content, bytes) else content.encode()
        (directory / name).write_bytes(data)
    path = directory / "providers.json"
    path.write_text(document if isinstance(document, str) else json.dumps(document))
    return path


def test_a_file_of_providers(store: Store, tmp_path: Path) -> None:
    by_set = {"issuer": ISSUER, "client_ids": ["client-1"], "keys_file": "jwks.json"}
    by_key = {**by_set, "keys_file": "key.pem", "issuance_limit_hours": 168}
    path = written(
        tmp_path,
        {
            "oidc": {"one": by_set, "two": by_key},
            "saml": {
                "three": {"metadata_file": "metadata.xml"},
                "four": {"issuer": ENTITY_ID, "certificate_file": "saml.pem"},
            },
        },
    )
    loaded = providers.load(store, ACCOUNT, path)

    names = [provider.arn.rpartition("/")[2] for provider in loaded]
    assert names == ["one", "two", "three", "four"]
    assert providers.registered(store) == sorted(loaded, key=lambda provider: provider.arn)
    assert [p.issuance_limit_hours for p in loaded if isinstance(p, OIDCProvider)] == [12, 168]


@pytest.mark.parametrize("document", [{}, {"oidc": {}}, {"saml": {}, "oidc": {}}])
def test_a_file_can_be_without_providers(store: Store, tmp_path: Path, document: Any) -> None:
    assert providers.load(store, ACCOUNT, written(tmp_path, document)) == []


ENTRY = {"issuer": ISSUER, "client_ids": ["client-1"], "keys_file": "jwks.json"}


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ("{", ", line 1, column 2: not valid JSON"),
        ("[" * 100_000, ": is nested too deeply"),
        ([], ": must be an object"),
        ({"odic": {}}, ": 'odic' is unknown; must be one of oidc, saml"),
        ({"oidc": []}, ": oidc: must be an object"),
        ({"oidc": {"corp": []}}, ": oidc.corp: entry: must be an object"),
        (
            {"oidc": {"corp": {**ENTRY, "client_id": "x"}}},
            ": oidc.corp: entry: 'client_id' is unknown; must be one of"
            " client_ids, issuance_limit_hours, issuer, keys_file",
        ),
        (
            {"oidc": {"a/b": ENTRY}},
            ": oidc.a/b: name: must be 1 to 128 letters, digits or characters of . @ - _, not 'a/b'",
        ),
        ({"oidc": {"corp": {"issuer": ISSUER}}}, ": oidc.corp: client_ids is missing"),
        (
            {"oidc": {"corp": {**ENTRY, "client_ids": "x"}}},
            ": oidc.corp: client_ids: must be a list",
        ),
        (
            {"oidc": {"corp": {**ENTRY, "keys_file": 7}}},
            ": oidc.corp: keys_file: must be a string of printable characters, not 7",
        ),
        (
            {"oidc": {"corp": {**ENTRY, "keys_file": "metadata.xml"}}},
            ": oidc.corp: keys: must be a JWKS in JSON, or PEM",
        ),
        ({"saml": {"corp": {}}}, f": saml.corp: {ONE_WAY}"),
        ({"saml": {"corp": {"metadata_file": "jwks.json"}}}, ": saml.corp: metadata: must be XML"),
        (
            {"oidc": {"good": ENTRY}, "saml": {"corp": {"metadata_file": "binary"}}},
            "{directory}/binary: must be UTF-8",
        ),
        (
            {"oidc": {"good": ENTRY}, "saml": {"corp": {"metadata_file": "missing"}}},
            "{directory}/missing: cannot be read: No such file or directory",
        ),
    ],
)
def test_mistakes_in_a_file(store: Store, tmp_path: Path, document: Any, message: str) -> None:
    """The message names the file and the place; nothing of the file is registered."""
    path = written(tmp_path, document, {"binary": b"\xff\xfe"})
    with pytest.raises(ProviderError) as caught:
        providers.load(store, ACCOUNT, path)

    assert str(caught.value).startswith(str(path))
    assert message.replace("{directory}", str(tmp_path)) in str(caught.value)
    assert providers.registered(store) == []


def test_a_file_that_is_not_there(store: Store, tmp_path: Path) -> None:
    with pytest.raises(ProviderError) as caught:
        providers.load(store, ACCOUNT, tmp_path / "none.json")

    assert str(caught.value) == f"{tmp_path}/none.json: cannot be read: No such file or directory"


def test_providers_last_in_a_file(tmp_path: Path) -> None:
    first = Store(tmp_path / "state.db")
    made: list[providers.Provider] = [oidc(first), saml(first)]
    first.close()

    second = Store(tmp_path / "state.db")
    assert providers.registered(second) == made
    second.close()

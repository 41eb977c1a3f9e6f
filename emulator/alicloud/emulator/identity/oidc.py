"""ID tokens of OpenID Connect providers: signature, issuer, audience and times.

The rules are those of the vendor's pages "AssumeRoleWithOIDC" (STS) and "CreateOIDCProvider" (IMS).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from alicloud.emulator.api_errors import ApiError

CLOCK_SKEW = timedelta(minutes=1)
"""How far the clock of an identity provider may be ahead of the emulator's."""

_CURVES = {"ES256": "P-256", "ES384": "P-384", "ES512": "P-521"}
# Nothing symmetric: the key set is public. The token alone never decides how a key is used.
_ALGORITHMS = {
    **dict.fromkeys(("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"), "RSA"),
    **dict.fromkeys(_CURVES, "EC"),
}
_JWK_MEMBERS = ("kty", "kid", "use", "alg", "n", "e", "crv", "x", "y")  # nothing private
_LEAST_RSA_BITS = 2048


@dataclass(frozen=True, slots=True)
class OIDCProvider:
    """A registered OpenID Connect provider.

    Attributes:
        issuer: Its URL, the claim `iss` of tokens.
        client_ids: The audiences that are accepted; one of them must be in the claim `aud`.
        keys: The public keys that sign tokens, as JWKs.
        issuance_limit_hours: How long ago a token may have been issued.
    """

    arn: str
    issuer: str
    client_ids: tuple[str, ...]
    keys: tuple[Mapping[str, Any], ...]
    issuance_limit_hours: int


@dataclass(frozen=True, slots=True)
class Identity:
    """What a valid token says about its bearer."""

    subject: str
    issuer: str
    audiences: tuple[str, ...]
    issued: datetime
    expires: datetime


def public_keys(keys: Any) -> list[dict[str, Any]]:
    """The keys of a set that can verify tokens, as JWKs without private members.

    Args:
        keys: A JWKS as dict or JSON text, or a public key or certificate in PEM.

    Raises:
        ValueError: it is none of these, or contains no usable key.
    """
    if isinstance(keys, str):
        keys = {"keys": [_of_pem(keys)]} if "-----BEGIN" in keys else _of_json(keys)
    listed = keys.get("keys") if isinstance(keys, Mapping) else None
    if not isinstance(listed, list):
        raise ValueError('must be a JWKS ({"keys": [...]}), or a public key or certificate in PEM')
    public = (
        {name: key[name] for name in _JWK_MEMBERS if name in key}
        for key in listed
        if isinstance(key, dict)
    )
    usable = [key for key in public if _is_usable(key)]
    if not usable:
        raise ValueError(
            "must contain a usable key: RSA of at least 2048 bits, or EC on P-256, P-384 or P-521"
        )
    return usable


def _of_json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise ValueError("must be a JWKS in JSON, or PEM") from None


def _of_pem(text: str) -> dict[str, Any]:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key
    from cryptography.x509 import load_pem_x509_certificate
    from jwt.algorithms import ECAlgorithm, RSAAlgorithm

    try:
        data = text.encode()
        is_certificate = "BEGIN CERTIFICATE" in text
        key = (
            load_pem_x509_certificate(data).public_key()
            if is_certificate
            else load_pem_public_key(data)
        )
    except ValueError:
        raise ValueError("the PEM is neither a public key nor a certificate") from None
    if isinstance(key, RSAPublicKey):
        return RSAAlgorithm.to_jwk(key, as_dict=True)
    if isinstance(key, EllipticCurvePublicKey):
        return ECAlgorithm.to_jwk(key, as_dict=True)
    raise ValueError("the key is neither RSA nor EC")


def _is_usable(key: Mapping[str, Any]) -> bool:
    import jwt

    algorithm = next((name for name in _ALGORITHMS if _fits(key, name)), None)
    if algorithm is None or not isinstance(key.get("kid", ""), str):
        return False
    try:
        usable: Any = jwt.PyJWK(dict(key), algorithm=algorithm).key
    except (jwt.PyJWTError, TypeError, ValueError):
        return False
    return bool(key["kty"] == "EC" or usable.key_size >= _LEAST_RSA_BITS)


def verify(token: str, provider: OIDCProvider, now: datetime) -> Identity:
    """What `token` says, after checking that it is valid at `now`.

    Raises:
        ApiError: it is not valid.
    """
    if not provider.issuer.startswith("https://"):
        raise ApiError(
            "AuthenticationFail.OIDCToken.HttpsUrlInvalid",
            f"The issuer URL of the OIDC provider {provider.arn} is not an https URL.",
        )
    claims = _signed_claims(token, provider)
    if claims.get("iss") != provider.issuer:
        raise _invalid("its claim iss is not the issuer URL of the OIDC provider")
    identity = Identity(
        subject=_text("sub", claims.get("sub")),
        issuer=provider.issuer,
        audiences=_audiences(claims.get("aud")),
        issued=_time("iat", claims.get("iat")),
        expires=_time("exp", claims.get("exp")),
    )
    if not set(identity.audiences) & set(provider.client_ids):
        raise ApiError(
            "AuthenticationFail.OIDCToken.AudienceNotMatch",
            "The claim aud of the OIDC token contains no client id of the OIDC provider.",
        )
    _check_times(identity, claims, provider, now)
    return identity


def _check_times(
    identity: Identity, claims: Mapping[str, Any], provider: OIDCProvider, now: datetime
) -> None:
    begins = [identity.issued]
    if "nbf" in claims:
        begins.append(_time("nbf", claims["nbf"]))
    if max(begins) > now + CLOCK_SKEW:
        raise _invalid("its claim iat or nbf is in the future")
    oldest = now - timedelta(hours=provider.issuance_limit_hours)
    if identity.expires <= now or identity.issued < oldest:
        raise ApiError(
            "AuthenticationFail.OIDCToken.Expired",
            "The OIDC token has expired, or was issued longer ago than the OIDC provider allows.",
        )


def _signed_claims(token: str, provider: OIDCProvider) -> Mapping[str, Any]:
    import jwt

    try:
        header = jwt.get_unverified_header(token)
        for key in _candidates(header, provider):
            try:
                payload = jwt.PyJWS().decode(token, key, algorithms=[header["alg"]])
            except jwt.InvalidSignatureError:
                continue
            return _claims(payload)
    except jwt.PyJWTError:
        raise _invalid("it is not a JWT") from None
    raise ApiError(
        "AuthenticationFail.OIDCToken.InvalidSignature",
        "No key of the OIDC provider made the signature of the OIDC token.",
    )


def _candidates(header: Mapping[str, Any], provider: OIDCProvider) -> Iterator[Any]:
    import jwt

    algorithm = header.get("alg")
    if not isinstance(algorithm, str) or algorithm not in _ALGORITHMS:
        raise _invalid(f"its algorithm must be one of {', '.join(_ALGORITHMS)}")
    kid = header.get("kid")
    for key in provider.keys:
        if _fits(key, algorithm) and (kid is None or key.get("kid", kid) == kid):
            yield jwt.PyJWK(dict(key), algorithm=algorithm)


def _fits(key: Mapping[str, Any], algorithm: str) -> bool:
    return (
        key.get("kty") == _ALGORITHMS[algorithm]
        and key.get("crv") == _CURVES.get(algorithm)
        and key.get("alg", algorithm) == algorithm
        and key.get("use", "sig") == "sig"
    )


def _claims(payload: bytes) -> Mapping[str, Any]:
    try:
        claims = json.loads(payload)
    except (ValueError, RecursionError):
        claims = None
    if not isinstance(claims, dict):
        raise _invalid("its payload is not a JSON object")
    return claims


def _audiences(value: Any) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    return tuple(_text("aud", item) for item in values)


def _text(claim: str, value: Any) -> str:
    # Only printable text can be sent in every response format.
    if not isinstance(value, str) or not value or not value.isprintable():
        raise _invalid(f"its claim {claim} must be a printable string")
    return value


def _time(claim: str, value: Any) -> datetime:
    if isinstance(value, int | float) and not isinstance(value, bool):
        try:
            return datetime.fromtimestamp(value, UTC)
        except (OverflowError, ValueError, OSError):
            pass
    raise _invalid(f"its claim {claim} must be a time in seconds")


def _invalid(why: str) -> ApiError:
    return ApiError(
        "AuthenticationFail.OIDCToken.Invalid", f"The OIDC token cannot be accepted: {why}."
    )

"""A role and an identity provider on the emulator, to get sessions from."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec

from alicloud.core import StaticCredentials
from alicloud.emulator import Emulator, OtherAccount
from alicloud.ram import RamClient

ISSUER = "https://oidc.example.com"
PROVIDER = "acs:ram::1234567890123456:oidc-provider/cluster"


def make_role(
    cloud: Emulator, name: str, condition: Mapping[str, Any] | None = None, **trust: Any
) -> str:
    """Create a role that users of the account, or the principals in `trust`, may assume; its ARN."""
    principal = trust or {"RAM": ["acs:ram::1234567890123456:root"]}
    statement = {
        "Effect": "Allow",
        "Action": "sts:AssumeRole",
        "Principal": principal,
        "Condition": condition or {},
    }
    with RamClient(**cloud.client_options()) as ram:
        created = ram.create_role(
            role_name=name,
            assume_role_policy_document={"Version": "1", "Statement": [statement]},
        )
    return created.role.arn


def make_user(cloud: Emulator, name: str = "worker") -> StaticCredentials:
    """The key of a new RAM user, since the account itself cannot assume roles."""
    with RamClient(**cloud.client_options()) as ram:
        ram.create_user(user_name=name)
        key = ram.create_access_key(user_name=name).access_key
    return StaticCredentials(key.access_key_id, key.access_key_secret)


class Cluster:
    """An OIDC provider that is registered with the emulator, and issues tokens for pods."""

    def __init__(self, cloud: Emulator | OtherAccount) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        public: dict[str, Any] = jwt.algorithms.ECAlgorithm.to_jwk(
            self._key.public_key(), as_dict=True
        )
        keys = {"keys": [{**public, "kid": "k", "use": "sig", "alg": "ES256"}]}
        cloud.register_oidc_provider("cluster", issuer=ISSUER, client_ids=["sts"], keys=keys)

    def token(self, subject: str) -> str:
        now = int(time.time())
        claims = {"iss": ISSUER, "aud": "sts", "sub": subject, "iat": now, "exp": now + 600}
        return jwt.encode(claims, self._key, algorithm="ES256", headers={"kid": "k"})

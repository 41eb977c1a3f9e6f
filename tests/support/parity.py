"""Fake servers for two libraries, so that their credentials can be compared.

The servers return what they received as parts of the credentials, so that these show who sent what
to whom. Run as a program, this gets the result of the official library for each case on standard
input.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

END = "2099-01-01T00:00:00Z"
METADATA = "100.100.100.200"


def respond(host: str, path: str, parameters: Mapping[str, str], signer: str) -> tuple[int, bytes]:
    """Status and body of the response of a server: STS, metadata service, CloudSSO or OAuth."""
    if path.startswith("/latest/api/token"):
        return 200, b"metadata-token"
    if path == "/latest/meta-data/ram/security-credentials/":
        return 200, b"attached-role"
    if host == METADATA:
        role = path.rpartition("/")[2]
        return 200, _json({"Code": "Success", **_keys(host, role, "")})
    if path == "/cloud-credentials":
        return 200, _json({"CloudCredential": _keys(host, path, signer)})
    if path == "/v1/exchange":
        return 200, _json(_keys(host, path, signer))
    if path == "/credentials":
        return 200, _json({"Code": "Success", **_keys(host, path, "")})
    if path == "/broken":
        return 500, b"<html>"
    if parameters.get("Action") == "GenerateSessionAccessKey":
        key = {f"Session{name}": value for name, value in _keys(host, "rsa", "").items()}
        return 200, _json({"SessionAccessKey": {**key, "Expiration": END}})
    names = ("Action", "RoleArn", "RoleSessionName", "DurationSeconds", "Policy", "ExternalId")
    received = [parameters.get(name, "-") for name in (*names, "OIDCProviderArn", "OIDCToken")]
    return 200, _json({"Credentials": _keys(host, "|".join(received), signer)})


def _keys(host: str, secret: str, signer: str) -> dict[str, str]:
    token = signer.replace(" ", "-") or "none"
    return {
        "AccessKeyId": host,
        "AccessKeySecret": secret,
        "SecurityToken": token,
        "Expiration": END,
    }


def _json(value: Any) -> bytes:
    return json.dumps(value).encode()


@contextmanager
def environment(variables: Mapping[str, str]) -> Iterator[None]:
    """Only these environment variables, besides PATH."""
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update({"PATH": before.get("PATH", ""), **variables})
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def official(case: Mapping[str, Any]) -> list[str | None]:
    """Key id, secret and token from the official library; empty if it raises."""
    # It reads the environment when it is imported.
    for name in [name for name in sys.modules if name.startswith("alibabacloud_credentials")]:
        del sys.modules[name]
    with environment(case["environ"]):
        try:
            from alibabacloud_credentials import provider  # type: ignore[import-untyped]

            make: Callable[[], Any] = getattr(provider, _OFFICIAL[case["use"]])
            given = make().get_credentials()
        except Exception:
            return []
        return [
            given.get_access_key_id(),
            given.get_access_key_secret(),
            given.get_security_token() or None,
        ]


_OFFICIAL = {
    "chain": "DefaultCredentialsProvider",
    "CLI": "CLIProfileCredentialsProvider",
    "INI": "ProfileCredentialsProvider",
    "OIDC": "OIDCRoleArnCredentialsProvider",
    "ECS": "EcsRamRoleCredentialsProvider",
    "URI": "URLCredentialsProvider",
}


class _Response:
    def __init__(self, status: int, body: bytes) -> None:
        self.status_code, self.body, self.headers = status, body, dict[str, str]()


def _do_action(request: Any, options: Any = None) -> _Response:
    signer = request.query.get("AccessKeyId") or request.headers.get("Authorization", "")
    host = request.headers["host"]
    return _Response(*respond(host, request.pathname or "/", request.query, signer))


def main() -> None:
    from Tea.core import TeaCore  # type: ignore[import-untyped]

    TeaCore.do_action = _do_action
    print(json.dumps([official(case) for case in json.load(sys.stdin)]))
    sys.stdout.flush()
    # The official library leaves threads running.
    os._exit(0)


if __name__ == "__main__":
    main()

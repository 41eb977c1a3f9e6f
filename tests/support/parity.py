"""A world for two libraries: what they get, in a process whose servers are all made up.

The made-up servers answer with what they were asked, so that the credentials tell who asked whom
for what. Run as a program, this asks the official library for each case on standard input.
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


def answer(host: str, path: str, asked: Mapping[str, str], signer: str) -> tuple[int, bytes]:
    """What the server of that name answers: STS, the metadata service, CloudSSO or OAuth."""
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
    if asked.get("Action") == "GenerateSessionAccessKey":
        key = {f"Session{name}": value for name, value in _keys(host, "rsa", "").items()}
        return 200, _json({"SessionAccessKey": {**key, "Expiration": END}})
    names = ("Action", "RoleArn", "RoleSessionName", "DurationSeconds", "Policy", "ExternalId")
    wanted = [asked.get(name, "-") for name in (*names, "OIDCProviderArn", "OIDCToken")]
    return 200, _json({"Credentials": _keys(host, "|".join(wanted), signer)})


def _keys(host: str, wanted: str, signer: str) -> dict[str, str]:
    token = signer.replace(" ", "-") or "none"
    return {
        "AccessKeyId": host,
        "AccessKeySecret": wanted,
        "SecurityToken": token,
        "Expiration": END,
    }


def _json(value: Any) -> bytes:
    return json.dumps(value).encode()


@contextmanager
def environment(variables: Mapping[str, str]) -> Iterator[None]:
    """Only these variables, besides what a process needs."""
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update({"PATH": before.get("PATH", ""), **variables})
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def official(case: Mapping[str, Any]) -> list[str | None]:
    """Key id, secret and token that the official library gives; nothing if it raises."""
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


class _Answer:
    def __init__(self, status: int, body: bytes) -> None:
        self.status_code, self.body, self.headers = status, body, dict[str, str]()


def _do_action(request: Any, options: Any = None) -> _Answer:
    signer = request.query.get("AccessKeyId") or request.headers.get("Authorization", "")
    host = request.headers["host"]
    return _Answer(*answer(host, request.pathname or "/", request.query, signer))


def main() -> None:
    from Tea.core import TeaCore  # type: ignore[import-untyped]

    TeaCore.do_action = _do_action
    print(json.dumps([official(case) for case in json.load(sys.stdin)]))
    sys.stdout.flush()
    # The official library leaves schedulers running.
    os._exit(0)


if __name__ == "__main__":
    main()

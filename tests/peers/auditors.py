"""Two auditors, ScoutSuite and Prowler: what they find in a careless and in a careful account."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from alicloud.emulator import Emulator
from tests.peers.peer import Check, Difference, Peer, compare
from tests.peers.sandbox import Sandbox

ACCOUNTS = Path(__file__).parent / "accounts"
KEY = ("auditor", "auditor-secret")  # of a user in each account, who may read
KEY_VARIABLES = {
    "ALIBABA_CLOUD_ACCESS_KEY_ID": KEY[0],
    "ALIBABA_CLOUD_ACCESS_KEY_SECRET": KEY[1],
}

Findings = Mapping[str, frozenset[str]]
"""Rules, by their names -> what violates them."""

_NOTHING: frozenset[str] = frozenset()
_POLICY = frozenset({"password policy"})


def _differences(account: str, found: Findings, expected: Findings) -> Iterator[Check]:
    """A check for each rule and each violation; a rule that was not applied is a problem too."""
    yield compare(f"{account}: rules", sorted(found), sorted(expected))
    for rule in sorted(found.keys() & expected.keys()):
        for item in sorted(found[rule] | expected[rule]) or ["nothing"]:
            right = (item in found[rule]) == (item in expected[rule])
            problem = "was flagged" if item in found[rule] else "was not flagged"
            yield Check(f"{account}: {rule}: {item}", "" if right else problem)


def _seed(account: str) -> str:
    return (ACCOUNTS / f"{account}.yaml").read_text(encoding="utf-8")


_SCOUTSUITE_CARELESS: Findings = {
    "ram-password-policy-expiration-threshold": _POLICY,
    "ram-password-policy-minimum-length": _NOTHING,  # 8 is enough for it
    "ram-password-policy-no-expiration": _POLICY,
    "ram-password-policy-no-lowercase-required": _POLICY,
    "ram-password-policy-no-number-required": _POLICY,
    "ram-password-policy-no-symbol-required": _POLICY,
    "ram-password-policy-no-uppercase-required": _POLICY,
    "ram-password-policy-reuse-enabled": _POLICY,
    "ram-user-lacking-mfa": frozenset({"alice", "bob"}),
    "ram-user-with-multiple-api-keys": frozenset({"alice"}),
}
SCOUTSUITE: Mapping[str, Findings] = {
    "careless": _SCOUTSUITE_CARELESS,
    "careful": dict.fromkeys(_SCOUTSUITE_CARELESS, _NOTHING),
}


def _scoutsuite(sandbox: Sandbox) -> Iterator[Check]:
    for account, expected in SCOUTSUITE.items():
        with sandbox.emulator(_seed(account), enforce=True) as cloud:
            _prepare(cloud, account)
            sandbox.run(
                cloud,
                [
                    *(sandbox.installed / "bin/python", sandbox.installed / "bin/scout", "aliyun"),
                    *("--services", "ram", "--no-browser", "--report-dir", sandbox.home / account),
                    *("--access-keys", "--access-key-id", KEY[0], "--access-key-secret", KEY[1]),
                ],
            )
        results = sandbox.home / account / "scoutsuite-results"
        yield compare(f"{account}: errors", _after_equals(results, "exceptions"), {})
        services = _after_equals(results, "results")["services"]
        found = {
            rule: frozenset(map(_scoutsuite_item, finding["items"]))
            for rule, finding in services["ram"]["findings"].items()
        }
        yield from _differences(account, found, expected)


def _after_equals(results: Path, kind: str) -> Any:
    """The object in a file of JavaScript that assigns it to a name."""
    (path,) = results.glob(f"scoutsuite_{kind}_*.js")
    return json.loads(path.read_text(encoding="utf-8").partition("=")[2])


def _scoutsuite_item(item: str) -> str:
    """Such as `ram.users.alice.mfa_secure`."""
    parts = item.split(".")
    return parts[2] if parts[1] == "users" else parts[1].replace("_", " ")


_PROWLER_CARELESS: Findings = {
    "ram_no_root_access_key": frozenset({"<root_account>"}),
    "ram_password_policy_lowercase": _POLICY,
    "ram_password_policy_max_login_attempts": _POLICY,
    "ram_password_policy_max_password_age": _NOTHING,  # none is as good as a year for it
    "ram_password_policy_minimum_length": _POLICY,
    "ram_password_policy_number": _POLICY,
    "ram_password_policy_password_reuse_prevention": _POLICY,
    "ram_password_policy_symbol": _POLICY,
    "ram_password_policy_uppercase": _POLICY,
    "ram_policy_attached_only_to_group_or_roles": frozenset({"alice"}),
    "ram_policy_no_administrative_privileges": frozenset({"Everything"}),
    "ram_rotate_access_key_90_days": frozenset({"alice-old"}),
    "ram_user_console_access_unused": frozenset({"alice", "bob"}),
    "ram_user_mfa_enabled_console_access": frozenset({"alice", "bob"}),
}
PROWLER: Mapping[str, Findings] = {
    "careless": _PROWLER_CARELESS,
    "careful": {
        **dict.fromkeys(_PROWLER_CARELESS, _NOTHING),
        "ram_password_policy_max_password_age": _POLICY,  # 90 days are too few for it
    },
}


def _prowler(sandbox: Sandbox) -> Iterator[Check]:
    for account, expected in PROWLER.items():
        with sandbox.emulator(_seed(account), enforce=True) as cloud:
            _prepare(cloud, account)
            log = sandbox.home / f"{account}.log"
            sandbox.run(
                cloud,
                [
                    *(
                        sandbox.installed / "bin/python",
                        sandbox.installed / "bin/prowler",
                        "alibabacloud",
                    ),
                    *("--services", "ram", "--no-banner", "--ignore-exit-code-3"),
                    *("--log-level", "ERROR", "--log-file", log),
                    *(
                        "--output-formats",
                        "json-ocsf",
                        "--output-directory",
                        sandbox.home / account,
                    ),
                ],
                # Only the account itself sees its keys, so it audits the careless one.
                KEY_VARIABLES if account == "careful" else {},
            )
        for line in log.read_text(encoding="utf-8").splitlines() if log.exists() else ():
            error = json.loads(line)
            yield Check(f"{account}: error at {error['filename']}", error["message"])
        found: dict[str, frozenset[str]] = {}
        (path,) = (sandbox.home / account).glob("*.ocsf.json")
        for finding in json.loads(path.read_text(encoding="utf-8")):
            rule = finding["metadata"]["event_code"]
            item = finding["resources"][0]["name"].replace(
                f"{cloud.account.id}-password-", "password "
            )
            failed = frozenset({item} if finding["status_code"] == "FAIL" else ())
            found[rule] = found.get(rule, _NOTHING) | failed
        yield from _differences(account, found, expected)


def _prepare(cloud: Emulator, account: str) -> None:
    """What a file cannot say: a logon of today."""
    if account == "careful":
        cloud.log_on("carol")


PEERS = (
    Peer(
        "scoutsuite",
        "pypi",
        "scoutsuite",
        "its RAM rules, on a careless and on a careful account",
        _scoutsuite,
        (
            Difference(
                "It takes users who have never logged on for users who cannot, and so does not flag"
                " that they lack MFA. (Its code notes that this is not valid.)",
                "ScoutSuite",
                frozenset({"careless: ram-user-lacking-mfa: bob"}),
            ),
        ),
    ),
    Peer(
        "prowler",
        "pypi",
        "prowler",
        "its RAM checks, on a careless and on a careful account",
        _prowler,
        (
            Difference(
                "It looks for the latest logon in the response of GetLoginProfile, which has none, and"
                " so flags users who log on every day. (GetUser has it.)",
                "Prowler",
                frozenset({"careful: ram_user_console_access_unused: carol"}),
            ),
            Difference(
                "It reads the users of MFA devices as if they were dictionaries, which those of the"
                " vendor's SDK are not, logs the error, and goes on without the devices.",
                "Prowler",
                frozenset({"careful: error at ram_service.py:135"}),
            ),
        ),
    ),
)

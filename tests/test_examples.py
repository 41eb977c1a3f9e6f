"""The examples run: in an emulator of their own, and against a server that is named to them."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import pytest

from tests.support.processes import ROOT, run

if TYPE_CHECKING:
    from alicloud.emulator import Emulator

# What each one prints, among other things.
EXAMPLES = {
    "assume_role": ["status: 200", "x-acs-request-id: ", "assumed-role/example-reader/example"],
    "create_user": ["status:     200", "found again: Alice alice@example.com"],
    "error_handling": [
        "EntityNotExist.User 404",
        "second time: exists already",
        "InvalidParameter.UserName.InvalidChars",
        "SignatureDoesNotMatch after 1 attempt",
        "ConnectionFailed",
    ],
    "paging": ["25 groups", "page 3: 5 groups, more: False", "the rest: 15 groups"],
    "policy_versions": ["v1 [v2]", "LimitExceeded.Policy.Version", "[v1] v4 v5 v6 v7"],
    "user_lifecycle": ["old key: Inactive - new key: Active", "DeleteConflict.User", "deleted"],
}


def output(example: str, environment: Mapping[str, str] | None = None) -> str:
    """What an example prints, with warnings as errors."""
    command = (sys.executable, "-W", "error", ROOT / "examples" / f"{example}.py")
    done = run(*command, env=environment)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.fixture(scope="module", params=[False, True], ids=["", "enforce"])
def cloud(request: pytest.FixtureRequest) -> Iterator[Emulator]:
    from alicloud.emulator import Emulator

    with Emulator(enforce=request.param) as running:
        yield running


def environment(cloud: Emulator) -> dict[str, str]:
    """What `python -m alicloud.emulator` prints to be pasted."""
    return {
        "ALIBABA_CLOUD_ENDPOINT_URL": cloud.url,
        "ALIBABA_CLOUD_ACCESS_KEY_ID": cloud.account.access_key_id,
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET": cloud.account.access_key_secret,
    }


def test_every_example_is_here() -> None:
    files = {path.stem for path in (ROOT / "examples").glob("*.py")}
    assert files == {*EXAMPLES, "account"}


@pytest.mark.parametrize("example", EXAMPLES)
def test_in_an_emulator_of_its_own(example: str) -> None:
    printed = output(example)
    assert [text for text in EXAMPLES[example] if text not in printed] == []


@pytest.mark.parametrize("example", EXAMPLES)
def test_against_a_server(example: str, cloud: Emulator) -> None:
    empty = contents(cloud)
    printed = output(example, environment(cloud))
    assert [text for text in EXAMPLES[example] if text not in printed] == []
    assert cloud.requests
    assert contents(cloud) == empty


def test_a_role_can_only_read_where_policies_decide(cloud: Emulator) -> None:
    printed = output("assume_role", environment(cloud))
    assert ("writing is denied: NoPermission" in printed) == cloud.enforce


def test_temporary_secrets_are_not_shown(cloud: Emulator) -> None:
    printed = output("assume_role", environment(cloud))
    assert '"AccessKeySecret": "****"' in printed
    assert '"SecurityToken": "****"' in printed


def contents(cloud: Emulator) -> list[int]:
    """How much there is of what the examples make."""
    from alicloud.ram import RamClient

    with RamClient(**cloud.client_options()) as ram:
        policies = ram.list_policies(policy_type="Custom")
        lists = (ram.list_users(), ram.list_groups(), ram.list_roles(), policies)
        return [len(list(found)) for found in lists]

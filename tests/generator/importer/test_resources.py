"""Actions stand in files that are named after what they are about, by a noun."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from alicloud.generator.importer.nouns import is_adjective
from alicloud.generator.importer.resources import grouped

CRUD = ("Create", "Get", "Delete", "List")


def on(noun: str, *verbs: str) -> list[str]:
    return [f"{verb}{noun}" for verb in verbs or CRUD]


@pytest.mark.parametrize(
    ("actions", "files"),
    [
        ([*on("User"), *on("UserGroup")], {"users": 8}),
        ([*on("User", *CRUD, "Hide", "Show", "Find", "Ban"), *on("UserGroup"), *on("UserKey")],
         {"user_groups": 4, "users": 12}),
        (["GetCallerIdentity", *on("Role")], {"caller_identities": 1, "roles": 4}),
        (["GetPrice", "OpenShop", *on("Role")], {"others": 2, "roles": 4}),
        (["TagResources", "UntagResources", "ListTagResources"], {"tags": 3}),
        (on("AsyncTask") + on("AsyncInvokeConfig"), {"async_tasks": 8}),
        (["AsymmetricSign", "AsymmetricEncrypt", "AsymmetricDecrypt"],
         {"asymmetric_operations": 3}),
        (["GetAccessKeyLastUsedIps", "GetAccessKeyLastUsedInfo", "GetAccessKeyLastUsedEvents"],
         {"access_keys": 3}),
        (["AnswerCall", "HangupCall", "GetCallList"], {"calls": 3}),
        (on("CustomDomain"), {"custom_domains": 4}),
        (on("Client"), {"clients": 4}),
        (on("ServiceLimit"), {"service_limits": 4}),
        (on("Limit"), {"limits_actions": 4}),
    ],
)  # fmt: skip
def test_files_are_named_after_what_their_actions_are_about(
    actions: list[str], files: dict[str, int]
) -> None:
    assert {
        name: len(members) for name, members in grouped(dict.fromkeys(actions, 1)).items()
    } == files


def test_a_large_file_is_divided_by_what_some_of_it_share() -> None:
    verbs = [
        "Create",
        "Get",
        "Delete",
        "Start",
        "Stop",
        "Scan",
        "Renew",
        "Modify",
        "Describe",
        "Restart",
        "Migrate",
        "Repair",
    ]
    plain = on("Cluster", *verbs)
    upgrades = ["PauseClusterUpgrade", "CancelClusterUpgrade", "ResumeUpgradeCluster"]
    made = grouped(dict.fromkeys([*plain, *upgrades], 1))
    assert made["cluster_upgrades"] == upgrades


def test_no_file_is_too_large_for_the_reader_of_specs() -> None:
    made = grouped(dict.fromkeys(on("User", *CRUD, "Enable", "Disable"), 300_000))
    assert [len(members) for members in made.values()] == [2, 2, 2]
    assert list(made) == ["users", "users_2", "users_3"]


NOUNS = st.sampled_from(
    ["Cat", "Dog", "CatFood", "DogFood", "Async", "Owner", "Resource", "TagKey"]
)
VERBS = st.sampled_from(["Create", "Get", "List", "Tag", "Untag", "Frob", "Describe"])


@given(st.sets(st.builds("{}{}".format, VERBS, NOUNS), min_size=1))
def test_every_action_stands_in_one_file(actions: set[str]) -> None:
    made = grouped(dict.fromkeys(sorted(actions), 1))
    assert sorted(one for members in made.values() for one in members) == sorted(actions)
    lonely = [name for name, members in made.items() if len(members) == 1]
    assert len(lonely) <= 1


@pytest.mark.parametrize(
    ("word", "adjective"), [("virtual", True), ("topic", False), ("bed", False)]
)
def test_adjectives_are_known_by_their_endings(word: str, adjective: bool) -> None:
    assert is_adjective(word) is adjective

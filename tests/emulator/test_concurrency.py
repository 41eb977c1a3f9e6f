"""Sixteen threads at once: no change is lost or made twice, and quotas hold."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from typing import Any

import pytest

from alicloud.core import LimitExceeded, ServiceError
from alicloud.emulator import Emulator, Quotas
from alicloud.ram import RamClient

THREADS = 16
DOCUMENT = json.dumps(
    {"Version": "1", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
)
TRUST = json.dumps(
    {
        "Version": "1",
        "Statement": [
            {
                "Effect": "Allow",
                "Action": "sts:AssumeRole",
                "Principal": {"Service": "ecs.aliyuncs.com"},
            }
        ],
    }
)


def at_once(cloud: Emulator, work: Callable[[RamClient, int], Any]) -> list[Any]:
    """The results of `work` in all threads, which have a client each."""
    with ExitStack() as stack:
        clients = [
            stack.enter_context(RamClient(**cloud.client_options(), retries=0))
            for _ in range(THREADS)
        ]
        with ThreadPoolExecutor(THREADS) as pool:
            return list(pool.map(work, clients, range(THREADS)))


def is_rejected(call: Callable[[], Any]) -> bool:
    try:
        call()
    except ServiceError as error:
        assert error.status_code < 500, error
        return True
    return False


def test_one_of_many_creations_of_a_name_succeeds(cloud: Emulator, ram: RamClient) -> None:
    rejected = at_once(
        cloud, lambda ram, _: is_rejected(lambda: ram.create_user(user_name="alice"))
    )
    assert rejected.count(False) == 1
    assert len(ram.list_users().users) == 1


def test_ids_are_unique(cloud: Emulator) -> None:
    def work(ram: RamClient, number: int) -> list[str]:
        names = [f"u{number}-{i}" for i in range(5)]
        return [ram.create_user(user_name=name).user.user_id for name in names]

    ids = [id for of_thread in at_once(cloud, work) for id in of_thread]
    assert len(set(ids)) == len(ids) == THREADS * 5


def test_quotas_hold() -> None:
    with Emulator(quotas=Quotas(users=20)) as cloud, RamClient(**cloud.client_options()) as ram:

        def work(ram: RamClient, number: int) -> int:
            made = 0
            for i in range(5):
                try:
                    ram.create_user(user_name=f"u{number}-{i}")
                    made += 1
                except LimitExceeded:
                    pass
            return made

        assert sum(at_once(cloud, work)) == 20
        assert len(ram.list_users().users) == 20


def test_no_update_is_lost(cloud: Emulator, ram: RamClient) -> None:
    ram.create_group(group_name="g")
    ram.create_role(role_name="r", assume_role_policy_document=TRUST)
    ram.create_policy(policy_name="p", policy_document=DOCUMENT)

    def work(ram: RamClient, number: int) -> None:
        ram.create_user(user_name=f"u{number}")
        ram.add_user_to_group(user_name=f"u{number}", group_name="g")
        ram.attach_policy_to_user(policy_type="Custom", policy_name="p", user_name=f"u{number}")
        ram.call(
            "TagResources",
            {
                "ResourceType": "role",
                "ResourceNames": ["r"],
                "Tag": [{"Key": f"k{number}", "Value": "v"}],
            },
        )

    at_once(cloud, work)
    everyone = {f"u{number}" for number in range(THREADS)}
    assert {user.user_name for user in ram.list_users_for_group(group_name="g")} == everyone
    policy = ram.get_policy(policy_type="Custom", policy_name="p").policy
    assert policy.attachment_count == THREADS
    tags = ram.call("ListTagResources", {"ResourceType": "role", "ResourceNames": ["r"]})
    assert {tag["TagKey"] for tag in tags["TagResources"]} == {f"k{n}" for n in range(THREADS)}


def test_versions_are_numbered_once(cloud: Emulator, ram: RamClient) -> None:
    ram.create_policy(policy_name="p", policy_document=DOCUMENT)

    def work(ram: RamClient, _: int) -> str:
        made = ram.create_policy_version(
            policy_name="p",
            policy_document=DOCUMENT,
            rotate_strategy="DeleteOldestNonDefaultVersionWhenLimitExceeded",
        )
        return made.policy_version.version_id

    assert sorted(at_once(cloud, work)) == sorted(f"v{n}" for n in range(2, THREADS + 2))
    versions = ram.list_policy_versions(policy_type="Custom", policy_name="p").policy_versions
    assert len(versions) == 5


def churn(cloud: Emulator, steps: int) -> None:
    """Create, attach and delete a few things from all threads, and check what is left."""

    def work(ram: RamClient, number: int) -> None:
        dice = random.Random(number)
        for _ in range(steps):
            user, group, policy = (f"{kind}{dice.randrange(4)}" for kind in "ugp")
            attachment = {"policy_name": policy, "user_name": user}
            membership = {"user_name": user, "group_name": group}
            call = dice.choice(
                (
                    partial(ram.create_user, user_name=user),
                    partial(ram.delete_user, user_name=user),
                    partial(ram.create_group, group_name=group),
                    partial(ram.delete_group, group_name=group),
                    partial(ram.create_policy, policy_name=policy, policy_document=DOCUMENT),
                    partial(ram.delete_policy, policy_name=policy),
                    partial(ram.attach_policy_to_user, policy_type="Custom", **attachment),
                    partial(ram.detach_policy_from_user, policy_type="Custom", **attachment),
                    partial(ram.add_user_to_group, **membership),
                    partial(ram.remove_user_from_group, **membership),
                    partial(ram.create_access_key, user_name=user),
                )
            )
            is_rejected(call)

    at_once(cloud, work)
    with RamClient(**cloud.client_options()) as ram:
        users = [user.user_name for user in ram.list_users()]
        assert len(set(users)) == len(users) <= 4
        attached: Counter[str] = Counter()
        members: Counter[str] = Counter()
        for name in users:
            attached.update(p.policy_name for p in ram.list_policies_for_user(user_name=name))
            members.update(g.group_name for g in ram.list_groups_for_user(user_name=name))
            assert len(ram.list_access_keys(user_name=name).access_keys) <= 2
        for policy in ram.list_policies(policy_type="Custom"):
            assert policy.attachment_count == attached.pop(policy.policy_name, 0)
        for group in ram.list_groups():
            of_group = list(ram.list_users_for_group(group_name=group.group_name))
            assert len(of_group) == members.pop(group.group_name, 0)
        assert not attached
        assert not members


def test_the_account_stays_consistent(cloud: Emulator) -> None:
    churn(cloud, steps=15)


@pytest.mark.soak
def test_the_account_stays_consistent_for_long(cloud: Emulator) -> None:
    churn(cloud, steps=300)

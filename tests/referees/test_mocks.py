"""The official packages call mocks: lists in pages, a refusal, a throttled call."""

from __future__ import annotations

import gc
import importlib
import sys
import warnings
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from alicloud.emulator import Emulator
from alicloud.generator.catalogue import Catalogue
from alicloud.generator.catalogue.write import render as catalogues
from alicloud.generator.python.render import render
from tests.referees.calls import SERVICES
from tests.support.golden import put

KMS, CS = "alibabacloud_kms20160120", "alibabacloud_cs20151215"

if missing := [name for name in (KMS, CS) if not find_spec(name)]:
    pytest.skip(f"no {missing[0]} here: run `make referees`", allow_module_level=True)

pytestmark = pytest.mark.filterwarnings("ignore")  # theirs are not ours to mend


@pytest.fixture(scope="module")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    folder: Path = tmp_path_factory.mktemp("mocked")
    services = [one for one in SERVICES if one.name in ("cs", "kms")]
    put(dict(render(services)), folder)
    put(catalogues(Catalogue(one) for one in services), folder)
    sys.path.append(str(folder))
    with Emulator(mock=["alicloud.cs", "alicloud.kms"]) as emulator:
        yield emulator
    sys.path.remove(str(folder))
    with warnings.catch_warnings():  # theirs leave sockets open
        warnings.simplefilter("ignore")
        gc.collect()


def client(cloud: Emulator, package: str) -> Any:
    config = importlib.import_module("alibabacloud_tea_openapi.utils_models").Config
    return importlib.import_module(f"{package}.client").Client(
        config(
            access_key_id=cloud.account.access_key_id,
            access_key_secret=cloud.account.access_key_secret,
            endpoint=cloud.url.removeprefix("http://"),
            protocol="http",
        )
    )


def models(package: str) -> Any:
    return importlib.import_module(f"{package}.models")


def test_kms_lists_keys_by_numbers(cloud: Emulator) -> None:
    kms, found = client(cloud, KMS), set()
    for number in (1, 2, 3):
        request = models(KMS).ListKeysRequest(page_number=number, page_size=10)
        body = kms.list_keys(request).body
        assert (len(body.keys.key), body.total_count) == (5 if number == 3 else 10, 25)
        found |= {key.key_id for key in body.keys.key}
    assert len(found) == 25


def test_cs_lists_tags_by_tokens(cloud: Emulator) -> None:
    found, pages, token = [], 0, None
    while not pages or token:
        pages += 1
        request = models(CS).ListTagResourcesRequest(
            region_id="cn-x", resource_type="CLUSTER", resource_ids=["c-1"], next_token=token
        )
        body = client(cloud, CS).list_tag_resources(request).body
        found += [tag.resource_id for tag in body.tag_resources.tag_resource]
        token = body.next_token
    assert (pages, len(found)) == (3, 25)


def refusal(call: Any, *arguments: Any) -> tuple[str, int]:
    with pytest.raises(Exception, match=r".") as caught:
        call(*arguments)
    error: Any = caught.value
    return error.code, error.status_code


def test_a_create_without_a_parameter_has_the_documented_code(cloud: Emulator) -> None:
    request = models(KMS).CreateAliasRequest(alias_name="alias/a")
    assert refusal(client(cloud, KMS).create_alias, request) == ("InvalidParameter", 400)
    trigger = models(CS).CreateTriggerRequest(cluster_id="c", project_id="p")
    assert refusal(client(cloud, CS).create_trigger, "c", trigger) == ("InvalidParameter.body", 400)


def test_throttling(cloud: Emulator) -> None:
    cloud.faults.throttle("ListKeys")
    request = models(KMS).ListKeysRequest()
    assert refusal(client(cloud, KMS).list_keys, request) == ("Throttling.User", 400)
    cloud.faults.throttle("UntagResources")
    untag = models(CS).UntagResourcesRequest(
        all=True, region_id="cn-x", resource_type="CLUSTER", resource_ids=["c-1"]
    )
    assert refusal(client(cloud, CS).untag_resources, untag) == ("Throttling.User", 400)

"""Mocked packages: what they accept, what they respond, and what users can say about it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from alicloud.core import ServiceError, Throttling
from alicloud.core.shapes.timestamps import render
from alicloud.emulator import Emulator, EmulatorError
from alicloud.generator.model import Endpoints
from alicloud.ram import RamClient
from tests.emulator.mock.conftest import OWN, REFEREES, generate
from tests.support.raw_calls import RawCalls, RawResponse
from tests.support.services import client_class

COMPUTE = "alicloud.compute"
VERSION = "2024-05-01"


@pytest.fixture
def compute(cloud: Emulator) -> Iterator[Any]:
    with client_class("compute")(**cloud.client_options()) as client:
        yield client


EVERY = [(service, one) for service in (*OWN, *REFEREES) for one in service.operations()]


@pytest.mark.parametrize("service, operation", EVERY, ids=lambda one: getattr(one, "action", ""))
def test_every_action_responds_to_its_own_client(
    cloud: Emulator, service: Any, operation: Any
) -> None:
    values = dict(operation.example.request) if operation.example else {}
    values |= {"RegionId": "cn-x", "InstanceId": "i-1", "InstanceName": "web"}
    if operation.pagination is not None:
        values.pop(getattr(operation.pagination, "token", ""), None)
    with client_class(service.name)(**cloud.client_options()) as client:
        described = client.operations[operation.action]
        response = client.send(described.request.from_wire(values))
        assert response.http.headers["x-alicloud-mock"] == "true"
        for field in type(response).__fields__.values():
            value = getattr(response, field.name)
            if field.name != "request_id" and not operation.example:
                assert value is not None, field.name
    assert cloud.requests[-1].status == 200


def test_values_are_stable_plausible_and_echo_the_request(compute: Any, cloud: Emulator) -> None:
    first = compute.run_instance(instance_name="web", cpu=4)
    again = compute.run_instance(instance_name="web", cpu=4)
    other = compute.run_instance(instance_name="db", cpu=4)
    assert first.instance == again.instance
    assert (first.instance.instance_name, first.instance.cpu) == ("web", 4)
    assert first.instance.instance_id != other.instance.instance_id
    assert first.instance.instance_id.startswith("instance-")
    assert first.instance.status in ("Pending", "Running", "Stopped")
    assert first.instance.parent is None  # it would never end
    assert len(first.instance.tags) == 2
    assert abs((first.instance.creation_time - cloud.clock.now()).total_seconds()) < 3600
    image = compute.get_image(image_id="m-7")
    assert (image.image_id, image.owner) == ("m-7", "alice")


def test_names_say_what_fields_hold(compute: Any, cloud: Emulator) -> None:
    found = compute.list_jobs(instance_id="i-1")
    first, second = found.jobs
    assert (first.instance_id, second.instance_id) == ("i-1", "i-1")
    assert first.job_id != second.job_id
    assert first.job_arn == f"acs:compute:cn-hangzhou:{cloud.account.id}:job/1"
    hour = render(cloud.clock.now().replace(minute=0, second=0, microsecond=0))
    assert {first.gmt_create, first.not_after} == {hour}
    assert first.is_done + second.is_done == 1
    assert first.share == "100 %s"
    assert (found.total_count, found.failed_jobs, found.next_token) == (2, [], "")
    assert len({place.region_id for place in found.regions}) == 2
    assert found.owners == ["owner-1", "owner-2", "owner-3"]


def test_members_of_a_body_come_back_too(cloud: Emulator) -> None:
    with client_class("fc")(**cloud.client_options()) as client:
        request = client.operations["CreateAlias"].request
        values = {"functionName": "f", "body": {"aliasName": "mine"}}
        created = client.send(request.from_wire(values))
    assert created.alias_name == "mine"


@pytest.mark.parametrize("size", [None, 7, 25, 50])
def test_pages_hold_each_item_once(compute: Any, size: int | None) -> None:
    page = compute.describe_instances(region_id="cn-x", page_size=size)
    found = [one.instance_id for one in page]
    assert len(found) == len(set(found)) == page.data.total_count == 25
    assert len(page) == min(size or 10, 25)
    assert page.data.total_pages == {None: 3, 7: 4}.get(size, 1)
    assert {one.region_id for one in page} == {"cn-x"}
    tags = compute.list_tags(max_results=size)
    assert (len({one.key for one in tags}), tags.total_count) == (25, 25)
    assert tags.is_truncated is (size in (None, 7))
    events = compute.list_events(limit=size)
    assert (len(set(events)), events.total) == (25, 25)


REFUSED = [
    ("RunInstance", {}, "MissingParameter", 400),
    ("StartInstance", {}, "MissingParameter", 400),
    ("ListEvents", {"Limit": "0"}, "InvalidParameter.Limit", 400),
    ("ListEvents", {"Limit": "x"}, "InvalidParameter.Limit", 400),
    ("RunInstance", {"InstanceName": "W"}, "InvalidParameter.InstanceName", 400),
    ("RunInstance", {"InstanceName": "w" * 17}, "InvalidParameter.InstanceName", 400),
    ("RunInstance", {"InstanceName": "web", "Cpu": "9"}, "InvalidParameter.Cpu", 400),
    ("RunInstance", {"InstanceName": "web", "Cpu": "a"}, "InvalidParameter.Cpu", 400),
    ("RunInstance", {"InstanceName": "web", "Tag.1.Value": "a"}, "InvalidParameter.Tag", 400),
    ("ListTags", {"NextToken": "abc"}, "InvalidParameter.NextToken", 400),
    ("DeleteInstance", {}, "Instance.ParameterError", 400),
    ("Nothing", {}, "InvalidAction.NotFound", 404),
]


@pytest.mark.parametrize("action, parameters, code, status", REFUSED)
def test_what_is_refused(
    raw: RawCalls, action: str, parameters: dict[str, str], code: str, status: int
) -> None:
    for send in (raw.v1, raw.v3):
        response = send(action, parameters, method="POST", version=VERSION)
        assert (response.status, response.code) == (status, code), response.body


def test_neither_the_method_nor_limits_are_those_of_ram(compute: Any) -> None:
    deleted = compute.delete_instance(instance_id="i-1", policy_name="my policy")
    assert deleted.http.headers["x-alicloud-mock"] == "true"


def test_signatures_are_verified_of_paths_and_bodies_too(raw: RawCalls) -> None:
    path, tags = "/clusters/c%2F1/tags", json.dumps([{"key": "k", "value": "v"}]).encode()

    def send(target: str = path, body: bytes = tags, **damage: str) -> RawResponse:
        return raw.v3(
            "ModifyClusterTags",
            version="2015-12-15",
            path=target,
            body=body,
            change={"content-type": "application/json"},
            damage={name.replace("_", "-"): value for name, value in damage.items()},
        )

    assert (send().status, send().body) == (200, b"")
    assert raw.cloud.requests[-1].parameters["ClusterId"] == "c/1"
    assert send(x_acs_action="TagResources").status >= 400
    assert send(x_acs_content_sha256="0" * 64).code == "SignatureDoesNotMatch"
    assert send("/clusters").code == "InvalidApi.NotFound"
    assert send(body=b"[{").code == "InvalidParameter.Body"


@pytest.mark.parametrize("around", [("[", "]"), ('{"a":', "}")], ids=["lists", "objects"])
def test_values_deep_inside_values(raw: RawCalls, around: tuple[str, str]) -> None:
    statuses = {}
    for depth in (50, 200, 300, 330, 400, 450, *range(900, 1000, 3), 20_000):
        value = "1".join(part * depth for part in around)
        statuses[depth] = raw.v3(
            "PutProvisionConfig",
            version="2023-03-30",
            method="PUT",
            path="/2023-03-30/functions/f/provision-config",
            body=f'{{"odd": {value}}}'.encode(),
            change={"content-type": "application/json"},
        ).status
    assert statuses[50] == 200
    assert statuses[20_000] == 400
    assert set(statuses.values()) == {200, 400}


def test_xml_for_those_who_ask_for_it(raw: RawCalls) -> None:
    response = raw.v1(
        "RunInstance", {"InstanceName": "web"}, version=VERSION, change={"Format": "XML"}
    )
    root = ElementTree.fromstring(response.body)
    assert (root.tag, root.findtext("Instance/InstanceName")) == ("RunInstanceResponse", "web")
    assert root.findtext("RequestId") == response.headers["x-acs-request-id"]


def test_ram_is_beside_it(cloud: Emulator, compute: Any) -> None:
    with RamClient(**cloud.client_options()) as ram:
        ram.create_user(user_name="alice")
        response = ram.list_users()
    assert "x-alicloud-mock" not in response.http.headers
    compute.run_instance(instance_name="web", password="secret-1")
    record = cloud.requests[-1]
    assert (record.action, record.version) == ("RunInstance", VERSION)
    assert record.parameters == {"InstanceName": "web", "Password": "****"}


def test_faults(compute: Any, cloud: Emulator) -> None:
    cloud.faults.error("RunInstance", "QuotaExceeded.Instance")
    with pytest.raises(ServiceError) as caught:
        compute.run_instance(instance_name="web")
    assert (caught.value.code, caught.value.status_code) == ("QuotaExceeded.Instance", 403)
    cloud.faults.throttle("RunInstance")
    impatient = client_class("compute")(**cloud.client_options(), retries=0)
    with impatient, pytest.raises(Throttling):
        impatient.run_instance(instance_name="web")
    with pytest.raises(ValueError, match=r"did you mean 'QuotaExceeded.Instance'"):
        cloud.faults.error("RunInstance", "QuotaExceeded.Instances")
    cloud.faults.error("RunInstance", "Own", status=418)
    with pytest.raises(ServiceError, match="Own"):
        compute.run_instance(instance_name="web")


def test_rules(compute: Any, cloud: Emulator) -> None:
    mock = cloud.mock(COMPUTE)
    mock.on("GetImage", respond={"Name": "Mine"})
    assert compute.get_image(image_id="m").name == "Mine"
    mock.on("GetImage", respond=compute.get_image(image_id="m").replace(name="Built"))
    assert compute.get_image(image_id="m").name == "Built"
    mock.on("GetImage", respond=lambda request: {"Name": f"of {request.image_id}"})
    assert compute.get_image(image_id="m").name == "of m"
    mock.on("GetImage", respond=lambda request: None)
    assert compute.get_image(image_id="m").name == "Debian"
    mock.on("GetImage", in_turn=[{"Name": "1"}, lambda _: {"Name": "2"}])
    assert [compute.get_image(image_id="m").name for _ in range(3)] == ["1", "2", "2"]
    mock.fail("StartInstance", "InvalidInstanceId.NotFound")
    with pytest.raises(ServiceError) as caught:
        compute.start_instance(instance_id="i-1")
    assert caught.value.status_code == 404
    mock.on("StartInstance", respond=ServiceError("no", code="Own", status_code=409))
    with pytest.raises(ServiceError, match="Own"):
        compute.start_instance(instance_id="i-1")
    mock.reset()
    compute.start_instance(instance_id="i-1")


def fails(request: Any) -> None:
    pytest.fail("the code under test asks for the wrong image")


@pytest.mark.parametrize(
    "rule, problem",
    [
        (lambda request: request.missing, "AttributeError"),
        (fails, "Failed"),
        (lambda: None, "TypeError"),
        (lambda request: request, "JSON has no type for a GetImageRequest"),
        (lambda request: {"Nmae": ""}, "did you mean 'Name'"),
        (lambda request: ServiceError("\ud800"), "an error needs a code"),
    ],
)
def test_a_rule_that_fails_says_so(raw: RawCalls, rule: Any, problem: str) -> None:
    raw.cloud.mock(COMPUTE).on("GetImage", respond=rule)
    response = raw.v3("GetImage", {"ImageId": "m"}, version=VERSION)
    assert (response.status, response.code) == (500, "InternalError")
    assert problem in response.json["Message"]


RENAMED = r"Instance.Tags.Tag\[0\] has no field 'Keey'; did you mean 'Key'"


async def asynchronous(request: Any) -> dict[str, Any]:
    return {}


@pytest.mark.parametrize(
    "action, options, problem",
    [
        ("GetImages", {"respond": {}}, "did you mean 'GetImage'"),
        ("GetImage", {"respond": {"Nmae": ""}}, "did you mean 'Name'"),
        ("GetImage", {"respond": {"Name": []}}, "Name: expected str"),
        ("RunInstance", {"respond": {"Instance": {"Tags": {"Tag": [{"Keey": ""}]}}}}, RENAMED),
        ("RunInstance", {"respond": {"Instance": {"Tags": {"Tags": []}}}}, "did you mean 'Tag'"),
        ("RunInstance", {"respond": {"Instance": {"Cpu": "x"}}}, "Instance.Cpu: expected int"),
        ("GetImage", {"respond": ServiceError}, "cannot respond with a class"),
        ("GetImage", {"respond": asynchronous}, "cannot respond with an async function"),
        ("GetImage", {"respond": ServiceError("no")}, "an error needs a code"),
        ("GetImage", {"respond": ServiceError("no", code="A\nB")}, "an error needs a code"),
        ("GetImage", {"respond": ServiceError("", code="A", status_code=200)}, "400 to 599"),
        ("GetImage", {"in_turn": {}}, "expected a list of responses"),
        (["GetImage"], {"respond": {}}, "has no action"),
        ("GetImage", {"respond": []}, "expected a dict"),
        ("GetImage", {"respond": {"Name": "\ud800"}}, "cannot respond so"),
        ("GetImage", {"in_turn": []}, "one response or more"),
        ("GetImage", {}, "either respond or in_turn"),
    ],
)
def test_rules_that_are_refused(
    cloud: Emulator, action: str, options: dict[str, Any], problem: str
) -> None:
    with pytest.raises(EmulatorError, match=problem):
        cloud.mock(COMPUTE).on(action, **options)


WRONG_OVER_HTTP: list[tuple[dict[str, Any], str]] = [
    ({}, "Give one of"),
    ({"respond": {}, "in_turn": []}, "Give one of"),
    ({"respond": None}, "respond: must be"),
    ({"respond": "lambda request: {}"}, "expected a dict, got str"),
    ({"respond": {"Nmae": ""}}, "did you mean 'Name'"),
    ({"respond": {"Name": "\ud800"}}, "surrogates"),
    ({"in_turn": {}}, "in_turn: must be"),
    ({"in_turn": [None]}, "no None"),
    ({"error": {"code": 1}}, "error.code"),
    ({"error": {"code": "A\r\nB: 1"}}, "an error needs a code"),
    ({"error": {"code": "Own", "status": -1}}, "400 to 599"),
    ({"action": "GetImag", "respond": {}}, "did you mean 'GetImage'"),
    ({"action": ["GetImage"], "respond": {}}, "action: must be a text"),
    ({"package": "alicloud.computer", "respond": {}}, "did you mean 'alicloud.compute'"),
    ({"respnod": {}}, "did you mean respond"),
]


def test_rules_over_http(cloud: Emulator, raw: RawCalls, compute: Any) -> None:
    def send(method: str, body: object = None) -> Any:
        sent = b"" if body is None else json.dumps(body).encode()
        headers = {"content-type": "application/json"}
        return raw.send(method, "/_emulator/mock", headers, sent)

    rule = {"package": COMPUTE, "action": "GetImage"}
    assert COMPUTE in send("GET").json["packages"]
    assert send("POST", {**rule, "respond": {"Name": "Mine"}}).status == 200
    assert compute.get_image(image_id="m").name == "Mine"
    assert send("POST", {**rule, "in_turn": [{"Name": "1"}, {"Name": "2"}]}).status == 200
    assert [compute.get_image(image_id="m").name for _ in range(3)] == ["1", "2", "2"]
    assert send("POST", {**rule, "error": {"code": "Own", "status": 409}}).status == 200
    with pytest.raises(ServiceError, match="Own"):
        compute.get_image(image_id="m")
    assert send("DELETE").status == 200
    assert compute.get_image(image_id="m").name == "Debian"
    for wrong, problem in WRONG_OVER_HTTP:
        refused = send("POST", {**rule, **wrong})
        assert (refused.status, problem in refused.json["detail"]) == (400, True), refused.body
    assert compute.get_image(image_id="m").name == "Debian"


@pytest.mark.parametrize(
    "mock, problem",
    [
        (["alicloud.nothing"], "there is no package alicloud.nothing"),
        (["compute"], "did you mean 'alicloud.compute'"),
        (["alicloud.core"], "not a generated package"),
        (["alicloud.ram"], "emulated"),
        (["../compute"], "names of packages"),
        ([7], "names of packages"),
        ("alicloud.compute", "give a list"),
    ],
)
def test_what_cannot_be_mocked(mock: Any, problem: str) -> None:
    with pytest.raises(EmulatorError, match=problem):
        Emulator(mock=mock)


def test_a_package_without_a_catalogue(generated: Path) -> None:
    catalogue = generated / "alicloud/compute/catalogue.json"
    kept = catalogue.read_bytes()
    try:
        catalogue.write_text("{")
        with pytest.raises(EmulatorError, match="no catalogue that can be read"):
            Emulator(mock=[COMPUTE])
        catalogue.unlink()
        with pytest.raises(EmulatorError, match="no catalogue that can be read"):
            Emulator(mock=[COMPUTE])
    finally:
        catalogue.write_bytes(kept)


def test_only_mocked_packages_have_rules(cloud: Emulator) -> None:
    with pytest.raises(EmulatorError, match=r"start the emulator with mock=\['alicloud.x'\]"):
        Emulator().mock("alicloud.x")
    with pytest.raises(EmulatorError, match=r"did you mean 'alicloud.compute'"):
        cloud.mock("alicloud.computer")


def test_hosts_tell_products_apart_whose_version_and_actions_are_the_same(generated: Path) -> None:
    (own,) = OWN
    hosts = Endpoints(public="other.example.com", regional="other.{region}.example.com")
    generate((replace(own, name="other", product="Other", endpoints=hosts),), generated)
    with Emulator(mock=[COMPUTE, "alicloud.other"]) as cloud:
        for name in ("compute", "other"):
            cloud.mock(f"alicloud.{name}").on("GetImage", respond={"Name": name})
        found = {
            host: RawCalls(cloud)
            .v3("GetImage", {"ImageId": "m"}, version=VERSION, change={"host": host})
            .json["Name"]
            for host in ("compute.example.com", "other.example.com", "other.cn-x.example.com", "x")
        }
    assert [*found.values()] == ["compute", "other", "other", "compute"]


def test_of_two_packages_of_a_product_the_first_responds(generated: Path) -> None:
    (own,) = OWN
    generate((replace(own, name="compute_too"),), generated)
    for names in (["compute", "compute_too"], ["compute_too", "compute"]):
        with Emulator(mock=[f"alicloud.{name}" for name in names]) as cloud:
            for name in names:
                cloud.mock(f"alicloud.{name}").on("GetImage", respond={"Name": name})
            with client_class("compute")(**cloud.client_options()) as client:
                assert client.get_image(image_id="m").name == names[0]

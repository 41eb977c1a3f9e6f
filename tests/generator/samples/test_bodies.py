"""Samples of calls by method and path, with bodies of every kind.

`make samples` runs them; here are the texts of some that are hard. After a change that is meant,
write the new texts with UPDATE_GOLDEN=1, as those of test_samples.py.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from alicloud.generator.catalogue import Catalogue
from alicloud.generator.model import Field, Group, Operation, Ref, Scalar, Struct
from alicloud.generator.samples import VARIANTS, SampleError, sample
from alicloud.generator.samples.project import files
from tests.referees.calls import CALLS
from tests.support.golden_samples import assert_golden

BY_ACTION = {str(one): one for one in CALLS}
OTHERS = [one for one in VARIANTS if one.generation != "v1"]
HARD = (
    "bailian-AddFilesFromAuthorizedOss",
    "cs-DeployPolicyInstance",
    "cs-ModifyClusterTags",
    "elasticsearch-ActivateZones",
    "fc-InvokeFunction",
)


def text(call: str, variant: str, **more: Any) -> str:
    """The sample of a call's example, with more values."""
    found = BY_ACTION[call]
    assert found.operation.example is not None
    values = {**found.operation.example.request, **more}
    return sample(Catalogue(found.service), found.operation.action, values, variant).text


@pytest.mark.parametrize("call", HARD)
def test_the_texts_of_hard_samples(call: str) -> None:
    assert_golden(call, OTHERS, lambda variant: text(call, variant))


@pytest.mark.parametrize("variant", [one.id for one in OTHERS])
def test_a_file_is_read_where_the_program_runs(variant: str) -> None:
    assert "picture.png" in text("fc-InvokeFunction", variant, body={"file": "picture.png"})


@pytest.mark.parametrize("name", ["", "..", "a/b", "-d", "a\nb", "a\\b"])
def test_a_file_is_in_the_folder_of_the_program(name: str) -> None:
    with pytest.raises(SampleError, match="InvokeFunction: body: this is no name of a file"):
        text("fc-InvokeFunction", "python", body={"file": name})


@pytest.mark.parametrize("part", ["", ".", ".."])
def test_a_part_of_the_path_cannot_lead_elsewhere(part: str) -> None:
    with pytest.raises(SampleError, match="ClusterId: it is a part of the path and cannot be"):
        text("cs-ModifyClusterTags", "go", ClusterId=part)


def test_a_file_is_read_by_a_call_by_name_too() -> None:
    call = BY_ACTION["fc-InvokeFunction"]
    values = {"functionName": "f", "body": {"file": "picture.png"}}
    made = sample(Catalogue(call.service), "InvokeFunction", values, "python", generic=True).text
    assert 'with open("picture.png", "rb") as file:' in made
    assert '{"functionName": "f", "body": file}' in made
    assert 'sys.stdout.buffer.write(response["value"])' in made


def with_secret(*, in_body: bool) -> Catalogue:
    """A service with an action Open, whose parameter `lock` holds a secret: as JSON."""
    pin = Field("pin", "", Scalar("string"), sensitive=True, required=True)
    lock = Field("lock", "", Ref("Lock"), location="json" if in_body else "query", style="json")
    request = Struct("", "", (lock,))
    action = Operation("Open", "", "update", request, Struct("", "", ()), path="/open")
    group = Group("locks", "", "", (Struct("Lock", "", (pin,)),), (action,))
    service = BY_ACTION["cs-ModifyClusterTags"].service
    return Catalogue(replace(service, groups=(group,)))


@pytest.mark.parametrize("style", ["json", "text"])
def test_a_secret_inside_json_is_refused_with_the_variants_that_can(style: str) -> None:
    """In a body all languages hold data; as the text of a parameter only some can make it."""
    catalogue = with_secret(in_body=style == "json")
    able, refused = [], []
    for variant in OTHERS:
        try:
            sample(catalogue, "Open", {"lock": {"pin": "1234"}}, variant.id)
            able.append(variant.id)
        except SampleError as error:
            refused.append(str(error))
    assert {"python", "python-async", "python-v2", "typescript-v2"} <= {*able}
    assert ("java-v2" in able) == (style == "json")
    *most, last = able
    expected = f"; choose {', '.join(most)} or {last}"
    assert refused
    assert all(one.startswith("ALICLOUD_LOCK_PIN stands") for one in refused)
    assert all(one.endswith(expected) for one in refused)


def test_what_is_missing_inside_a_parameter_is_told() -> None:
    made = sample(with_secret(in_body=True), "Open", {"lock": {}}, "go")
    assert "The service requires lock.pin too." in made.notes


@pytest.mark.parametrize("variant", ["python", "go"])
def test_a_project_for_another_product_names_its_mock_and_its_package(variant: str) -> None:
    catalogue = Catalogue(BY_ACTION["fc-InvokeFunction"].service)
    made = files(catalogue, "InvokeFunction", {"functionName": "f"}, variant)
    for name in ("README.md", "README.zh.md"):
        assert "\npython -m alicloud.emulator --mock alicloud.fc --port 8000\n" in made[name]
        assert "\n```\necho\n```\n" in made[name], "the response, which is bytes"
    assert ("alicloud.fc does not come with alicloud" in made["README.md"]) == (variant == "python")

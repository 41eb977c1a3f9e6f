"""Samples of calls by method and path, with bodies of every kind.

`make samples` runs them; here are the texts of some that are hard. After a change that is meant,
write the new texts with UPDATE_GOLDEN=1, as those of test_samples.py.
"""

from __future__ import annotations

from typing import Any

import pytest

from alicloud.generator.catalogue import Catalogue
from alicloud.generator.samples import VARIANTS, SampleError, sample
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

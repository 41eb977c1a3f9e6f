"""What samples become when a release of an SDK has more than the facts say of the present one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from alicloud.generator.catalogue import of
from alicloud.generator.samples import sample, sdks

VALUES = {
    "ResourceType": "role",
    "ResourceNames": ["ReportReader", "ReportWriter"],
    "Tag": [{"Key": "team", "Value": "billing"}, {"Key": "stage", "Value": "test"}],
}
JAVA = """\
    TagResourcesRequest request =
        new TagResourcesRequest()
            .setResourceType("role")
            .setResourceNames(Arrays.asList("ReportReader", "ReportWriter"))
            .setTag(
                Arrays.asList(
                    new TagResourcesRequest.TagResourcesRequestTag()
                        .setKey("team")
                        .setValue("billing"),
                    new TagResourcesRequest.TagResourcesRequestTag()
                        .setKey("stage")
                        .setValue("test")));
"""


def test_java_has_tags(monkeypatch: pytest.MonkeyPatch) -> None:
    facts = sdks.installed()
    ram = facts.services["ram"]
    java = replace(ram.sdks["java-v2"], lacks=frozenset())
    later = replace(ram, sdks={**ram.sdks, "java-v2": java})
    assert "callApi" in sample(of("ram"), "TagResources", VALUES, "java-v2").text
    monkeypatch.setattr(
        "alicloud.generator.samples.view.installed",
        lambda: replace(facts, services={**facts.services, "ram": later}),
    )
    text = sample(of("ram"), "TagResources", VALUES, "java-v2").text
    assert JAVA in text
    assert "import java.util.Arrays;\n" in text

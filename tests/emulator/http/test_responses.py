"""JSON and XML bodies have the documented format."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, strategies as st

from alicloud.emulator.api_errors import ApiError
from alicloud.emulator.http.responses import encode, error_body

XML_HEAD = "<?xml version='1.0' encoding='UTF-8'?>"


@pytest.mark.parametrize(
    ("body", "xml"),
    [
        ({"RequestId": "R"}, "<A><RequestId>R</RequestId></A>"),
        ({"Users": {"User": []}}, "<A><Users></Users></A>"),
        (
            {"Users": {"User": [{"Name": "a"}, {"Name": "b"}]}},
            "<A><Users><User><Name>a</Name></User><User><Name>b</Name></User></Users></A>",
        ),
        (
            {"TagResources": [{"K": "1"}, {"K": "2"}]},
            "<A>" + "".join(f"<TagResources><K>{k}</K></TagResources>" for k in "12") + "</A>",
        ),
        (
            {"Yes": True, "No": False, "Number": 8},
            "<A><Yes>true</Yes><No>false</No><Number>8</Number></A>",
        ),
        ({"Empty": "", "None": None}, "<A><Empty></Empty></A>"),
        ({"Text": "<&>\r\n\"é'"}, "<A><Text>&lt;&amp;&gt;&#13;\n\"é'</Text></A>"),
        ({"Bad": "a\x00b\x1fc\uffff"}, "<A><Bad>a\ufffdb\ufffdc\ufffd</Bad></A>"),
    ],
)
def test_xml(body: dict[str, Any], xml: str) -> None:
    encoded, kind = encode("A", body, xml=True)
    assert (encoded.decode(), kind) == (XML_HEAD + xml, b"text/xml;charset=utf-8")


def test_json_is_compact_and_keeps_its_characters() -> None:
    encoded, kind = encode("A", {"User": {"DisplayName": "é😀"}}, xml=False)
    assert (encoded.decode(), kind) == (
        '{"User":{"DisplayName":"é😀"}}',
        b"application/json;charset=utf-8",
    )


@given(st.dictionaries(st.just("Text"), st.text(st.characters(exclude_categories=["Cs"]))))
def test_any_text_makes_well_formed_responses(body: dict[str, str]) -> None:
    ElementTree.fromstring(encode("A", body, xml=True)[0])
    assert json.loads(encode("A", body, xml=False)[0]) == body


def test_the_body_of_an_error() -> None:
    error = ApiError("NoPermission", "No.", detail={"AuthAction": "ram:GetUser"})
    assert error_body(error, request_id="R", host="h:1", product="Ram") == {
        "RequestId": "R",
        "HostId": "h:1",
        "Code": "NoPermission",
        "Message": "No.",
        "Recommend": "https://api.aliyun.com/troubleshoot?q=NoPermission&product=Ram&requestId=R",
        "AccessDeniedDetail": {"AuthAction": "ram:GetUser"},
    }

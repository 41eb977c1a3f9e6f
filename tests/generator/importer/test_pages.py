"""Pages whose position is inside a body: taken where the body is always sent."""

from __future__ import annotations

from typing import Any

import pytest

from alicloud.generator.importer.command import checked


def an_object(**members: Any) -> dict[str, Any]:
    return {"type": "object", "properties": members}


TEXT = {"type": "string"}
NUMBER = {"type": "integer", "format": "int32"}
FILES = {"type": "array", "items": TEXT}
TOKENS = {"token": "body.marker", "next": "next_marker", "items": "files"}


@pytest.mark.parametrize(
    ("body", "pages"),
    [
        pytest.param({"marker": TEXT, "drive": {**TEXT, "required": True}}, TOKENS, id="a member"),
        pytest.param(
            {"marker": TEXT, "limit": NUMBER, "drive": {**TEXT, "required": True}},
            {**TOKENS, "limit": "body.limit"},
            id="with a size",
        ),
        pytest.param({"marker": TEXT}, None, id="of a body that may be missing"),
        pytest.param({"drive": {**TEXT, "required": True}}, None, id="no position"),
    ],
)
def test_pages_of_a_body(body: dict[str, Any], pages: dict[str, str] | None) -> None:
    document = {
        "version": "1.0",
        "info": {"style": "ROA", "product": "Dock", "version": "2024-01-01"},
        "components": {"schemas": {"Query": an_object(**body)}},
        "apis": {
            "ListFiles": {
                "methods": ["post"],
                "path": "/files",
                "systemTags": {"operationType": "list"},
                "parameters": [
                    {"name": "body", "in": "body", "schema": {"$ref": "#/components/schemas/Query"}}
                ],
                "responses": {"200": {"schema": an_object(files=FILES, next_marker=TEXT)}},
            }
        },
        "endpoints": [{"regionId": "cn-hangzhou", "endpoint": "dock.cn-hangzhou.aliyuncs.com"}],
    }
    files = checked(document, "dock").files
    assert files["files.yaml"]["actions"]["ListFiles"].get("pagination") == pages

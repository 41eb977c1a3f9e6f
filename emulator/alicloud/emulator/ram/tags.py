"""The actions that add, remove and list tags of roles and policies."""

from __future__ import annotations

from collections.abc import Sequence

from alicloud.emulator import pages, tagging
from alicloud.emulator.api_errors import ApiError
from alicloud.emulator.handlers import Call, handles
from alicloud.emulator.ram import policies, roles
from alicloud.emulator.tagging import Kind
from alicloud.ram.tags import (
    ListTagResourcesRequest,
    ListTagResourcesResponse,
    TaggedResource,
    TagResourcesRequest,
    TagResourcesResponse,
    UntagResourcesRequest,
    UntagResourcesResponse,
)

# One row for each tag, with the name of its role or policy.
_TAGS = {
    "role": "SELECT *, (SELECT name FROM roles WHERE id = entity) AS name FROM tags",
    "policy": (
        "SELECT *, (SELECT name FROM policies WHERE policies.seq = CAST(entity AS INTEGER)) AS name"
        " FROM tags"
    ),
}


@handles(TagResourcesRequest)
def tag_resources(call: Call, request: TagResourcesRequest) -> TagResourcesResponse:
    if not request.tag:
        raise ApiError("InvalidParameter.Tag", "Tag must contain a tag.")
    for entity in _entities(call, request.resource_type, request.resource_names):
        tagging.put(call, request.resource_type, entity, request.tag)
    return TagResourcesResponse()


@handles(UntagResourcesRequest)
def untag_resources(call: Call, request: UntagResourcesRequest) -> UntagResourcesResponse:
    if not request.tag_keys and not request.all:
        raise ApiError(
            "InvalidParameter.TagKeys", "TagKeys must name the keys, or All must be set."
        )
    for entity in _entities(call, request.resource_type, request.resource_names):
        if not request.tag_keys:
            tagging.remove_all(call, request.resource_type, entity)
        for key in request.tag_keys or ():
            call.store.run(
                "DELETE FROM tags WHERE kind = ? AND entity = ? AND key = ?",
                request.resource_type,
                entity,
                key,
            )
    return UntagResourcesResponse()


@handles(ListTagResourcesRequest)
def list_tag_resources(call: Call, request: ListTagResourcesRequest) -> ListTagResourcesResponse:
    kind = request.resource_type
    clause, values = tagging.having(kind, "entity", request.tag)
    if request.resource_names:
        entities = _entities(call, kind, request.resource_names)
        clause += f" AND entity IN ({', '.join('?' * len(entities))})"
        values += tuple(entities)
    page = pages.page(
        call.store,
        f"{_TAGS[kind]} WHERE kind = ? AND {clause}",
        (kind, *values),
        marker=request.next_token,
        limit=request.page_size or 100,
        parameter="NextToken",
    )
    found = [
        TaggedResource(
            resource_type=kind,
            resource_name=row["name"],
            tag_key=row["key"],
            tag_value=row["value"],
        )
        for row in page.rows
    ]
    return ListTagResourcesResponse(tag_resources=found, next_token=page.marker)


def _entities(call: Call, kind: Kind, names: Sequence[str] | None) -> list[str]:
    """The values of the column `entity` for roles or policies of these names."""
    if not names:
        raise ApiError("InvalidParameter.ResourceNames", "ResourceNames must contain a name.")
    if kind == "role":
        return [roles.find(call, name)["id"] for name in names]
    return [str(policies.find_custom(call, name)["seq"]) for name in names]

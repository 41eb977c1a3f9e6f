"""Tags on roles and policies: their rules, their storage, and lists filtered by them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from alicloud.emulator.api_errors import ApiError
from alicloud.emulator.handlers import Call
from alicloud.ram.tags import ResourceTag, Tag

Kind = Literal["role", "policy"]


def put(call: Call, kind: Kind, entity: str, tags: Sequence[Tag]) -> None:
    """Add tags to a role or policy; the value of a key that it already has is replaced.

    Raises:
        ApiError: a tag breaks the rules for keys and values, or there are too many tags.
    """
    for tag in tags:
        _check(tag)
        call.store.run(
            "INSERT INTO tags (kind, entity, key, value) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (kind, entity, key) DO UPDATE SET value = excluded.value",
            kind,
            entity,
            tag.key,
            tag.value or "",
        )
    sql = "SELECT count(*) FROM tags WHERE kind = ? AND entity = ?"
    if call.store.value(sql, kind, entity) > call.quotas.tags_per_entity:
        raise ApiError(
            "LimitExceeded.Tag",
            f"A {kind} may have at most {call.quotas.tags_per_entity} tags.",
            status=409,
        )


def tags_of(call: Call, kind: Kind, entity: str) -> list[ResourceTag]:
    """The tags of a role or policy, in the order in which they were added."""
    rows = call.store.all(
        "SELECT key, value FROM tags WHERE kind = ? AND entity = ? ORDER BY seq", kind, entity
    )
    return [ResourceTag(tag_key=row["key"], tag_value=row["value"]) for row in rows]


def remove_all(call: Call, kind: Kind, entity: str) -> None:
    """Remove all tags from a role or policy."""
    call.store.run("DELETE FROM tags WHERE kind = ? AND entity = ?", kind, entity)


def having(kind: Kind, column: str, tags: Sequence[Tag] | None) -> tuple[str, tuple[str, ...]]:
    """A condition for a WHERE clause, and its values: the entity in `column` has all the tags.

    A tag without a value matches every value of its key.
    """
    clause = "TRUE"
    values: tuple[str, ...] = ()
    for tag in tags or ():
        match = "" if tag.value is None else " AND value = ?"
        clause += f" AND {column} IN (SELECT entity FROM tags WHERE kind = ? AND key = ?{match})"
        values += (kind, tag.key) if tag.value is None else (kind, tag.key, tag.value)
    return clause, values


def _check(tag: Tag) -> None:
    value = tag.value or ""
    if not tag.key or tag.key.startswith(("aliyun", "acs:")) or _names_address(tag.key):
        rule = "must not be empty, begin with aliyun or acs:, or contain http:// or https://"
        raise ApiError("InvalidParameter.Tag", f"The key {tag.key!r} {rule}.", status=400)
    if value.startswith("acs:") or _names_address(value):
        rule = "must not begin with acs:, or contain http:// or https://"
        raise ApiError("InvalidParameter.Tag", f"The value {value!r} {rule}.", status=400)


def _names_address(text: str) -> bool:
    return "http://" in text or "https://" in text

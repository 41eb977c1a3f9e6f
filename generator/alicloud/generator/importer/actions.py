"""One action: what a document says of it, turned into what a spec says of it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from alicloud.generator.importer import errors, pages
from alicloud.generator.importer.document import Json, mapping, objects
from alicloud.generator.importer.examples import Examples
from alicloud.generator.importer.kinds import kind_of
from alicloud.generator.importer.parameters import Call, call_of
from alicloud.generator.importer.refusals import methods_of, refuse_action
from alicloud.generator.importer.responses import Response, response_of
from alicloud.generator.importer.schemas import NO_HEIR, Schemas, prose
from alicloud.generator.importer.shapes import Member, Shapes
from alicloud.generator.model import Kind, Scalar

_HEIR = re.compile(r"\A([A-Za-z0-9-]+)::([A-Za-z0-9._-]+)::([A-Za-z0-9_-]+)")


@dataclass
class Action:
    """An action of a spec."""

    name: str
    kind: Kind
    call: Call
    response: Response
    codes: dict[str, tuple[int, ...]]
    pages: pages.Names | None
    said: dict[str, Any] = field(default_factory=dict)
    """The keys of text: `doc`, `idempotency`, `auth`, `deprecated`."""
    example: dict[str, Any] | None = None


@dataclass(frozen=True)
class Actions:
    """Turns the actions of one document.

    Args:
        info: What the document says of the product.
        schemas: Turns schemas into types.
        shapes: All shapes so far.
        left_out: Counts what cannot be said.
        by_path: Whether actions are known by their paths.
        sdk: The vendor's package for what is refused.
        with_docs: Whether to take descriptions and examples.
        trust_client_tokens: Whether `ClientToken` makes a create repeatable.
    """

    info: Json
    schemas: Schemas
    shapes: Shapes
    left_out: Counter[str]
    by_path: bool
    sdk: str
    with_docs: bool
    trust_client_tokens: bool

    def taken(self, name: str, described: Json) -> Action:
        """One action.

        Raises:
            RefusedError: It cannot be called with a spec.
        """
        refuse_action(name, described, self.sdk)
        call = call_of(described, self.schemas, self.left_out, by_path=self.by_path, sdk=self.sdk)
        kind = kind_of(name, described, methods_of(described))
        response = response_of(described, self.schemas)
        return Action(
            name,
            kind,
            call,
            response,
            errors.codes_of(described, self.left_out),
            pages.pages_of(call.request, response.members, self.shapes) if kind == "read" else None,
            dict(self._said(name, described, kind, call)),
            self._examples.of(described, call, response) if self.with_docs else None,
        )

    @cached_property
    def _examples(self) -> Examples:
        return Examples(self.schemas.components, self.shapes)

    def _said(self, name: str, described: Json, kind: Kind, call: Call) -> list[tuple[str, Any]]:
        said: list[tuple[str, Any]] = []
        text = _described(name, described) if self.with_docs else None
        if text:
            said.append(("doc", text))
        said.append(("kind", kind))
        written = self._call(call)
        if written:
            said.append(("call", written))
        trusted = self.trust_client_tokens and kind == "create"
        if trusted and any(map(_is_client_token, call.request)):
            said.append(("idempotency", "ClientToken"))
        ways = [way for one in objects(described.get("security")) for way in one]
        if ways and set(ways) <= {"Anonymous"}:
            said.append(("auth", "none"))
        if described.get("deprecated") is True:
            said.append(("deprecated", self._heir(described)))
        return said

    def _call(self, call: Call) -> str | None:
        if call.path is not None:
            return f"{call.method} {call.path}"
        return None if call.method == "POST" else call.method

    def _heir(self, described: Json) -> str:
        """What to use instead of a deprecated action."""
        given = mapping(described.get("staticInfo")).get("substitutions")
        for one in given if isinstance(given, list) else ():
            found = _HEIR.fullmatch(one) if isinstance(one, str) else None
            if found is not None:
                product, version, action = found.groups()
                same = (product.lower(), version) == (
                    self.info["product"].lower(),
                    self.info["version"],
                )
                return f"Use {action}." if same else f"Use {action} of {product} {version}."
        return NO_HEIR


def _described(name: str, action: Json) -> str:
    """What the document says of an action: what it does, and then what to know of it.

    Some documents repeat the name in place of a sentence.
    """
    summary = prose(action.get("summary")) or prose(action.get("title"))
    texts = dict.fromkeys((summary, prose(action.get("description"))))
    return "\n\n".join(text for text in texts if text not in ("", name))


def _is_client_token(member: Member) -> bool:
    return (
        member.wire == "ClientToken"
        and member.type == Scalar("string")
        and not member.get("required")
        and member.get("in") != "content"
    )

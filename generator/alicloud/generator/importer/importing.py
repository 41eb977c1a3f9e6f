"""From a document to the files of a spec, as plain values; nothing is read or written here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from alicloud.generator.importer import errors
from alicloud.generator.importer.actions import Action, Actions
from alicloud.generator.importer.components import Components
from alicloud.generator.importer.document import DocumentError, Json, check, mapping
from alicloud.generator.importer.endpoints import endpoints_of
from alicloud.generator.importer.layout import Layout
from alicloud.generator.importer.refusals import RefusedError, refuse_document, sdk_of
from alicloud.generator.importer.report import Report
from alicloud.generator.importer.responses import success_of
from alicloud.generator.importer.schemas import Schemas
from alicloud.generator.importer.shapes import Shapes
from alicloud.generator.importer.widening import Widening, response_examples
from alicloud.generator.names import is_action_name
from alicloud.generator.python.names import snake

_PRODUCT = re.compile(r"\A[A-Za-z][A-Za-z0-9-]{0,63}")
_VERSION = re.compile(r"\A[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


@dataclass(frozen=True)
class Imported:
    """The specs of a product, made from a document.

    `files` maps the names of files (`service.yaml`, `clusters.yaml`) to what they hold, in the
    keys and the order of the specs.
    """

    files: dict[str, dict[str, Any]]
    report: Report


def imported(
    document: Json,
    *,
    with_docs: bool = False,
    trust_client_tokens: bool = False,
    endpoints: Mapping[str, Any] | None = None,
    without: Mapping[str, str] | None = None,
) -> Imported:
    """The specs of the product that a document describes.

    Args:
        document: The vendor's document.
        with_docs: Whether to take the vendor's descriptions, for a private use.
        trust_client_tokens: Whether the service is taken to honour its parameters `ClientToken`.
        endpoints: The table of hosts of the official CLI, `{"products": [...]}`.
        without: Actions to be left out, and why.

    Raises:
        DocumentError: This is no document, or nothing that it describes can be called.
    """
    check(document, "the document")
    info = document["info"]
    if not _PRODUCT.fullmatch(info["product"]) or not _VERSION.fullmatch(info["version"]):
        raise DocumentError(
            "the document: its product or version is no word of letters, digits and hyphens; "
            "correct 'info'"
        )
    importer = _Import(document, with_docs, trust_client_tokens)
    importer.take(without or {})
    if not importer.actions:
        raise DocumentError(_nothing(importer.report))
    return importer.written(endpoints)


class _Import:
    """One import."""

    def __init__(self, document: Json, with_docs: bool, trust_client_tokens: bool) -> None:
        self.report = Report(document["info"]["product"], document["info"]["version"])
        self.actions: list[Action] = []
        self._document = document
        self._described = {
            name: one for name, one in document["apis"].items() if isinstance(one, dict)
        }
        self._with_docs = with_docs
        self._shapes = Shapes()
        self._sdk = sdk_of(document)
        self._by_path = _by_path(document, self._described)
        components = Components(document)
        widening = Widening(components)
        for name, one in self._described.items():
            for example in response_examples(one):
                widening.compare(name, mapping(success_of(one).get("schema")), example)
        self.report.widened = widening.places
        style = str(document["info"].get("style"))
        self._schemas = Schemas(
            components,
            self._shapes,
            widening.types,
            marks_wrappers=_holds_key(document["apis"], "itemNode"),
            guesses_wrappers=style == "RPC",
            with_docs=with_docs,
            both=components.used_in(one.get("parameters") for one in self._described.values())
            & components.used_in(one.get("responses") for one in self._described.values()),
        )
        self._actions = Actions(
            document["info"],
            self._schemas,
            self._shapes,
            self.report.left_out,
            by_path=self._by_path,
            sdk=self._sdk,
            with_docs=with_docs,
            trust_client_tokens=trust_client_tokens,
        )

    def take(self, without: Mapping[str, str]) -> None:
        """Take all actions that can be called, and note why others cannot."""
        report = self.report
        report.actions, report.sdk = len(self._document["apis"]), self._sdk
        methods: set[str] = set()
        try:
            refuse_document(self._document)
        except RefusedError as error:
            report.refused = dict.fromkeys(self._document["apis"], str(error))
            return
        for name in self._document["apis"]:
            try:
                if name in without:
                    raise RefusedError(without[name], self._sdk)
                action = self._actions.taken(name, mapping(self._document["apis"][name]))
                method = snake(name)
                if method in methods:
                    raise RefusedError("another action has the same name but for case", self._sdk)
            except RefusedError as error:
                report.refused[name if is_action_name(name) else repr(name)[:80]] = str(error)
                continue
            methods.add(method)
            self.actions.append(action)
        report.dangling = sorted(self._schemas.components.dangling)

    def written(self, endpoints: Mapping[str, Any] | None) -> Imported:
        """The files."""
        report = self.report
        report.taken = [action.name for action in self.actions]
        report.kinds = Counter(action.kind for action in self.actions)
        report.paged = sum(action.pages is not None for action in self.actions)
        hosts, guessed = endpoints_of(self._document, endpoints)
        report.guessed_host = hosts["regional"] if guessed else ""
        info = self._document["info"]
        layout = Layout(info["product"], self.actions, self._shapes, self._schemas.known)
        texts = errors.messages(self._described.values()) if self._with_docs else {}
        table = errors.table(action.codes for action in self.actions)
        service: dict[str, Any] = {
            "format": 1,
            "product": info["product"],
            "version": info["version"],
            "style": "roa" if self._by_path else "rpc",
            "origin": "imported",
            "response_fields": "optional",
            "endpoints": hosts,
            "shapes": layout.shared_shapes(),
            "pagination": layout.common_pages,
            "errors": {
                code: {"status": errors.written(statuses)}
                | ({"doc": texts[code]} if code in texts else {})
                for code, statuses in table.items()
            },
        }
        files = {"service.yaml": {key: value for key, value in service.items() if value}}
        files |= layout.files(table)
        report.files = {
            name.removesuffix(".yaml"): len(content["actions"])
            for name, content in files.items()
            if name != "service.yaml"
        }
        return Imported(files, report)


def _nothing(report: Report) -> str:
    reasons = Counter(report.refused.values())
    reason = reasons.most_common(1)[0][0] if reasons else "it describes no action"
    return (
        f"{report.product} {report.version}: none of {report.actions} actions can be called with "
        f"a spec: {reason}; use the vendor's package {report.sdk}"
    )


def _by_path(document: Json, described: Mapping[str, Json]) -> bool:
    """Whether actions are known by their paths."""
    style = document["info"].get("style")
    if style == "RPC":
        return False
    paths = [one.get("path") for one in described.values()]
    with_path = sum(isinstance(path, str) and path.strip() not in ("", "/") for path in paths)
    return style in ("ROA", "FC") or with_path * 2 > len(paths)


def _holds_key(value: object, key: str) -> bool:
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if one.get(key) is True:
                return True
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
    return False

"""A sample as a project: the program, its pinned packages, and how to run it, in one zip."""

from __future__ import annotations

import difflib
import io
import json
import re
import zipfile
from collections.abc import Mapping
from typing import Any

from alicloud.generator.catalogue import Catalogue
from alicloud.generator.model import ListOf, MapOf, Operation, Ref, Struct, Type
from alicloud.generator.samples.kits import kit
from alicloud.generator.samples.render import sample, templates
from alicloud.generator.samples.sdks import installed
from alicloud.generator.samples.variants import variant as variant_named
from alicloud.generator.samples.view import EMULATED, Endpoint, view

EMULATOR = Endpoint("http", "127.0.0.1:8000")
"""Where READMEs expect the emulator."""

_MASK = "****"
_LOOPBACK = re.compile(r"\A(127\.0\.0\.1|localhost)(:|\Z)")
_BACKQUOTES = re.compile("`+")
_OLDEST = (1980, 1, 1, 0, 0, 0)  # the first date that a zip can hold


def project(
    catalogue: Catalogue,
    action: str,
    values: Mapping[str, Any],
    variant: str,
    *,
    endpoint: Endpoint | None = None,
    generic: bool = False,
) -> bytes:
    """A zip with one folder: a sample, its packages, a README in English and one in Chinese.

    Equal arguments give equal bytes. Arguments and errors are those of `sample`.
    """
    texts = files(catalogue, action, values, variant, endpoint=endpoint, generic=generic)
    folder = f"{catalogue.service.name}-{action}-{variant_named(variant).id}"
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, text in texts.items():
            file = zipfile.ZipInfo(f"{folder}/{name}", _OLDEST)
            file.create_system = 3  # Unix, wherever it is made
            file.external_attr = 0o644 << 16
            archive.writestr(file, text)
    return held.getvalue()


def files(
    catalogue: Catalogue,
    action: str,
    values: Mapping[str, Any],
    variant: str,
    *,
    endpoint: Endpoint | None = None,
    generic: bool = False,
) -> dict[str, str]:
    """The files of a project by their paths, as `project` packs them."""
    chosen = variant_named(variant)

    def to(other: Endpoint | None) -> str:
        return sample(catalogue, action, values, variant, endpoint=other, generic=generic).text

    made = sample(catalogue, action, values, variant, endpoint=endpoint, generic=generic)
    shown = view(catalogue.service, action, values, chosen, endpoint=endpoint, generic=generic)
    local = _LOOPBACK.match(shown.endpoint.host) is not None
    used = kit(chosen.id, chosen.language)
    build = installed().variants[chosen.id].build
    facts = {
        "view": shown,
        "sample": made,
        "kit": used,
        "action_doc": {one: catalogue.text(shown.operation.doc, one) for one in ("en", "zh")},
        "permission": f"{catalogue.service.product.lower()}:{action}",
        "response": _response(catalogue, shown.operation),
        "local": local,
        "mocked": (
            "" if catalogue.service.name in EMULATED else f"alicloud.{catalogue.service.name}"
        ),
        "port": shown.endpoint.host.partition(":")[2],
        "to_emulator": "" if local else _changed(made.text, to(EMULATOR)),
        "to_service": _changed(made.text, to(None)) if endpoint else "",
        "fenced": _fenced,
    }
    readmes = {
        name: templates().get_template(f"project/{name}.j2").render(facts)
        for name in ("README.md", "README.zh.md")
    }
    return {**readmes, **used.files(made, build), made.file: made.text}


def _response(catalogue: Catalogue, operation: Operation) -> str:
    """The response of the example as a block of Markdown, its secrets hidden; empty without one."""
    if operation.example is None:
        return ""
    shapes = catalogue.service.shapes_by_name()
    example: Any = operation.example.response
    root = [field for field in operation.response.fields if field.location == "content"]
    shown: Any
    if not root:
        shown = {"RequestId": "...", **_masked(shapes, operation.response, example)}
    else:
        shown = _MASK if root[0].sensitive else _masked_value(shapes, root[0].type, example)
    if isinstance(shown, str):
        return _fenced(shown, "")
    return _fenced(json.dumps(shown, indent=2, ensure_ascii=False), "json")


def _masked(
    shapes: Mapping[str, Struct], struct: Struct, value: Mapping[str, Any]
) -> dict[str, Any]:
    fields = {field.wire: field for field in struct.fields}
    masked: dict[str, Any] = {}
    for name, held in value.items():
        field = fields[name]
        if field.sensitive:
            masked[name] = _MASK
        elif field.wrap is not None:
            masked[name] = {field.wrap: _masked_value(shapes, field.type, held[field.wrap])}
        else:
            masked[name] = _masked_value(shapes, field.type, held)
    return masked


def _masked_value(shapes: Mapping[str, Struct], type_: Type, value: Any) -> Any:
    match type_:
        case Ref(name):
            return _masked(shapes, shapes[name], value)
        case ListOf(item):
            return [_masked_value(shapes, item, one) for one in value]
        case MapOf(item):
            return {key: _masked_value(shapes, item, one) for key, one in value.items()}
        case _:
            return value


def _changed(before: str, after: str) -> str:
    """The lines to change in a sample, as a diff in which `@@` stands for what is left out."""
    _, _, *lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=1)
    return "\n".join("@@" if line.startswith("@@") else line.rstrip() for line in lines)


def _fenced(text: str, language: str) -> str:
    """A block of code in Markdown, whatever it holds."""
    longest = max(map(len, _BACKQUOTES.findall(text)), default=0)
    fence = "`" * max(3, longest + 1)
    lines = text.rstrip("\r\n")
    return f"{fence}{language}\n{lines}\n{fence}"

"""PHP: samples run over stubs of the SDKs, which print what a call would send."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from alicloud.generator.model import Field, ListOf, Scalar, Service
from alicloud.generator.samples.names import small_first, small_first_unless_acronym
from tests.samples.surface import Method, methods
from tests.samples.tools import output

_STUBS = Path(__file__).parent / "php" / "stubs.php"
_TYPES = {"integer": "int", "long": "int", "boolean": "bool", "number": "float"}
_CLASS = re.compile(r"^namespace ([\w\\]+)|^ *class (\w+)", re.MULTILINE)
_USED = re.compile(r"^use ([\w\\]+);", re.MULTILINE)


def build(
    variant: str, folder: Path, samples: Mapping[str, str], services: Sequence[Service]
) -> Mapping[str, list[str]]:
    """Write samples, check their format and names, and give the programs by action."""
    (folder / "vendor").mkdir(parents=True)
    stubs = _STUBS.read_text(encoding="utf-8") + "".join(
        part for service in services for part in _service(service, variant)
    )
    (folder / "vendor" / "autoload.php").write_text(stubs, encoding="utf-8")
    known = set(_class_names(stubs))
    for name, text in samples.items():
        # PHP ignores the case of classes that are loaded, but not that of their files.
        assert not (wrong := set(_USED.findall(text)) - known), f"{name} uses {wrong}"
        (folder / f"{name}.php").write_text(text, encoding="utf-8")
    check_format(folder)
    return {name: ["php", str(folder / f"{name}.php")] for name in samples}


def check_format(folder: Path) -> None:
    """Ask PHP_CodeSniffer for violations of PSR-12.

    Raises:
        AssertionError: there are some.
    """
    output(["phpcs", "--standard=PSR12", "-n", "--ignore=*/vendor/*", "."], folder)


def _service(service: Service, variant: str) -> Iterator[str]:
    found = methods(service, variant)
    namespace = f"AlibabaCloud\\SDK\\{service.product}\\V{service.version.replace('-', '')}"
    table = "".join(
        f"            '{small_first(one.action)}' => ['{one.action}', {_request(namespace, one)}],\n"
        for one in found
    )
    yield f"""
namespace {namespace} {{
    class {service.product} extends \\Darabonba\\OpenApi\\OpenApiClient
    {{
        protected const VERSION = '{service.version}';
        protected const METHODS = [
{table}        ];
    }}
}}
"""
    for one in found:
        if one.fields:
            yield from _models(f"{namespace}\\Models", one)


def _request(namespace: str, method: Method) -> str:
    return f"'{namespace}\\Models\\{method.action}Request'" if method.fields else "null"


def _models(namespace: str, method: Method) -> Iterator[str]:
    name = f"{method.action}Request"
    yield _model(namespace, name, {one: _type(method, namespace, one) for one in method.fields})
    for one in method.fields:
        if shape := method.shape(one):
            members = {field: _type(method, namespace, field) for field in shape.fields}
            yield _model(f"{namespace}\\{name}", small_first(one.wire), members)


def _type(method: Method, namespace: str, field: Field) -> str:
    """What each value is; lists are given by the type of their items."""
    if method.shape(field):
        return f"{namespace}\\{method.action}Request\\{small_first(field.wire)}"
    item = field.type.item if isinstance(field.type, ListOf) else field.type
    assert isinstance(item, Scalar)
    return _TYPES.get(item.name, "string")


def _model(namespace: str, name: str, fields: Mapping[Field, str]) -> str:
    properties = "".join(
        f"            '{small_first_unless_acronym(one.wire)}' => ['{one.wire}', '{type_}'],\n"
        for one, type_ in fields.items()
    )
    return f"""
namespace {namespace} {{
    class {name} extends \\Stubs\\Model
    {{
        protected const PROPERTIES = [
{properties}        ];
    }}
}}
"""


def _class_names(stubs: str) -> Iterator[str]:
    namespace = ""
    for opened, name in _CLASS.findall(stubs):
        if opened:
            namespace = opened
        else:
            yield f"{namespace}\\{name}"

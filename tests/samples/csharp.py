"""C#: samples are compiled together over stubs of the SDKs, which print what a call would send."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from alicloud.generator.model import Field, ListOf, Scalar, Service
from tests.samples.surface import Method, methods
from tests.samples.tools import output

_STUBS = Path(__file__).parent / "csharp" / "Stubs.cs"
_TYPES = {"integer": "int?", "long": "long?", "boolean": "bool?", "number": "double?"}


def build(
    variant: str, folder: Path, samples: Mapping[str, str], services: Sequence[Service]
) -> Mapping[str, list[str]]:
    """Compile samples together, each in a namespace of its own. Gives the programs by action."""
    folder.mkdir(parents=True)
    made = _v2 if variant == "csharp-v2" else _v1
    classes = "".join(made(service, methods(service, variant)) for service in services)
    (folder / "Classes.cs").write_text(f"using System.Collections.Generic;\n{classes}")
    (folder / "Program.cs").write_text(_program(samples))
    for name, text in samples.items():
        # `using` may stand inside a namespace too, so that many samples fit into one program.
        (folder / f"{name}.cs").write_text(f"namespace Run{name}\n{{\n{text}}}\n", encoding="utf-8")
    sources = [str(_STUBS), *sorted(map(str, folder.glob("*.cs")))]
    output(["mcs", "-warnaserror", "-main:Program", "-out:all.exe", *sources], folder)
    return {name: ["mono", str(folder / "all.exe"), name] for name in samples}


def _program(samples: Mapping[str, str]) -> str:
    cases = "".join(
        f'            case "{name}":\n                return Run{name}.Sample.Main();\n'
        for name in samples
    )
    return f"""public static class Program
{{
    public static int Main(string[] arguments)
    {{
        switch (arguments[0])
        {{
{cases}            default:
                return 2;
        }}
    }}
}}
"""


def _v2(service: Service, found: list[Method]) -> str:
    namespace = f"AlibabaCloud.SDK.{service.product}{service.version.replace('-', '')}"
    calls = "".join(_call(one) for one in found)
    requests = "".join(_request_v2(one) for one in found if one.fields)
    return f"""
namespace {namespace}.Models
{{
{requests}}}

namespace {namespace}
{{
    using {namespace}.Models;

    public class Client : AlibabaCloud.OpenApiClient.Client
    {{
        public Client(AlibabaCloud.OpenApiClient.Models.Config config) : base(config) {{ }}
{calls}    }}
}}
"""


def _call(method: Method) -> str:
    request = f"{method.action}Request request" if method.fields else ""
    return f"""
        public Tea.TeaModel {method.action}({request})
        {{
            return Call("{method.action}", "{method.service.version}", {"request" if request else "new object()"});
        }}
"""


def _request_v2(method: Method) -> str:
    name = f"{method.action}Request"
    nested = "".join(f"""
        public class {name}{field.wire}
        {{
{_properties({one: _type(one) for one in shape.fields})}        }}
""" for field in method.fields if (shape := method.shape(field)))
    types = {one: _type(one, f"{name}{one.wire}") for one in method.fields}
    return f"""
    public class {name}
    {{
{_properties(types)}{nested}    }}
"""


def _v1(service: Service, found: list[Method]) -> str:
    namespace = f"Aliyun.Acs.{service.product}.Model.V{service.version.replace('-', '')}"
    return f"\nnamespace {namespace}\n{{\n{''.join(map(_request_v1, found))}}}\n"


def _request_v1(method: Method) -> str:
    product, version = method.service.product, method.service.version
    name = f"{method.action}Request"
    return f"""
    public class {name} : Aliyun.Acs.Core.AcsRequest<Aliyun.Acs.Core.AcsResponse>
    {{
        public {name}() : base("{product}", "{version}", "{method.action}") {{ }}
{_properties({one: _type(one) for one in method.fields})}    }}
"""


def _properties(types: Mapping[Field, str]) -> str:
    return "".join(
        f"            public {type_} {field.wire} {{ get; set; }}\n"
        for field, type_ in types.items()
    )


def _type(field: Field, nested: str = "") -> str:
    if isinstance(field.type, ListOf):
        return f"List<{nested if field.type.shape_name else 'string'}>"
    assert isinstance(field.type, Scalar)
    return _TYPES.get(field.type.name, "string")

"""The variants of samples: one row for each, with what it is called and how it writes values."""

from __future__ import annotations

from dataclasses import dataclass, field

from alicloud.generator.problems import did_you_mean
from alicloud.generator.samples.sdks import Dependency, installed
from alicloud.generator.samples.values import SampleError
from alicloud.generator.samples.writers.base import Writer
from alicloud.generator.samples.writers.csharp import CSharpV2, DotnetV1
from alicloud.generator.samples.writers.go import GoV1, GoV2
from alicloud.generator.samples.writers.java import JavaV1, JavaV2
from alicloud.generator.samples.writers.javascript import NodeV1, TypeScriptV2
from alicloud.generator.samples.writers.php import PhpV1, PhpV2
from alicloud.generator.samples.writers.python import OurPython, PythonV1, PythonV2
from alicloud.generator.samples.writers.shell import Cli, Curl


@dataclass(frozen=True, slots=True)
class Tools:
    """The commands for a sample in a file of its own. Without `installer`: in a project."""

    file: str  # what a sample is saved as
    run: str
    pin: str = ""  # how a package and its version are written
    installer: str = ""  # the command, without the packages

    def install(self, dependencies: tuple[Dependency, ...]) -> str:
        """The command that installs packages; empty when there is nothing to install."""
        if not self.installer or not dependencies:
            return ""
        pins = (self.pin.format(name=one.name, version=one.version) for one in dependencies)
        return " ".join((self.installer, *pins))


@dataclass(frozen=True, slots=True)
class Variant:
    """One SDK, or other way to make a call, that there are samples for."""

    id: str
    language: str  # as Pygments calls its lexer
    label: str
    generation: str  # ours, v2, v1 or none
    tools: Tools
    writer: Writer = field(compare=False, repr=False)
    generic: bool = False  # True: the SDK has no other calls than generic ones
    signs_always: bool = False  # True: it cannot make a call without a key

    @property
    def status(self) -> str:
        """How the SDK is maintained: `current`, or what is left."""
        return installed().variants[self.id].status


_PIP = Tools("sample.py", "python sample.py", "'{name}=={version}'", "pip install")
_GO = Tools("main.go", "go run .", "{name}@{version}", "go get")
_MAVEN = Tools("src/main/java/Sample.java", "mvn -q compile exec:java")
_COMPOSER = Tools("sample.php", "php sample.php", "{name}:{version}", "composer require")
_DOTNET = Tools("Sample.cs", "dotnet run")
_NODE = Tools("sample.js", "node sample.js", "{name}@{version}", "npm install")
_TSC = Tools(
    "sample.ts",
    "npx tsc --strict --target es2022 --module node16 --skipLibCheck sample.ts && node sample.js",
    "{name}@{version}",
    "npm install",
)

VARIANTS: tuple[Variant, ...] = (
    Variant("python", "python", "Python", "ours", _PIP, OurPython()),
    Variant("python-async", "python", "Python, asyncio", "ours", _PIP, OurPython()),
    Variant("python-v2", "python", "Python, official SDK V2", "v2", _PIP, PythonV2()),
    Variant("java-v2", "java", "Java, official SDK V2", "v2", _MAVEN, JavaV2()),
    Variant(
        "typescript-v2", "typescript", "TypeScript, official SDK V2", "v2", _TSC, TypeScriptV2()
    ),
    Variant("go-v2", "go", "Go, official SDK V2", "v2", _GO, GoV2()),
    Variant("php-v2", "php", "PHP, official SDK V2", "v2", _COMPOSER, PhpV2()),
    Variant("csharp-v2", "csharp", "C#, official SDK V2", "v2", _DOTNET, CSharpV2()),
    Variant(
        "python-v1", "python", "Python, official SDK V1", "v1", _PIP, PythonV1(), signs_always=True
    ),
    Variant("java-v1", "java", "Java, official SDK V1", "v1", _MAVEN, JavaV1(), signs_always=True),
    Variant(
        "dotnet-v1",
        "csharp",
        ".NET, official SDK V1",
        "v1",
        _DOTNET,
        DotnetV1(),
        signs_always=True,
    ),
    Variant(
        "php-v1",
        "php",
        "PHP, official SDK V1",
        "v1",
        _COMPOSER,
        PhpV1(),
        generic=True,
        signs_always=True,
    ),
    Variant(
        "node-v1",
        "javascript",
        "Node.js, official SDK V1",
        "v1",
        _NODE,
        NodeV1(),
        generic=True,
        signs_always=True,
    ),
    Variant("go-v1", "go", "Go, official SDK V1", "v1", _GO, GoV1(), signs_always=True),
    Variant(
        "cli",
        "bash",
        "aliyun CLI",
        "none",
        Tools("sample.sh", "sh sample.sh"),
        Cli(),
        signs_always=True,
    ),
    Variant(
        "curl", "bash", "curl", "none", Tools("sample.sh", "sh sample.sh"), Curl(), generic=True
    ),
)
"""All variants: ours first, then the official SDKs of the second and the first generation."""

_BY_ID = {variant.id: variant for variant in VARIANTS}


def variant(name: str) -> Variant:
    """The variant with this id; a language means its newest one.

    Raises:
        SampleError: there is none.
    """
    languages = {one.language: one for one in reversed(VARIANTS)} | _OTHER_NAMES
    found = _BY_ID.get(name) or languages.get(name)
    if found is None:
        hint = did_you_mean(name, [*_BY_ID, *languages])
        raise SampleError(f"there are no samples in '{name}'{hint or f'; known: {known()}'}")
    return found


def known() -> str:
    """The ids of all variants, for messages."""
    return ", ".join(_BY_ID)


_OTHER_NAMES = {name: _BY_ID[id_] for name, id_ in {"node": "node-v1", "sh": "curl"}.items()}

"""Java: Maven fetches what samples need, `javap` says what the SDKs have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from zipfile import ZipFile

from tests.samples.go import Has
from tests.samples.tools import output, packages

_COMPILE = Path(__file__).parent / "java" / "Compile.java"
_FORMATTER = {"com.google.googlejavaformat:google-java-format": "1.28.0"}
_OPENED = ("api", "code", "file", "parser", "tree", "util")
_QUICK = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
_CLASS = re.compile(r"^public class ([\w.$]+).*\{\n((?:  .*\n)*)\}", re.MULTILINE)
_SETTER = re.compile(r" set(\w+)\(")
_METHOD = re.compile(r"Response (\w+)\((?:[\w.]+\.(\w+)Request)?\) throws")


def build(variant: str, folder: Path, samples: Mapping[str, str]) -> Mapping[str, list[str]]:
    """Compile samples. Gives the programs, by action."""
    folders = {name: folder / name for name in samples}
    for name, text in samples.items():
        folders[name].mkdir(parents=True)
        (folders[name] / "Sample.java").write_text(text, encoding="utf-8")
    check_format(folder)
    classpath = ":".join(map(str, fetched(packages(variant), folder / "lib").glob("*.jar")))
    compiled = map(str, folders.values())
    output(["java", *_QUICK, str(_COMPILE), classpath, *compiled], folder)
    return {
        name: ["java", *_QUICK, "-cp", f"{one}:{classpath}", "Sample"]
        for name, one in folders.items()
    }


def check_format(folder: Path) -> None:
    """Ask google-java-format what it would change.

    Raises:
        AssertionError: it would change something.
    """
    lib = fetched(_FORMATTER, folder / "formatter")
    opened = [
        f"--add-exports=jdk.compiler/com.sun.tools.javac.{one}=ALL-UNNAMED" for one in _OPENED
    ]
    main = ["com.google.googlejavaformat.java.Main", "--skip-reflowing-long-strings", "-n"]
    paths = map(str, sorted(folder.glob("*/Sample.java")))
    java = ["java", "-Dfile.encoding=UTF-8", *opened, "-cp", f"{lib}/*"]
    unformatted = output([*java, *main, *paths], folder)
    assert not unformatted, f"google-java-format would change {unformatted}"


def fetched(wanted: Mapping[str, str], folder: Path) -> Path:
    """A folder with packages and all that these need."""
    folder.mkdir(parents=True)
    (folder / "pom.xml").write_text(_pom(wanted), encoding="utf-8")
    command = ["mvn", "-q", "-B", "dependency:copy-dependencies", f"-DoutputDirectory={folder}"]
    output(command, folder)
    return folder


def has_v2(package: str, lib: Path) -> Has:
    """What a client of the second generation has: methods, and setters of their requests."""
    name = package.partition(":")[2]
    setters = dict(_setters(lib, name, f"com/aliyun/{name}/models/"))
    shown = output(["javap", "-cp", f"{lib}/*", f"com.aliyun.{name}.Client"], lib)
    return {
        method[:1].upper() + method[1:]: setters.get(request, frozenset())
        for method, request in _METHOD.findall(shown)
    }


def has_v1(package: str, lib: Path) -> Has:
    """What a client of the first generation has: setters of its requests."""
    name = package.partition(":")[2]
    return dict(_setters(lib, name, f"com/aliyuncs/{name.rpartition('-')[2]}/model/"))


def _setters(lib: Path, package: str, prefix: str) -> Iterator[tuple[str, frozenset[str]]]:
    (archive,) = lib.glob(f"{package}-[0-9]*.jar")
    with ZipFile(archive) as jar:
        names = [one for one in jar.namelist() if one.startswith(prefix)]
    classes = [one[:-6].replace("/", ".") for one in names if one.endswith("Request.class")]
    for name, members in _CLASS.findall(output(["javap", "-cp", f"{lib}/*", *classes], lib)):
        action = name.rpartition(".")[2].removesuffix("Request")
        yield action, frozenset(_SETTER.findall(members))


def _pom(wanted: Mapping[str, str]) -> str:
    return (
        '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>'
        "<groupId>samples</groupId><artifactId>samples</artifactId><version>1</version>"
        f"<dependencies>{''.join(_dependencies(wanted.items()))}</dependencies></project>"
    )


def _dependencies(wanted: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, version in wanted:
        group, _, artifact = name.partition(":")
        yield (
            f"<dependency><groupId>{group}</groupId><artifactId>{artifact}</artifactId>"
            f"<version>{version}</version></dependency>"
        )

"""What stands beside a sample in a project of its own: the files by which a language builds it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from alicloud.generator.samples.render import Sample
from alicloud.generator.samples.sdks import Dependency

Files = Mapping[str, str]
"""Texts by the names of files."""


@dataclass(frozen=True, slots=True)
class Kit:
    """How a language builds and runs a project."""

    needs: tuple[str, str]  # what has to be installed, in English and in Chinese
    install: str  # the command that fetches the packages; empty when there is none
    run: str
    files: Callable[[Sample, tuple[Dependency, ...]], Files]
    """Made of the sample, and of the packages that building takes besides."""


def _requirements(sample: Sample, build: tuple[Dependency, ...]) -> Files:
    pins = (f"{one.name}=={one.version}\n" for one in sample.dependencies)
    return {"requirements.txt": "".join(pins)}


def _node(sample: Sample, build: tuple[Dependency, ...]) -> Files:
    package: dict[str, Any] = {
        "name": "sample",
        "private": True,
        "scripts": {"start": "tsc && node sample.js" if build else "node sample.js"},
        "dependencies": {one.name: one.version for one in sample.dependencies},
    }
    if not build:
        return {"package.json": _json(package)}
    package["devDependencies"] = {one.name: one.version for one in build}
    options = {
        "strict": True,
        "skipLibCheck": True,  # the code of others is not checked
        "target": "es2022",
        "module": "node16",
        "types": ["node"],
    }
    return {
        "package.json": _json(package),
        "tsconfig.json": _json({"compilerOptions": options, "files": [sample.file]}),
    }


_GO_MOD = """\
module sample

go 1.21

require (
{packages})
"""


def _go(sample: Sample, build: tuple[Dependency, ...]) -> Files:
    return {"go.mod": _GO_MOD.format(packages=_lines("\t{name} {version}\n", sample.dependencies))}


_POM = """\
<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>sample</groupId>
  <artifactId>sample</artifactId>
  <version>1</version>

  <properties>
    <maven.compiler.source>8</maven.compiler.source>
    <maven.compiler.target>8</maven.compiler.target>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
    <exec.mainClass>Sample</exec.mainClass>
    <exec.cleanupDaemonThreads>false</exec.cleanupDaemonThreads>
  </properties>

  <dependencies>
{packages}  </dependencies>

  <build>
    <plugins>
{plugins}    </plugins>
  </build>
</project>
"""
_MAVEN_PACKAGE = """\
    <dependency>
      <groupId>{group}</groupId>
      <artifactId>{artifact}</artifactId>
      <version>{version}</version>
    </dependency>
"""
_MAVEN_PLUGIN = """\
      <plugin>
        <groupId>{group}</groupId>
        <artifactId>{artifact}</artifactId>
        <version>{version}</version>
      </plugin>
"""


def _maven(sample: Sample, build: tuple[Dependency, ...]) -> Files:
    packages = _lines(_MAVEN_PACKAGE, sample.dependencies)
    return {"pom.xml": _POM.format(packages=packages, plugins=_lines(_MAVEN_PLUGIN, build))}


def _composer(sample: Sample, build: tuple[Dependency, ...]) -> Files:
    packages = {one.name: one.version for one in sample.dependencies}
    return {"composer.json": _json({"require": packages})}


_CSPROJ = """\
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net8.0</TargetFramework>
  </PropertyGroup>

  <ItemGroup>
{packages}  </ItemGroup>
</Project>
"""
_NUGET_PACKAGE = '    <PackageReference Include="{name}" Version="{version}" />\n'


def _dotnet(sample: Sample, build: tuple[Dependency, ...]) -> Files:
    return {"sample.csproj": _CSPROJ.format(packages=_lines(_NUGET_PACKAGE, sample.dependencies))}


def _nothing(sample: Sample, build: tuple[Dependency, ...]) -> Files:
    return {}


def _lines(form: str, packages: Iterable[Dependency]) -> str:
    """What `form` makes of each package. Of names of Maven it may take the parts."""
    made = []
    for one in packages:
        group, _, artifact = one.name.rpartition(":")
        made.append(form.format(name=one.name, version=one.version, group=group, artifact=artifact))
    return "".join(made)


def _json(value: Mapping[str, Any]) -> str:
    return f"{json.dumps(value, indent=2)}\n"


_PIP = ("pip install -r requirements.txt", "python sample.py", _requirements)
_OURS = Kit(("Python 3.11 or newer", "Python 3.11 或更高版本"), *_PIP)
_BY_ID = {
    "python": _OURS,
    "python-async": _OURS,
    "cli": Kit(("The command `aliyun`", "命令行工具 `aliyun`"), "", "sh sample.sh", _nothing),
    "curl": Kit(("sh, curl and openssl", "sh、curl 和 openssl"), "", "sh sample.sh", _nothing),
}
_NODE = Kit(("Node.js 20 or newer", "Node.js 20 或更高版本"), "npm install", "npm start", _node)
_BY_LANGUAGE = {
    "python": Kit(("Python 3", "Python 3"), *_PIP),
    "java": Kit(
        ("Java 8 or newer, and Maven", "Java 8 或更高版本，以及 Maven"),
        "",
        "mvn -q compile exec:java",
        _maven,
    ),
    "typescript": _NODE,
    "javascript": _NODE,
    "go": Kit(("Go 1.21 or newer", "Go 1.21 或更高版本"), "go mod tidy", "go run .", _go),
    "php": Kit(
        ("PHP and Composer", "PHP 和 Composer"), "composer install", "php sample.php", _composer
    ),
    "csharp": Kit((".NET 8 or newer", ".NET 8 或更高版本"), "", "dotnet run", _dotnet),
}


def kit(variant: str, language: str) -> Kit:
    """How a sample is built.

    Args:
        variant: The id of its variant.
        language: Of the variant.
    """
    return _BY_ID.get(variant) or _BY_LANGUAGE[language]

"""What `sdks.yaml` says of SDKs that are installed for these runs, compared with what they have."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from alicloud.generator.samples import sdks
from tests.samples import go, java
from tests.samples.runners import NODE
from tests.samples.tools import output, packages

FILE = Path(sdks.__file__).with_name("sdks.yaml")

Has = Mapping[str, Mapping[str, frozenset[str]]]
"""By service and action, the names on the wire of the parameters that an SDK has."""


def typescript(folder: Path) -> Has:
    """What the packages of npm have, asked of themselves."""
    wanted = _packages("typescript-v2")
    for one in wanted.values():
        about = json.loads((NODE / "node_modules" / one.name / "package.json").read_text())
        assert (
            about["version"] == one.version
        ), f"{line_of(one.name)}: {about['version']} is installed"
    program = Path(__file__).with_name("facts.js").read_text(encoding="utf-8")
    names = [one.name for one in wanted.values()]
    found = json.loads(output(["node", "-e", program, *names], NODE))
    return {
        service: {action: frozenset(names) for action, names in found[one.name].items()}
        for service, one in wanted.items()
    }


def in_go(variant: str, folder: Path) -> Has:
    """What the packages of the Go module proxy have, as their documentation lists it."""
    go.module(variant, folder)
    if variant == "go-v2":
        names = {service: f"{one.name}/client" for service, one in _packages(variant).items()}
        return {service: go.has_v2(name, folder) for service, name in names.items()}
    names = {
        service: f"{one.name}/services/{service}" for service, one in _packages(variant).items()
    }
    return {service: go.has_v1(name, folder) for service, name in names.items()}


def in_java(variant: str, folder: Path) -> Has:
    """What the packages of Maven have, as their classes tell."""
    lib = java.fetched(packages(variant), folder / "facts")
    has = java.has_v2 if variant == "java-v2" else java.has_v1
    return {service: has(one.name, lib) for service, one in _packages(variant).items()}


HAS: Mapping[str, Callable[[Path], Has]] = {
    "java-v2": partial(in_java, "java-v2"),
    "typescript-v2": typescript,
    "go-v2": partial(in_go, "go-v2"),
    "java-v1": partial(in_java, "java-v1"),
    "go-v1": partial(in_go, "go-v1"),
}
"""For each variant what asks its SDK, in a folder to work in."""


def problems(variant: str, folder: Path) -> Iterator[str]:
    """The facts of a variant that are wrong, with the line to change."""
    has = HAS[variant](folder)
    for name, service in sdks.installed().services.items():
        sdk = service.sdks[variant]
        for action, known in service.actions.items():
            found = has[name].get(action)
            place = f"{line_of(f'      {action}: [')}: {action} of {sdk.packages[0].name}"
            if (found is None) != (action in sdk.lacks):
                yield f"{place}: {'is missing' if found is None else 'is there'}; change 'lacks'"
            elif found is not None:
                said = {one for one in known if service.has_parameter(sdk, action, one)}
                if said != found:
                    yield f"{place}: has {sorted(found)}, not {sorted(said)}"


def _packages(variant: str) -> Mapping[str, sdks.Dependency]:
    """By service, its own package."""
    services = sdks.installed().services
    return {name: one.sdks[variant].packages[0] for name, one in services.items()}


def line_of(word: str) -> str:
    """Where the facts name something, for whoever has to change them."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    numbers = [number for number, line in enumerate(lines, start=1) if word in line]
    return f"{FILE.name}:{numbers[0] if numbers else 1}"

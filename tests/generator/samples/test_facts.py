"""What `sdks.yaml` says of other SDKs, compared with those of Python that are installed."""

from __future__ import annotations

import importlib
import inspect
import json
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest

from alicloud.generator.problems import SpecError
from alicloud.generator.samples import VARIANTS, sdks
from alicloud.generator.samples.names import snake_v2
from tests.support.processes import ROOT

FILE = Path(sdks.__file__).with_name("sdks.yaml")
FACTS = sdks.installed()
Parameters = Callable[[str, str], "set[str] | None"]


def line_of(word: str) -> str:
    """Where the facts name something, for whoever has to change them."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    numbers = [number for number, line in enumerate(lines, start=1) if word in line]
    return f"{FILE.name}:{numbers[0] if numbers else 1}"


def in_v2(package: str, action: str) -> set[str] | None:
    """The Python names that the V2 SDK has for the parameters; None without such a method."""
    client = importlib.import_module(f"{package}.client").Client
    if not hasattr(client, snake_v2(action)):
        return None
    request = getattr(importlib.import_module(f"{package}.models"), f"{action}Request", None)
    return {*inspect.signature(request.__init__).parameters} - {"self"} if request else set()


def in_v1(package: str, action: str) -> set[str] | None:
    """The wire names of the parameters that the V1 SDK has; None without such a class."""
    product = package.removeprefix("aliyun-python-sdk-")
    date = {"ram": "v20150501", "sts": "v20150401"}[product]
    name = f"{action}Request"
    try:
        module = importlib.import_module(f"aliyunsdk{product}.request.{date}.{name}")
    except ModuleNotFoundError:
        return None
    setters = vars(getattr(module, name))
    return {setter.removeprefix("set_") for setter in setters if setter.startswith("set_")}


@pytest.mark.parametrize("service", FACTS.services)
@pytest.mark.parametrize(("variant", "parameters"), [("python-v2", in_v2), ("python-v1", in_v1)])
def test_the_facts_are_those_of_the_installed_sdks(
    service: str, variant: str, parameters: Parameters
) -> None:
    facts = FACTS.services[service]
    sdk = facts.sdks[variant]
    for package in (*sdk.packages, *FACTS.variants[variant].packages):
        assert version(package.name) == package.version, line_of(f"{package.name}:")
    named = snake_v2 if variant == "python-v2" else str
    for action, known in facts.actions.items():
        place = f"{line_of(f'      {action}: [')}: {action} of {sdk.packages[0].name}"
        found = parameters(sdk.packages[0].name, action)
        assert (found is None) == (action in sdk.lacks), place
        if found is not None:
            has = {one for one in known if facts.has_parameter(sdk, action, one)}
            assert {named(one) for one in has} == found, place


def test_every_variant_has_facts_and_a_template() -> None:
    ids = {one.id for one in VARIANTS}
    assert ids <= FACTS.variants.keys()
    assert {path.stem for path in (FILE.parent / "templates").glob("*.j2")} == ids


MISTAKES = {
    "variants: {a: {}}": "a: 'status' is missing; add it",
    "variants: {a: {status: x, pakages: {}}}": "unknown key 'pakages'; did you mean 'packages'?",
    "variants: {a: {status: x, packages: {b: }}}": "package 'b' has no version; write one",
    "services: {s: {actions: {A: x}, sdks: {}}}": "the parameters must be a list of names",
    "services: {s: {actions: {A: []}, sdks: {java: {packages: {p: 1}}}}}": "unknown variant 'java'",
    "services: {s: {actions: {CreateUser: []}, sdks: {go: {packages: {p: 1}, lacks: [CretaUser]}}}}": (
        "'CretaUser' is no action or parameter known here; did you mean 'CreateUser'?"
    ),
    "services: {s: {actions: {Ab: [P]}, newer: {n: [Ab.Q]}, sdks: {}}}": (
        "'Ab.Q' is no action or parameter known here; did you mean 'Ab.P'?"
    ),
}


@pytest.mark.parametrize(("text", "message"), MISTAKES.items())
def test_mistakes_in_facts_are_reported(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "sdks.yaml"
    given = {"checked": "checked: 2026-01-01", "variants": "variants: {go: {status: x}}"}
    given["services"] = "services: {}"
    given[text.partition(":")[0]] = text
    path.write_text("\n".join(given.values()), encoding="utf-8")
    with pytest.raises(SpecError) as caught:
        sdks.read(path)
    assert message in str(caught.value)
    assert f"{path.as_posix()}:" in str(caught.value)


def test_what_is_installed_for_the_runs_is_what_the_facts_name() -> None:
    path = ROOT / "tests/samples/node/package.json"
    pinned = json.loads(path.read_text(encoding="utf-8"))["dependencies"]
    for variant in ("typescript-v2", "node-v1"):
        facts = FACTS.variants[variant]
        sdks_ = [one.sdks[variant] for one in FACTS.services.values() if variant in one.sdks]
        own = [package for sdk in sdks_ for package in sdk.packages]
        for package in (*own, *facts.packages, *facts.generic, *facts.build):
            assert pinned[package.name] == package.version, line_of(f'"{package.name}"')

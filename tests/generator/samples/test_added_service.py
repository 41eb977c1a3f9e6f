"""A service that is added later has its samples at once: with every style, type and kind of secret."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest
from black import format_str
from black.mode import Mode

from alicloud.generator.catalogue import Catalogue
from alicloud.generator.samples import VARIANTS, SampleError, sample
from alicloud.generator.spec.read import read_services
from tests.support.golden import HEADER

SPEC = """\
doc: Things.
shapes:
  Part:
    doc: A part of a thing.
    fields:
      Name: {type: string, doc: Its name., required: true}
      Pin: {type: string, doc: Its secret., sensitive: true}
      Made: {type: timestamp, doc: Its date.}
      Parts: {type: list<Part>, doc: Parts of the part.}
actions:
  MakeThing:
    doc: Make a thing.
    kind: create
    request:
      Parts: {type: list<Part>, doc: Flat parts.}
      JsonParts: {type: list<Part>, doc: Parts in JSON., style: json}
      Labels: {type: map<string>, doc: A map.}
      Names: {type: list<string>, doc: Repeated., style: repeat}
      Ratio: {type: number, doc: A number.}
      Made: {type: timestamp, doc: A date.}
      Note: {type: string, doc: In the body., in: form}
      Ids: {type: list<integer>, doc: With commas., style: comma}
      Code: {type: integer, doc: A secret number., sensitive: true}
"""
PART = {"Name": "a", "Made": "2026-01-01T00:00:00Z", "Parts": [{"Name": "b", "Pin": "secret-1"}]}
VALUES: dict[str, Any] = {
    "Parts": [PART, {"Name": "c"}],
    "JsonParts": [{"Name": "x"}, {"Name": "y"}],
    "Labels": {"a b": "c", "d": "e"},
    "Names": ["x", "y"],
    "Ratio": 0.5,
    "Made": "2026-01-01T00:00:00Z",
    "Note": "z",
    "Ids": [1, 2],
}


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    for name, text in {"service": HEADER, "things": SPEC}.items():
        (tmp_path / "specs/odd").mkdir(parents=True, exist_ok=True)
        (tmp_path / f"specs/odd/{name}.yaml").write_text(text, encoding="utf-8")
    (service,) = read_services(tmp_path / "specs")
    return Catalogue(service)


@pytest.mark.parametrize("variant", [one.id for one in VARIANTS])
def test_each_variant_has_samples_of_it(variant: str, catalogue: Catalogue) -> None:
    for values in (VALUES, {**VALUES, "Code": 12345}):
        made = sample(catalogue, "MakeThing", values, variant)
        assert "secret-1" not in made.text and "12345" not in made.text
        assert "ALICLOUD_PARTS_0_PARTS_0_PIN" in made.environment
        assert all(name in made.text for name in made.environment if name.startswith("ALICLOUD"))
        if variant.startswith("python"):
            ast.parse(made.text)
            assert format_str(made.text, mode=Mode()) == made.text


def test_ours_is_typed_and_others_take_the_service_apart(catalogue: Catalogue) -> None:
    ours = sample(catalogue, "MakeThing", VALUES, "python").text
    assert "from alicloud.odd import OddClient, Part" in ours
    assert 'pin=os.environ["ALICLOUD_PARTS_0_PARTS_0_PIN"]' in ours
    assert 'datetime.fromisoformat("2026-01-01T00:00:00Z")' in ours
    official = sample(catalogue, "MakeThing", VALUES, "python-v2")
    assert "No package for Odd 2020-01-01 is known here: this is the generic call." in official.text
    assert '"Parts.1.Parts.1.Name": "b"' in official.text and '"Names.2": "y"' in official.text
    assert '"Ids": "1,2"' in official.text
    assert 'body={"Note": "z"}' in official.text and '"Labels.a b": "c"' in official.text
    curl = sample(catalogue, "MakeThing", VALUES, "curl").text
    assert "body='Note=z'" in curl and '--data "$body"' in curl


def test_a_secret_that_is_no_text_makes_a_call_by_name(catalogue: Catalogue) -> None:
    made = sample(catalogue, "MakeThing", {"Code": 12345}, "python")
    assert made.generic and '{"Code": os.environ["ALICLOUD_CODE"]}' in made.text
    assert (
        "# A variable holds text, and Code has another type: this is the generic call." in made.text
    )


def test_a_secret_inside_json_has_samples_where_code_can_write_it(catalogue: Catalogue) -> None:
    values = {"JsonParts": [{"Name": "a", "Pin": "secret-1"}]}
    for variant in ("python", "python-v1", "typescript-v2", "node-v1"):
        assert "ALICLOUD_JSON_PARTS_0_PIN" in sample(catalogue, "MakeThing", values, variant).text
    with pytest.raises(SampleError, match="ALICLOUD_JSON_PARTS_0_PIN stands inside a JSON"):
        sample(catalogue, "MakeThing", values, "curl")

"""What specs say once: named types with limits and errors, and shapes that extend others."""

from __future__ import annotations

from pathlib import Path

import pytest

from alicloud.generator.model import Field, Limits, ListOf, Ref, Scalar
from tests.support.corpus import VALID, files, zoo

NAMED = """\
doc: x
types:
  NewName: {type: Name, doc: The new name., errors: [{code: NotFound, status: 410}]}
  Name: {type: string, doc: A name., length: [1, 9], pattern: "[a-z]+", errors: [NotFound]}
  Size: {type: integer, doc: A size., range: [1, 5], default: 3}
  Tags: {type: list<Tag>, doc: Its tags., style: json, length: [null, 2]}
  Key: {type: Name, sensitive: true}
shapes:
  Tag: {doc: x, fields: {Key: {type: Key}}}
  Cat: {doc: x, fields: {Name: {type: Name}, Size: {type: Size}, Key: {type: Key}}}
actions:
  PutCat:
    doc: x
    kind: update
    request:
      Name: {type: Name, required: true}
      Size: {type: Size, doc: Its size., default: 4}
      Least: {type: Size, required: true}
      Tags: {type: Tags}
    response: {Cat: {type: Cat, doc: x}, Size: {type: Size}, Name: {type: NewName}}
"""


def test_a_field_has_what_its_named_type_says(tmp_path: Path) -> None:
    (operation,) = zoo(tmp_path, files("resource", NAMED)).operations()
    limits = Limits(length=(1, 9), pattern="[a-z]+")
    string, integer = Scalar("string"), Scalar("integer")
    size = Limits(range=(1, 5))
    assert operation.request.fields == (
        Field("Name", "A name.", string, required=True, limits=limits),
        Field("Size", "Its size.", integer, limits=size, default=4),
        Field("Least", "A size.", integer, required=True, limits=size),
        Field("Tags", "Its tags.", ListOf(Ref("Tag")), style="json", limits=Limits((None, 2))),
    )


def test_limits_of_a_named_type_are_about_what_is_sent(tmp_path: Path) -> None:
    service = zoo(tmp_path, files("resource", NAMED))
    shapes = service.shapes_by_name()
    string = Scalar("string")
    (operation,) = service.operations()
    assert operation.response.fields[1:] == (
        Field("Size", "A size.", Scalar("integer")),
        Field("Name", "The new name.", string),
    )
    assert shapes["Cat"].fields == (
        Field("Name", "A name.", string),
        Field("Size", "A size.", Scalar("integer")),
        Field("Key", "A name.", string, sensitive=True),
    )
    sent = Limits(length=(1, 9), pattern="[a-z]+")
    assert shapes["Tag"].fields == (Field("Key", "A name.", string, sensitive=True, limits=sent),)


@pytest.mark.parametrize(
    ("request_", "own", "codes"),
    [
        ("{Name: {type: Name}}", "", [("NotFound", 404)]),
        ("{Name: {type: NewName}}", "", [("NotFound", 410)]),
        ("{Name: {type: Name}}", "{code: NotFound, status: 409}", [("NotFound", 409)]),
        ("{Tags: {type: list<Tag>, doc: x}}", "Other", [("NotFound", 404), ("Other", 400)]),
        ("{Size: {type: Size}}", "Other", [("Other", 400)]),
    ],
)
def test_errors_of_named_types_are_errors_of_the_action(
    request_: str, own: str, codes: list[tuple[str, int]], tmp_path: Path
) -> None:
    head, _, _ = NAMED.partition("    request:")
    uses = "{New: {type: NewName}, Cat: {type: Cat, doc: x}, Tags: {type: Tags}, Tag: {type: Tag, doc: x}}"
    text = (
        f"{head}    request: {request_}\n    errors: [{own}]\n"
        f"  UseAll: {{doc: x, kind: read, response: {uses}}}\n"
    )
    service = VALID["zoo/service.yaml"] + "  Other: {status: 400, doc: x}\n"
    found, _ = zoo(tmp_path, {**files("resource", text), "zoo/service.yaml": service}).operations()
    assert [(error.code, *error.statuses) for error in found.errors] == codes


def test_a_shape_has_the_fields_of_the_one_that_it_extends(tmp_path: Path) -> None:
    text = """\
doc: x
shapes:
  Lion: {doc: x, extends: Cat, fields: {Mane: {type: long, doc: x}}}
  Cat: {doc: x, extends: Pet}
  Pet: {doc: x, fields: {Home: {type: Home, doc: x}, Name: {type: string, doc: x}}}
  Home: {doc: x, fields: {City: {type: string, doc: x}}}
actions:
  GetLion: {doc: x, kind: read, response: {Lion: {type: Lion, doc: x}}}
"""
    service = zoo(tmp_path, files("resource", text))
    shapes = service.shapes_by_name()
    assert [field.wire for field in shapes["Lion"].fields] == ["Home", "Name", "Mane"]
    assert [field.wire for field in shapes["Lion"].own_fields] == ["Mane"]
    assert (shapes["Lion"].extends, shapes["Cat"].own_fields) == ("Cat", ())
    assert service.shapes_in_responses() == {"Lion", "Cat", "Pet", "Home"}


def test_long_chains_are_read(tmp_path: Path) -> None:
    depth = 5000
    types = [f"  T{n}: {{type: T{n + 1}}}\n" for n in range(depth)]
    shapes = [f"  S{n}: {{doc: x, extends: S{n + 1}}}\n" for n in range(depth)]
    text = (
        f"doc: x\ntypes:\n{''.join(types)}  T{depth}: {{type: string, doc: x}}\n"
        f"shapes:\n{''.join(shapes)}  S{depth}: {{doc: x, fields: {{Name: {{type: T0}}}}}}\n"
        "actions:\n  GetCat: {doc: x, kind: read, response: {Cat: {type: S0, doc: x}}}\n"
    )
    (operation,) = zoo(tmp_path, files("resource", text)).operations()
    assert operation.response.fields[0].type == Ref("S0")

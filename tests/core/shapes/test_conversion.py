"""Shapes in what surrounds them: dicts, JSON, dataclasses, pandas, pydantic and FastAPI."""

from __future__ import annotations

import asyncio
import copy
import dataclasses
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

import pandas
import pydantic
import pytest
from fastapi import FastAPI

from alicloud.core.shapes.json_text import JsonText
from alicloud.core.shapes.shape import Shape
from tests.support.example_shapes import Cat, FeedRequest, FeedResponse, ListCatsResponse, Tag
from tests.support.processes import python

MOMENT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
BORN = "2026-01-02T03:04:05Z"
WIRE = {
    "Name": "Tom",
    "Born": BORN,
    "Secret": "s3cret",
    "Kittens": {"Kitten": [{"Name": "Kit", "New": 1}]},
    "New": [1],
}
PLAIN = {"name": "Tom", "born": BORN, "secret": "s3cret", "kittens": [{"name": "Kit"}]}


# --- dicts and JSON ---


def test_a_dict_may_have_the_names_of_the_attributes() -> None:
    cat = Cat.from_wire(WIRE)
    assert cat.to_dict(names="python") == PLAIN
    assert cat.to_dict(names="service") == cat.to_dict() == WIRE
    response = FeedResponse(
        cat=Cat(name="T"),
        plan=JsonText('{"a":1}'),
        times=[MOMENT],
        by_name={"Tom": cat},
        rows=[[1]],
    )
    assert response.to_dict(names="python") == {
        "request_id": "",
        "cat": {"name": "T"},
        "plan": '{"a":1}',
        "times": [BORN],
        "by_name": {"Tom": PLAIN},
        "rows": [[1]],
    }


def test_a_request_as_a_dict_has_python_values() -> None:
    request = FeedRequest(name="T", when=MOMENT, plan={"a": 1}, tag=[Tag(key="k")], times=[MOMENT])
    assert request.to_dict(names="python") == {
        "name": "T",
        "when": MOMENT,
        "plan": {"a": 1},
        "tag": [{"key": "k"}],
        "times": [MOMENT],
    }
    assert request.to_dict()["When"] == MOMENT


@pytest.mark.parametrize("shape", [Cat(name="T"), FeedRequest(name="T")])
def test_other_names_are_refused(shape: Any) -> None:
    for convert in (shape.to_dict, shape.to_json):
        with pytest.raises(ValueError, match="names: expected 'service' or 'python', got 'wire'"):
            convert(names="wire")


def test_the_json_text_is_that_of_the_dict() -> None:
    cat = Cat.from_wire({**WIRE, "Name": "Tömchen"})
    assert json.loads(cat.to_json()) == cat.to_dict()
    assert json.loads(cat.to_json(names="python")) == cat.to_dict(names="python")
    assert "Tömchen" in cat.to_json()
    request = FeedRequest(name="T", when=MOMENT, plan=MappingProxyType({"a": 1}), ids=["x"])
    assert json.loads(request.to_json()) == {
        "Name": "T",
        "When": BORN,
        "Plan": '{"a":1}',
        "Id": ["x"],
    }
    assert json.loads(request.to_json(names="python")) == {
        "name": "T",
        "when": BORN,
        "plan": {"a": 1},
        "ids": ["x"],
    }


def test_a_time_that_cannot_be_parsed_stays_text() -> None:
    cat = Cat.from_wire({"Name": "T", "Born": "yesterday"})
    assert cat.to_dict(names="python") == {"name": "T", "born": "yesterday"}
    assert pydantic.TypeAdapter(Cat).dump_python(cat)["born"] == "yesterday"


def test_a_response_as_the_vendors_own_sdk_shows_it() -> None:
    response = FeedResponse.from_wire({"RequestId": "R", "New": 1})
    response._received(200, {"content-type": "application/json"})
    expected = {
        "headers": {"content-type": "application/json"},
        "statusCode": 200,
        "body": {"RequestId": "R", "New": 1},
    }
    assert response.to_map() == expected
    response.to_map()["headers"]["x"] = "y"
    assert json.loads(json.dumps(response.to_map())) == expected
    assert FeedResponse(cat=Cat(name="T")).to_map() == {
        "headers": {},
        "statusCode": 0,
        "body": {"RequestId": "", "Cat": {"Name": "T"}},
    }


# --- dataclasses ---


@dataclasses.dataclass
class Holder:
    cat: Cat
    response: FeedResponse


def test_dataclasses_know_what_to_do() -> None:
    cat = Cat.from_wire(WIRE)
    kitten = {"name": "Kit", "age": None, "born": None, "secret": None, "kittens": None}
    as_dict = {**PLAIN, "age": None, "born": MOMENT, "friend": None}
    as_dict["kittens"] = [{**kitten, "friend": None}]
    assert dataclasses.asdict(cat) == as_dict
    assert dataclasses.replace(cat, age=3) == cat.replace(age=3)
    fields = {field.name: field for field in dataclasses.fields(Cat)}
    assert list(fields) == list(Cat.__fields__)
    assert (fields["born"].type, fields["born"].default) == (datetime | None, None)
    assert fields["name"].default is dataclasses.MISSING
    holder = Holder(cat, FeedResponse.from_wire({"Cat": WIRE}))
    assert dataclasses.asdict(holder)["response"]["cat"] == as_dict
    assert copy.deepcopy(holder) == holder


# --- pandas ---


def test_pandas_reads_a_page_into_columns() -> None:
    page = ListCatsResponse.from_wire({"Cats": {"Cat": [WIRE, {"Name": "Tim"}]}})
    frame = pandas.DataFrame(page)
    assert list(frame.columns) == ["name", "age", "born", "secret", "kittens", "friend"]
    assert list(frame["name"]) == ["Tom", "Tim"]
    assert frame["born"][0] == MOMENT
    assert list(pandas.DataFrame(page.cats)["name"]) == ["Tom", "Tim"]


# --- pydantic ---


class Model(pydantic.BaseModel):
    cat: Cat
    cats: list[Cat] = []
    page: ListCatsResponse | None = None


SHAPES: list[Shape] = [
    Cat(name="Tom", born=MOMENT, kittens=[Cat(name="Kit")], friend=Cat(name="x", age=1)),
    FeedResponse(cat=Cat(name="T"), weight=1.5, plan=JsonText("{}"), times=[MOMENT], rows=[[1]]),
    FeedRequest(name="T", plan={"a": 1}, size="big", tag=[Tag(key="k")], notes={"a": ["b"]}),
    FeedRequest(name="T", plan='{"a": 1}'),
    ListCatsResponse(cats=[Cat(name="T")], is_truncated=False),
]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: type(shape).__name__)
def test_pydantic_holds_validates_and_serializes_shapes(shape: Shape) -> None:
    adapter: Any = pydantic.TypeAdapter(type(shape))
    assert adapter.validate_python(shape) is shape
    assert adapter.validate_json(adapter.dump_json(shape)) == shape
    assert adapter.validate_python(adapter.dump_python(shape)) == shape
    assert json.loads(adapter.dump_json(shape)) == json.loads(shape.to_json(names="python"))
    for mode in ("validation", "serialization"):
        assert adapter.json_schema(mode=mode)


def test_a_model_of_pydantic_may_have_shapes_as_fields() -> None:
    cat = Cat.from_wire(WIRE)
    model = Model(cat=cat, cats=[cat], page=ListCatsResponse(cats=[cat]))
    assert model.cat is cat
    assert Model.model_validate_json(model.model_dump_json()) == model
    schema = Model.model_json_schema()["$defs"]
    assert schema["Cat"]["required"] == ["name"]
    assert schema["Cat"]["properties"]["born"]["anyOf"][0]["format"] == "date-time"
    assert schema["Cat"]["properties"]["friend"]["anyOf"][0] == {"$ref": "#/$defs/Cat"}
    assert schema["ListCatsResponse"]["properties"]["cats"]["items"] == {"$ref": "#/$defs/Cat"}


@pytest.mark.parametrize(
    ("cls", "value", "place", "problem"),
    [
        (Cat, {}, ("name",), "Field required"),
        (Cat, {"name": None}, ("name",), "valid string"),
        (Cat, {"name": "T", "age": "x"}, ("age",), "valid integer"),
        (Cat, {"name": "T", "born": datetime(2026, 1, 1)}, ("born",), "timezone info"),
        (Cat, {"name": "T", "kittens": [{"age": 1}]}, ("kittens", 0, "name"), "Field required"),
        (Cat, 5, (), "valid dictionary"),
        (FeedRequest, {"name": "T", "size": "huge"}, ("size",), "'small' or 'big'"),
        (FeedRequest, {"name": "T", "share": float("inf")}, (), "expected a finite float"),
    ],
)
def test_pydantic_says_what_is_wrong(
    cls: type[Shape], value: object, place: tuple[Any, ...], problem: str
) -> None:
    adapter: Any = pydantic.TypeAdapter(cls)
    with pytest.raises(pydantic.ValidationError) as caught:
        adapter.validate_python(value)
    [error] = caught.value.errors()
    assert error["loc"] == place
    assert problem in error["msg"]


def test_nothing_of_this_is_loaded_before_it_is_needed() -> None:
    loaded = python("import sys, alicloud.ram\nalicloud.ram.User\nprint(*sys.modules)").split()
    heavy = {"pydantic", "pydantic_core", "pandas", "rich", "fastapi", "dataclasses", "html"}
    assert "alicloud.ram.users" in loaded
    assert not heavy & set(loaded)


# --- FastAPI ---

app = FastAPI()


@app.get("/cat")
def get_cat() -> Cat:
    return Cat.from_wire(WIRE)


@app.get("/page")
async def get_page() -> ListCatsResponse:
    return ListCatsResponse(cats=[Cat.from_wire(WIRE)], is_truncated=False)


@app.get("/untyped", response_model=None)
def get_untyped() -> object:
    return Tag(key="k")


@app.post("/feed")
def feed(request: FeedRequest) -> FeedRequest:
    return request


async def called(method: str, path: str, body: str = "") -> tuple[int, Any]:
    """Status and JSON body of a response of the app."""
    sent: list[Mapping[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body.encode()}

    async def send(message: Any) -> None:
        sent.append(message)

    headers = [(b"content-type", b"application/json")]
    scope = {"type": "http", "method": method, "path": path, "query_string": b""}
    await app({**scope, "headers": headers}, receive, send)
    return sent[0]["status"], json.loads(sent[1]["body"])


@pytest.mark.parametrize(
    ("method", "path", "body", "expected"),
    [
        ("GET", "/cat", "", (200, PLAIN)),
        ("GET", "/page", "", (200, {"request_id": "", "cats": [PLAIN], "is_truncated": False})),
        ("GET", "/untyped", "", (200, {"key": "k", "value": None})),
        ("POST", "/feed", '{"name": "T", "grams": 5}', (200, {"name": "T", "grams": 5})),
    ],
)
def test_fastapi_takes_and_returns_shapes(
    method: str, path: str, body: str, expected: object
) -> None:
    assert asyncio.run(called(method, path, body)) == expected


def test_fastapi_refuses_a_body_that_does_not_fit() -> None:
    status, problem = asyncio.run(called("POST", "/feed", '{"name": 5}'))
    assert (status, problem["detail"][0]["loc"]) == (422, ["body", "name"])


def test_openapi_has_the_schemas() -> None:
    document = app.openapi()
    schemas = document["components"]["schemas"]
    assert set(schemas) >= {"Cat", "ListCatsResponse", "FeedRequest", "Tag"}
    assert schemas["Cat"]["properties"]["born"]["anyOf"][0]["format"] == "date-time"
    content = document["paths"]["/page"]["get"]["responses"]["200"]["content"]
    reference = content["application/json"]["schema"]["$ref"]
    assert reference == "#/components/schemas/ListCatsResponse"

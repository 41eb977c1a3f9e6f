"""Shapes: values with typed attributes, built by keyword or read from the wire."""

from __future__ import annotations

import copy
import enum
import inspect
import json
import pickle
import sys
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta, timezone
from types import MappingProxyType
from typing import Any, Optional

import pytest

from alicloud.core.shapes.containers import ListOf, Object
from alicloud.core.shapes.fields import field
from alicloud.core.shapes.flat import flatten
from alicloud.core.shapes.messages import Request, Response
from alicloud.core.shapes.shape import Shape
from tests.support.example_shapes import Cat, FeedRequest, FeedResponse, ListCatsResponse, Tag

MOMENT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
BORN = "2026-01-02T03:04:05Z"


# --- construction ---


def test_a_shape_is_built_by_keyword() -> None:
    cat = Cat(name="Tom", kittens=[Cat(name="Kit")])
    assert (cat.name, cat.age, cat.born) == ("Tom", None, None)
    assert [kitten.name for kitten in cat.kittens or ()] == ["Kit"]


class Pair(Shape):
    left: str = field("Left")
    middle: str | None = field("Middle", default=None)
    right: str = field("Right")


class Log(Response):
    stored: datetime = field("Stored")
    received: datetime = field("Received")


def test_a_time_may_be_called_like_a_private_member() -> None:
    log = Object(Log).decode({"Stored": BORN, "Received": BORN})
    assert (log.stored, log.received) == (MOMENT, MOMENT)
    assert pickle.loads(pickle.dumps(log)) == log == log.replace()
    assert log.to_dict() == {"Stored": BORN, "Received": BORN}


WRONG: dict[str, tuple[Callable[[], object], str]] = {
    "missing": (lambda: Cat(), "Cat: name is required"),  # type: ignore[call-arg]
    "several missing": (lambda: Pair(), "Pair: left, right are required"),  # type: ignore[call-arg]
    "positional": (lambda: Cat("Tom"), "Cat() takes keyword arguments only"),  # type: ignore[call-arg]
    "misspelt": (lambda: Cat(nmae="Tom"), "unexpected keyword argument 'nmae'; did you mean 'name'?"),  # type: ignore[call-arg]
    "none": (lambda: Cat(name=None), "Cat: name is required; it was None"),  # type: ignore[arg-type]
    "number for text": (lambda: Cat(name=5), "Cat: name: expected str, got int"),  # type: ignore[arg-type]
    "text for number": (lambda: Cat(name="T", age="5"), "Cat: age: expected int, got str"),  # type: ignore[arg-type]
    "boolean for number": (lambda: Cat(name="T", age=True), "Cat: age: expected int, got bool"),
    "float for number": (lambda: Cat(name="T", age=1.0), "Cat: age: expected int, got float"),  # type: ignore[arg-type]
    "text for a time": (
        lambda: Cat(name="T", born=BORN),  # type: ignore[arg-type]
        "Cat: born: expected datetime, got str",
    ),
    "a time without a zone": (
        lambda: Cat(name="T", born=datetime(2026, 1, 1)),
        "Cat: born: expected a datetime with a time zone, got one without",
    ),
    "number for boolean": (
        lambda: FeedRequest(name="T", loud=1),  # type: ignore[arg-type]
        "FeedRequest: loud: expected bool, got int",
    ),
    "text for float": (
        lambda: FeedRequest(name="T", share="1"),  # type: ignore[arg-type]
        "FeedRequest: share: expected float, got str",
    ),
    "no finite number": (
        lambda: FeedRequest(name="T", share=float("nan")),
        "FeedRequest: share: expected a finite float, got nan",
    ),
    "text for a list": (
        lambda: FeedRequest(name="T", ids="abc"),
        "FeedRequest: ids: expected list, got str",
    ),
    "one for a list": (
        lambda: FeedRequest(name="T", tag=Tag(key="k")),  # type: ignore[arg-type]
        "FeedRequest: tag: expected list, got Tag",
    ),
    "in a list": (
        lambda: FeedRequest(name="T", tag=[Tag(key="k"), {"Key": "k"}]),  # type: ignore[list-item]
        "FeedRequest: tag[1]: expected Tag, got dict",
    ),
    "in a list in a map": (
        lambda: FeedRequest(name="T", notes={"a": ["x", 5]}),  # type: ignore[list-item]
        "FeedRequest: notes['a'][1]: expected str, got int",
    ),
    "a number as a key": (
        lambda: FeedRequest(name="T", options={5: "x"}),  # type: ignore[dict-item]
        "FeedRequest: options: expected str as the key of a dict, got int",
    ),
    "another shape": (
        lambda: FeedRequest(name="T", main=Cat(name="x")),  # type: ignore[arg-type]
        "FeedRequest: main: expected Tag, got Cat",
    ),
    "a list as a document": (
        lambda: FeedRequest(name="T", plan=[1]),  # type: ignore[arg-type]
        "FeedRequest: plan: expected str or dict, got list",
    ),
    "a time in a document": (
        lambda: FeedRequest(name="T", plan={"a": MOMENT}),
        "FeedRequest: plan: cannot be encoded as JSON: JSON has no type for a datetime",
    ),
    "no number in a document": (
        lambda: FeedRequest(name="T", plan={"a": float("nan")}),
        "FeedRequest: plan: cannot be encoded as JSON: Out of range float",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_argument_is_named(case: str) -> None:
    make, message = WRONG[case]
    with pytest.raises(TypeError) as caught:
        make()
    assert message in str(caught.value)


def test_a_secret_of_the_wrong_type_is_not_shown() -> None:
    with pytest.raises(TypeError) as caught:
        FeedRequest(name="T", password=b"pl4nted")  # type: ignore[arg-type]
    assert "pl4nted" not in str(caught.value)


def test_a_list_is_copied_so_that_a_later_change_of_it_is_not_sent() -> None:
    ids = ["a"]
    request = FeedRequest(name="T", ids=ids)
    ids.append("b")
    assert request.to_wire() == {"Name": "T", "Id.1": "a"}


@pytest.mark.parametrize("ids", [("a", "b"), ["a", "b"]])
def test_any_sequence_is_a_list(ids: Any) -> None:
    assert FeedRequest(name="T", ids=ids).to_wire() == {"Name": "T", "Id.1": "a", "Id.2": "b"}


class Size(str, enum.Enum):  # noqa: UP042 - StrEnum writes its values by itself
    SMALL = "quite small"


class Grams(int, enum.Enum):
    FEW = 5


def test_members_of_enums_are_sent_as_their_values() -> None:
    small = Size.SMALL
    wire = FeedRequest(
        name=small, grams=Grams.FEW, plan=small, ids=[small], options={"a": small}
    ).to_wire()
    assert wire == {
        "Name": "quite small",
        "Grams": "5",
        "Plan": "quite small",
        "Id.1": "quite small",
        "Options.a": "quite small",
    }
    assert {type(value) for value in wire.values()} == {str}
    sent: dict[str, str] = {}
    flatten(sent, "Any", [Size.SMALL, Grams.FEW, 1.5, True])
    assert sent == {"Any.1": "quite small", "Any.2": "5", "Any.3": "1.5", "Any.4": "true"}


def test_the_signature_and_help_are_those_of_the_fields() -> None:
    assert list(inspect.signature(Tag).parameters) == ["key", "value"]
    assert inspect.signature(Tag).parameters["value"].default is None
    assert Tag.__doc__ == "A tag to put on."


# --- reading ---


def test_a_json_object_is_read_whole() -> None:
    wire = {
        "Name": "Tom",
        "Age": 5,
        "Born": BORN,
        "Kittens": {"Kitten": [{"Name": "Kit"}]},
        "Friend": {"Name": "Jim", "New": 1},
        "Unknown": [1, {"a": None}],
    }
    cat = Cat.from_wire(wire)
    assert (cat.name, cat.age, cat.born) == ("Tom", 5, MOMENT)
    assert cat.kittens == [Cat(name="Kit")]
    assert cat.friend is not None
    assert cat.friend.raw == {"Name": "Jim", "New": 1}
    assert cat.raw is wire
    assert cat.to_dict() == wire
    assert cat.to_dict() is not wire


def test_missing_fields_are_none() -> None:
    cat = Cat.from_wire({"Age": None})
    values: list[Any] = [cat.name, cat.age, cat.born, cat.kittens, cat.friend]
    assert values == [None] * 5
    assert repr(cat) == "Cat()"


LENIENT: list[tuple[str, Any, Any]] = [
    ("Age", "5", 5),
    ("Age", 5.0, 5),
    ("Age", "-12", -12),
    ("Name", 5, "5"),
    ("Name", True, "true"),
    ("Born", BORN, MOMENT),
    ("Born", "2026-01-02T03:04:05+00:00", MOMENT),
    ("Born", "", None),
    ("Kittens", [{"Name": "K"}], [Cat(name="K")]),  # not wrapped after all
    ("Kittens", {"Kitten": []}, []),
    ("Kittens", {}, []),
    ("Kittens", "", []),
    ("Kittens", {"Kitten": None}, []),
    ("Friend", '{"Name": "K"}', Cat(name="K")),
]


@pytest.mark.parametrize(("name", "value", "expected"), LENIENT)
def test_other_forms_that_services_send_are_understood(
    name: str, value: Any, expected: Any
) -> None:
    wire = {"Name": "T", name: value}
    cat = Cat.from_wire(wire)
    assert getattr(cat, name.lower()) == expected
    assert cat.to_dict() == wire


ODD: list[tuple[type[Shape], Any, str]] = [
    (Cat, [], "Cat: expected an object, got list"),
    (Cat, "x", "Cat: expected an object, got str"),
    (Cat, {"Name": {}}, "Cat.Name: expected str, got dict"),
    (Cat, {"Age": "five"}, "Cat.Age: expected int, got str"),
    (Cat, {"Age": True}, "Cat.Age: expected int, got bool"),
    (Cat, {"Age": 5.5}, "Cat.Age: expected int, got float"),
    (Cat, {"Born": 5}, "Cat.Born: expected datetime, got int"),
    (Cat, {"Kittens": {"Kitten": {}}}, "Cat.Kittens.Kitten: expected list, got dict"),
    (Cat, {"Kittens": 5}, "Cat.Kittens: expected an object that holds Kitten, got int"),
    (Cat, {"Friend": []}, "Cat.Friend: expected an object, got list"),
    (FeedResponse, {"Rows": [[1], ["x"]]}, "FeedResponse.Rows[1][0]: expected int, got str"),
    (FeedResponse, {"Fed": "maybe"}, "FeedResponse.Fed: expected bool, got str"),
    (FeedResponse, {"Weight": "much"}, "FeedResponse.Weight: expected float, got str"),
    (FeedResponse, {"Weight": -1e999}, "FeedResponse.Weight: expected a finite float, got -inf"),
    (FeedResponse, {"Cat": {"Friend": {"Age": "x"}}}, "Cat.Age: expected int, got str"),
]


@pytest.mark.parametrize(("cls", "wire", "message"), ODD)
def test_a_value_of_the_wrong_type_is_named(cls: type[Shape], wire: Any, message: str) -> None:
    with pytest.raises(ValueError, match="expected") as caught:
        cls.from_wire(wire)
    assert message in str(caught.value)


def test_a_time_is_parsed_when_it_is_read() -> None:
    cat = Cat.from_wire({"Name": "T", "Born": "yesterday"})
    with pytest.raises(ValueError, match=r"Cat\.born: 'yesterday' is not a time like"):
        _ = cat.born
    assert "yesterday" in repr(cat)
    assert cat == copy.deepcopy(cat)


def test_times_in_lists_are_times_too() -> None:
    response = FeedResponse.from_wire({"Times": {"Time": [BORN]}})
    assert response.times == [MOMENT]
    assert response.to_dict() == {"Times": {"Time": [BORN]}}


def test_documents_in_responses_are_text_with_a_parse_method() -> None:
    response = FeedResponse.from_wire({"Plan": '{ "a": 1 }'})
    assert response.plan == '{ "a": 1 }'
    assert response.plan is not None
    assert response.plan.parse() == {"a": 1}
    given = FeedResponse.from_wire({"Plan": {"a": 1}})
    assert given.plan == '{"a":1}'


def test_maps_of_shapes_are_read() -> None:
    response = FeedResponse.from_wire({"ByName": {"tom": {"Name": "Tom"}}})
    assert response.by_name == {"tom": Cat(name="Tom")}


def test_any_mapping_is_an_object() -> None:
    assert Cat.from_wire(MappingProxyType({"Name": "Tom"})) == Cat(name="Tom")


# --- values ---


def test_shapes_with_equal_fields_are_equal() -> None:
    assert Tag(key="k") == Tag(key="k", value=None)
    assert Tag(key="k") != Tag(key="k", value="v")
    assert Tag(key="k") != Cat(name="k")
    assert Tag(key="k") != "k"
    assert Cat.from_wire({"Name": "T", "Born": BORN, "More": 1}) == Cat(name="T", born=MOMENT)


def test_a_dict_has_wire_names_and_json_values() -> None:
    cat = Cat(name="Tom", born=MOMENT, kittens=[Cat(name="Kit")])
    plain = cat.to_dict()
    assert plain == {"Name": "Tom", "Born": BORN, "Kittens": {"Kitten": [{"Name": "Kit"}]}}
    assert Cat.from_wire(json.loads(json.dumps(plain))) == cat


def test_times_are_written_in_utc_and_whole_seconds() -> None:
    east = timezone(timedelta(hours=8))
    cat = Cat(name="T", born=datetime(2026, 1, 2, 11, 4, 5, 999, tzinfo=east))
    assert cat.to_dict()["Born"] == BORN


@pytest.mark.parametrize(
    "step", [copy.copy, copy.deepcopy, lambda x: pickle.loads(pickle.dumps(x))]
)
def test_shapes_are_copied_and_pickled(step: Callable[[Any], Any]) -> None:
    read = FeedResponse.from_wire({"Cat": {"Name": "T", "X": 1}, "RequestId": "R"})
    read._received(200, {"date": "now"})
    for shape in (Cat(name="Tom", born=MOMENT), read, FeedRequest(name="T", tag=[Tag(key="k")])):
        again = step(shape)
        assert again == shape
        assert again.to_dict() == shape.to_dict()
    assert step(read).http.status_code == 200
    assert step(read).http.headers == {"date": "now"}


# --- requests ---


def test_a_request_gives_its_parameters_in_three_ways() -> None:
    request = FeedRequest(
        name="T", loud=False, when=MOMENT, plan={"ä": [1]}, tag=[Tag(key="k", value="")]
    )
    assert request.action == "Feed"
    tags = [{"Key": "k", "Value": ""}]
    python = {"Name": "T", "Loud": False, "When": MOMENT, "Plan": {"ä": [1]}, "Tag": tags}
    assert request.to_dict() == python
    assert request.to_wire() == {
        "Name": "T",
        "Loud": "false",
        "When": BORN,
        "Plan": '{"ä":[1]}',
        "Tag.1.Key": "k",
        "Tag.1.Value": "",
    }


def test_a_request_is_read_back_from_both_forms() -> None:
    request = FeedRequest(
        name="T",
        grams=5,
        share=1.5,
        when=MOMENT,
        plan='{"a": 1}',
        size="big",
        tag=[Tag(key="a"), Tag(key="b", value="c")],
        rules=[Tag(key="a")],
        ids=["x", ""],
        options={"a": "b"},
        main=Tag(key="m"),
        times=[MOMENT],
        password="p",
        notes={"n": ["1", "2"]},
    )
    assert FeedRequest.from_wire(request.to_dict()) == request
    assert FeedRequest.from_wire(request.to_wire()) == request


def test_reading_a_request_checks_neither_presence_nor_names() -> None:
    request = FeedRequest.from_wire({"Nmae": "T", "Grams": "5"})
    assert request.grams == 5
    assert request.to_wire() == {"Grams": "5"}


@pytest.mark.parametrize(
    ("wire", "message"),
    [
        ({"Grams": "many"}, "Grams: expected int, got str that cannot be read as int"),
        ({"Loud": "yes"}, "Loud: expected bool, got str that cannot be read as bool"),
        ({"Rules": "{"}, "Rules: expected list as JSON text"),
        ({"When": "soon"}, "When: 'soon' is not a time like"),
        ({"Tag.1": "x"}, "Tag[0]: expected Tag as JSON text"),
        ({"Plan": {"a": MOMENT}}, "Plan: cannot be encoded as JSON"),
        ({"Rules": "[" * 100_000}, "Rules: expected list as JSON text"),
    ],
)
def test_a_parameter_that_does_not_fit_is_named(wire: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError) as caught:
        FeedRequest.from_wire(wire)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("wire", "message"),
    [
        (None, "expected parameters as a dict, got NoneType"),
        ([1], "expected parameters as a dict, got list"),
        ({5: "x"}, "5: expected str as the name of a parameter"),
    ],
)
def test_parameters_must_be_a_dict_with_names(wire: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        FeedRequest.from_wire(wire)


class Visit(Shape):
    born: datetime | None = field("Born", default=None)
    plan: Mapping[str, Any] | str | None = field("Plan", default=None)
    next: Visit | None = field("Next", default=None)


class VisitRequest(Request[Response], action="Visit"):
    visit: Visit | None = field("Visit", default=None)
    again: Visit | None = field("Again", default=None, style="json")


def test_python_values_inside_a_shape_are_sent_by_their_types() -> None:
    inner = {"Born": MOMENT, "Plan": {"a": 1}, "More": 5}
    request = VisitRequest.from_wire(
        {"Visit": {**inner, "Next": Visit(born=MOMENT)}, "Again": inner}
    )
    assert request.to_wire() == {
        "Visit.Born": BORN,
        "Visit.Plan": '{"a":1}',
        "Visit.More": "5",
        "Visit.Next.Born": BORN,
        "Again": f'{{"Born":"{BORN}","Plan":"{{\\"a\\":1}}","More":5}}',
    }
    assert request.to_dict()["Again"] == inner
    assert VisitRequest(visit=Visit(born=MOMENT)).to_dict() == {"Visit": {"Born": MOMENT}}


def test_a_time_inside_a_parameter_is_checked() -> None:
    with pytest.raises(ValueError, match=r"^Visit\.Next\.Born: 'soon' is not a time like"):
        VisitRequest.from_wire({"Visit.Next.Born": "soon"})


def test_a_request_without_fields_is_fine() -> None:
    class Ping(Request[Response], action="Ping"):
        pass

    assert (Ping().to_wire(), Ping.from_wire({"X": 1}), repr(Ping())) == ({}, Ping(), "Ping()")


# --- responses ---


def test_a_response_has_its_http_metadata() -> None:
    response = FeedResponse.from_wire({"RequestId": "R"})
    assert response.http.status_code == 0
    response._received(200, {"x-acs-request-id": "H"})
    assert (response.request_id, response.http.status_code) == ("R", 200)
    assert repr(response.http) == "HttpMetadata(status_code=200)"


def test_the_request_id_may_be_in_the_headers_only() -> None:
    response = FeedResponse.from_wire({})
    response._received(200, {"x-acs-request-id": "H"})
    assert response.request_id == "H"
    assert response.to_dict() == {}


def test_tests_of_users_can_build_responses() -> None:
    response = FeedResponse(cat=Cat(name="T"), fed=True)
    assert response.request_id == ""
    assert response.to_dict() == {"RequestId": "", "Cat": {"Name": "T"}, "Fed": True}


# --- types of fields ---


def test_a_type_that_cannot_be_serialized_is_named() -> None:
    class Odd(Shape):
        thing: set[str] = field("Thing")
        either: int | list[str] = field("Either")
        other: Nowhere = field("Other")  # type: ignore[name-defined]  # noqa: F821

    for name, annotation in (("Thing", r"set\[str\]"), ("Either", r"int \| list\[str\]")):
        message = f"Odd: values of type '{annotation}' cannot be serialized"
        with pytest.raises(TypeError, match=message):
            Odd.from_wire({name: []})
    with pytest.raises(TypeError, match="name 'Nowhere' is not defined"):
        Odd.from_wire({"Other": 1})


def test_an_annotation_may_use_typing() -> None:
    class Typed(Shape):
        number: Optional[int] = field("Number", default=None)  # noqa: UP045

    assert Typed.from_wire({"Number": "5"}) == Typed(number=5)


def test_many_threads_may_be_the_first_to_use_a_class() -> None:
    previous = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for _ in range(20):
            _race()
    finally:
        sys.setswitchinterval(previous)


def _race() -> None:
    class Left(Shape):
        name: str = field("Name")
        number: int | None = field("Number", default=None)
        more: list[str] | None = field("More", default=None)
        inner: list[Left] | None = field("Inner", default=None)

    Left.__fields__["inner"].codec = ListOf(Object(Left))  # a local name, which no module has
    barrier = threading.Barrier(8)
    errors: list[BaseException] = []

    def use(number: int) -> None:
        barrier.wait()
        try:
            made = Left(name="x", number=number, more=["y"], inner=[Left(name="z")] * 11)
            read = Left.from_wire(made.to_dict())
            assert made == read
            assert made.number == number
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=use, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


def test_a_page_is_a_shape_too() -> None:
    page = ListCatsResponse.from_wire({"Cats": {"Cat": [{"Name": "a"}]}})
    assert page.cats == [Cat(name="a")]

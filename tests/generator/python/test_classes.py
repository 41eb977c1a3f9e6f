"""The Python view: what the templates are given, decision by decision."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from black import format_str
from black.mode import Mode

from alicloud.generator.model import (
    Endpoints,
    Error,
    Example,
    Field,
    Group,
    Limits,
    ListOf,
    MapOf,
    Operation,
    Pagination,
    Ref,
    Scalar,
    Service,
    Struct,
    Type,
)
from alicloud.generator.python.classes import ClassView
from alicloud.generator.python.package import PackageView, package_view

TEXT = Scalar("string")
NOTHING = Struct("", "", ())


def package(*operations: Operation, shapes: tuple[Struct, ...] = (), **service: Any) -> PackageView:
    """The view of a service with one resource, cats."""
    group = Group("cats", "specs/zoo/cats.yaml", "Cats.", shapes, operations)
    return package_view(
        Service(
            **{
                "name": "zoo",
                "path": "specs/zoo/service.yaml",
                "doc": "A zoo.",
                "product": "zoo",
                "version": "2020-01-01",
                "style": "rpc",
                "endpoints": Endpoints(public="zoo.aliyuncs.com"),
                "errors": (),
                "groups": (group,),
                **service,
            }
        )
    )


def operation(
    *, request: tuple[Field, ...] = (), response: tuple[Field, ...] = (), **more: Any
) -> Operation:
    return Operation(
        **{
            "action": "GetCat",
            "doc": "Get a cat.",
            "kind": "read",
            "request": Struct("GetCatRequest", "", request),
            "response": Struct("GetCatResponse", "", response),
            **more,
        }
    )


def classes(made: PackageView) -> dict[str, ClassView]:
    return {c.name: c for module in made.modules for c in module.classes}


def text(wire: str, **more: Any) -> Field:
    return Field(wire, "", TEXT, **more)


def annotation(kind: Type, *, sent: bool, **more: Any) -> str:
    """How a field of this type is annotated."""
    field = Field("Name", "D.", kind, required=sent, **more)
    shape = Struct("Cat", "", ())
    action = operation(request=(field,)) if sent else operation(response=(field,))
    made = classes(package(action, shapes=(shape,)))
    (found,) = made["GetCatRequest" if sent else "GetCatResponse"].fields
    return found.annotation


ANNOTATIONS: list[tuple[Type, str, str]] = [
    (TEXT, "str", "str"),
    (Scalar("integer"), "int", "int"),
    (Scalar("long"), "int", "int"),
    (Scalar("boolean"), "bool", "bool"),
    (Scalar("number"), "float", "float"),
    (Scalar("timestamp"), "datetime", "datetime"),
    (Scalar("json"), "Mapping[str, Any] | str", "JsonText"),
    (ListOf(TEXT), "Sequence[str]", "list[str]"),
    (MapOf(Scalar("long")), "Mapping[str, int]", "dict[str, int]"),
    (Ref("Cat"), "Cat", "Cat"),
    (ListOf(ListOf(Ref("Cat"))), "Sequence[Sequence[Cat]]", "list[list[Cat]]"),
    (MapOf(ListOf(TEXT)), "Mapping[str, Sequence[str]]", "dict[str, list[str]]"),
]


@pytest.mark.parametrize(("kind", "sent", "received"), ANNOTATIONS, ids=str)
def test_callers_may_send_more_types_than_they_get(kind: Type, sent: str, received: str) -> None:
    assert annotation(kind, sent=True) == sent
    assert annotation(kind, sent=False) == received


def test_choices_are_written_out_where_they_are_sent() -> None:
    limits = Limits(enum=("a", "b"))
    assert annotation(TEXT, sent=True, limits=limits) == 'Literal["a", "b"]'
    assert annotation(TEXT, sent=False, limits=limits) == "str"


def test_what_may_be_missing_is_none() -> None:
    request = (text("Must", required=True), text("May"))
    response = (text("Is"), text("MayBe", optional=True))
    made = classes(package(operation(request=request, response=response)))
    assert [f.annotation for f in made["GetCatRequest"].fields] == ["str", "str | None"]
    assert [f.annotation for f in made["GetCatResponse"].fields] == ["str", "str | None"]


DECLARATIONS = {
    'name: str = field("Name")': text("Name", required=True),
    'name: str | None = field("Name", default=None)': text("Name"),
    'cat: str = field("Name")': text("Name", required=True, name="cat"),
    'from_: str = field("From", sensitive=True)': Field(
        "From", "", TEXT, required=True, sensitive=True
    ),
    'ids: Sequence[str] = field("Ids", style="repeat", location="body")': Field(
        "Ids", "", ListOf(TEXT), required=True, style="repeat", location="body"
    ),
}


@pytest.mark.parametrize("expected", DECLARATIONS)
def test_a_declaration_leaves_defaults_out(expected: str) -> None:
    (made,) = classes(package(operation(request=(DECLARATIONS[expected],))))["GetCatRequest"].fields
    assert made.declaration == expected


def test_a_method_names_required_parameters_first() -> None:
    fields = (text("A"), text("B", required=True), text("C"))
    (method,) = package(operation(request=fields)).clients[0].methods
    assert method.signature == (
        "def get_cat(self, *, b: str, a: str | None = None, c: str | None = None) -> GetCatResponse:"
    )
    assert method.body == "return self.send(_zoo.GetCatRequest(a=a, b=b, c=c))"


def test_a_method_without_parameters_takes_none() -> None:
    (method,) = package(operation()).clients[0].methods
    assert method.signature == "def get_cat(self) -> GetCatResponse:"
    assert method.body == "return self.send(_zoo.GetCatRequest())"


def test_the_docstring_of_a_method() -> None:
    described = operation(
        request=(Field("Name", "Its name.", TEXT, required=True, limits=Limits((1, 9))),),
        errors=(Error("NotFound", 404, "There is none."),),
        example=Example({"Name": "Tom"}, {}),
        deprecated="use FindCat.",
    )
    (method,) = package(described).clients[0].methods
    assert method.doc == (
        "Get a cat.\n\n"
        "Deprecated: use FindCat.\n\n"
        "Args:\n    name: Its name. 1 to 9 characters.\n\n"
        "Errors of the service:\n    NotFound (404): There is none.\n\n"
        'Example:\n    >>> zoo.get_cat(name="Tom")'
    )


def test_the_async_method_is_the_same_but_for_await() -> None:
    made = operation(
        request=(Field("Name", "Its name.", TEXT, required=True),),
        example=Example({"Name": "T"}, {}),
    )
    plain, awaited = (client.methods[0] for client in package(made).clients)
    assert awaited.signature == f"async {plain.signature}"
    assert awaited.body == "return await self.send(_zoo.GetCatRequest(name=name))"
    assert awaited.doc == plain.doc.replace(">>> ", ">>> await ")


def test_a_list_of_the_async_client_can_be_awaited_or_iterated_over() -> None:
    (method,) = package(listing(TEXT)).clients[1].methods
    assert method.signature == "def get_cat(self) -> AsyncPager[GetCatResponse]:"
    assert method.body == "return AsyncPager(self, _zoo.GetCatRequest())"


@pytest.mark.parametrize("count", range(1, 12))
def test_a_long_call_is_laid_out_as_black_does_it(count: int) -> None:
    fields = tuple(Field(f"Parameter{n}", "", TEXT) for n in range(count))
    for made in (operation(request=fields), replace(listing(TEXT), request=Struct("", "", fields))):
        for client in package(made).clients:
            (method,) = client.methods
            source = f"class A:\n    {method.signature}\n        {method.body}\n"
            assert format_str(source, mode=Mode(line_length=100)) == source


def listing(item: Type, **more: Any) -> Operation:
    return operation(response=(Field("Cats", "", ListOf(item)),), items="Cats", **more)


@pytest.mark.parametrize(
    ("item", "base"),
    [
        (TEXT, "Page[str]"),
        (Ref("Cat"), "Page[Cat]"),
        # A name that is imported for type checkers only cannot stand in a class header.
        (Scalar("timestamp"), 'Page["datetime"]'),
        (Scalar("json"), 'Page["JsonText"]'),
    ],
)
def test_a_list_is_a_page_of_its_items(item: Type, base: str) -> None:
    made = package(listing(item), shapes=(Struct("Cat", "", ()),))
    assert classes(made)["GetCatResponse"].header == f"class GetCatResponse({base}):"


def test_the_table_of_operations_leaves_defaults_out() -> None:
    made = package(
        operation(),
        operation(
            action="buy-cat",
            kind="create",
            repeatable=False,
            anonymous=True,
            pagination=Pagination(token="T", next="N", items="Cats"),
        ),
    )
    plain, odd = ("".join(entry.split()) for entry in made.operations)
    assert plain == 'Operation("GetCat","read","alicloud.zoo.cats")'
    assert odd.replace(",)", ")") == (
        'Operation("buy-cat","create","alicloud.zoo.cats",name="BuyCat",repeatable=False,'
        'anonymous=True,pagination=Pagination(token="T",next="N",items="Cats"))'
    )


def test_errors_have_a_table_of_their_own() -> None:
    made = package(
        operation(),
        operation(action="BuyCat", errors=(Error("NotFound", 404, ""), Error("Sold", 409, ""))),
    )
    assert "".join(made.error_codes.split()) == (
        'ERROR_CODES:dict[str,dict[str,int]]={"GetCat":{},"BuyCat":{"NotFound":404,"Sold":409}}'
    )


def test_the_package_exports_its_client_and_classes_and_nothing_else() -> None:
    made = package(operation(), shapes=(Struct("Cat", "", ()),))
    assert [client.name for client in made.clients] == ["ZooClient", "AsyncZooClient"]
    assert made.public_names == (
        *("AsyncZooClient", "Cat", "GetCatRequest", "GetCatResponse", "ZooClient"),
    )


def test_the_view_does_not_depend_on_the_order_of_shapes() -> None:
    """Import lines are sorted, whatever order the names were found in."""
    shapes = tuple(Struct(name, "", ()) for name in ("Zebra", "Ape", "Lion"))
    other = Group("nests", "specs/zoo/nests.yaml", "Nests.", shapes, ())
    fields = tuple(Field(name, "", Ref(name)) for name in ("Lion", "Zebra", "Ape"))
    here = Group("cats", "specs/zoo/cats.yaml", "Cats.", (), (operation(response=fields),))
    for groups in ((here, other), (other, here)):
        made = package(groups=groups)
        (module,) = (m for m in made.modules if m.name == "cats")
        assert module.typing_imports == ("from alicloud.zoo.nests import Ape, Lion, Zebra",)


def test_endpoints_are_given_where_there_are_any() -> None:
    full = Endpoints(
        public="p", regional="r-{region}", vpc="v", regions=("a-b",), hosts=(("a-b", "h"),)
    )
    text = "".join(package(operation(), endpoints=full).clients[0].service.split())
    assert 'endpoints=Endpoints(public="p",regional="r-{region}",vpc="v"' in text
    assert 'regions=("a-b",)' in text
    assert 'hosts={"a-b":"h"}' in text
    bare = package(operation()).clients[0].service
    assert "regional" not in bare
    assert "hosts" not in bare


def test_a_view_is_a_value() -> None:
    made = package(operation())
    assert made == package(operation())
    assert made != replace(made, name="ark")

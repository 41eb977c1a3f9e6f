"""The Python view and what the templates make of it, decision by decision."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

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
    Ref,
    Scalar,
    Service,
    Struct,
    TokenPages,
    Type,
)
from alicloud.generator.python.classes import ClassView
from alicloud.generator.python.package import PackageView, package_view
from alicloud.generator.python.render import render
from alicloud.generator.python.types import Import

TEXT = Scalar("string")
NOTHING = Struct("", "", ())


def zoo(*operations: Operation, shapes: tuple[Struct, ...] = (), **service: Any) -> Service:
    """A service with one resource, cats."""
    group = Group("cats", "specs/zoo/cats.yaml", "Cats.", shapes, operations)
    return Service(
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


def package(*operations: Operation, **service: Any) -> PackageView:
    """The view of that service."""
    return package_view(zoo(*operations, **service))


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


def code(module: str, *operations: Operation, **service: Any) -> str:
    """What a module of that service holds."""
    return render([zoo(*operations, **service)])[f"alicloud/zoo/{module}.py"]


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


def test_what_may_be_missing_is_optional() -> None:
    request = (text("Must", required=True), text("May"))
    response = (text("Is"), text("MayBe", optional=True))
    made = classes(package(operation(request=request, response=response)))
    assert [f.optional for f in made["GetCatRequest"].fields] == [False, True]
    assert [f.optional for f in made["GetCatResponse"].fields] == [False, True]


DECLARATIONS = {
    'name: str = field("Name")': text("Name", required=True),
    'name: str | None = field("Name", default=None)': text("Name"),
    'cat: str = field("Name")': text("Name", required=True, name="cat"),
    'from_: str = field("From", sensitive=True)': Field(
        "From", "", TEXT, required=True, sensitive=True
    ),
    'ids: Sequence[str] = field("Ids", style="repeat", location="form")': Field(
        "Ids", "", ListOf(TEXT), required=True, style="repeat", location="form"
    ),
}


@pytest.mark.parametrize("expected", DECLARATIONS)
def test_a_declaration_leaves_defaults_out(expected: str) -> None:
    made = code("cats", operation(request=(DECLARATIONS[expected],)))
    assert f"    {expected}\n" in made


def test_a_method_names_required_parameters_first() -> None:
    fields = (text("A"), text("B", required=True), text("C"))
    made = code("client", operation(request=fields))
    assert (
        "    def get_cat(\n        self,\n        *,\n        b: str,\n        a: str | None = None,\n"
        "        c: str | None = None,\n    ) -> GetCatResponse:\n"
    ) in made
    assert made.endswith(
        "        return self.send(\n            _zoo.GetCatRequest(\n                b=b,\n"
        "                a=a,\n                c=c,\n            ),\n        )\n"
    )


def test_a_method_without_parameters_takes_none() -> None:
    made = code("client", operation())
    assert "    def get_cat(\n        self,\n    ) -> GetCatResponse:\n" in made
    assert made.endswith(
        "        return self.send(\n            _zoo.GetCatRequest(),\n        )\n"
    )


DESCRIBED = operation(
    request=(
        Field("Name", "Its name.", TEXT, required=True, limits=Limits((1, 9))),
        Field("Age", "How old\nit is", Scalar("integer"), default=1),
    ),
    response=(text("Cat"), text("Fur"), text("Tail")),
    doc="Get a cat. It may be asleep. Or not.",
    errors=(
        Error("InvalidParameter.Name", (400,), "A name has letters."),
        Error("EntityNotExist.Cat", (404,), "There is no such cat."),
        Error("InvalidParameter.Age", (400,), "Cats are not that old."),
        Error("EntityNotExist.Zoo", (404,), "There is no zoo."),
        Error("InternalError", (500,), "It failed. Try again."),
        Error("Asleep", (409,), "The cat sleeps."),
    ),
    example=Example({"Name": "Tom", "Age": 3}, {}),
    deprecated="use FindCat.",
)
DOCSTRING = '''\
        """Get a cat.

        It may be asleep. Or not.

        Deprecated: use FindCat.

        Args:
            name: Its name. 1 to 9 characters.
            age: How old it is. Default: 1.

        Returns:
            A response with `cat`, `fur` and `tail`.

        Raises:
            InvalidParameter: A parameter breaks its limits; see Args.
            EntityNotExist: There is no such cat (`EntityNotExist.Cat`). There is no zoo
                (`EntityNotExist.Zoo`).
            InternalError: It failed. Try again.
            ServiceError: The cat sleeps (`Asleep`).

        Example:
            >>> zoo.get_cat(
            ...     name="Tom",
            ...     age=3,
            ... )
        """
'''


def test_the_docstring_of_a_method() -> None:
    assert DOCSTRING in code("client", DESCRIBED)
    assert DOCSTRING.replace(">>> ", ">>> await ") in code("async_client", DESCRIBED)


def test_the_async_method_is_the_same_but_for_await() -> None:
    plain, awaited = (code(module, DESCRIBED) for module in ("client", "async_client"))
    plain = plain.replace("    def ", "    async def ").replace("return self", "return await self")
    start = awaited.index("    operations")
    assert awaited[start:] == plain[plain.index("    operations") :].replace(">>> ", ">>> await ")


def test_a_list_of_the_async_client_can_be_awaited_or_iterated_over() -> None:
    made = code("async_client", listing(TEXT))
    assert "    def get_cat(\n        self,\n    ) -> AsyncPager[GetCatResponse]:\n" in made
    assert "Await it for one page with `cats`, or iterate over it with `async for`." in made
    assert made.endswith(
        "        return AsyncPager(\n            self,\n            _zoo.GetCatRequest(),\n        )\n"
    )


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
    assert classes(made)["GetCatResponse"].base == base


def test_the_table_of_operations_leaves_defaults_out() -> None:
    made = code(
        "operations",
        operation(),
        operation(
            action="buy-cat",
            kind="create",
            repeatable=False,
            anonymous=True,
            pagination=TokenPages(token="T", next="N", items="Cats"),
        ),
    )
    assert "".join(made.partition("OPERATIONS")[2].split()).replace(",)", ")") == (
        '=by_action(Operation("GetCat","read","alicloud.zoo.cats"),'
        'Operation("buy-cat","create","alicloud.zoo.cats",name="BuyCat",repeatable=False,'
        'anonymous=True,pagination=Pagination(token="T",next="N",items="Cats")))'
    )


def test_errors_have_a_table_of_their_own() -> None:
    errors = (Error("NotFound", (404,), ""), Error("Sold", (409,), ""))
    made = code("error_codes", operation(), operation(action="BuyCat", errors=errors))
    table: dict[str, Any] = {}
    exec(made, table)
    assert table["ERROR_CODES"] == {"GetCat": {}, "BuyCat": {"NotFound": 404, "Sold": 409}}


def test_the_package_exports_its_client_and_classes_and_nothing_else() -> None:
    made = package(operation(), shapes=(Struct("Cat", "", ()),))
    assert made.exports == {
        "client": ("ZooClient",),
        "async_client": ("AsyncZooClient",),
        "cats": ("Cat", "GetCatRequest", "GetCatResponse"),
    }


def test_the_view_does_not_depend_on_the_order_of_shapes() -> None:
    """Imports are sorted, whatever order the names were found in."""
    shapes = tuple(Struct(name, "", ()) for name in ("Zebra", "Ape", "Lion"))
    other = Group("nests", "specs/zoo/nests.yaml", "Nests.", shapes, ())
    fields = tuple(Field(name, "", Ref(name)) for name in ("Lion", "Zebra", "Ape"))
    here = Group("cats", "specs/zoo/cats.yaml", "Cats.", (), (operation(response=fields),))
    for groups in ((here, other), (other, here)):
        made = package(groups=groups)
        (module,) = (m for m in made.modules if m.name == "cats")
        assert module.typing_imports == tuple(
            Import("alicloud.zoo.nests", name) for name in ("Ape", "Lion", "Zebra")
        )


def test_endpoints_are_given_where_there_are_any() -> None:
    full = Endpoints(
        public="p", regional="r-{region}", vpc="v", regions=("a-b",), hosts=(("a-b", "h"),)
    )
    text = "".join(code("client", operation(), endpoints=full).split())
    assert 'endpoints=Endpoints(public="p",regional="r-{region}",vpc="v"' in text
    assert 'regions=("a-b",)' in text
    assert 'hosts={"a-b":"h",}' in text
    bare = code("client", operation())
    assert "regional" not in bare
    assert "hosts" not in bare


def test_a_view_is_a_value() -> None:
    made = package(operation())
    assert made == package(operation())
    assert made != replace(made, methods=())

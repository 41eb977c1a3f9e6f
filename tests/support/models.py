"""Random models of services, as the reader of specs could make them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

from hypothesis import strategies as st

from alicloud.generator.model import (
    SCALARS,
    Endpoints,
    Error,
    Example,
    Field,
    Group,
    Kind,
    Limits,
    ListOf,
    Location,
    MapOf,
    NumberedPages,
    OffsetPages,
    Operation,
    Ref,
    Scalar,
    Service,
    Struct,
    Style,
    TokenPages,
    Type,
)

# Drawn from lists, since a service takes hundreds of them.
TEXTS = st.sampled_from(
    ["A text.", "用户名。", "😀", '"', "\\", "\n", "\x00", "\x85", "\u2028", "{}", "null", "1", " "]
)
NAMES = st.sampled_from([f"Name{number}" for number in range(30)])
NUMBERS = st.sampled_from([0, 1, -1, 2**70, 0.0, 0.1, -1.5, 1e22, 5e-324])
JSON = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=3,
)


STATUSES = st.lists(st.integers(400, 599), min_size=1, max_size=2).map(tuple)


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


def types(shapes: list[str]) -> st.SearchStrategy[Type]:
    plain: st.SearchStrategy[Type] = st.sampled_from(SCALARS).map(Scalar)
    innermost = plain | st.sampled_from(shapes).map(Ref) if shapes else plain
    return st.recursive(innermost, lambda inner: inner.map(ListOf) | inner.map(MapOf), max_leaves=3)


def bounds(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return maybe(st.tuples(maybe(values), maybe(values)))


def fields(shapes: list[str]) -> st.SearchStrategy[tuple[Field, ...]]:
    limits = st.builds(
        Limits,
        length=bounds(st.integers(0, 10**6)),
        range=bounds(NUMBERS),
        pattern=maybe(TEXTS),
        enum=st.lists(TEXTS | st.integers(), max_size=3).map(tuple),
    )
    field = st.builds(
        Field,
        wire=NAMES,
        doc=TEXTS,
        type=types(shapes),
        required=st.booleans(),
        optional=st.booleans(),
        sensitive=st.booleans(),
        location=st.sampled_from(get_args(Location)),
        style=st.sampled_from(get_args(Style)),
        wrap=maybe(NAMES),
        name=maybe(TEXTS),
        limits=limits,
        default=maybe(st.just("") | TEXTS | NUMBERS | st.booleans()),
        deprecated=maybe(TEXTS),
        renamed_from=maybe(TEXTS),
        place=st.none(),
        name_place=st.none(),
    )
    return st.lists(field, max_size=2, unique_by=lambda one: one.wire).map(tuple)


@st.composite
def structs(draw: st.DrawFn) -> list[Struct]:
    """Shapes, of which some extend one that was made before."""
    made: list[Struct] = []
    names = draw(st.lists(NAMES, max_size=3, unique=True))
    for name in names:
        base = draw(maybe(st.sampled_from(made))) if made else None
        texts = {"deprecated": draw(maybe(TEXTS)), "renamed_from": draw(maybe(TEXTS))}
        struct = Struct(name, draw(TEXTS), draw(fields(names)), **texts)
        if base is not None:
            of_both = (*base.fields, *struct.fields)
            struct = replace(struct, extends=base.name, fields=of_both, inherited=len(base.fields))
        made.append(struct)
    shuffled: list[Struct] = draw(st.permutations(made))
    return shuffled


@st.composite
def operations(draw: st.DrawFn, shapes: list[str], errors: list[Error]) -> Operation:
    action, doc = draw(NAMES), draw(TEXTS)
    chosen = draw(st.lists(st.sampled_from(errors), max_size=3)) if errors else []
    deprecated = draw(maybe(TEXTS))
    objects = st.dictionaries(TEXTS, JSON, max_size=3)
    counted = {"items": NAMES, "size": maybe(NAMES), "total": maybe(NAMES)}
    pagination = (
        st.builds(
            TokenPages, token=NAMES, next=NAMES, items=NAMES, more=maybe(NAMES), limit=maybe(NAMES)
        )
        | st.builds(NumberedPages, page=NAMES, **counted)
        | st.builds(OffsetPages, offset=NAMES, **counted)
    )
    return Operation(
        action=action,
        doc=doc,
        kind=draw(st.sampled_from(get_args(Kind))),
        request=Struct(f"{action}Request", doc, draw(fields(shapes)), deprecated=deprecated),
        response=Struct(f"{action}Response", doc, draw(fields(shapes))),
        method=draw(st.sampled_from(["GET", "POST", "DELETE"])),
        path=draw(st.sampled_from(["/", "/things/{Name1}"])),
        repeatable=draw(st.booleans()),
        anonymous=draw(st.booleans()),
        token=draw(maybe(NAMES)),
        pagination=draw(maybe(pagination)),
        items=draw(maybe(NAMES)),
        errors=tuple(
            replace(error, statuses=draw(st.just(error.statuses) | STATUSES)) for error in chosen
        ),
        example=draw(maybe(st.builds(Example, objects, JSON))),
        deprecated=deprecated,
        renamed_from=draw(maybe(TEXTS)),
    )


@st.composite
def services(draw: st.DrawFn) -> Service:
    """A service; its names are as the specs would allow, its texts are any."""
    shapes = draw(structs())
    names = [shape.name for shape in shapes]
    error = st.builds(Error, code=NAMES, statuses=STATUSES, doc=TEXTS)
    errors = draw(st.lists(error, max_size=3, unique_by=lambda one: one.code))
    cut = draw(st.integers(0, len(shapes)))
    groups = tuple(
        Group(
            name=draw(TEXTS),
            path="",
            doc=draw(TEXTS),
            shapes=tuple(part),
            operations=tuple(draw(st.lists(operations(names, errors), max_size=1))),
        )
        for part in (shapes[:cut], shapes[cut:])
    )
    return Service(
        name=draw(st.sampled_from(["zoo", "shop"])),
        path="",
        doc=draw(TEXTS),
        product=draw(TEXTS),
        version=draw(TEXTS),
        style=draw(st.sampled_from(["rpc", "roa"])),
        endpoints=Endpoints(
            public=draw(maybe(TEXTS)),
            regional=draw(maybe(TEXTS)),
            vpc=draw(maybe(TEXTS)),
            regions=draw(st.lists(TEXTS, max_size=3).map(tuple)),
            hosts=tuple(draw(st.dictionaries(TEXTS, TEXTS, max_size=2)).items()),
        ),
        errors=tuple(errors),
        groups=groups,
    )

"""What holds for any two versions of any service."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hypothesis import assume, given, settings, strategies as st

from alicloud.generator.diff.compare import compare
from alicloud.generator.diff.findings import Finding
from alicloud.generator.model import Field, Group, Operation, Scalar, Service, Struct
from tests.support.models import services

FIELD = Field("Fresh", "", Scalar("string"), optional=True)
OPERATION = Operation(
    "DoSomethingFresh", "", "create", Struct("Asked", "", (FIELD,)), Struct("Told", "", (FIELD,))
)
GROUP = Group("fresh", "", "", (), (OPERATION,))


def with_fields(struct: Struct) -> Struct:
    return replace(struct, fields=(*struct.fields, FIELD))


def with_parameter(service: Service) -> Service:
    return each_operation(service, lambda one: replace(one, request=with_fields(one.request)))


def with_attribute(service: Service) -> Service:
    return each_operation(service, lambda one: replace(one, response=with_fields(one.response)))


def each_operation(service: Service, change: Callable[[Operation], Operation]) -> Service:
    groups = (
        replace(group, operations=tuple(map(change, group.operations))) for group in service.groups
    )
    return replace(service, groups=tuple(groups))


def with_field_of_shapes(service: Service) -> Service:
    bases = {shape.extends for _, shape in service.shapes()}
    groups = (
        replace(
            group,
            shapes=tuple(
                shape if shape.name in bases else with_fields(shape) for shape in group.shapes
            ),
        )
        for group in service.groups
    )
    return replace(service, groups=tuple(groups))


def with_operation(service: Service) -> Service:
    return replace(service, groups=(*service.groups, GROUP))


def with_region(service: Service) -> Service:
    endpoints = service.endpoints
    return replace(service, endpoints=replace(endpoints, regions=(*endpoints.regions, "cn-fresh")))


ADDITIONS = (with_parameter, with_attribute, with_field_of_shapes, with_operation, with_region)


def levels(findings: tuple[Finding, ...]) -> set[str]:
    return {one.level for one in findings}


@given(service=services())
@settings(max_examples=20)
def test_what_did_not_change_is_not_felt(service: Service) -> None:
    assume(has_unique_names(service))
    assert compare([service], [service]) == ()


@given(service=services(), addition=st.sampled_from(ADDITIONS))
@settings(max_examples=30)
def test_what_is_added_breaks_nothing_and_what_is_taken_away_does(
    service: Service, addition: Callable[[Service], Service]
) -> None:
    assume(has_unique_names(service))
    more = addition(service)
    if more == service:
        return
    assert levels(compare([service], [more])) == {"additive"}
    assert levels(compare([more], [service])) == {"breaking"}


@given(old=services(), new=services())
@settings(max_examples=20)
def test_any_two_services_can_be_compared(old: Service, new: Service) -> None:
    findings = compare([old], [replace(new, name=old.name)])
    assert all(one.place and one.change for one in findings)


def has_unique_names(service: Service) -> bool:
    """Whether no two actions, and no two fields of a shape, are called the same; specs see to it."""
    names = [[one.action for one in service.operations()]]
    names += [[field.wire for field in shape.fields] for _, shape in service.shapes()]
    return all(len(some) == len(set(some)) for some in names)

"""The sentences of a service: every text of its specs that people read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from alicloud.generator.model import Field, Group, Operation, Service, Struct
from alicloud.generator.problems import Place


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text of the specs, one or a few sentences long."""

    text: str
    where: str
    """What it describes, for example `users.yaml/CreateUser/request/UserName`."""
    place: Place


def sentences(service: Service) -> dict[str, Sentence]:
    """All sentences by their texts, in the order of the specs; of equal ones the first."""
    found: dict[str, Sentence] = {}
    for sentence in _all(service):
        if sentence.text:  # one that is missing is a mistake, and reported as such
            found.setdefault(sentence.text, sentence)
    return found


def _all(service: Service) -> Iterator[Sentence]:
    yield Sentence(service.doc, "service.yaml", service.place)
    for error in service.errors:
        yield Sentence(error.doc, f"service.yaml/errors/{error.code}", service.place)
    for group in service.groups:
        file = f"{group.name}.yaml"
        yield Sentence(group.doc, file, group.place)
        yield from _of_group(group, file)


def _of_group(group: Group, file: str) -> Iterator[Sentence]:
    for shape in group.shapes:
        yield from _of_shape(shape, f"{file}/{shape.name}")
    for operation in group.operations:
        yield from _of_action(operation, f"{file}/{operation.action}")


def _of_shape(shape: Struct, where: str) -> Iterator[Sentence]:
    yield Sentence(shape.doc, where, shape.place)
    yield from _of_fields(shape.own_fields, where)


def _of_action(operation: Operation, where: str) -> Iterator[Sentence]:
    yield Sentence(operation.doc, where, operation.place)
    if operation.deprecated:
        yield Sentence(operation.deprecated, f"{where}/deprecated", operation.place)
    yield from _of_fields(operation.request.fields, f"{where}/request")
    yield from _of_fields(operation.response.fields, f"{where}/response")


def _of_fields(fields: Iterable[Field], where: str) -> Iterator[Sentence]:
    for field in fields:
        yield Sentence(field.doc, f"{where}/{field.wire}", field.place)
        if field.deprecated:
            yield Sentence(field.deprecated, f"{where}/{field.wire}/deprecated", field.place)

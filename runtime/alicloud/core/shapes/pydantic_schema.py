"""How pydantic 2 validates and serializes shapes: under their Python names.

Loaded when pydantic asks for it.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from inspect import Parameter
from typing import Any

from pydantic_core import CoreSchema, core_schema

from alicloud.core.shapes.json_text import JsonText
from alicloud.core.shapes.plain import json_value, plain, python_value

Handler = Callable[[Any], CoreSchema]


def schema_of(cls: Any, handler: Handler) -> CoreSchema:
    """The schema of the shape `cls` and of all shapes in it, which may contain one another."""
    shapes: dict[type[Any], None] = {cls: None}
    definitions = []
    pending = [cls]
    while pending:
        shape = pending.pop()
        parameters = [declared.parameter() for declared in shape.__fields__.values()]
        definitions.append(_definition(shape, parameters, handler))
        for found in _shapes_in(parameter.annotation for parameter in parameters):
            if found not in shapes:
                shapes[found] = None
                pending.append(found)
    return core_schema.definitions_schema(_reference(cls), definitions)


def _definition(cls: Any, parameters: Iterable[Parameter], handler: Handler) -> CoreSchema:
    fields = {}
    for parameter in parameters:
        schema = _schema(parameter.annotation, handler)
        required = parameter.default is Parameter.empty
        if not required:
            schema = core_schema.with_default_schema(schema, default=parameter.default)
        fields[parameter.name] = core_schema.typed_dict_field(schema, required=required)
    return core_schema.no_info_wrap_validator_function(
        lambda value, read: _validated(cls, value, read),
        core_schema.typed_dict_schema(fields, cls=cls, extra_behavior="ignore"),
        serialization=core_schema.plain_serializer_function_ser_schema(_serialized, info_arg=True),
        ref=_ref(cls),
    )


def _validated(cls: Any, value: Any, read: Callable[[Any], dict[str, Any]]) -> Any:
    """A shape as it is; a dict or JSON object read as one."""
    if isinstance(value, cls):
        return value
    try:
        return cls(**read(value))
    except TypeError as error:  # pydantic reports ValueErrors alone
        raise ValueError(str(error)) from None


def _serialized(shape: Any, info: core_schema.SerializationInfo) -> dict[str, Any]:
    return plain(shape, json_value if info.mode == "json" else python_value)


def _schema(hint: Any, handler: Handler) -> CoreSchema:
    """The schema of a field. Shapes are referred to, since they may contain themselves."""
    if hasattr(hint, "__fields__"):
        return _reference(hint)
    if hint is JsonText:
        return core_schema.str_schema()
    if hint is datetime:
        return core_schema.datetime_schema(tz_constraint="aware")
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (list, Sequence):
        return core_schema.list_schema(_schema(arguments[0], handler))
    if origin in (dict, Mapping):
        values = _schema(arguments[1], handler)
        return core_schema.dict_schema(core_schema.str_schema(), values)
    if origin in (types.UnionType, typing.Union):
        return _union(arguments, handler)
    return handler(hint)


def _union(hints: Sequence[Any], handler: Handler) -> CoreSchema:
    schemas = [_schema(hint, handler) for hint in hints if hint is not types.NoneType]
    schema = schemas[0] if len(schemas) == 1 else core_schema.union_schema([*schemas])
    return core_schema.nullable_schema(schema) if types.NoneType in hints else schema


def _shapes_in(hints: Iterable[Any]) -> Iterator[type[Any]]:
    for hint in hints:
        if hasattr(hint, "__fields__"):
            yield hint
        else:
            yield from _shapes_in(typing.get_args(hint))


def _reference(cls: type[Any]) -> CoreSchema:
    return core_schema.definition_reference_schema(_ref(cls))


def _ref(cls: type[Any]) -> str:
    return f"{cls.__module__}.{cls.__qualname__}:{id(cls)}"

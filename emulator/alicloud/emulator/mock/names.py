"""Whether a response has the names that its action documents: clients would not see others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from alicloud.core.shapes.messages import REQUEST_ID_NAMES
from alicloud.emulator.errors import EmulatorError
from alicloud.generator.model import ListOf, MapOf, Ref
from alicloud.generator.problems import did_you_mean

if TYPE_CHECKING:
    from alicloud.emulator.mock.action import MockedAction
    from alicloud.generator.model import Field, Struct, Type


def check_names(action: MockedAction, content: object) -> None:
    """Refuse a misspelt name, however far inside.

    Args:
        content: What the response of the action is to hold, of the right types.

    Raises:
        EmulatorError: there is one; the message has its path.
    """
    checker = _Checker(action.operation.action, action.package.shapes)
    fields = action.described.response.fields
    if action.whole is not None:
        (whole,) = (field for field in fields if field.wire == action.whole)
        checker.value(whole.type, content, "")
    elif isinstance(content, Mapping):
        known = {name: value for name, value in content.items() if name not in REQUEST_ID_NAMES}
        checker.members(fields, known, "")


class _Checker:
    """Walks through values along their types."""

    def __init__(self, action: str, shapes: Mapping[str, Struct]) -> None:
        self._action = action
        self._shapes = shapes

    def members(self, fields: Iterable[Field], value: Mapping[str, object], path: str) -> None:
        by_name = {field.wire: field for field in fields}
        for name, member in value.items():
            where = f"{path}.{name}" if path else name
            if name not in by_name:
                self._refuse(name, by_name, path)
            field = by_name[name]
            if field.wrap is not None and isinstance(member, Mapping):
                for wrap in member:
                    if wrap != field.wrap:
                        self._refuse(wrap, (field.wrap,), where)
                self.value(field.type, member.get(field.wrap), f"{where}.{field.wrap}")
            else:
                self.value(field.type, member, where)

    def value(self, type_: Type, value: object, path: str) -> None:
        match type_, value:
            case Ref(shape), Mapping():
                self.members(self._shapes[shape].fields, value, path)
            case ListOf(item), list():
                for number, one in enumerate(value):
                    self.value(item, one, f"{path}[{number}]")
            case MapOf(item), Mapping():
                for key, one in value.items():
                    self.value(item, one, f"{path}.{key}" if path else str(key))

    def _refuse(self, name: str, known: Iterable[str], path: str) -> None:
        where = path or "its response"
        hint = did_you_mean(str(name), known)
        raise EmulatorError(f"{self._action}: {where} has no field {str(name)[:64]!r}{hint}")

"""Shapes as dataclasses: `dataclasses.asdict`, pandas, FastAPI, Flask and orjson know what to do.

Loaded when one of them asks. A shape is no dataclass by inheritance: making 200 of them would take
longer than importing everything else.
"""

from __future__ import annotations

import dataclasses

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from typing import Any


def dataclass_view(cls: Any) -> type[Any]:
    """A dataclass with the fields of the shape `cls`. Made once per class."""
    view: type[Any] | None = vars(cls).get("__view__")
    if view is None:
        view = dataclasses.make_dataclass(
            cls.__name__,
            [_field(declared) for declared in cls.__fields__.values()],
            kw_only=True,
            frozen=True,
            repr=False,
            eq=False,
        )
        cls.__view__ = view
    return view


def _field(declared: Any) -> tuple[str, Any, Any]:
    parameter = declared.parameter()
    required = parameter.default is parameter.empty
    default = dataclasses.MISSING if required else parameter.default
    return declared.name, parameter.annotation, dataclasses.field(default=default)

"""What the parts of one service share while they are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from alicloud.generator.model import Error, Limits, Style, Type
from alicloud.generator.problems import Place, Problems


@dataclass(frozen=True)
class Traits:
    """What a field says of its values, by itself or through the name of its type."""

    type: Type
    sensitive: bool = False
    style: Style | None = None  # None: not said
    limits: Limits = field(default_factory=Limits)
    default: str | int | float | bool | None = None


@dataclass(frozen=True)
class NamedType:
    """One entry under `types`: traits under a name, with the errors that values may cause."""

    name: str
    doc: str
    traits: Traits
    errors: tuple[Error, ...]


@dataclass(frozen=True)
class PageNames:
    """One entry under `pagination` of service.yaml: what its lists have in common."""

    names: Mapping[str, str]  # by key
    place: Place


@dataclass(frozen=True)
class CheckContext:
    """Where problems go, and the names that any file of the service may use."""

    problems: Problems
    shapes: frozenset[str]  # the names of all shapes
    type_names: frozenset[str]  # of all named types
    errors: Mapping[str, Error] | None  # by code; None when service.yaml could not be read
    complete: bool  # False: a file could not be read, so what is missing may be in there
    style: Literal["rpc", "roa"] = "rpc"
    imported: bool = False  # True: nothing needs a description
    optional_fields: bool = False  # True: what is received may be missing unless it is promised
    pagination: Mapping[str, PageNames] = field(default_factory=dict)
    types: Mapping[str, NamedType] = field(default_factory=dict)

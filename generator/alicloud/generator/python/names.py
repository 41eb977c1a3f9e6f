"""Python's names: the words of the wire joined, clear of what Python and generated modules need.

A name that becomes reserved renames what users have written in their code: it needs a changelog
entry, and what was reserved stays so.
"""

from __future__ import annotations

import keyword
import re
from dataclasses import dataclass

from alicloud.generator.model import Field, Operation
from alicloud.generator.names import words
from alicloud.generator.python.annotations import ANNOTATION_NAMES
from alicloud.generator.python.core import MEMBERS
from alicloud.generator.python.imports import imported_names

_IMPORTED = imported_names(("client.py.j2", "resource.py.j2"))
"""What the modules import that hold classes or methods named in specs."""

_LIKE_DIGITS = {"I", "O", "l"}  # linters refuse them
_RESERVED = MEMBERS | _IMPORTED | ANNOTATION_NAMES | {"cls", "self"} | _LIKE_DIGITS

# The last two were reserved in the first release; whoever has such a shape keeps its name.
RESERVED_CLASSES = (
    _IMPORTED | ANNOTATION_NAMES | {*keyword.kwlist, "Operation", "Pagination"} | _LIKE_DIGITS
)
"""What no class is called."""


@dataclass(frozen=True)
class ClassNames:
    """The two classes of an operation."""

    request: str
    response: str


def is_reserved(name: str) -> bool:
    """Whether a field or method of this name would break Python or hide a member of core."""
    return keyword.iskeyword(name) or name in _RESERVED


def snake(wire: str) -> str:
    """The Python name of a field, parameter or action: `mfa_device` for `MFADevice`.

    A reserved name gets a trailing `_`, one that begins with a digit a leading `n`. What holds
    no ASCII letter or digit gives an empty string.
    """
    name = "_".join(words(wire))
    if name[:1].isdigit():
        name = f"n{name}"
    return f"{name}_" if is_reserved(name) else name


def pascal(wire: str) -> str:
    """The wire name as a class-like word: `HyphenAted` for `hyphen-ated`; capitals stay."""
    parts = re.findall(r"[A-Za-z0-9]+", wire)
    name = "".join(part[0].upper() + part[1:] for part in parts)
    return f"N{name}" if name[:1].isdigit() else name


def class_name(wire: str) -> str:
    """The class of a shape, request or response; reserved names get a trailing `_`."""
    name = pascal(wire)
    return f"{name}_" if name in RESERVED_CLASSES else name


def class_names(operation: Operation) -> ClassNames:
    """What the classes of `operation` are called."""
    stem = pascal(operation.action)
    return ClassNames(f"{stem}Request", f"{stem}Response")


def field_name(field: Field) -> str:
    """The attribute or parameter for `field`."""
    return field.name or snake(field.wire)


def client_name(product: str) -> str:
    """The synchronous client of a product; the other one has `Async` before it."""
    return f"{pascal(product)}Client"

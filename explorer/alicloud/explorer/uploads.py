"""Files as the whole body of a call: the page sends them as base64, inside its JSON."""

from __future__ import annotations

import binascii
from base64 import b64decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from alicloud.explorer.bodies import bad_body
from alicloud.generator.model import Field, Scalar

LARGEST = 700 * 1024
"""Bytes of a file that fit into a request of the page: base64 makes a third more of them."""


@dataclass(frozen=True)
class Upload:
    """A file that somebody chose.

    Attributes:
        name: Its name, without a folder.
    """

    name: str
    content: bytes = field(repr=False)


def with_uploads(fields: tuple[Field, ...], values: Mapping[str, Any]) -> dict[str, Any]:
    """The values, with an `Upload` where the page gave `{"file": NAME, "base64": TEXT}` for bytes.

    Raises:
        ExplorerError: one is of another form.
    """
    binary = {field.wire for field in fields if field.type == Scalar("binary")}
    return {
        name: _upload(name, value) if name in binary and isinstance(value, Mapping) else value
        for name, value in values.items()
    }


def sent(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as core takes them: files as bytes."""
    return _each(values, lambda upload: upload.content)


def named(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as code takes them: a file by its name."""
    return _each(values, lambda upload: {"file": upload.name})


def described(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as the page shows them again: without what the files hold."""
    return _each(values, lambda upload: {"file": upload.name, "size": len(upload.content)})


def _each(values: Mapping[str, Any], form: Callable[[Upload], Any]) -> dict[str, Any]:
    return {
        name: form(value) if isinstance(value, Upload) else value for name, value in values.items()
    }


def _upload(name: str, value: Mapping[str, Any]) -> Upload:
    file, encoded = value.get("file"), value.get("base64")
    if value.keys() != {"file", "base64"} or not isinstance(file, str):
        raise bad_body(f"{name}: must be text, or a file with its name and its content")
    try:
        content = b64decode(str(encoded), validate=True)
    except (binascii.Error, ValueError):
        raise bad_body(f"{name}: the content of the file must be base64") from None
    return Upload(file.replace("\\", "/").rpartition("/")[2], content)

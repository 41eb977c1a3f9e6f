"""Bytes: whole bodies of requests and responses. Loaded for services that have such bodies."""

from __future__ import annotations

from binascii import b2a_base64

from alicloud.core.shapes.codecs import Codec

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from typing import Any


class Binary(Codec):
    """Bytes, or in a request a file object, which is read when it is sent.

    A file must be able to seek: it is read once for the signature and again for each attempt. What
    is sent begins where the file stands when the request is sent.
    """

    expected = "bytes or a binary file that can seek"
    valid_type = decoded_type = bytes

    def validate(self, value: Any) -> Any:
        if isinstance(value, bytearray | memoryview):
            return bytes(value)
        if isinstance(value, bytes) or _is_binary_file(value):
            return value
        raise self.wrong_type(value)

    def decode(self, value: Any) -> Any:
        return value.encode() if isinstance(value, str) else value

    def wrong_type(self, value: Any) -> TypeError:
        if hasattr(value, "read"):
            return TypeError(
                f"expected {self.expected}; read this one first: io.BytesIO(file.read())"
            )
        return super().wrong_type(value)

    def to_json(self, value: Any) -> Any:
        """Bytes as base64, since JSON has none; what a file holds is not read."""
        return b2a_base64(value, newline=False).decode() if isinstance(value, bytes) else str(value)

    def to_python(self, value: Any) -> Any:
        return value

    to_text = to_json


def _is_binary_file(value: Any) -> bool:
    try:
        return bool(value.seekable()) and isinstance(value.read(0), bytes)
    except (AttributeError, OSError, TypeError, ValueError):
        return False

"""Requests and responses: the shapes of whole messages.

A request knows its action, and how its fields become parameters; a response how it was received.
"""

from __future__ import annotations

from collections.abc import Mapping

from alicloud.core.shapes.fields import Field, field
from alicloud.core.shapes.shape import Shape, check_names

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from typing import Any, ClassVar, Generic, Literal, Self, TypeVar

    R = TypeVar("R", bound="Response")
else:
    from alicloud.core.lazy import Generic

    R = None


_set = object.__setattr__  # that of shapes refuses
_AS_JSON = ("json", "content")


class Request(Shape, Generic[R]):
    """The parameters of one action; `R` is the class of its response."""

    __slots__ = ()

    action: ClassVar[str]

    def __init_subclass__(cls, action: str = "") -> None:
        cls.action = action or getattr(cls, "action", "")

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> Self:
        """Read parameters, by the service's names: Python values, or text as it is sent.

        Flattened names (`Tag.1.Key`) are understood. Required parameters may be missing, limits are
        not checked, and unknown names are ignored.

        Raises:
            ValueError: a value is not of the type of its parameter, which is named.
        """
        from alicloud.core.shapes.flat import read_parameters

        request: Self = read_parameters(cls, wire)
        return request

    def to_dict(self, *, names: Literal["service", "python"] = "service") -> dict[str, Any]:
        """The given parameters: Python values, with dicts instead of shapes.

        Args:
            names: "service": by the service's names. "python": by the names of the attributes.
        """
        if names == "python":
            from alicloud.core.shapes.plain import plain, python_value

            return plain(self, python_value)
        check_names(names)
        return {
            declared.wire_name: declared.codec.to_python(value)
            for declared, value in self._stored()
            if value is not None
        }

    def to_wire(self) -> dict[str, str]:
        """The given parameters as text under flat names, as they are sent in a query.

        What is sent in other places is among them: a part of a path by its name, and JSON compactly.
        """
        parameters: dict[str, str] = {}
        for declared, value in self._stored():
            if value is not None:
                self._write(parameters, declared, value)
        return parameters

    def _write(self, parameters: dict[str, str], declared: Field, value: Any) -> None:
        # For the protocols: adds one parameter under its flat names.
        codec: Any = declared.codec
        if not codec.structured or declared.style == "json" or declared.location in _AS_JSON:
            parameters[declared.wire_name] = codec.to_text(value)
        elif declared.style == "comma":
            parameters[declared.wire_name] = ",".join(map(codec.item.to_text, value))
        else:
            from alicloud.core.shapes.flat import flatten

            flatten(parameters, declared.wire_name, codec.to_json(value))


class HttpMetadata:
    """Status and headers of an HTTP response. `headers` has lower-case names."""

    __slots__ = ("headers", "status_code")

    def __init__(self, status_code: int, headers: Mapping[str, str]) -> None:
        self.status_code: int = status_code
        self.headers: Mapping[str, str] = headers

    def __repr__(self) -> str:
        return f"HttpMetadata(status_code={self.status_code})"


REQUEST_ID_NAMES = ("RequestId", "requestId", "request_id", "RequestID")
"""How bodies of responses spell the id of a request."""


def request_id_in(fields: Mapping[str, Any], headers: Mapping[str, str]) -> str:
    """The id of a call, in any of the vendor's spellings, or from the headers; "" for none."""
    for name in REQUEST_ID_NAMES:
        value = fields.get(name)
        if isinstance(value, str) and value:
            return value
    return headers.get("x-acs-request-id", "").strip()


class Response(Shape):
    """The response to one action."""

    __slots__ = ("_http",)

    request_id: str = field("RequestId", default="")
    """The service's id of this call; the vendor's support asks for it."""

    @property
    def http(self) -> HttpMetadata:
        """Status and headers of the response; status 0 when this was built in Python."""
        received: HttpMetadata | None = getattr(self, "_http", None)
        return received or HttpMetadata(0, {})

    def to_map(self) -> dict[str, Any]:
        """Headers, status code and body in one dict, as the vendor's own SDK prints them."""
        http = self.http
        headers = dict(http.headers)
        return {"headers": headers, "statusCode": http.status_code, "body": self.to_dict()}

    def _received(self, status_code: int, headers: Mapping[str, str]) -> None:
        # For the client: sets how this was received.
        _set(self, "_http", HttpMetadata(status_code, headers))
        if not self.request_id:
            _set(self, "request_id", request_id_in(self.raw or {}, headers))

    def __getstate__(self) -> dict[str, Any]:
        return {**super().__getstate__(), "_http": self.http}

"""The ROA protocol: methods and paths, and parameters in every place that HTTP has.

It is also that of RPC services whose actions are more than a POST of query and form: they have a
path of "/", and the gateway knows the action by its header.

Sources: the vendor's page "Request syntax and signature method V3", and the official V2 SDK where
it is silent: a path holds its parameters percent-encoded, "/" too; a JSON body holds all members
that were given, and is `{}` where none was.
"""

from __future__ import annotations

from alicloud.core.auth.canonical import RequestParts, percent_encode
from alicloud.core.shapes.flat import flatten
from alicloud.core.shapes.json_text import compact

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from alicloud.core.http.file_body import FileBody
    from alicloud.core.service.description import Operation, Service
    from alicloud.core.shapes.fields import Field
    from alicloud.core.shapes.messages import Request

JSON = "application/json; charset=utf-8"
BINARY = "application/octet-stream"


def encode(
    service: Service,
    operation: Operation,
    request: Request[Any] | None,
    others: Mapping[str, Any] | None = None,
) -> RequestParts:
    """The parts of a call: each parameter where the service publishes it.

    Args:
        request, others: As for `rpc.encode`.

    Raises:
        ValueError: a value cannot be sent, or the path of an unknown action is not known.
    """
    if request is None:
        raise ValueError(
            f"{operation.action}: this client does not know the action, nor its path; use a "
            f"GenericClient(product={service.product!r}, version={service.version!r})"
        )
    parts = _Parts(operation)
    for field in type(request).__fields__.values():
        parts.add(request, field, getattr(request, field.slot))
    for name, value in (others or {}).items():
        flatten(parts.query, name, value)
    body, file, content_type = parts.body()
    return RequestParts(
        operation.action,
        service.version,
        method=operation.method,
        path=parts.path(),
        query=parts.query,
        form=parts.form,
        body=body,
        file=file,
        content_type=content_type,
        headers=parts.headers,
    )


class _Parts:
    """What the parameters of one call become."""

    def __init__(self, operation: Operation) -> None:
        self.query: dict[str, str] = {}
        self.form: dict[str, str] = {}
        self.headers: dict[str, str] = {}
        self._path = operation.path
        self._in_path: dict[str, str] = {}
        self._members: dict[str, Any] | None = None
        self._content: Any = None

    def add(self, request: Request[Any], field: Field, value: Any) -> None:
        """Put one parameter where it belongs; None if it was not given."""
        if field.location == "json" and self._members is None:
            self._members = {}  # also when no member is given
        if value is None:
            return
        match field.location:
            case "query":
                request._write(self.query, field, value)
            case "form":
                request._write(self.form, field, value)
            case "path":
                request._write(self._in_path, field, value)
            case "header":
                written: dict[str, str] = {}
                request._write(written, field, value)
                self.headers[field.wire_name.lower()] = written[field.wire_name]
            case "json":
                assert self._members is not None
                self._members[field.wire_name] = field.codec.to_json(value)
            case _:
                self._content = _content(field, value)

    def path(self) -> str:
        """The path with its parameters, encoded.

        Raises:
            ValueError: a parameter is missing, or would lead to another path.
        """
        first, *rest = self._path.split("{")
        written = [first]
        for part in rest:
            name, _, after = part.partition("}")
            written += (_segment(name, self._in_path.get(name)), after)
        return "".join(written)

    def body(self) -> tuple[bytes, FileBody | None, str]:
        """The body that is not a form; see `body_of`."""
        return body_of(self._members if self._content is None else self._content)


def body_of(content: Any) -> tuple[bytes, FileBody | None, str]:
    """A body as bytes or as a file, and its type; None for no body.

    Bytes and files are sent as they are, text too, and all else as JSON.

    Raises:
        ValueError: it cannot be sent.
    """
    if content is None:
        return b"", None, ""
    if isinstance(content, bytes):
        return content, None, BINARY
    if hasattr(content, "read"):
        from alicloud.core.http.file_body import FileBody

        return b"", FileBody(content), BINARY
    if isinstance(content, str):
        return content.encode(), None, JSON
    try:
        return compact(content).encode(), None, JSON
    except TypeError as error:
        problem = str(error)
    raise ValueError(f"the body cannot be encoded as JSON: {problem}")


def _content(field: Field, value: Any) -> Any:
    if hasattr(value, "read") or isinstance(value, bytes):
        return value
    return field.codec.to_json(value)


def _segment(name: str, value: str | None) -> str:
    # Servers and proxies take away "." and ".." of a path, and empty parts; the call would be another.
    if not value or value in (".", ".."):
        shown = "missing" if value is None else f"{value!r}"
        raise ValueError(f"{name}: it is a part of the path and cannot be {shown}")
    return percent_encode(value)

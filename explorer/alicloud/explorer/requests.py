"""A request as the page shows it: what was sent and signed, but for the secrets."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from alicloud.core.auth import acs3
from alicloud.core.auth.canonical import FORM
from alicloud.core.auth.credentials import masked
from alicloud.explorer import json_values
from alicloud.explorer.hexdump import hexdump, is_binary
from alicloud.explorer.masking import MASK, hide, hide_in_path, hide_in_query, shortened

if TYPE_CHECKING:
    from alicloud.core.http.transport import HttpRequest
    from alicloud.explorer.catalogues import Action

_SECRET_HEADERS = ("x-acs-security-token", "x-acs-bearer-token")


class ShownRequest:
    """A request for an action, without what is secret in it."""

    def __init__(self, request: HttpRequest, action: Action) -> None:
        self._request = request
        self._action = action
        base, mark, query = request.url.partition("?")
        scheme, _, rest = base.partition("://")
        host, slash, path = rest.partition("/")
        template = action.operation.path
        self._origin = f"{scheme}://{host}"
        self._path = slash + path
        self._shown_path = hide_in_path(self._path, template, action.secret_names)
        self._query = query
        self._shown_query = hide_in_query(query, action.secret_parameters)
        self._mark = mark

    def summary(self) -> dict[str, Any]:
        """Method, URL, headers and body."""
        content = self._request.body
        binary = is_binary(content, self._request.headers)
        return {
            "method": self._request.method,
            "url": f"{self._origin}{self._shown_path}{self._mark}{self._shown_query}",
            "headers": [list(header) for header in self._headers().items()],
            "body": hexdump(content) if binary else self._text(content.decode("utf-8", "replace")),
            "binary": binary,
            "size": len(content),
        }

    def signature(self) -> dict[str, Any] | None:
        """The signed text, made by core's own function from what was sent, and the signature."""
        parts = authorization_parts(self._request)
        if not parts:
            return None
        signed = self._canonical(self._path, self._query, self._request.headers)
        if acs3.string_to_sign(signed) != self._request.string_to_sign:
            raise AssertionError("the canonical request that is shown is not what was signed")
        return {
            "algorithm": parts[0][1],
            "canonical_request": self._canonical(
                self._shown_path, self._shown_query, self._headers()
            ),
            "signed_headers": list(self._signed_headers()),
            "string_to_sign": self._request.string_to_sign,
            "authorization": parts[1:],
        }

    def _canonical(self, path: str, query: str, headers: Mapping[str, str]) -> str:
        payload = self._request.headers["x-acs-content-sha256"]
        signed = self._signed_headers()
        return acs3.canonical_request(self._request.method, path, query, headers, signed, payload)

    def _signed_headers(self) -> tuple[str, ...]:
        """The names of the headers that the signature covers."""
        headers = self._request.headers.items()
        there = {name: value for name, value in headers if name != "authorization"}
        return tuple(acs3.headers_to_sign(there))

    def _headers(self) -> dict[str, str]:
        """The headers as sent, but for keys, tokens, secrets and the signature."""
        shown = dict(self._request.headers)
        for name in _SECRET_HEADERS:
            if name in shown:
                shown[name] = shortened(shown[name])
        if "x-acs-accesskey-id" in shown:
            shown["x-acs-accesskey-id"] = masked(shown["x-acs-accesskey-id"])
        if parts := authorization_parts(self._request):
            algorithm, *named = parts
            shown["authorization"] = f"{algorithm[1]} " + ",".join(f"{n}={v}" for n, v in named)
        for name in self._action.secret_headers:
            if name in shown:
                shown[name] = MASK
        return shown

    def _text(self, text: str) -> str:
        """A body of text."""
        if self._request.headers.get("content-type") == FORM:
            return hide_in_query(text, self._action.secret_parameters)
        if self._action.sends_secret_content:
            return MASK
        try:
            shown, secrets = hide(json_values.read(text), self._action.secret_names)
        except ValueError:
            return text
        if not secrets:
            return text
        return json.dumps(shown, ensure_ascii=False, separators=(",", ":"))


def authorization_parts(request: HttpRequest) -> list[list[str]]:
    """The header Authorization taken apart, shortened; empty for a request without a signature."""
    algorithm, space, rest = request.headers.get("authorization", "").partition(" ")
    if not space:
        return []
    named = dict(part.partition("=")[::2] for part in rest.split(","))
    named["Credential"] = masked(named["Credential"])
    named["Signature"] = shortened(named["Signature"])
    return [["Algorithm", algorithm], *([name, value] for name, value in named.items())]

"""Calls with random changes that make them broken or hostile, signed all the same."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random
from typing import Any
from urllib.parse import quote

from tests.support.call_parts import CallParts
from tests.support.mutations import TEXTS, VALUES
from tests.support.raw_calls import FORM

ODD = [
    *(text.encode(errors="replace").decode() for text in TEXTS),
    *("", "0", "1", "-1", "9" * 40, "1e999", "null", "true", "[]", "{}", "[1,2]", '{"a":1}'),
    *("[" * 3000, "x" * 20_000, "\x00\x01", "2026-13-45T99:99:99Z", "a,b,,c", "acs:ecs:*:*:*"),
]
KINDS = ("application/json", FORM, "application/octet-stream", "text/plain", "", "a/b; charset=x")
METHODS = ("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS")
SEGMENTS = ("", "..", ".", "%2F", "%FF", "%00", "a%2Fb", "*", "x" * 3000)


class Mutator:
    """Changes calls; the same for the same `random`."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._changes: tuple[Callable[[CallParts], CallParts], ...] = (
            *(self._query, self._query, self._form, self._form, self._json, self._json),
            *(self._bytes, self._kind, self._path, self._method, self._header, self._format),
        )

    def changed(self, call: CallParts) -> CallParts:
        """The call with one to four changes."""
        for _ in range(self._random.randint(1, 4)):
            call = self._random.choice(self._changes)(call)
        return call

    def _query(self, call: CallParts) -> CallParts:
        return replace(call, query=self._parameters(call.query))

    def _form(self, call: CallParts) -> CallParts:
        return replace(call, form=self._parameters(call.form)) if call.form else self._query(call)

    def _parameters(self, given: Mapping[str, str]) -> dict[str, str]:
        changed = dict(given)
        name = self._random.choice([*given, "Odd"])
        match self._random.randrange(4):
            case 0:
                changed.pop(name, None)
            case 1:
                changed[f"{name}.{self._random.choice(['1', '0', '999', 'Key', '', '1.1'])}"] = "v"
            case 2:
                changed[self._odd() or "Odd"] = changed.pop(name, "v")
            case _:
                changed[name] = self._odd()
        return changed

    def _json(self, call: CallParts) -> CallParts:
        """A value somewhere in a JSON body is replaced, goes or is named otherwise."""
        try:
            value: Any = json.loads(call.body)
        except ValueError:
            return self._bytes(call)
        if not isinstance(value, dict | list) or not value:
            return replace(call, body=json.dumps(self._random.choice(VALUES)).encode())
        at = value
        while True:
            place: Any = self._random.choice(list(at) if isinstance(at, dict) else range(len(at)))
            inner = at[place]
            if not isinstance(inner, dict | list) or not inner or self._random.random() < 0.4:
                break
            at = inner
        match self._random.randrange(3):
            case 0:
                del at[place]
            case 1 if isinstance(at, dict):
                at[self._random.choice(TEXTS)] = at.pop(place)
            case _:
                at[place] = copy.copy(self._random.choice([*VALUES, *TEXTS]))
        return replace(call, body=json.dumps(value).encode())

    def _bytes(self, call: CallParts) -> CallParts:
        body = bytearray(call.body or b"{}")
        match self._random.randrange(3):
            case 0:
                body[self._random.randrange(len(body))] = self._random.randrange(256)
            case 1:
                del body[self._random.randrange(len(body)) :]
            case _:
                body += self._random.randbytes(self._random.randrange(50))
        return replace(call, body=bytes(body))

    def _kind(self, call: CallParts) -> CallParts:
        return replace(call, headers={**call.headers, "content-type": self._random.choice(KINDS)})

    def _path(self, call: CallParts) -> CallParts:
        parts = call.path.split("/")
        number = self._random.randrange(1, len(parts))
        odd = self._random.choice([*SEGMENTS, quote(self._odd()[:3000], safe="")])
        parts[number : number + self._random.randrange(2)] = [odd]
        return replace(call, path="/".join(parts))

    def _method(self, call: CallParts) -> CallParts:
        return replace(call, method=self._random.choice(METHODS))

    def _header(self, call: CallParts) -> CallParts:
        name = self._random.choice(
            [*call.headers, "accept", "x-acs-date", "x-acs-version", "x-acs-action", "host", "odd"]
        )
        odd = self._odd().encode("ascii", "replace").decode()[:3000]
        value = "".join(filter(str.isprintable, odd)).strip()
        return replace(call, headers={**call.headers, name: value})

    def _format(self, call: CallParts) -> CallParts:
        return replace(call, query={**call.query, "Format": self._random.choice(["XML", "xm"])})

    def _odd(self) -> str:
        return self._random.choice(ODD)

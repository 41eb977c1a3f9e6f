"""The error codes of a document: those of each action, and the table of the service."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from alicloud.generator.importer.document import Json, mapping, objects, printable

_CODE = re.compile(r"\A(?:[A-Za-z0-9_.-]+|[A-Za-z0-9_.-]+\*)")
_STATUSES = range(400, 600)
_MAX_CODE = 200

Codes = Mapping[str, tuple[int, ...]]


def codes_of(action: Json, left_out: Counter[str]) -> dict[str, tuple[int, ...]]:
    """The codes of an action with their statuses; what cannot be said is counted in `left_out`."""
    found: dict[str, list[int]] = {}
    for status_text, errors in mapping(action.get("errorCodes")).items():
        status = int(status_text) if status_text.isascii() and status_text.isdigit() else 0
        for error in objects(errors):
            code = _cleaned(error.get("errorCode"))
            if status not in _STATUSES:
                left_out["error codes with a status that is no error"] += 1
            elif code is None:
                left_out["error codes that are no codes"] += 1
            elif status not in (statuses := found.setdefault(code, [])):
                statuses.append(status)
    return {code: tuple(sorted(statuses)) for code, statuses in found.items()}


def messages(actions: Iterable[Json]) -> dict[str, str]:
    """What the document says of each code, where it says something."""
    found: dict[str, str] = {}
    for action in actions:
        for errors in mapping(action.get("errorCodes")).values():
            for error in objects(errors):
                code, text = _cleaned(error.get("errorCode")), error.get("errorMessage")
                if code and isinstance(text, str) and text.strip():
                    found.setdefault(code, " ".join(printable(text).split()).replace("TODO", ""))
    return found


def table(actions: Iterable[Codes]) -> dict[str, tuple[int, ...]]:
    """The codes of a service, each with the statuses that it has most often, sorted."""
    seen: dict[str, Counter[tuple[int, ...]]] = {}
    for codes in actions:
        for code, statuses in codes.items():
            seen.setdefault(code, Counter())[statuses] += 1
    return {code: counts.most_common(1)[0][0] for code, counts in sorted(seen.items())}


def written(statuses: tuple[int, ...]) -> int | list[int]:
    """Statuses as a spec writes them."""
    return statuses[0] if len(statuses) == 1 else list(statuses)


def listed(codes: Codes, service: Codes) -> list[Any]:
    """The `errors` of an action, given those of the service."""
    return [
        code if statuses == service[code] else {"code": code, "status": written(statuses)}
        for code, statuses in sorted(codes.items())
    ]


def _cleaned(code: object) -> str | None:
    """A code as services send it; what stands for any text ends a family of codes."""
    if not isinstance(code, str):
        return None
    code, found, _ = code.strip().partition("%")
    code += "*" if found else ""
    return code if len(code) <= _MAX_CODE and _CODE.fullmatch(code) else None

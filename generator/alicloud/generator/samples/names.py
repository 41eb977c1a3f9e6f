"""How other SDKs derive the names in their code from those on the wire.

Each rule was compared with every action and parameter of RAM and STS.
"""

from __future__ import annotations

import re

_PART = re.compile(r"[A-Z]*[a-z]*|[0-9]+[A-Z]*[a-z]*")
_TWO_CAPITALS = re.compile(r"\A[A-Z]{2}")


def snake_v2(wire: str) -> str:
    """Python V2: split only where a capital or digit follows a small letter: `bind_mfadevice`."""
    return "_".join(part.lower() for part in _PART.findall(wire) if part)


def small_first(wire: str) -> str:
    """Methods of Java, TypeScript and PHP V2: `bindMFADevice`."""
    return wire[:1].lower() + wire[1:]


def small_first_unless_acronym(wire: str) -> str:
    """Fields of TypeScript and PHP V2: `userName`, but `MFABindRequired`."""
    return wire if _TWO_CAPITALS.match(wire) else small_first(wire)


def as_on_the_wire(wire: str) -> str:
    """V1 SDKs, the command line: no rule at all."""
    return wire


def nested_class(action: str, path: tuple[str, ...]) -> str:
    """The class of V2 for a shape inside a request: `TagResourcesRequestTag`."""
    return f"{action}Request{''.join(path)}"

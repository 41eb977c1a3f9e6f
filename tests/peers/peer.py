"""A program that was written elsewhere: how it is run, what is checked, and what is known to differ."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from tests.peers.sandbox import Sandbox

ONLY_HERE = "calls nothing but the vendor's hosts over https"
"""The name of a check of all programs: the proxy refuses what else they call."""


@dataclass(frozen=True)
class Check:
    """Something that a run showed.

    Attributes:
        name: What was looked at.
        problem: How it is not as it should be; "" if it is.
    """

    name: str
    problem: str = ""


def compare(name: str, found: object, expected: object) -> Check:
    """A check that two things are equal."""
    return Check(name, "" if found == expected else f"{found!r}, not {expected!r}")


@dataclass(frozen=True)
class Difference:
    """What is known not to be as it should be. Each of its checks must fail, and does so here.

    Attributes:
        what: What happens, in a sentence.
        fault: Who would have to mend it.
        checks: The names of the checks that fail because of it.
    """

    what: str
    fault: str
    checks: frozenset[str]


@dataclass(frozen=True)
class Peer:
    """A program.

    Attributes:
        name: Its name, which is that of its package in the registry.
        registry: Where it comes from.
        environment: The name of the requirements file, or "npm".
        ran: What of it runs.
        checks: Runs it, and says what was found.
        differences: What is known to differ.
    """

    name: str
    registry: Literal["pypi", "npm"]
    environment: str
    ran: str
    checks: Callable[[Sandbox], Iterable[Check]]
    differences: tuple[Difference, ...] = ()

"""What a run showed, as a table for the terminal, and what is known, as a table for `docs/`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from alicloud.emulator import Record
from tests.peers.install import version
from tests.peers.peer import Check, Peer

DOCUMENT = """\
# Programs that ran against the emulator

`make peers` installs these programs, which were written elsewhere, in environments of their own, and
runs them against the emulator's [proxy](emulator-clients.md). It compares what they find with what
they should, and prints a table with the calls that the emulator received. It writes this page when
all is as described here: a difference that is not listed fails it, and so does one that no longer
occurs. `make peers GROUP=npm` runs those from npm, as CI does, and `make peers GROUP=pypi` the rest.

"""


@dataclass(frozen=True)
class Row:
    """What came of a program.

    Attributes:
        peer: The program.
        calls: What the emulator received.
        checks: What was found.
        failure: Why the program was not run, or not to its end; "" if it was.
    """

    peer: Peer
    calls: Sequence[Record] = ()
    checks: Sequence[Check] = ()
    failure: str = ""

    @property
    def as_described(self) -> bool:
        """Whether the program ran, and all is as it should be but for what is known to differ."""
        return bool(self.checks) and not self.surprises()

    def surprises(self) -> list[str]:
        """What is not as described."""
        if self.failure:
            return [self.failure]
        failed = {check.name: check.problem for check in self.checks if check.problem}
        known = {name for difference in self.peer.differences for name in difference.checks}
        return [
            *(f"{name}: {problem}" for name, problem in failed.items() if name not in known),
            *(f"{name}: no longer differs" for name in sorted(known - failed.keys())),
        ]

    def _calls(self) -> str:
        return f"{len(self.calls)} of {len({call.action for call in self.calls})} actions"

    def _result(self) -> str:
        if self.failure:
            return "FAILED"
        right = sum(not check.problem for check in self.checks)
        mark = "" if self.as_described else "UNEXPECTED: "
        return f"{mark}{right} of {len(self.checks)} checks as they should be"

    def cells(self) -> list[str]:
        """Program, version, what ran, calls, result, differences."""
        surprises = [f"UNEXPECTED: {text}" for text in self.surprises()]
        return [
            *(self.peer.name, version(self.peer), self.peer.ran, self._calls(), self._result()),
            "<br>".join([*surprises, *_known(self.peer)]) or "none",
        ]


def table(rows: Iterable[Row]) -> str:
    """The table of a run, in Markdown."""
    head = [
        "Program",
        "Version",
        "What ran",
        "Calls",
        "Result",
        "What differs, and whose fault it is",
    ]
    return _markdown([head, *(row.cells() for row in rows)])


def document(peers: Iterable[Peer]) -> str:
    """The text of `docs/peers.md`."""
    head = ["Program", "From", "Version", "What runs", "What differs, and whose fault it is"]
    registries = {"npm": "npm", "pypi": "PyPI"}
    lines = [
        [
            *(f"`{peer.name}`", registries[peer.registry], version(peer), peer.ran),
            "<br>".join(_known(peer)) or "nothing",
        ]
        for peer in peers
    ]
    return DOCUMENT + _markdown([head, *lines])


def _known(peer: Peer) -> list[str]:
    return [f"{difference.what} Fault: {difference.fault}." for difference in peer.differences]


def _markdown(lines: Sequence[Sequence[str]]) -> str:
    head, *rest = ("| " + " | ".join(_cell(text) for text in cells) + " |" for cells in lines)
    return "\n".join([head, "|" + "---|" * len(lines[0]), *rest, ""])


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())

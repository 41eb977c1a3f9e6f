"""The command line: `python -m tests.peers [GROUP ...]`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.peers import auditors, node, playbooks
from tests.peers.install import FOLDER, install
from tests.peers.peer import ONLY_HERE, Check, Peer
from tests.peers.report import Row, document, table
from tests.peers.sandbox import ProgramError, Sandbox
from tests.support.processes import ROOT

PEERS = (*auditors.PEERS, *playbooks.PEERS, *node.PEERS)
GROUPS = ("pypi", "npm")
PAGE = ROOT / "docs/peers.md"


def run(peer: Peer, folder: Path) -> Row:
    """Install a program in a folder of `folder`, and run it in an empty folder."""
    try:
        installed = install(peer, folder)
    except ProgramError as error:
        return Row(peer, failure=str(error))
    print(f"Running {peer.name} ...", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory() as home:
        sandbox = Sandbox(installed, Path(home))
        try:
            checks = list(peer.checks(sandbox))
        except ProgramError as error:
            return Row(peer, sandbox.calls, failure=str(error))
    checks.append(Check(ONLY_HERE, ", ".join(sorted(sandbox.strays))))
    return Row(peer, sandbox.calls, checks)


def main(arguments: Sequence[str] | None = None, folder: Path = FOLDER) -> int:
    """Run the programs and print the table. Returns 1 if anything is not as described."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.peers",
        description="Run programs that were written elsewhere against the emulator. A run of all of"
        " them in which all is as described also writes docs/peers.md.",
    )
    parser.add_argument(
        "groups", nargs="*", metavar="GROUP", help=f"{', '.join(GROUPS)}; default: all"
    )
    groups = parser.parse_args(arguments).groups or GROUPS
    if unknown := set(groups) - set(GROUPS):
        parser.error(f"no such group: {', '.join(sorted(unknown))}")
    rows = [run(peer, folder) for peer in PEERS if peer.registry in groups]
    print(table(rows))
    failed = [row for row in rows if not row.as_described]
    for row in failed:
        for surprise in row.surprises():
            print(f"{row.peer.name}: {surprise}", file=sys.stderr)
    if failed:
        return 1
    if len(rows) == len(PEERS):
        PAGE.write_text(document(PEERS), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

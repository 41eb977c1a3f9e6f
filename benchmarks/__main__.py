"""The command line: `python -m benchmarks [--rounds N] [SECTION ...]`."""

from __future__ import annotations

import argparse
import logging
import warnings
from collections.abc import Callable
from pathlib import Path

from benchmarks import calls, codec, cold, plot, report, server, throughput, tools
from benchmarks.measure import Table, on_one_core

HERE = Path(__file__).parent
SECTIONS: dict[str, Callable[[dict[str, str], int], list[Table]]] = {
    # First what needs both cores.
    "tools": lambda urls, rounds: tools.run(rounds),
    # Whole processes differ more from one to the next than what happens within one.
    "cold": lambda urls, rounds: cold.run(urls, 4 * rounds),
    "codec": lambda urls, rounds: codec.run(4 * rounds),  # under a second each
    "calls": calls.run,
    "throughput": lambda urls, rounds: throughput.run(urls, max(rounds // 2, 2)),
}


def main() -> None:
    """Measure, print, and write the results when everything was measured."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="Measure speed beside the official SDKs, boto3 and bare HTTP libraries, and "
        "print the figures. A run of all sections also writes benchmarks/results.md and .svg.",
    )
    parser.add_argument(
        "--rounds", type=int, default=9, help="how often each is measured; default: %(default)s"
    )
    parser.add_argument(
        "sections", nargs="*", metavar="SECTION", help=f"{', '.join(SECTIONS)}; default: all"
    )
    options = parser.parse_args()
    if options.rounds < 2:
        parser.error("--rounds: at least 2, or there is no middle")
    # Clients of all SDKs are left to the end of the process, of which asyncio complains.
    logging.getLogger("asyncio").disabled = True
    warnings.simplefilter("ignore")
    tables = []
    with server.running() as urls:
        for name, measured in SECTIONS.items():
            if name != "tools":
                on_one_core()
            if not options.sections or name in options.sections:
                tables += measured(urls, options.rounds)
    text = report.markdown(tables)
    print(text)
    if not options.sections:
        (HERE / "results.md").write_text(text, encoding="utf-8")
        (HERE / "results.svg").write_text(plot.svg(tables), encoding="utf-8")


if __name__ == "__main__":
    main()

"""The command line: `python -m generator [generate | check | new-action]`."""

from __future__ import annotations

import argparse
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from generator import fresh
from generator.findings import SpecError

if TYPE_CHECKING:
    from generator.write import Change


def main(arguments: list[str] | None = None) -> int:
    """Run one command. Gives the exit status: 0 done, 1 stale output or bad specs, 2 misuse."""
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
    except SpecError as mistakes:
        print(mistakes, file=sys.stderr)
        count = len(mistakes.findings)
        written = "; nothing was written" if options.run is _generate else ""
        print(f"{count} mistake{'s' * (count != 1)}{written}", file=sys.stderr)
        return 1
    except OSError as fault:
        print(f"generator: {fault}", file=sys.stderr)
        return 1
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m generator", description=__doc__)
    parser.set_defaults(run=_generate, specs=Path("specs"), out=Path("generated"), check=False)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    generate = commands.add_parser("generate", help="write the code that the specs describe")
    generate.add_argument("--check", action="store_true", help="write nothing; exit 1 if stale")
    generate.add_argument("--out", type=Path, metavar="DIR", help="receives DIR/alicloud/...")
    generate.set_defaults(run=_generate)

    check = commands.add_parser("check", help="check the specs")
    check.set_defaults(run=_check)

    new = commands.add_parser("new-action", help="add the skeleton of an action to a spec")
    new.add_argument("service", help="a folder below specs, for example ram")
    new.add_argument("resource", help="a file in it without .yaml, for example users")
    new.add_argument("action", help="the service's name of the action, for example CreateUser")
    new.add_argument("--print", action="store_true", help="print the skeleton; insert nothing")
    new.set_defaults(run=_new_action)

    for command in (generate, check, new):
        command.add_argument("--specs", type=Path, metavar="DIR", help="default: specs")
        command.set_defaults(specs=Path("specs"))
    generate.set_defaults(out=Path("generated"))
    return parser


def _generate(options: argparse.Namespace) -> int:
    inputs = fresh.inputs(options.specs)
    if fresh.is_fresh(inputs, options.out):
        return _nothing_to_do(options)
    from generator import write

    planned = _changes(options)
    if options.check:
        for change in planned:
            print(change.diff(), end="")
        if planned:
            print(f"{len(planned)} stale; run `make generate`", file=sys.stderr)
            return 1
    write.apply(planned)
    for change in planned:
        print(change)
    fresh.remember(inputs, options.out)
    return 0 if planned else _nothing_to_do(options)


def _changes(options: argparse.Namespace) -> list[Change]:
    # What reads, renders and formats is loaded only when it has something to do.
    from generator.format import formatted, processes

    with processes() as run:  # they load black while the specs are read
        from generator.check import read_services
        from generator.render import render
        from generator.write import changes

        files = render(read_services(options.specs))
        return changes(files, options.out, partial(formatted, run=run))


def _nothing_to_do(options: argparse.Namespace) -> int:
    if not options.check:
        print("nothing to do: the output fits the specs")
    return 0


def _check(options: argparse.Namespace) -> int:
    from generator.check import read_services

    services = read_services(options.specs)
    for service in services:
        print(f"{service.name}: {sum(1 for _ in service.operations())} actions, no mistakes")
    return 0


def _new_action(options: argparse.Namespace) -> int:
    from generator.new_action import insert, skeleton

    if options.print:
        print(skeleton(options.action), end="")
        return 0
    path = insert(options.specs, options.service, options.resource, options.action)
    print(f"added {options.action} to {path}; fill it in, then run `make generate`")
    return 0


if __name__ == "__main__":
    sys.exit(main())

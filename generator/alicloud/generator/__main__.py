"""The command line: `python -m alicloud.generator [COMMAND]`; without one, `generate`."""

from __future__ import annotations

import argparse
import contextlib
import gc
import importlib.util
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from alicloud.generator.names import ACTION_RULE, is_action_name
from alicloud.generator.output import cache
from alicloud.generator.problems import Place, Problems, SpecError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alicloud.generator.model import Service
    from alicloud.generator.output.files import Change
    from alicloud.generator.translations.translation import Translation

_EXTRA = ("black", "jinja2", "polib", "requests", "tqdm", "yaml")
"""What the generator imports beyond the standard library: the extra `generator`."""
_FINDINGS = 5
"""How many sentences to translate `check` shows of each service."""
_GENERATE = "`python -m alicloud.generator generate`"


def main(arguments: list[str] | None = None) -> int:
    """Run one command, `generate` when none is named.

    Gives the exit status: 0 done, 1 stale output, bad specs or what breaks users, 2 misuse,
    130 interrupted.
    """
    given = sys.argv[1:] if arguments is None else arguments
    options = _parsed(given or ["generate"])
    missing = [name for name in _EXTRA if importlib.util.find_spec(name) is None]
    if missing:
        print(f"generator: {_not_installed(missing)}", file=sys.stderr)
        return 1
    writes = options.run in (_generate, _translations, _import)
    written = "; nothing was written" if writes else ""
    try:
        status: int = options.run(options)
    except SpecError as error:
        print(error, file=sys.stderr)
        count = len(error.problems)
        print(f"{count} mistake{'s' * (count != 1)}{written}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"interrupted{written}", file=sys.stderr)
        return 130
    except OSError as error:
        print(f"generator: {error}", file=sys.stderr)
        return 1
    return status


def _parsed(given: list[str]) -> argparse.Namespace:
    parser = _parser()
    options, left = parser.parse_known_args(given)
    if left and options.run is _sample and not any(text.startswith("-") for text in left):
        options.values += left  # argparse leaves out those that stand behind an option
    elif left:
        parser.error(f"unrecognized arguments: {' '.join(left)}")
    return options


def _not_installed(names: list[str]) -> str:
    *most, last = names
    subject = f"{', '.join(most)} and {last} are" if most else f"{last} is"
    return f"{subject} not installed; run pip install 'alicloud[generator]'"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m alicloud.generator",
        description="Turn the specs of services into typed Python. Without a command: generate.",
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    generate = commands.add_parser("generate", help="write the code that the specs describe")
    generate.add_argument(
        "--check",
        action="store_true",
        help="write nothing; show what is stale, and exit with 1 if anything is",
    )
    generate.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        default=Path("generated"),
        help="write to DIR/alicloud/..., and delete what was generated there from specs that are gone;"
        " default: %(default)s",
    )
    generate.set_defaults(run=_generate)

    check = commands.add_parser("check", help="check the specs and their translations")
    check.add_argument(
        "--complete",
        action="store_true",
        help="for a release: list all that is to be translated, and exit with 1 if anything is",
    )
    check.set_defaults(run=_check)

    translations = commands.add_parser(
        "translations", help="write the PO files of a service, which translators fill in"
    )
    translations.add_argument("service", help="a folder below specs, for example ram")
    translations.set_defaults(run=_translations)

    new = commands.add_parser("new-action", help="add the skeleton of an action to a spec")
    new.add_argument("service", help="a folder below specs, for example ram")
    new.add_argument("resource", help="a file in it without .yaml, for example users")
    new.add_argument(
        "action", type=_action, help="the service's name of the action, for example CreateUser"
    )
    new.add_argument("--new", action="store_true", help="begin the file of the resource")
    new.add_argument("--print", action="store_true", help="print the skeleton; insert nothing")
    new.set_defaults(run=_new_action)

    take = commands.add_parser("import", help="make a spec of the vendor's document of a product")
    take.add_argument("source", help="a file, a URL, or a product's code, for example Ecs")
    take.add_argument("version", nargs="?", help="with a code: of the API, for example 2014-05-26")
    take.add_argument(
        "--into",
        type=Path,
        metavar="DIR",
        required=True,
        help="the folder of the spec, after which the package is called, for example specs/ecs",
    )
    take.add_argument(
        "--endpoints",
        type=Path,
        metavar="FILE",
        help="the table of hosts of the official CLI, which has those of private networks",
    )
    take.add_argument(
        "--with-docs",
        action="store_true",
        help="take the vendor's descriptions and examples, for a private use: they are the vendor's",
    )
    take.add_argument(
        "--trust-client-tokens",
        action="store_true",
        help="take the service to honour ClientToken, which makes creates repeatable",
    )
    take.add_argument("--report", type=Path, metavar="FILE", help="write a report as JSON")
    take.set_defaults(run=_import)

    sample = commands.add_parser("sample", help="print a program that makes a call")
    sample.add_argument("service", help="the name of an installed service, for example ram")
    sample.add_argument("action", help="for example CreateUser")
    sample.add_argument(
        "values",
        nargs="*",
        metavar="NAME=VALUE",
        help="a parameter, for example UserName=alice; lists and objects are written in JSON",
    )
    sample.add_argument(
        "--language",
        default="python",
        help="a language for its current SDK, or one of the variants that docs/samples.md lists;"
        " default: %(default)s",
    )
    sample.add_argument("--endpoint", metavar="URL", help="where to call; default: the service")
    sample.add_argument(
        "--generic", action="store_true", help="call by name, without the classes of the SDK"
    )
    sample.add_argument(
        "--zip",
        type=Path,
        metavar="FILE",
        help="write a project to FILE: the program, its packages, and a README",
    )
    sample.set_defaults(run=_sample)

    diff = commands.add_parser(
        "diff", help="tell what a change of specs means to users of the generated packages"
    )
    diff.add_argument(
        "old",
        type=Path,
        help="specs as they were: the folder of a service or of several, or a document of the vendor",
    )
    diff.add_argument("new", type=Path, help="specs as they are")
    diff.add_argument(
        "--format",
        choices=("text", "markdown", "json"),
        default="text",
        help="default: %(default)s",
    )
    diff.set_defaults(run=_diff)

    for command in (generate, check, translations, new):
        command.add_argument(
            "--specs", type=Path, metavar="DIR", default=Path("specs"), help="default: %(default)s"
        )
    return parser


def _action(text: str) -> str:
    if not is_action_name(text):
        raise argparse.ArgumentTypeError(f"{text}: {ACTION_RULE}; correct it")
    if text[0].islower():
        written = text[0].upper() + text[1:]
        raise argparse.ArgumentTypeError(
            f"{text}: write it as the service does, a capital first; did you mean '{written}'?"
        )
    return text


def _generate(options: argparse.Namespace) -> int:
    inputs = cache.inputs(options.specs)
    if cache.is_fresh(inputs, options.out):
        return _nothing_to_do(options)
    from alicloud.generator.output import files

    planned = _changes(options)
    if options.check:
        for change in planned:
            print(change.diff(), end="")
        if planned:
            print(f"{len(planned)} stale; run {_GENERATE}", file=sys.stderr)
            return 1
    files.apply(planned)
    with contextlib.suppress(KeyboardInterrupt):  # which comes too late: all is written
        for change in planned:
            print(change)
        cache.remember(inputs, options.out)
    return 0 if planned else _nothing_to_do(options)


def _changes(options: argparse.Namespace) -> list[Change]:
    # What reads, renders and formats is loaded only when there is something to do.
    from alicloud.generator.python.formatting import processes

    # They load black while the specs are read.
    with processes() as run, _collecting_rarely():
        from alicloud.generator import packages
        from alicloud.generator.catalogue import Catalogue
        from alicloud.generator.output.files import changes

        batches = packages.rendered(
            Catalogue(service, {one.language: one.texts() for one in translations})
            for service, translations in _services(options)
        )
        black = partial(packages.formatted, cache=cache.folder(), run=run)
        return changes(batches, options.out, ours=packages.OURS, format_texts=black)


@contextlib.contextmanager
def _collecting_rarely() -> Iterator[None]:
    """Little of what is made here refers to itself: looking for it takes a quarter of the time."""
    before = gc.get_threshold()
    gc.set_threshold(200_000, 10, 10)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _services(options: argparse.Namespace) -> Iterator[tuple[Service, tuple[Translation, ...]]]:
    """The services with their translations, one by one; at the end the mistakes of all."""
    from alicloud.generator.python.clashes import report_clashes
    from alicloud.generator.spec.read import each_service
    from alicloud.generator.translations.translation import translations

    found: dict[str, tuple[Translation, ...]] = {}

    def read_translations(service: Service, problems: Problems) -> None:
        found[service.name] = translations(service, problems)

    for service in each_service(options.specs, report_clashes, read_translations):
        yield service, found.pop(service.name)


def _nothing_to_do(options: argparse.Namespace) -> int:
    if not options.check:
        print("nothing to do: the output fits the specs")
    return 0


def _check(options: argparse.Namespace) -> int:
    unfinished = 0
    for service, translations in list(_services(options)):
        print(f"{service.name}: {sum(1 for _ in service.operations())} actions, no mistakes")
        for translation in translations:
            findings = translation.findings()
            unfinished += len(findings)
            print(f"{service.name}: {translation.summary(findings)}")
            shown = findings if options.complete else findings[:_FINDINGS]
            for finding in shown:
                print(f"  {finding}")
            if len(shown) < len(findings):
                print(f"  and {len(findings) - len(shown)} more, which --complete lists")
    if options.complete and unfinished:
        print(f"{unfinished} sentences to translate or to correct", file=sys.stderr)
        return 1
    return 0


def _translations(options: argparse.Namespace) -> int:
    from alicloud.generator.output.files import apply
    from alicloud.generator.spec.skeleton import service_path
    from alicloud.generator.translations.translation import updates

    service_path(options.specs, options.service)
    for service, translations in list(_services(options)):
        if service.name == options.service:
            planned = updates(service, translations)
    apply(planned)
    for change in planned:
        print(change)
    if not planned:
        print("nothing to do: the translations have the sentences of the specs")
    return 0


def _new_action(options: argparse.Namespace) -> int:
    from alicloud.generator.python.clashes import report_resource
    from alicloud.generator.spec.skeleton import insert, resource_path, skeleton

    if options.print:
        print(skeleton(options.action), end="")
        return 0
    problems = Problems()
    place = Place((options.specs / options.service / f"{options.resource}.yaml").as_posix())
    report_resource(options.resource, place, problems)
    problems.raise_if_any()
    path = resource_path(options.specs, options.service, options.resource, new=options.new)
    insert(path, options.action)
    print(f"added {options.action} to {path}; fill it in, then run {_GENERATE}")
    return 0


def _diff(options: argparse.Namespace) -> int:
    from alicloud.generator.diff.compare import compare
    from alicloud.generator.diff.report import FORMATS
    from alicloud.generator.diff.trees import read_trees
    from alicloud.generator.importer.document import DocumentError

    try:
        findings = compare(*read_trees(options.old, options.new))
    except DocumentError as error:
        print(f"generator: {error}", file=sys.stderr)
        return 1
    print(FORMATS[options.format](findings), end="")
    return 1 if any(one.level == "breaking" for one in findings) else 0


def _import(options: argparse.Namespace) -> int:
    from alicloud.generator.importer.command import run

    return run(options)


def _sample(options: argparse.Namespace) -> int:
    from alicloud.generator.catalogue import CatalogueError, of
    from alicloud.generator.samples import Endpoint, SampleError, project, sample, values_of

    try:
        catalogue = of(options.service)
        values = values_of(catalogue.service, options.action, options.values)
        endpoint = Endpoint.of(options.endpoint) if options.endpoint else None
        call = (catalogue, options.action, values, options.language)
        made = sample(*call, endpoint=endpoint, generic=options.generic)
        if options.zip:
            options.zip.write_bytes(project(*call, endpoint=endpoint, generic=options.generic))
    except (CatalogueError, SampleError) as error:
        print(f"generator: {error}", file=sys.stderr)
        return 2
    if options.zip:
        print(f"create {options.zip}; its README.md says how to run it")
    else:
        print(made.text, end="")
    for note in made.notes:
        print(note, file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())

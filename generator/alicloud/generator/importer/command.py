"""The command `import`: a document from a file, a URL or the vendor becomes spec files."""

from __future__ import annotations

import json
import re
import sys
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from alicloud.generator.importer import download
from alicloud.generator.importer.checking import check
from alicloud.generator.importer.document import DocumentError, Json, read
from alicloud.generator.importer.importing import Imported, imported
from alicloud.generator.importer.trees import entries, type_names
from alicloud.generator.importer.update import update
from alicloud.generator.output.files import apply
from alicloud.generator.problems import Place, Problem, Problems, SpecError
from alicloud.generator.spec.names import report_file_name
from alicloud.generator.spec.write import text

_ROUNDS = 20
_ENTRY = re.compile(r"\A  ([A-Za-z][A-Za-z0-9_-]*):")
_KEY = re.compile(r"\A    ([a-z_]+):")


def run(options: Namespace) -> int:
    """Import a document.

    Gives the exit status: 0 written, 1 nothing can be imported.

    Raises:
        OSError: A file cannot be read or written.
        SpecError: The specs that are there cannot be brought together with the document, or would
            have mistakes then; nothing was written.
    """
    try:
        document = _document(options.source, options.version)
        folder = _folder(options.into)
        table = _table(options.endpoints)
        made = checked(
            document,
            folder.name,
            with_docs=options.with_docs,
            trust_client_tokens=options.trust_client_tokens,
            endpoints=table,
        )
    except DocumentError as error:
        print(f"generator: {error}; nothing was written", file=sys.stderr)
        return 1
    changes, notes = update(folder, made.files)
    apply(changes)
    if options.report:
        options.report.write_text(
            json.dumps(made.report.to_json(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
        )
    print(made.report.text())
    for line in (*notes, *changes):
        print(line)
    if not changes:
        print("nothing to do: the specs have what the document says")
    return 0


def checked(document: Json, name: str, **options: Any) -> Imported:
    """What a document becomes, without the actions of which the specs would have mistakes.

    Args:
        document: The vendor's document.
        name: The folder of the specs, after which the package is called.
        options: Those of `imported`.

    Raises:
        DocumentError: Nothing can be imported.
    """
    without: dict[str, str] = {}
    for _ in range(_ROUNDS):
        made = imported(document, without=without, **options)
        wrong = _mistakes(made, name)
        if not wrong:
            return made
        without |= wrong
    raise DocumentError("the document: its specs would have mistakes again and again; report it")


def _mistakes(made: Imported, name: str) -> dict[str, str]:
    """The actions that the reader of specs refuses, and why. Examples that it refuses are dropped."""
    while True:
        texts = {file: text(content) for file, content in made.files.items()}
        try:
            check(Path(name), texts)
        except SpecError as error:
            if not _drop_examples(error, made, texts):
                return dict(_blamed(error, made, texts))
        else:
            return {}


def _drop_examples(error: SpecError, made: Imported, texts: Mapping[str, str]) -> bool:
    """Drop the examples in which mistakes are. Gives whether there were any."""
    dropped = False
    for problem in error.problems:
        file, lines = _lines_to(problem, texts)
        if _last(_KEY, lines) == "example":
            action = made.files[file].get("actions", {}).get(_last(_ENTRY, lines), {})
            dropped |= action.pop("example", None) is not None
    return dropped


def _blamed(error: SpecError, made: Imported, texts: Mapping[str, str]) -> dict[str, str]:
    """The actions to which mistakes lead back."""
    found: dict[str, str] = {}
    for problem in error.problems:
        file, lines = _lines_to(problem, texts)
        entry = _last(_ENTRY, lines)
        reason = f"its spec would be wrong: {problem.message}"
        if entry in made.files[file].get("actions", {}):
            found.setdefault(entry, reason)
        else:
            for action in _users(entry, made):
                found.setdefault(action, reason)
    if not found:
        raise DocumentError(f"the document: its spec would be wrong: {error.problems[0].message}")
    return found


def _lines_to(problem: Problem, texts: Mapping[str, str]) -> tuple[str, list[str]]:
    """The file of a problem, and its lines down to the place."""
    file = Path(problem.place.path).name
    return file, texts[file].splitlines()[: problem.place.line]


def _last(pattern: re.Pattern[str], lines: list[str]) -> str:
    """The key of the last line that begins with one of this kind; empty without any."""
    return next((found[1] for one in reversed(lines) if (found := pattern.match(one))), "")


def _users(name: str, made: Imported) -> list[str]:
    """The actions that hold a shape, directly or through others."""
    types = {key: type_names(entry.value) for key, entry in entries(made.files).items()}
    holding = {name}
    while more := {one for (_, one), used in types.items() if used & holding} - holding:
        holding |= more
    return [one for section, one in types if section == "actions" and one in holding]


def _folder(into: Path) -> Path:
    """The folder to write to, after which the package is called."""
    problems = Problems()
    report_file_name(into.name, Place(str(into)), problems)
    try:
        problems.raise_if_any()
    except SpecError as error:
        raise DocumentError(f"--into: {error.problems[0].message}") from None
    return into


def _document(source: str, version: str | None) -> dict[str, Any]:
    path = Path(source)
    if source.startswith(("http://", "https://")):
        return read(download.fetch(source), source)
    if version is not None:
        return download.document(source, version)
    if not path.is_file():
        raise DocumentError(
            f"{source}: no such file; give a file, a URL, or a product and its version, "
            "for example Ecs 2014-05-26"
        )
    return read(path.read_bytes(), source)


def _table(path: Path | None) -> dict[str, Any] | None:
    """The table of hosts of the official CLI."""
    if path is None:
        return None
    try:
        found = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        raise DocumentError(f"{path}: not JSON; give the table of the official CLI") from None
    if not isinstance(found, dict) or not isinstance(found.get("products"), list):
        raise DocumentError(f"{path}: 'products' is missing; give the table of the official CLI")
    return found

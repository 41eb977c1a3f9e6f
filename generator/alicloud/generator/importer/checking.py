"""Specs that are not written yet are checked as if they were."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from alicloud.generator.problems import Place, Problem, SpecError
from alicloud.generator.python.clashes import report_clashes
from alicloud.generator.spec.read import read_service


def check(folder: Path, texts: Mapping[str, str]) -> None:
    """Check the specs of a service before its folder holds them.

    Args:
        folder: Where they are to stand.
        texts: All of them, by the names of their files.

    Raises:
        SpecError: They have mistakes. Its places are those in `folder`.
    """
    with tempfile.TemporaryDirectory() as temporary:
        there = Path(temporary, "specs", folder.name)
        there.mkdir(parents=True)
        for file, text in texts.items():
            (there / file).write_bytes(text.encode())
        try:
            read_service(there, report_clashes)
        except SpecError as error:
            raise SpecError(_in_folder(folder, error)) from None


def check_merged(folder: Path, texts: Mapping[str, str]) -> None:
    """Check what an import makes of the specs in a folder.

    Raises:
        SpecError: It has mistakes: those that are in the folder already, if any are; else those that
            the import would make, each with the line as it would be.
    """
    try:
        check(folder, texts)
    except SpecError as error:
        read_service(folder, report_clashes)
        raise SpecError(_with_lines(texts, error)) from None


def _in_folder(folder: Path, error: SpecError) -> Iterator[Problem]:
    for problem in error.problems:
        place = problem.place
        path = (folder / Path(place.path).name).as_posix()
        yield Problem(Place(path, place.line, place.column), problem.message)


def _with_lines(texts: Mapping[str, str], error: SpecError) -> Iterator[Problem]:
    for problem in error.problems:
        lines = texts.get(Path(problem.place.path).name, "").splitlines()
        found = lines[problem.place.line - 1 : problem.place.line]
        seen = f" (the import would write: {found[0].strip()[:100]})" if found else ""
        yield Problem(problem.place, problem.message + seen)

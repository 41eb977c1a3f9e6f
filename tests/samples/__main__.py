"""Run the samples of every action's example: `python -m tests.samples [LANGUAGE or VARIANT ...]`.

Without arguments all that there are; when these succeed, the tables in docs/samples.md are written.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from alicloud.generator.samples import VARIANTS
from alicloud.generator.wording import all_of
from tests.samples import facts, formats, literals, products, running, stubbed, tables
from tests.samples.calls import Call, all_calls
from tests.samples.runners import RUNNERS
from tests.samples.stubbed import STUBBED
from tests.samples.tools import missing


def main(names: list[str]) -> int:
    chosen = [one for one in VARIANTS if not names or {one.id, one.language} & {*names}]
    if not chosen:
        print(f"there are {', '.join(one.id for one in VARIANTS)}", file=sys.stderr)
        return 2
    calls = all_calls()
    wrong, skipped = 0, False
    with tempfile.TemporaryDirectory() as temporary:
        for variant in chosen:
            if lacking := missing(variant.language):
                wrong += _skip(variant.id, lacking)
                skipped = True
                continue
            folder = Path(temporary) / variant.id
            folder.mkdir()
            for what, problems in _checks(variant.id, calls, folder):
                wrong += _report(f"{variant.id}: {what}", problems)
        for language in literals.PROGRAMS.keys() & {one.language for one in chosen}:
            if missing(language):
                continue  # which was said above
            folder = Path(temporary) / f"literals-{language}"
            wrong += _report(f"{language}: literals", literals.problems(language, folder))
    if not (names or wrong or skipped):
        tables.write()
    return wrong > 0


def _checks(variant: str, calls: list[Call], folder: Path) -> Iterator[tuple[str, Iterator[str]]]:
    """What is examined of a variant: what that is called, and a text for each problem."""
    number = f"{len(calls)} samples"
    if variant in STUBBED:
        yield f"{number} run over stubs", stubbed.problems(calls, variant, folder / "built")
    else:
        how = "run" if variant in RUNNERS else "parsed"
        yield f"{number} {how}", running.problems(calls, variant, folder)
    if variant in products.VARIANTS:
        other = folder / "products"
        other.mkdir()
        yield "samples for other products", products.problems(variant, other)
    if variant in formats.CHECKED:
        yield "format of any values", formats.problems(variant, folder / "formats")
    if variant in facts.HAS:
        yield "facts", facts.problems(variant, folder)


def _skip(variant: str, lacking: list[str]) -> int:
    """Say what would have to be installed. CI has to have it, so there this counts as a problem."""
    print(f"{variant}: skipped; install {all_of(lacking)}", flush=True)
    return int("CI" in os.environ)


def _report(what: str, problems: Iterator[str]) -> int:
    begin = time.monotonic()
    try:
        found = list(problems)
    except AssertionError as error:  # of a step that builds, or asks an SDK
        found = [str(error)]
    for problem in found:
        print(f"{what}: {problem}")
    print(f"{what}, {len(found)} problems, {time.monotonic() - begin:.0f} s", flush=True)
    return len(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

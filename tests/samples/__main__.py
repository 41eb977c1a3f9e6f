"""Run the samples of every action's example: `python -m tests.samples [LANGUAGE or VARIANT ...]`.

Without arguments all that there are; when these succeed, the tables in docs/samples.md are written.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from alicloud.generator.catalogue import installed
from alicloud.generator.samples import VARIANTS
from tests.samples import facts, running, tables
from tests.samples.runners import CHECKED, RUNNERS


def main(names: list[str]) -> int:
    known = RUNNERS.keys() | CHECKED.keys()
    chosen = [one for one in VARIANTS if one.id in known]
    if names:
        chosen = [one for one in chosen if {one.id, one.language} & {*names}]
    if not chosen:
        print(f"nothing to run; known: {', '.join(sorted(known))}", file=sys.stderr)
        return 2
    calls = [
        running.Call(catalogue, operation)
        for catalogue in installed()
        for operation in catalogue.service.operations()
    ]
    wrong = 0
    with tempfile.TemporaryDirectory() as temporary:
        for variant in chosen:
            folder = Path(temporary) / variant.id
            folder.mkdir()
            what = f"{len(calls)} samples {'run' if variant.id in RUNNERS else 'checked'}"
            wrong += _report(variant.id, what, running.problems(calls, variant.id, folder))
            if variant.id in facts.HAS:
                wrong += _report(variant.id, "facts", facts.problems(variant.id, folder))
    if not names and not wrong:
        tables.write()
    return wrong > 0


def _report(variant: str, what: str, problems: Iterable[str]) -> int:
    begin = time.monotonic()
    try:
        found = list(problems)
    except AssertionError as error:  # of a step that builds, or asks an SDK
        found = [str(error)]
    for problem in found:
        print(f"{variant}: {problem}")
    seconds = time.monotonic() - begin
    print(f"{variant}: {what}, {len(found)} problems, {seconds:.0f} s", flush=True)
    return len(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

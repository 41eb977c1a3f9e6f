"""Run the samples of every action's example: `python -m tests.samples [LANGUAGE or VARIANT ...]`."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from alicloud.generator.catalogue import Catalogue
from alicloud.generator.samples import VARIANTS
from alicloud.generator.spec.read import read_services
from tests.samples.runners import RUNNERS
from tests.samples.running import Call, run
from tests.support.processes import ROOT


def main(names: list[str]) -> int:
    chosen = [
        one.id
        for one in VARIANTS
        if one.id in RUNNERS and (not names or {one.id, one.language} & {*names})
    ]
    if not chosen:
        print(f"nothing to run; known: {', '.join(RUNNERS)}", file=sys.stderr)
        return 2
    calls = [
        Call(catalogue, operation)
        for catalogue in (Catalogue(service, {}) for service in read_services(ROOT / "specs"))
        for operation in catalogue.service.operations()
    ]
    problems = 0
    with tempfile.TemporaryDirectory() as folder:
        for variant in chosen:
            begin = time.monotonic()
            found = list(run(calls, [variant], Path(folder) / variant, 2))
            for problem in found:
                print(problem)
            problems += len(found)
            print(
                f"{variant}: {len(calls)} samples, {len(found)} problems, {time.monotonic() - begin:.0f} s",
                flush=True,
            )
    return problems > 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

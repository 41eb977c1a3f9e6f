"""Mini specs with one oddity each, and the code that they become, side by side in `golden/*.txt`.

A golden file is a row of files, each after a line `-- path`: first the specs, then those of the
generated files that show the oddity. The header of the service is the same for all.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from alicloud.generator.model import Service
from alicloud.generator.python.clashes import report_clashes
from alicloud.generator.spec.read import read_services
from tests.support.processes import ROOT

GOLDEN = sorted((ROOT / "tests/generator/golden").glob("*.txt"))
HEADER = """\
doc: A service with one oddity.
product: Odd
version: 2020-01-01
style: rpc
endpoints: {public: odd.aliyuncs.com}
errors:
  NotFound: {status: 404, doc: There is no such thing.}
"""


def parts(golden: Path) -> dict[str, str]:
    """The files in a golden file, by their paths."""
    split = re.split(r"^-- (\S+)\n", golden.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(split[1::2], split[2::2], strict=True))


def put(files: dict[str, str], folder: Path) -> None:
    """Write `files` below `folder`."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def specs_in(golden: Path) -> dict[str, str]:
    return {path: text for path, text in parts(golden).items() if path.startswith("specs/")}


@cache
def service_of(golden: Path) -> Service:
    """What the specs in a golden file describe."""
    with TemporaryDirectory() as folder:
        put({f"specs/{golden.stem}/service.yaml": HEADER, **specs_in(golden)}, Path(folder))
        (service,) = read_services(Path(folder) / "specs", report_clashes)
    return service

"""Clients made from documents of the vendor beside the official packages of the products.

    python -m tests.referees.documents FOLDER

imports every document in the folder and below it whose official package is installed, generates,
and compares what is sent, action by action. The last line is a table. Exit status 1: something
differs.
"""

from __future__ import annotations

import importlib.util
import sys
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.referees.clients import official_package
from tests.referees.comparison import Comparison, compare, told
from tests.support.imported import documents_below, import_into, importable


def compared(documents: list[dict[str, Any]]) -> list[Comparison]:
    """Each document's client beside the official package, where that is installed."""
    with TemporaryDirectory() as folder:
        read = [
            import_into(Path(folder) / str(number), document).service
            for number, document in enumerate(documents)
        ]
    services = [one for one in read if importlib.util.find_spec(official_package(one))]
    with importable(services):
        return [compare(service) for service in services]


def main(folder: Path) -> int:
    """Compare and print. Gives the exit status."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # theirs are not ours to mend
        found = compared([document for _, document in documents_below(folder)])
    return told(found)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

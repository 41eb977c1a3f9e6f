"""What a generated package holds: the code and, beside it, the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from alicloud.generator.catalogue import Catalogue
from alicloud.generator.catalogue.write import OURS as CATALOGUES, render as catalogue_files
from alicloud.generator.python import formatting
from alicloud.generator.python.render import OURS as CODE, render as code_files

_ACTIONS = 500
"""How many make a batch: enough to keep all processes busy, few enough to fit into memory."""

OURS = (CODE, CATALOGUES)
"""How generated files are told from others."""


def render(catalogues: Sequence[Catalogue]) -> dict[str, str]:
    """All files of the packages of some services: paths below the output folder, and their texts."""
    return code_files(one.service for one in catalogues) | catalogue_files(catalogues)


def rendered(catalogues: Iterable[Catalogue]) -> Iterator[dict[str, str]]:
    """The same in batches of some services, each made when the one before is done with."""
    batch: list[Catalogue] = []
    actions = 0
    for one in catalogues:
        batch.append(one)
        actions += sum(1 for _ in one.service.operations())
        if actions >= _ACTIONS:
            yield render(batch)
            batch, actions = [], 0
    yield render(batch)


def formatted(texts: dict[str, str], cache: Path, *, run: formatting.Run = map) -> dict[str, str]:
    """`texts` as they are written: the code as black formats it, and the rest as it is.

    Args:
        texts: Texts by path.
        cache: As for `formatting.formatted`, as `run` is.
    """
    code = {path: text for path, text in texts.items() if path.endswith(CODE.suffix)}
    return texts | formatting.formatted(code, cache, run=run)

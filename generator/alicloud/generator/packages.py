"""What a generated package holds: the code and, beside it, the catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from alicloud.generator.catalogue import Catalogue
from alicloud.generator.catalogue.write import OURS as CATALOGUES, render as catalogue_files
from alicloud.generator.python import formatting
from alicloud.generator.python.render import OURS as CODE, render as code_files

OURS = (CODE, CATALOGUES)
"""How generated files are told from others."""


def render(catalogues: Sequence[Catalogue]) -> dict[str, str]:
    """All files of the packages of some services: paths below the output folder, and their texts."""
    return code_files(one.service for one in catalogues) | catalogue_files(catalogues)


def formatted(texts: dict[str, str], cache: Path, *, run: formatting.Run = map) -> dict[str, str]:
    """`texts` as they are written: the code as black formats it, and the rest as it is.

    Args:
        texts: Texts by path.
        cache: As for `formatting.formatted`, as `run` is.
    """
    code = {path: text for path, text in texts.items() if path.endswith(CODE.suffix)}
    return texts | formatting.formatted(code, cache, run=run)

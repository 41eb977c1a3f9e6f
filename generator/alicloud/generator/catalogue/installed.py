"""The catalogues of the services that are installed, found without importing these."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from alicloud.generator.catalogue.contents import FILE_NAME, Catalogue
from alicloud.generator.catalogue.nodes import CatalogueError
from alicloud.generator.catalogue.read import read
from alicloud.generator.problems import did_you_mean, one_of


def names() -> tuple[str, ...]:
    """The names of all services in the namespace `alicloud`; nothing of them is read yet."""
    return tuple(sorted(_files()))


def installed() -> tuple[Catalogue, ...]:
    """The catalogues of all services in the namespace `alicloud`, by name.

    Raises:
        CatalogueError: A catalogue was damaged.
    """
    return tuple(_read(path) for _, path in sorted(_files().items()))


def of(service_name: str) -> Catalogue:
    """The catalogue of one service.

    Args:
        service_name: The name of its package, for example `ram`.

    Raises:
        CatalogueError: There is no such service, or its catalogue was damaged.
    """
    files = _files()
    if service_name not in files:
        hint = did_you_mean(service_name, files) or f"; choose {one_of(sorted(files) or ['none'])}"
        raise CatalogueError(f"no service '{service_name}' is installed{hint}")
    return _read(files[service_name])


def _files() -> dict[str, Path]:
    """The catalogues by the names of the services; of two with one name that which Python imports."""
    files: dict[str, Path] = {}
    for root in _roots():
        for path in root.glob(f"*/{FILE_NAME}"):
            files.setdefault(path.parent.name, path)
    return files


def _roots() -> Iterator[Path]:
    """The folders that make up the namespace, in the order in which Python looks into them."""
    spec = find_spec("alicloud")
    yield from map(Path, (spec and spec.submodule_search_locations) or ())


def _read(path: Path) -> Catalogue:
    try:
        text = path.read_bytes().decode()
    except UnicodeDecodeError as error:
        raise CatalogueError(
            f"{path}: this is not UTF-8: {error}; install alicloud again"
        ) from None
    return read(text, path)

"""The generated packages that are installed: those that can be used, and why others cannot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from alicloud.generator.catalogue import CatalogueError, names, of
from alicloud.generator.python.names import client_name

if TYPE_CHECKING:
    from alicloud.core.client import Client
    from alicloud.generator.catalogue import Catalogue
    from alicloud.generator.model import Service


@dataclass(frozen=True)
class Unusable:
    """A package whose actions cannot be called.

    Attributes:
        name: The package, without `alicloud.`.
        reason: What happened when it was read or imported.
    """

    name: str
    reason: str


def load() -> Iterator[Catalogue | Unusable]:
    """The services that are installed, by name; one that cannot be used does not hide the others."""
    for name in names():
        try:
            catalogue = of(name)
            _check_name(catalogue, name)
            client_class(catalogue.service)
        except CatalogueError as error:
            yield Unusable(name, str(error))
        except Exception as error:  # the code of a package may raise anything
            yield Unusable(name, f"{type(error).__name__}: {error}")
        else:
            yield catalogue


def _check_name(catalogue: Catalogue, name: str) -> None:
    """Refuse a package that was renamed by hand: its modules import each other by the old name.

    Raises:
        CatalogueError: the catalogue is that of another package.
    """
    if catalogue.service.name != name:
        raise CatalogueError(
            f"its catalogue is that of 'alicloud.{catalogue.service.name}'; generate it anew under"
            " this name"
        )


def client_class(service: Service) -> type[Client]:
    """The generated client of a service."""
    package = import_module(f"alicloud.{service.name}")
    found: type[Client] = getattr(package, client_name(service.product))
    return found

"""The catalogue of a service: its model and translations as JSON, written and read back.

It lies beside the generated package, so that tools know all actions without the specs.
"""

from __future__ import annotations

from alicloud.generator.catalogue.contents import Catalogue
from alicloud.generator.catalogue.installed import installed, names, of
from alicloud.generator.catalogue.nodes import CatalogueError
from alicloud.generator.catalogue.read import read
from alicloud.generator.catalogue.write import write

__all__ = ["Catalogue", "CatalogueError", "installed", "names", "of", "read", "write"]

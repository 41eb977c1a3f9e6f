"""The importer: from the vendor's document of a product to its spec files."""

from __future__ import annotations

from alicloud.generator.importer.document import DocumentError
from alicloud.generator.importer.importing import Imported, imported

__all__ = ["DocumentError", "Imported", "imported"]

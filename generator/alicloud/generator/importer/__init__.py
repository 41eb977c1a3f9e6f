"""From the vendor's documents to specs, and to newer specs that keep what people edited."""

from __future__ import annotations

from alicloud.generator.importer.document import DocumentError
from alicloud.generator.importer.importing import Imported, imported

__all__ = ["DocumentError", "Imported", "imported"]

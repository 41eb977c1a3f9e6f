"""What a catalogue holds, and what its file is called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from alicloud.generator.model import Service

FILE_NAME = "catalogue.json"
"""The name of the file, in the folder of the generated package."""

FORMAT = 1
"""The format of the files that are written and read. It grows when older readers would fail."""

MADE_BY = "python -m alicloud.generator generate"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A service with its translations."""

    service: Service
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Language, `zh` for example -> English sentence of the service -> the same in that language."""

    def text(self, english: str, language: str) -> str:
        """A sentence of the service in `language`, or in English where it is not translated."""
        return self.translations.get(language, {}).get(english, english)

"""Stand-in until the catalogue is merged."""

from collections.abc import Mapping
from dataclasses import dataclass

from alicloud.generator.model import Service


@dataclass(frozen=True)
class Catalogue:
    service: Service
    translations: Mapping[str, Mapping[str, str]]

"""What an import took, widened and left out, and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

_SHOWN = 5


@dataclass
class Report:
    """What an import did."""

    product: str
    version: str
    actions: int = 0
    """How many actions the document has."""
    taken: list[str] = field(default_factory=list)
    files: dict[str, int] = field(default_factory=dict)
    """The resource files, and how many actions each has."""
    refused: dict[str, str] = field(default_factory=dict)
    """Actions that cannot be called, and why."""
    sdk: str = ""
    """The vendor's package for what is refused."""
    widened: list[str] = field(default_factory=list)
    """Fields whose type the document's own examples disprove."""
    dangling: list[str] = field(default_factory=list)
    """References that lead nowhere."""
    left_out: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    paged: int = 0
    guessed_host: str = ""

    def text(self) -> str:
        """The report for a person, one screen."""
        sizes = ", ".join(f"{name} {count}" for name, count in list(self.files.items())[:12])
        more = f" and {len(self.files) - 12} more" if len(self.files) > 12 else ""
        kinds = ", ".join(f"{count} {kind}" for kind, count in self.kinds.most_common())
        lines = [
            f"{self.product} {self.version}: {len(self.taken)} of {self.actions} actions",
            f"  files: {sizes}{more}",
            f"  kinds: {kinds}; {self.paged} with pages",
        ]
        if self.guessed_host:
            lines.append(f"  host: none in the document; a guess: {self.guessed_host}")
        lines += _some("widened by examples", self.widened)
        lines += _some("references that lead nowhere, any value now", self.dangling)
        for what, count in self.left_out.most_common():
            lines.append(f"  left out: {count} {what}")
        if self.refused:
            by_reason = Counter(self.refused.values())
            lines.append(f"  refused: {len(self.refused)} actions; {self.sdk} has them")
            for reason, count in by_reason.most_common(_SHOWN):
                example = next(name for name, why in self.refused.items() if why == reason)
                lines.append(f"    {count} because {reason}, for example {example}")
        return "\n".join(lines)

    def to_json(self) -> dict[str, Any]:
        """The whole report for programs."""
        return {
            "product": self.product,
            "version": self.version,
            "actions": self.actions,
            "taken": self.taken,
            "files": self.files,
            "refused": self.refused,
            "sdk": self.sdk,
            "widened": self.widened,
            "dangling": self.dangling,
            "left_out": dict(self.left_out),
            "kinds": dict(self.kinds),
            "paged": self.paged,
            "guessed_host": self.guessed_host or None,
        }


def _some(what: str, found: list[str]) -> list[str]:
    if not found:
        return []
    shown = ", ".join(found[:3])
    return [f"  {what}: {len(found)}, for example {shown}"]

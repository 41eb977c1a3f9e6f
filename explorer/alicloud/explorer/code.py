"""Code that makes the call: samples as tokens, and whole projects."""

from __future__ import annotations

from typing import Any

from alicloud.explorer.errors import ExplorerError
from alicloud.explorer.library import Action


def variants() -> list[dict[str, str]]:
    """The languages and generations of SDKs that there are samples for."""
    return []


def sample(
    action: Action, values: dict[str, Any], variant: str, endpoint: str | None, generic: bool
) -> dict[str, Any]:
    """The code of a call, or why there is none."""
    return {"problem": "There are no samples yet."}


def project(action: Action, values: dict[str, Any], variant: str, endpoint: str | None) -> bytes:
    """A zip archive with a project that makes the call."""
    raise ExplorerError(404, "no-samples", "There are no samples yet.")

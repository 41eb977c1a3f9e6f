"""Code that makes a call: samples as tokens, and whole projects. They are made without secrets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from alicloud.explorer import uploads
from alicloud.explorer.catalogues import Action
from alicloud.explorer.errors import ExplorerError
from alicloud.explorer.highlight import tokens
from alicloud.explorer.masking import blank
from alicloud.generator import samples


def variants() -> list[dict[str, str]]:
    """The languages and generations of SDKs that there are samples for."""
    return [
        {
            "id": each.id,
            "language": each.language,
            "label": each.label,
            "generation": each.generation,
            "status": each.status,
        }
        for each in samples.VARIANTS
    ]


def sample(
    action: Action,
    values: Mapping[str, Any],
    variant: str,
    *,
    endpoint: str | None,
    generic: bool = False,
) -> dict[str, Any]:
    """The code of a call as the page shows it, or why there is none.

    Args:
        endpoint: Where the code calls; None for the service's own endpoint.
        generic: Whether to call by name, where the SDK has a method too.
    """
    try:
        made = samples.sample(
            action.catalogue,
            action.name,
            blank(uploads.named(values), action.secret_names),
            variant,
            endpoint=_endpoint(endpoint),
            generic=generic,
        )
    except samples.SampleError as error:
        return {"problem": f"{error}."}
    language = samples.variant(variant).language
    shown = asdict(made)
    return {"tokens": tokens(shown.pop("text"), language), **shown}


def project(
    action: Action,
    values: Mapping[str, Any],
    variant: str,
    *,
    endpoint: str | None,
    generic: bool = False,
) -> bytes:
    """A zip archive with a project that makes the call; the arguments are those of `sample`.

    Raises:
        ExplorerError: there is no code for these values.
    """
    try:
        return samples.project(
            action.catalogue,
            action.name,
            blank(uploads.named(values), action.secret_names),
            variant,
            endpoint=_endpoint(endpoint),
            generic=generic,
        )
    except samples.SampleError as error:
        raise ExplorerError(422, "no-code", f"{error}.") from None


def _endpoint(url: str | None) -> samples.Endpoint | None:
    return None if url is None else samples.Endpoint.of(url)

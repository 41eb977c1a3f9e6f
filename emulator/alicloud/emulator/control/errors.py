"""What the control refuses."""

from __future__ import annotations

from collections.abc import Sequence


class ControlError(Exception):
    """A request to the control is refused.

    Args:
        status: The HTTP status.
        detail: A sentence with the remedy.
        headers: Further headers of the response.
    """

    def __init__(
        self, status: int, detail: str, headers: Sequence[tuple[bytes, bytes]] = ()
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = headers

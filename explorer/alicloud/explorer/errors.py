"""What the page is told when something cannot be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


class ExplorerError(Exception):
    """A request of the page is refused.

    Args:
        status: The HTTP status.
        code: A word for programs, such as "wrong-token".
        message: What is wrong and what to do, for people. It holds no secret.
        headers: Further headers of the response.
    """

    def __init__(
        self, status: int, code: str, message: str, headers: Sequence[tuple[bytes, bytes]] = ()
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.headers = headers

    def body(self) -> Mapping[str, Any]:
        """The body of the response, in JSON's types."""
        return {"error": {"code": self.code, "message": self.message}}


class StartError(Exception):
    """An option of the command line cannot be used; the message names it and the remedy."""

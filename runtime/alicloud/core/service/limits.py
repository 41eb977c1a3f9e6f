"""What a service accepts for a parameter. Emulators of the service use it; clients do not.

Clients check presence and type only: services change their limits, and an SDK must not refuse what
the service would accept.
"""

from __future__ import annotations

from collections.abc import Mapping


class Limits:
    """The limits of one parameter, or of one member of a shape.

    Args:
        required: Whether the service insists on it.
        length: Fewest and most characters, or items of a list; None for no bound.
        range: Lowest and highest number; None for no bound.
        pattern: A regular expression that the whole value must match.
        choices: The values that are allowed; empty for any.
        members: The limits of the fields of a shape, or of the items of a list of shapes.
    """

    __slots__ = ("choices", "length", "members", "pattern", "range", "required")

    def __init__(
        self,
        *,
        required: bool = False,
        length: tuple[int | None, int | None] | None = None,
        range: tuple[float | None, float | None] | None = None,
        pattern: str | None = None,
        choices: tuple[str | int, ...] = (),
        members: Mapping[str, Limits] | None = None,
    ) -> None:
        self.required = required
        self.length = length
        self.range = range
        self.pattern = pattern
        self.choices = choices
        self.members = {} if members is None else members

"""Objects that are their own copies, and stay in the process that made them."""

from __future__ import annotations

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from typing import Self


class StaysInProcess:
    """Is its own copy, also inside of what is copied deeply, and cannot be pickled.

    What holds it can be copied then, such as the settings of a program.
    """

    __slots__ = ()

    _holds = "has connections"
    """Why it cannot be pickled."""

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, _: object) -> Self:
        return self

    def __reduce__(self) -> tuple[object, ...]:
        raise TypeError(
            f"{type(self).__name__} {self._holds} and cannot be pickled; create it in the process "
            "that uses it"
        )

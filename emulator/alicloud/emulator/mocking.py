"""The part of an emulator that its mocked packages are reached by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alicloud.emulator.errors import EmulatorError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from alicloud.emulator.mock.mocks import Mock, Mocks


class Mocking:
    """Has mocked packages, or none."""

    _mocks: Mocks | None = None

    @property
    def mocked(self) -> Sequence[Mock]:
        """The mocked packages."""
        return tuple(self._mocks or ())

    def mock(self, package: str) -> Mock:
        """A mocked package, for rules of what its actions respond.

        Raises:
            EmulatorError: the emulator was not started with this package in `mock`.
        """
        if self._mocks is None:
            raise EmulatorError(
                f"mock: no package is mocked; start the emulator with mock=[{package!r}]"
            )
        return self._mocks.get(package)


def mocks_of(names: Iterable[str]) -> Mocks | None:
    """The mocked packages of these names; None without any.

    Raises:
        EmulatorError: one cannot be mocked.
    """
    if not names:
        return None
    from alicloud.emulator.mock.mocks import Mocks  # which needs the generator's catalogues

    return Mocks(names)

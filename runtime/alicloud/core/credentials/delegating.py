"""Sources that find out first which other provider answers, and then leave it to that one."""

from __future__ import annotations

from alicloud.core.auth.credentials import aget, get_credentials
from alicloud.core.credentials.single_flight import SingleFlight

TYPE_CHECKING = False
if TYPE_CHECKING:
    from alicloud.core.auth.credentials import Credentials, CredentialsProvider


class DelegatingCredentials:
    """The base of such sources: a subclass has a `name` and says how in `_choose`.

    The choice is made once, by the first of all the threads and tasks that ask, and stays.
    """

    name = "delegating"

    def __init__(self) -> None:
        self._chosen: CredentialsProvider | None = None
        self._choice = SingleFlight(self._settle)

    def get(self) -> Credentials:
        """The current snapshot of the chosen provider.

        Raises:
            CredentialsError: there is none to choose, or it has no credentials.
        """
        chosen = self._chosen
        return self._choice.join() if chosen is None else get_credentials(chosen)

    async def aget(self) -> Credentials:
        """`get()` for coroutines.

        Raises:
            CredentialsError: as for `get`.
        """
        chosen = self._chosen
        return await (self._choice.ajoin() if chosen is None else aget(chosen))

    def invalidate(self, snapshot: Credentials) -> None:
        """Tell the chosen provider that the service refused this snapshot."""
        invalidate = getattr(self._chosen, "invalidate", None)
        if invalidate is not None:
            invalidate(snapshot)

    def _choose(self) -> tuple[CredentialsProvider, Credentials]:
        """A provider, and the snapshot that it gave.

        Raises:
            CredentialsError: none has any.
        """
        raise NotImplementedError

    def _settle(self) -> Credentials:
        chosen = self._chosen
        if chosen is not None:  # another thread chose just before
            return get_credentials(chosen)
        self._chosen, credentials = self._choose()
        return credentials

    def __reduce__(self) -> tuple[object, ...]:
        raise TypeError(
            f"{type(self).__name__} may hold secrets and are not pickled; build them where they "
            "are used"
        )

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

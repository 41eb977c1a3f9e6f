"""Sources that choose another provider, and then return what that one has."""

from __future__ import annotations

from alicloud.core.auth.credentials import HoldsSecrets, aget, get_credentials
from alicloud.core.credentials.single_flight import SingleFlight

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from alicloud.core.auth.credentials import Credentials, CredentialsProvider


class DelegatingCredentials(HoldsSecrets):
    """The base of such sources: a subclass has a `name`, and makes the choice in `_choose`.

    The choice is made once, for all threads and tasks.
    """

    name = "delegating"

    def __init__(self) -> None:
        self._chosen: CredentialsProvider | None = None
        self._choice = SingleFlight(self._choose_once)

    @property
    def non_blocking(self) -> bool:
        """Whether `get()` never waits: the choice is made, and the chosen provider never does."""
        return getattr(self._chosen, "non_blocking", False)

    def get(self) -> Credentials:
        """The current credentials of the chosen provider.

        Raises:
            CredentialsError: no provider can be chosen, or the chosen one has no credentials.
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
        """Tell the chosen provider that the service rejected these credentials."""
        invalidate = getattr(self._chosen, "invalidate", None)
        if invalidate is not None:
            invalidate(snapshot)

    def _choose(self) -> tuple[CredentialsProvider, Credentials]:
        """The chosen provider, and the credentials that it returned.

        Raises:
            CredentialsError: no provider has credentials.
        """
        raise NotImplementedError

    def _choose_once(self) -> Credentials:
        chosen = self._chosen
        if chosen is not None:  # by another thread, just before
            return get_credentials(chosen)
        self._chosen, credentials = self._choose()
        return credentials

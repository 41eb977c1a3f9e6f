"""Whose account a target's calls work on, as the service itself says: GetCallerIdentity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from alicloud.core.errors.base import AlicloudError
from alicloud.explorer.errors import ExplorerError

if TYPE_CHECKING:
    from alicloud.explorer.catalogues import Catalogues
    from alicloud.explorer.sender import Sender
    from alicloud.explorer.targets import Target


@dataclass(frozen=True)
class Identity:
    """A caller.

    Attributes:
        type: Account, RAMUser or AssumedRoleUser.
        name: What follows the kind in the ARN, such as "alice"; "root" for the account itself.
    """

    account_id: str
    arn: str
    type: str
    name: str


class Identities:
    """Asks the service who calls."""

    def __init__(self, sender: Sender, catalogues: Catalogues) -> None:
        self._sender = sender
        self._catalogues = catalogues

    def of(self, target: Target) -> Identity:
        """Who calls.

        Raises:
            ExplorerError: the service did not say.
        """
        action = self._catalogues.action("sts", "GetCallerIdentity")
        shown = self._sender.send(target, action, {}).shown
        if shown["error"]:
            remedy = f" {shown['error']['remedy']}" if shown["error"]["remedy"] else ""
            raise ExplorerError(502, shown["error"]["code"], f"{shown['error']['message']}{remedy}")
        body = shown["response"]["body"]
        arn = str(body.get("Arn", ""))
        return Identity(
            account_id=str(body.get("AccountId", "")),
            arn=arn,
            type=str(body.get("IdentityType", "")),
            name=arn.rpartition(":")[2].partition("/")[2] or "root",
        )

    def known(self, target: Target) -> Identity | None:
        """Who calls; None if the service did not say."""
        try:
            return self.of(target)
        except (ExplorerError, AlicloudError):
            return None

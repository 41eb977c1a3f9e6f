"""Who is calling: the account, a RAM user, a role session, or an anonymous caller."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(slots=True)  # not frozen, which takes five times as long to make
class Caller:
    """The principal whose key signed a call.

    Attributes:
        kind: "account", "user", "session", or "anonymous" for actions that need no signature.
        account: The id of the account that the caller belongs to; "" for an anonymous one.
        access_key_id: The key that signed.
        user_id, user_name: For a user.
        role_id, role_name, session_name, session_policy, source_identity: For a role session.
    """

    kind: Literal["account", "user", "session", "anonymous"]
    account: str = ""
    access_key_id: str = ""
    user_id: str = ""
    user_name: str = ""
    role_id: str = ""
    role_name: str = ""
    session_name: str = ""
    session_policy: str | None = None
    source_identity: str | None = None

    @property
    def arn(self) -> str:
        """The caller's ARN, as in the response of GetCallerIdentity."""
        match self.kind:
            case "user":
                return f"acs:ram::{self.account}:user/{self.user_name}"
            case "session":
                return f"acs:ram::{self.account}:assumed-role/{self.role_name}/{self.session_name}"
            case _:
                return f"acs:ram::{self.account}:root"

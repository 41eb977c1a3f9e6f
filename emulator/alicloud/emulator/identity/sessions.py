"""Role sessions: begun by STS, and found by the temporary access key that signs a call."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from alicloud.core.shapes.timestamps import parse, render
from alicloud.emulator import ids
from alicloud.emulator.identity.callers import Caller

if TYPE_CHECKING:
    from alicloud.emulator.state.store import Row, Store


@dataclass(frozen=True, slots=True)
class Session:
    """Temporary credentials and the role that they act as.

    Attributes:
        policy: The text of the session policy, which restricts what the role may do.
        expires: When the credentials expire, in whole seconds.
    """

    access_key_id: str
    secret: str = field(repr=False)
    token: str = field(repr=False)
    role_id: str
    role_name: str
    name: str
    policy: str | None
    source_identity: str | None
    expires: datetime

    def caller(self, account: str) -> Caller:
        """The caller that these credentials stand for, given the account of the role."""
        return Caller(
            kind="session",
            account=account,
            access_key_id=self.access_key_id,
            role_id=self.role_id,
            role_name=self.role_name,
            session_name=self.name,
            session_policy=self.policy,
            source_identity=self.source_identity,
        )


def begin(
    store: Store,
    role: Row,
    *,
    now: datetime,
    name: str,
    seconds: int,
    policy: str | None,
    source_identity: str | None = None,
) -> Session:
    """Begin a session of `role` that expires after `seconds`."""
    expires = (now + timedelta(seconds=seconds)).replace(microsecond=0)
    session = Session(
        access_key_id=ids.session_key_id(),
        secret=ids.session_secret(),
        token=ids.security_token(),
        role_id=role["id"],
        role_name=role["name"],
        name=name,
        policy=policy,
        source_identity=source_identity,
        expires=expires,
    )
    store.run(
        "INSERT INTO sessions (access_key_id, secret, token, role_id, name, policy,"
        " source_identity, created, expires) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        *(session.access_key_id, session.secret, session.token, session.role_id, session.name),
        *(session.policy, session.source_identity, render(now), render(session.expires)),
    )
    return session


def find(store: Store, access_key_id: str) -> Session | None:
    """The session of a temporary access key, expired or not; None if its role was deleted."""
    row = store.one(
        "SELECT sessions.*, roles.name AS role_name FROM sessions"
        " JOIN roles ON roles.id = sessions.role_id WHERE access_key_id = ?",
        access_key_id,
    )
    if row is None:
        return None
    expires = parse(row["expires"])
    assert expires is not None
    return Session(
        access_key_id=row["access_key_id"],
        secret=row["secret"],
        token=row["token"],
        role_id=row["role_id"],
        role_name=row["role_name"],
        name=row["name"],
        policy=row["policy"],
        source_identity=row["source_identity"],
        expires=expires,
    )

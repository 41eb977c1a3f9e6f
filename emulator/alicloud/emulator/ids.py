"""New ids and secrets, in the formats of the service."""

from __future__ import annotations

import secrets
import string
import uuid

_LETTERS = string.ascii_letters + string.digits


def _text(length: int) -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(length))


def number(digits: int = 18) -> str:
    """The id of a user or role."""
    return str(secrets.randbelow(9) + 1) + "".join(
        secrets.choice(string.digits) for _ in range(digits - 1)
    )


def group_id() -> str:
    """The id of a group."""
    return f"g-{_text(16)}"


def access_key_id() -> str:
    """The id of a long-term access key."""
    return f"LTAI{_text(20)}"


def access_key_secret() -> str:
    """The secret of a long-term access key."""
    return _text(30)


def session_key_id() -> str:
    """The id of a temporary access key."""
    return f"STS.{_text(24)}"


def session_secret() -> str:
    """The secret of a temporary access key."""
    return _text(44)


def security_token() -> str:
    """A token for temporary credentials. Clients must not rely on its length."""
    return f"CAIS{_text(300)}"


def request_id() -> str:
    """The id of one request."""
    return str(uuid.uuid4()).upper()


def deletion_task_id(service: str, role_name: str) -> str:
    """The id of the task that deletes a service-linked role."""
    return f"task/acs-service-role/{service}/{role_name}/{uuid.uuid4()}"

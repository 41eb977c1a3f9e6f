"""Passwords of RAM users: the check against the password policy, and their storage."""

from __future__ import annotations

import secrets
from hashlib import pbkdf2_hmac
from hmac import compare_digest

from alicloud.emulator.handlers import Call
from alicloud.ram.account_settings import PasswordPolicy

_MAX_LENGTH = 32
_MAX_REMEMBERED = 24  # the longest history that a password policy can require

# Few, because these passwords only protect tests, and a reuse check hashes up to 24 times.
_ROUNDS = 1000


def weakness(password: str, policy: PasswordPolicy) -> str | None:
    """What is wrong with `password`, as the end of a sentence; None if it satisfies the policy."""
    min_length = policy.minimum_password_length
    if not min_length <= len(password) <= _MAX_LENGTH:
        return f"must be {min_length} to {_MAX_LENGTH} characters long"
    if policy.require_lowercase_characters and not any(c.islower() for c in password):
        return "must contain a lower-case letter"
    if policy.require_uppercase_characters and not any(c.isupper() for c in password):
        return "must contain an upper-case letter"
    if policy.require_numbers and not any(c.isdigit() for c in password):
        return "must contain a digit"
    if policy.require_symbols and all(c.isalnum() for c in password):
        return "must contain a character that is neither letter nor digit"
    return None


def store(call: Call, user_id: str, password: str) -> None:
    """Set the user's password; the previous ones are kept for the reuse rule."""
    salt = secrets.token_hex(16)
    call.store.run(
        "INSERT INTO passwords (user_id, salt, hash) VALUES (?, ?, ?)",
        user_id,
        salt,
        _hash(password, salt),
    )
    call.store.run(
        "DELETE FROM passwords WHERE user_id = ? AND seq NOT IN"
        " (SELECT seq FROM passwords WHERE user_id = ? ORDER BY seq DESC LIMIT ?)",
        user_id,
        user_id,
        _MAX_REMEMBERED,
    )


def delete(call: Call, user_id: str) -> None:
    """Delete the user's password and the previous ones."""
    call.store.run("DELETE FROM passwords WHERE user_id = ?", user_id)


def is_current(call: Call, user_id: str, password: str) -> bool:
    """Whether this is the user's password."""
    return is_among_last(call, user_id, password, 1)


def is_among_last(call: Call, user_id: str, password: str, count: int) -> bool:
    """Whether this is one of the user's newest `count` passwords, the current one included."""
    rows = call.store.all(
        "SELECT salt, hash FROM passwords WHERE user_id = ? ORDER BY seq DESC LIMIT ?",
        user_id,
        count,
    )
    return any(compare_digest(row["hash"], _hash(password, row["salt"])) for row in rows)


def _hash(password: str, salt: str) -> str:
    return pbkdf2_hmac("sha256", password.encode(), bytes.fromhex(salt), _ROUNDS).hex()

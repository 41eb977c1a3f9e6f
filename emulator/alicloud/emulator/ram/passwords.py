"""Passwords of RAM users: what the policy asks of them, and how they are kept."""

from __future__ import annotations

import secrets
from hashlib import pbkdf2_hmac
from hmac import compare_digest

from alicloud.emulator.handlers import Call
from alicloud.ram.account_settings import PasswordPolicy

_LONGEST = 32
_MOST_REMEMBERED = 24  # the longest history that a password policy can ask for

# Few, because these passwords guard nothing but tests, and a reuse check hashes up to 24 times.
_ROUNDS = 1000


def weakness(password: str, policy: PasswordPolicy) -> str | None:
    """What `password` lacks, as the end of a sentence, or None if the policy is satisfied."""
    shortest = policy.minimum_password_length
    if not shortest <= len(password) <= _LONGEST:
        return f"must be {shortest} to {_LONGEST} characters long"
    if policy.require_lowercase_characters and not any(c.islower() for c in password):
        return "must hold a lower-case letter"
    if policy.require_uppercase_characters and not any(c.isupper() for c in password):
        return "must hold an upper-case letter"
    if policy.require_numbers and not any(c.isdigit() for c in password):
        return "must hold a digit"
    if policy.require_symbols and all(c.isalnum() for c in password):
        return "must hold a character that is neither letter nor digit"
    return None


def keep(call: Call, user_id: str, password: str) -> None:
    """Make `password` the user's password; the ones before stay for the reuse rule."""
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
        _MOST_REMEMBERED,
    )


def forget(call: Call, user_id: str) -> None:
    """Delete the user's password and the ones before it."""
    call.store.run("DELETE FROM passwords WHERE user_id = ?", user_id)


def is_current(call: Call, user_id: str, password: str) -> bool:
    """Whether this is the user's password."""
    return is_among_last(call, user_id, password, 1)


def is_among_last(call: Call, user_id: str, password: str, count: int) -> bool:
    """Whether this is one of the user's newest `count` passwords, the present one included."""
    rows = call.store.all(
        "SELECT salt, hash FROM passwords WHERE user_id = ? ORDER BY seq DESC LIMIT ?",
        user_id,
        count,
    )
    return any(compare_digest(row["hash"], _hash(password, row["salt"])) for row in rows)


def _hash(password: str, salt: str) -> str:
    return pbkdf2_hmac("sha256", password.encode(), bytes.fromhex(salt), _ROUNDS).hex()

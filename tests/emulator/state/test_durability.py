"""With a file, every confirmed change is kept when the server is killed."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from alicloud.core import AlicloudError
from tests.emulator.test_command_line import Running, server

WRITERS = 4


def write_until_killed(running: Running, after: int) -> set[str]:
    """Create users from several threads, kill the server, and return the confirmed names."""
    confirmed: set[str] = set()
    numbers = count()

    def write() -> None:
        with running.client() as ram:
            while True:
                name = f"user-{running.process.pid}-{next(numbers)}"
                try:
                    ram.create_user(user_name=name)
                except AlicloudError:
                    return
                confirmed.add(name)
                if len(confirmed) == after:
                    running.process.kill()

    with ThreadPoolExecutor(WRITERS) as pool:
        for writer in [pool.submit(write) for _ in range(WRITERS)]:
            writer.result()
    return confirmed


def check(file: Path, rounds: int, writes: int) -> None:
    confirmed: set[str] = set()
    for killed in range(1, rounds + 1):
        with server("--db", file) as running:
            confirmed |= write_until_killed(running, after=writes)
        with server("--db", file) as running, running.client() as ram:
            there = {user.user_name for user in ram.list_users(max_items=1000)}
        assert confirmed <= there
        assert len(there - confirmed) <= WRITERS * killed  # created, but killed before the response
    with closing(sqlite3.connect(file)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_no_confirmed_change_is_lost(tmp_path: Path) -> None:
    check(tmp_path / "account.db", rounds=2, writes=50)


@pytest.mark.soak
def test_no_confirmed_change_is_lost_in_many_rounds(tmp_path: Path) -> None:
    check(tmp_path / "account.db", rounds=8, writes=200)

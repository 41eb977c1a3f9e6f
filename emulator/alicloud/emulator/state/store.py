"""The state of an emulated account in SQLite: in memory by default, or in a file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import RLock
from typing import Any

from alicloud.emulator.errors import EmulatorError
from alicloud.emulator.state.system_policies import system_policies

SCHEMA_VERSION = 2

_LOCK_TIMEOUT = 1.0  # seconds to wait while another process has locked the file
_LAUNCH = "2015-05-01T00:00:00Z"  # the creation time of system policies
# Bytes 18 and 19 of a database that can be opened in memory; a file has 2 there, for WAL.
_NOT_WAL = b"\1\1"
# Errors of the file rather than of a statement.
_FILE_ERRORS = frozenset(
    (
        *(sqlite3.SQLITE_BUSY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_CORRUPT),
        *(sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOTADB),
        *(sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_READONLY),
    )
)
_COLUMNS = "SELECT m.name, c.name FROM sqlite_schema m, pragma_table_info(m.name) c ORDER BY 1, 2"

Row = sqlite3.Row


class Store:
    """One connection, used by one thread at a time.

    Args:
        path: A file that keeps the state, or None for memory.
        lock: That of other stores, which the same thread then uses together with this one.

    Raises:
        StoreError: the file is not a database of the emulator, or one of another version.

    Attributes:
        generation: How often the whole state has been replaced.
        persistent: Whether the state is in a file.
    """

    def __init__(self, path: Path | None = None, lock: RLock | None = None) -> None:
        self._path = path
        self._lock = lock or RLock()
        self.generation = 0
        self.persistent = path is not None
        self._connection = _open(path)

    @classmethod
    def of(cls, state: bytes) -> Store:
        """A store in memory with a state from `dump`.

        Raises:
            StoreError: it is something else, or from another version of the emulator.
        """
        store = cls()
        try:
            store._connection.deserialize(state)
            valid = _size(store._connection) == len(state) and _is_ours(store._connection)
        except (sqlite3.Error, MemoryError, UnicodeDecodeError):  # MemoryError for an empty state
            valid = False
        if not valid:
            store.close()
            raise StoreError("must be the result of `snapshot` of this version of the emulator")
        return store

    @contextmanager
    def use(self) -> Iterator[None]:
        """Lock the store for this thread, without a transaction, which is cheaper.

        Raises:
            StoreError: the file cannot be used at the moment.
        """
        with self._lock:
            try:
                yield
            except sqlite3.DatabaseError as error:
                if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _FILE_ERRORS:
                    raise
                raise self._unusable(error) from None

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Lock the store and make all changes inside, or none. Does not nest.

        Raises:
            StoreError: the file cannot be used at the moment.
        """
        with self.use():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # an error such as a full disk ends it
                    self._connection.execute("ROLLBACK")
                raise

    def one(self, sql: str, *values: Any) -> Row | None:
        """The first row, or None."""
        row: Row | None = self._connection.execute(sql, values).fetchone()
        return row

    def all(self, sql: str, *values: Any) -> list[Row]:
        """All rows."""
        return self._connection.execute(sql, values).fetchall()

    def value(self, sql: str, *values: Any) -> Any:
        """The first column of the first row; None without a row."""
        row = self.one(sql, *values)
        return None if row is None else row[0]

    def run(self, sql: str, *values: Any) -> sqlite3.Cursor:
        """Run a statement that changes the state."""
        return self._connection.execute(sql, values)

    def dump(self) -> bytes:
        """The whole state.

        Raises:
            StoreError: the file cannot be used at the moment.
        """
        with self.use():
            state = self._connection.serialize()
        return state[:18] + _NOT_WAL + state[20:]

    def replace(self, other: Store) -> None:
        """Replace the whole state by that of another store.

        Raises:
            StoreError: the file cannot be used at the moment.
        """

        def give_up(
            status: int, *_: int
        ) -> None:  # by default, it waits until the lock is released
            if status == sqlite3.SQLITE_BUSY:
                raise self._unusable("database is locked")

        with self.use():
            other._connection.backup(self._connection, progress=give_up)
            self.generation += 1

    def close(self) -> None:
        """Close the database; a file then contains the whole state."""
        with self._lock:
            self._connection.close()

    def _unusable(self, why: object) -> StoreError:
        return StoreError(f"{self._path}: {why}; the state is unchanged")


class StoreError(EmulatorError):
    """A file cannot be used for the emulator's state."""


def databases(snapshot: bytes) -> Iterator[bytes]:
    """The databases of which a snapshot consists: each says at its beginning how long it is.

    Source: "The Database Header" on the page "Database File Format" of SQLite.
    """
    while True:
        size = int.from_bytes(snapshot[16:18]) * int.from_bytes(snapshot[28:32]) or len(snapshot)
        yield snapshot[:size]
        snapshot = snapshot[size:]
        if not snapshot:
            return


def _open(path: Path | None) -> sqlite3.Connection:
    if path is None:
        connection = _memory()
        connection.deserialize(_initial_state())
        return _configured(connection)
    try:
        connection = sqlite3.connect(
            path.absolute(),  # a relative name such as file:x would be taken for a URI
            timeout=_LOCK_TIMEOUT,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            _prepare(connection)
        except BaseException:
            connection.close()
            raise
    except (sqlite3.Error, StoreError) as error:
        raise StoreError(f"{path}: {error}; use another file") from None
    return _configured(connection)


def _prepare(connection: sqlite3.Connection) -> None:
    """Create the tables in an empty file; reject one of another program, or one that is locked."""
    if _first(connection, "SELECT count(*) FROM sqlite_schema") == 0:
        connection.execute("PRAGMA journal_mode = WAL")
        _create(connection)
    elif not _is_ours(connection):
        raise StoreError("not a database of this version of the emulator, or damaged")
    else:
        # Changes nothing, and fails if the file is read-only or locked.
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _is_ours(connection: sqlite3.Connection) -> bool:
    """Whether a database is intact and has the tables of this version of the emulator."""
    return (
        _first(connection, "PRAGMA user_version") == SCHEMA_VERSION
        and _columns_of(connection) == _columns()
        and _first(connection, "PRAGMA quick_check") == "ok"
    )


def _size(connection: sqlite3.Connection) -> int:
    """The size of a database in bytes, by its header."""
    pages: int = _first(connection, "PRAGMA page_count")
    return pages * int(_first(connection, "PRAGMA page_size"))


def _first(connection: sqlite3.Connection, sql: str) -> Any:
    return connection.execute(sql).fetchone()[0]


def _configured(connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.row_factory = Row
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")  # with WAL, safe if the process is killed
    return connection


def _memory() -> sqlite3.Connection:
    return sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)


@cache
def _columns() -> list[tuple[str, str]]:
    """The columns of all tables, each with the name of its table."""
    connection = _memory()
    connection.deserialize(_initial_state())
    columns = _columns_of(connection)
    connection.close()
    return columns


def _columns_of(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    return [tuple(row) for row in connection.execute(_COLUMNS)]


@cache
def _initial_state() -> bytes:
    """The state of a new account. Built once, so that a database per test is cheap."""
    connection = _memory()
    _create(connection)
    state = connection.serialize()
    connection.close()
    return state


def _create(connection: sqlite3.Connection) -> None:
    """Create the tables, and insert the system policies."""
    schema = Path(__file__).with_name("schema.sql").read_text(encoding="utf-8")
    connection.executescript(f"BEGIN IMMEDIATE;{schema}PRAGMA user_version = {SCHEMA_VERSION};")
    for seq, policy in enumerate(system_policies(), start=1):
        connection.execute(
            "INSERT INTO policies (seq, type, name, description, created, updated)"
            " VALUES (?, 'System', ?, ?, ?, ?)",
            (seq, policy.name, policy.description, _LAUNCH, _LAUNCH),
        )
        connection.execute(
            "INSERT INTO policy_versions VALUES (?, 1, ?, ?)", (seq, policy.document, _LAUNCH)
        )
    connection.execute("COMMIT")

"""Makes what a seed describes: by an action, and then with the facts that the action chooses."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

from alicloud.emulator.api_errors import ApiError
from alicloud.emulator.dispatch import dispatch
from alicloud.emulator.handlers import Call
from alicloud.emulator.seed.entries import Entry
from alicloud.ram import RamClient


class Maker:
    """Calls actions as the account, inside a transaction of the store."""

    def __init__(self, call: Call) -> None:
        self.call = call
        self.store = call.store

    @staticmethod
    def parameters(action: str) -> list[str]:
        """The names of the parameters of an action."""
        fields = RamClient.operations[action].request.__fields__.values()
        return [field.wire_name for field in fields]

    def do(self, entry: Entry, action: str, **parameters: Any) -> dict[str, Any]:
        """The response to an action, called with the parameters that are not None."""
        given = {name: value for name, value in parameters.items() if value is not None}
        try:
            response = dispatch(self.call, "ram", RamClient.operations[action], given)
        except ApiError as error:
            raise entry.error(f"{error.message} ({error.code})") from None
        return response.to_dict()

    def record(
        self, entry: Entry, row: tuple[str, str, object], facts: Mapping[str, str | int | None]
    ) -> None:
        """Set the columns that the seed has a value for; the action chose another one.

        Args:
            row: A table, a column and the value in it, by which the row is found.
        """
        table, key, value = row
        for column, fact in facts.items():
            if fact is None:
                continue
            try:
                self.store.run(f"UPDATE {table} SET {column} = ? WHERE {key} = ?", fact, value)
            except sqlite3.IntegrityError:
                raise entry.error(f"there is another one with {fact} already") from None


def tags(entry: Entry) -> list[dict[str, Any]] | None:
    """The tags of an entry, as a parameter; None if there are none."""
    return [{"Key": key, "Value": value} for key, value in entry.raw("tags").items()] or None

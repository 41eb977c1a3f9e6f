"""The state of the emulated account, in SQLite."""

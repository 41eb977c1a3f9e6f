"""The HTTP side of the emulator: the server, requests as received, and responses."""

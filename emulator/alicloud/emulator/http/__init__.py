"""HTTP of the emulator: the server, parsed requests, encoded responses."""

"""What goes wrong for whoever runs an emulator; its callers get a `ApiError`."""


class EmulatorError(Exception):
    """The emulator cannot be had as asked for; the message says why and what to do."""

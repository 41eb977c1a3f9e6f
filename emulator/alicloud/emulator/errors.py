"""Errors for the people who run an emulator; its clients get an `ApiError`."""


class EmulatorError(Exception):
    """The emulator cannot do what was asked; the message says why and what to do."""

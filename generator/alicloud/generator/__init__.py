"""Turns the API descriptions in `specs/` into the typed Python under `generated/`."""

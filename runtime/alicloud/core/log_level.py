"""The level of our loggers, where the environment sets it."""

from __future__ import annotations

import logging

from alicloud.core.errors.base import ConfigurationError

_NAMES = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


def set_log_level(variable: str, value: str) -> None:
    """Set the level of the logger `alicloud`, and show its records if nobody else does.

    Args:
        variable: Where the value comes from, for messages.
        value: The name of a level of `logging`, in any case.

    Raises:
        ConfigurationError: there is no such level.
    """
    name = value.strip().upper()
    if name not in _NAMES:
        raise ConfigurationError(f"{variable}: must be one of {', '.join(_NAMES)}, not {value!r}")
    logger = logging.getLogger("alicloud")
    logger.setLevel(name)
    if not logger.hasHandlers():
        # Somebody who sets the variable wants to see something, also of a program that logs nothing.
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        logger.addHandler(handler)

"""POSIX shells."""

from __future__ import annotations

import re

from alicloud.generator.samples.values import SampleError
from alicloud.generator.samples.writers.base import Writer

_WORD = re.compile(r"\A[\w@%+=:,./-]+\Z", re.ASCII)


class Shell(Writer):
    """A POSIX shell."""

    def text(self, text: str) -> str:
        if "\0" in text:
            raise SampleError(
                "a NUL character cannot be given to a program in the shell; take it out, or choose"
                " another language"
            )
        return text if _WORD.match(text) else "'" + text.replace("'", "'\\''") + "'"

    def secret(self, variable: str) -> str:
        return f'"${variable}"'

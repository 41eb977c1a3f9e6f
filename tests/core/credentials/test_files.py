"""What is read as a file with credentials, and what is refused instead of being waited for."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Self

import pytest

from alicloud.core.credentials import (
    IniFileCredentials,
    OidcRoleCredentials,
    ProfileCredentials,
    files,
)
from alicloud.core.credentials.files import MAX_SIZE
from alicloud.core.errors.base import CredentialsError

READERS: dict[str, Callable[[Path], object]] = {
    "CLI": lambda path: ProfileCredentials(path=path).get(),
    "INI": lambda path: IniFileCredentials(path=path).get(),
    "OIDC": lambda path: OidcRoleCredentials(
        role_arn="acs:ram::1:role/r", oidc_provider_arn="p", token_file=path
    ).get(),
}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such files here")
@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("kind", ["a pipe", "an endless device", "a long file"])
def test_only_regular_files_of_at_most_1_mb_are_read(
    reader: str, kind: str, tmp_path: Path
) -> None:
    path, problem = tmp_path / "file", "is not a regular file"
    if kind == "a pipe":
        os.mkfifo(path)  # nobody writes into it
    elif kind == "an endless device":
        path.symlink_to("/dev/zero")
    else:
        path.write_bytes(b" " * (MAX_SIZE + 1))
        problem = "is longer than 1 MB"
    with pytest.raises(CredentialsError, match=f"{path}: {problem}"):
        READERS[reader](path)


def test_a_file_that_gives_nothing_yet_is_taken_for_an_empty_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Some files of /proc do that."""
    path = tmp_path / "file"
    path.write_text("[default]")
    opened = path.open("rb", buffering=0)

    class Waiting:
        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            opened.close()

        def fileno(self) -> int:
            return opened.fileno()

        def read(self, size: int) -> None:
            return None

    monkeypatch.setattr(files, "open", lambda *_, **__: Waiting(), raising=False)
    with pytest.raises(CredentialsError, match="there is no section"):
        READERS["INI"](path)

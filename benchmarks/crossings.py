"""The way of a call through the files of the SDK: `python -m benchmarks.crossings`.

It counts how often `create_user(user_name=...)` goes from one file to another, from the method of
the client to the transport, a stub, and back. Whoever wants to understand a call has to make these
moves too, so they should be few.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

Step = tuple[str, str]
"""A file, as a path below `alicloud`, and the function in it that runs."""

USER = {
    "UserId": "1",
    "UserName": "alice",
    "DisplayName": "A",
    "MobilePhone": "",
    "Email": "",
    "Comments": "",
    "CreateDate": "2026-01-01T00:00:00Z",
}


def walk(call: Callable[[], object]) -> list[Step]:
    """The steps of a call, one for each stay in a file of the SDK, in order."""
    steps: list[Step] = []

    def note(frame: FrameType | None) -> None:
        if frame is None:
            return
        _, found, path = frame.f_code.co_filename.rpartition("/alicloud/")
        if found and (not steps or steps[-1][0] != path):
            steps.append((path, frame.f_code.co_qualname))

    def profile(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            note(frame)
        elif event == "return":
            note(frame.f_back)

    sys.setprofile(profile)
    try:
        call()
    finally:
        sys.setprofile(None)
    return steps


def create_user() -> list[Step]:
    """The steps of `create_user(user_name=...)`, when everything is loaded."""
    from alicloud.core import StaticCredentials
    from alicloud.core.testing import StubTransport
    from alicloud.ram import RamClient

    transport: Any = StubTransport({"CreateUser": {"User": USER}})
    ram = RamClient(credentials=StaticCredentials("id", "s3cret"), transport=transport)
    ram.create_user(user_name="alice")
    return walk(lambda: ram.create_user(user_name="alice"))


def main() -> None:
    """Print the walk, and how many times it goes from one file to another."""
    steps = create_user()
    for path, function in steps:
        print(f"{Path(path).as_posix():36}{function}")
    files = len({path for path, _ in steps})
    print(f"{len(steps) - 1} times from one file to another, in {files} files")


if __name__ == "__main__":
    main()

"""Running samples against an emulator, and comparing what it received with the examples."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import repeat
from pathlib import Path

from alicloud.emulator import Emulator
from alicloud.generator.samples import Endpoint, sample
from tests.samples.calls import Call, comparable, secrets, wanted
from tests.samples.runners import CHECKED, RUNNERS, Programs
from tests.samples.world import REFUSED, World

_SECONDS = 60  # for one program
_EMULATORS = 2  # in which samples run at once


class Place:
    """An emulator, and the share of the calls that are made there."""

    def __init__(self, calls: list[Call], stack: ExitStack) -> None:
        self.calls = calls
        self.cloud = stack.enter_context(Emulator())
        self.world = World(self.cloud)
        stack.callback(self.world.close)

    def texts(self, variant: str) -> dict[str, str]:
        """The samples in one variant, by action."""
        endpoint = Endpoint.of(self.cloud.url)
        return {
            call.action: sample(
                call.catalogue, call.action, call.values, variant, endpoint=endpoint
            ).text
            for call in self.calls
        }

    def run(self, programs: Programs, home: Path) -> list[str]:
        """Run the programs, and give what is wrong with them."""
        return [
            f"{call.action}: {problem}"
            for call in self.calls
            for problem in self._problems(call, programs[call.action], home)
        ]

    def _problems(self, call: Call, command: list[str], home: Path) -> Iterator[str]:
        key, special = self.world.prepare(call.action)
        before = len(self.cloud.requests)
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),  # without files of credentials
            "ALIBABA_CLOUD_ACCESS_KEY_ID": key.access_key_id,
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET": key.access_key_secret,
            **secrets(call, special),
        }
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=_SECONDS
        )
        output = done.stdout + done.stderr
        records = self.cloud.requests[before:]
        if len(records) != 1:
            yield f"{len(records)} calls arrived\n{output}"
            return
        code = REFUSED.get(call.action, "")
        if records[0].code != code:
            yield f"the response was {records[0].code or 'success'}\n{output}"
        if (sent := comparable(call, records[0].parameters)) != (right := wanted(call)):
            yield f"sent {sent}\ninstead of {right}"
        if bool(done.returncode) != bool(code) or (code or records[0].request_id) not in output:
            yield f"exit status {done.returncode}\n{output}"


def problems(calls: list[Call], variant: str, folder: Path) -> Iterator[str]:
    """Build the samples of calls in a variant and, where they can be, run them.

    Args:
        calls: The calls.
        variant: The id of the variant.
        folder: An empty folder.
    """
    home = folder / "home"
    home.mkdir()
    with ExitStack() as stack, ThreadPoolExecutor(_EMULATORS) as pool:
        places = [Place(calls[number::_EMULATORS], stack) for number in range(_EMULATORS)]
        texts = {name: text for one in places for name, text in one.texts(variant).items()}
        programs = {**RUNNERS, **CHECKED}[variant](folder / "built", texts)
        if variant in RUNNERS:
            for found in pool.map(Place.run, places, repeat(programs), repeat(home)):
                yield from found

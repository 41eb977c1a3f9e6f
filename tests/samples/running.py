"""Running samples against an emulator, and comparing what it received with the examples."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alicloud.core.service.description import Operation as OurOperation
from alicloud.emulator import Emulator
from alicloud.generator.catalogue import Catalogue
from alicloud.generator.model import Field, Operation, Scalar
from alicloud.generator.names import words
from alicloud.generator.samples import Endpoint, sample
from alicloud.ram import operations as ram
from alicloud.sts import operations as sts
from tests.samples.runners import RUNNERS, Programs
from tests.samples.world import REFUSED, World

OURS: Mapping[str, OurOperation] = {**ram.OPERATIONS, **sts.OPERATIONS}
_SECONDS = 60  # for one program
_MASK = "****"


@dataclass(frozen=True)
class Call:
    """The example of an action."""

    catalogue: Catalogue
    operation: Operation

    @property
    def action(self) -> str:
        return self.operation.action

    @property
    def values(self) -> Mapping[str, Any]:
        assert self.operation.example is not None
        return self.operation.example.request


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
            **_secrets(call, special),
        }
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=_SECONDS
        )
        output = done.stdout + done.stderr
        records = self.cloud.requests[before:]
        if len(records) != 1:
            yield f"{len(records)} calls arrived\n{output}"
            return
        record, expected = records[0], REFUSED.get(call.action, "")
        if record.code != expected:
            yield f"the response was {record.code or 'success'}\n{output}"
        if (sent := _comparable(call, record.parameters)) != (wanted := _wanted(call)):
            yield f"sent {sent}\ninstead of {wanted}"
        if (done.returncode == 0) != (not expected) or (
            expected or record.request_id
        ) not in output:
            yield f"exit status {done.returncode}\n{output}"


def run(calls: list[Call], variants: list[str], folder: Path, places: int) -> Iterator[str]:
    """Run the samples of calls in some variants, in several emulators at once.

    Gives a text for each problem.
    """
    home = folder / "home"
    home.mkdir(parents=True)
    with ExitStack() as stack, ThreadPoolExecutor(places) as pool:
        shares = [Place(calls[number::places], stack) for number in range(places)]
        for variant in variants:
            texts = {name: text for one in shares for name, text in one.texts(variant).items()}
            programs = RUNNERS[variant](folder / variant, texts)
            for problems in pool.map(lambda one: one.run(programs, home), shares):
                yield from (f"{variant}: {problem}" for problem in problems)


def _secrets(call: Call, special: Mapping[str, str]) -> dict[str, str]:
    return {
        "_".join(("alicloud", *words(field.wire))).upper(): special.get(
            field.wire, str(call.values[field.wire])
        )
        for field in call.operation.request.fields
        if field.sensitive and field.wire in call.values
    }


def _wanted(call: Call) -> dict[str, Any]:
    """The parameters as our own client sends them, which other tests compare with the service's."""
    request = OURS[call.action].request.from_wire(call.values)
    secret = {field.wire for field in call.operation.request.fields if field.sensitive}
    return _comparable(
        call, {name: _MASK if name in secret else text for name, text in request.to_wire().items()}
    )


def _comparable(call: Call, parameters: Mapping[str, str]) -> dict[str, Any]:
    """Parameters as they are compared: with JSON read, and without the capitals of a boolean.

    The official SDKs of Python send `True`, which the service accepts.
    """
    fields = {field.wire: field for field in call.operation.request.fields}
    return {name: _meant(fields[name], text) for name, text in parameters.items()}


def _meant(field: Field, text: str) -> Any:
    kind = field.type.name if isinstance(field.type, Scalar) else ""
    if text != _MASK and (field.style == "json" or kind == "json"):
        return json.loads(text)
    return text.lower() if kind == "boolean" else text

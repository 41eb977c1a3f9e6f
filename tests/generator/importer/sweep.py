"""What documents of the vendor become: specs, code, calls and responses.

    python -m tests.generator.importer.sweep FOLDER

takes every document in the folder and below it. Each is imported, checked, generated and compiled;
each action is called with all parameters; each documented response is read and written again; ruff
and mypy read the code. The last lines are a table; exit status 1: faults.
"""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from alicloud.core import StaticCredentials
from alicloud.core.http.transport import HttpResponse
from alicloud.core.shapes.shape import Shape
from alicloud.core.testing import StubTransport
from alicloud.generator.model import Operation, Scalar
from tests.referees.made_calls import made_call
from tests.support.imported import Imported, documents_below, import_into, importable
from tests.support.processes import ROOT

FIRST_PARTY = 'lint.isort.known-first-party=["alicloud"]'


@dataclass
class Swept:
    """What was found of one document.

    Attributes:
        name: The document.
        documented: How many actions it has.
        called: How many were called with all parameters.
        examples: How many documented responses were read, and written again without loss.
        undescribed: How many of these hold members of which the document's schemas do not know.
        faults: What went wrong, each with its action.
        seen: What was imported, if anything.
    """

    name: str
    documented: int
    called: int = 0
    examples: int = 0
    undescribed: int = 0
    faults: list[str] = field(default_factory=list)
    seen: Imported | None = None


def sweep(name: str, document: dict[str, Any], *, lint: bool = False) -> Swept:
    """Take a document through everything; with `lint` through ruff and mypy as well."""
    found = Swept(name, len(document["apis"]))
    with TemporaryDirectory() as folder:
        try:
            found.seen = import_into(Path(folder), document)
        except Exception as error:  # any kind is a fault to be told
            found.faults.append(f"import: {_told(error)}")
            return found
    with importable([found.seen.service]) as generated:
        found.faults += _compiled(generated)
        for operation in found.seen.service.operations():
            _call(found.seen, operation, found)
        if lint:
            found.faults += _linted(generated)
    return found


def _compiled(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*.py")):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            try:
                compile(path.read_text(encoding="utf-8"), str(path), "exec")
            except (SyntaxError, SyntaxWarning) as error:
                yield f"{path.name}: {_told(error)}"


def _call(seen: Imported, operation: Operation, found: Swept) -> None:
    """Call an action, once for a made response and once for each documented one."""
    made = made_call(seen.service, operation)
    try:
        _sent(seen, operation, made.values, made.response)
    except Exception as error:  # any kind is a fault to be told
        found.faults.append(f"{operation.action}: call: {_told(error)}")
        return
    found.called += 1
    for example in _examples(seen.document["apis"][operation.action]):
        body = example.encode() if _is_text(operation) else json.dumps(example).encode()
        try:
            response = _sent(seen, operation, made.values, body)
            known, written = _known(_content(response), example), _written(response)
        except Exception as error:  # any kind is a fault to be told
            found.faults.append(f"{operation.action}: response: {_told(error)}")
            continue
        if known != example:
            found.undescribed += 1
        if _compared(written) == _compared(known):
            found.examples += 1
        else:
            found.faults.append(f"{operation.action}: {_unlike(known, written)}")


def _sent(seen: Imported, operation: Operation, values: Mapping[str, Any], body: bytes) -> Any:
    """The response of a call that gets `body`."""
    package: Any = importlib.import_module(f"alicloud.{seen.service.name}")
    client_class = next(
        vars(package).get(name) or getattr(package, name)
        for name in package.__all__
        if name.endswith("Client") and not name.startswith("Async")
    )
    requests: dict[str, Callable[..., Any]] = {
        one.action: one.request for one in client_class.operations.values()
    }
    headers = {"content-type": "application/json", "x-acs-request-id": "R-1"}
    transport = StubTransport(lambda _: HttpResponse(200, headers, body))
    credentials = StaticCredentials("LTAI5tSweep", "s3cret")
    with (
        client_class(credentials=credentials, region="cn-hangzhou", transport=transport) as client,
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("ignore", DeprecationWarning)  # deprecated actions are called too
        request: Any = requests[operation.action]
        return client.send(request.from_wire(values))


def _examples(action: Mapping[str, Any]) -> Iterator[Any]:
    """The documented responses that are JSON. Bytes are documented as text: they are not."""
    success = action["responses"].get("200") or {}
    if (success.get("schema") or {}).get("format") == "binary":
        return
    for one in json.loads(action.get("responseDemo") or "[]"):
        if one.get("type") == "json" and one.get("example"):
            yield json.loads(one["example"])


def _is_text(operation: Operation) -> bool:
    members = operation.response.fields
    return (
        bool(members) and members[0].location == "content" and members[0].type == Scalar("string")
    )


def _known(value: Any, example: Any) -> Any:
    """The part of an example that fields of what was read from it can hold."""
    if isinstance(value, Shape) and isinstance(example, dict):
        fields = {one.wire_name: one for one in type(value).__fields__.values()}
        return {
            name: _known(_read(value, fields[name]), item) if name in fields else item
            for name, item in example.items()
            if name in fields or _is_request_id(name)
        }
    if isinstance(value, list) and isinstance(example, list):
        return [_known(one, item) for one, item in zip(value, example, strict=True)]
    if isinstance(value, dict) and isinstance(example, dict):
        return {name: _known(value.get(name), item) for name, item in example.items()}
    return example


def _read(value: Shape, field: Any) -> Any:
    return None if field.wrap else getattr(value, field.slot)


def _is_request_id(name: str) -> bool:
    return name.lower().replace("_", "") == "requestid"


def _is_whole(response: Any) -> bool:
    """Whether the body of a response is one value in place of fields."""
    field = type(response).__fields__.get("value")
    return field is not None and field.location == "content"


def _content(response: Any) -> Any:
    """What the body of a response became."""
    return response.value if _is_whole(response) else response


def _written(response: Any) -> Any:
    """A response written from its fields alone, without what it was read from."""
    whole = _is_whole(response)
    _forget(response)
    written = response.to_dict()
    return written[type(response).__fields__["value"].wire_name] if whole else written


def _forget(value: Any) -> None:
    if isinstance(value, Shape):
        object.__setattr__(value, "_raw", None)
        for one in type(value).__fields__.values():
            _forget(getattr(value, one.slot))
    elif isinstance(value, list):
        for item in value:
            _forget(item)
    elif isinstance(value, dict):
        for item in value.values():
            _forget(item)


def _compared(value: Any) -> Any:
    """A response without ids of calls, which are read in any spelling, and without nulls."""
    if isinstance(value, dict):
        return {
            name: _compared(item)
            for name, item in value.items()
            if item is not None and not _is_request_id(name)
        }
    return [_compared(item) for item in value] if isinstance(value, list) else value


def _unlike(before: Any, after: Any, where: str = "response") -> str:
    """The first place at which two values differ."""
    if isinstance(before, dict) and isinstance(after, dict):
        for name in before.keys() | after.keys():
            if _compared({name: before.get(name)}) != _compared({name: after.get(name)}):
                return _unlike(before.get(name), after.get(name), f"{where}.{name}")
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for one, other in zip(before, after, strict=True):
            if _compared(one) != _compared(other):
                return _unlike(one, other, f"{where}[]")
    return f"{where}: {str(before)[:80]!r} is written as {str(after)[:80]!r}"


def _linted(folder: Path) -> Iterator[str]:
    """What ruff and mypy find in generated code, which is formatted first."""
    black = [sys.executable, "-m", "black", "--quiet", "--line-length", "100", str(folder)]
    subprocess.run(black, check=True)
    ruff = [sys.executable, "-m", "ruff", "check", "--quiet", "--output-format", "concise"]
    ruff += ["--config", str(ROOT / "pyproject.toml"), "--config", FIRST_PARTY]
    mypy = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary"]
    for command in (
        [*ruff, str(folder)],
        [*mypy, "--namespace-packages", "--explicit-package-bases", str(folder / "alicloud")],
    ):
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            yield from (done.stdout or done.stderr).splitlines()


def _told(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}".splitlines()[0][:300]


def table(swept: list[Swept]) -> str:
    """One row a document, in Markdown."""
    rows = [
        "| document | actions | called | examples | with undescribed members | faults |",
        "|---|---|---|---|---|---|",
    ]
    for one in swept:
        counts = (one.documented, one.called, one.examples, one.undescribed, len(one.faults))
        rows.append(" | ".join([f"| {one.name}", *map(str, counts)]) + " |")
    return "\n".join(rows)


def main(folder: Path) -> int:
    """Sweep and print. Gives the exit status."""
    swept = []
    for path, document in documents_below(folder):
        swept.append(sweep(str(path.parent.relative_to(folder)), document, lint=True))
        for fault in swept[-1].faults:
            print(f"{swept[-1].name}: {fault}", flush=True)
    print(table(swept))
    return int(any(one.faults for one in swept))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

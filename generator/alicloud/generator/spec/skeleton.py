"""The skeleton of a new action, printed or put at the end of a spec file."""

from __future__ import annotations

import re
from pathlib import Path

from alicloud.generator.problems import Finding, Log, SpecError, did_you_mean
from alicloud.generator.spec.names import report_file

_SKELETON = """\
  {action}:
    doc: What {action} does, for someone who calls it.
    kind: read
    request:
      Name: {{type: string, doc: What is asked for., required: true}}
    response:
      Name: {{type: string, doc: What is answered.}}
    errors: []
    example:
      request: {{Name: alice}}
      response: {{Name: alice}}
"""


def skeleton(action: str) -> str:
    """The YAML of an action to be filled in, indented to stand below `actions:`."""
    return _SKELETON.format(action=action)


def insert(specs: Path, service: str, resource: str, action: str) -> Path:
    """Add the skeleton of `action` to the spec of `resource`, and give the path of that file.

    A resource that has no file yet gets one.

    Raises:
        SpecError: there is no such service, the resource cannot be a file of it, or the action is
            in its specs already.
    """
    folder = specs / service
    if not (folder / "service.yaml").is_file():
        known = [path.parent.name for path in specs.glob("*/service.yaml")]
        guess = did_you_mean(service, known)
        raise _refusal(folder / "service.yaml", f"there is no service '{service}'{guess}")
    path = folder / f"{resource}.yaml"
    _check_resource(path, resource)
    for other in sorted(folder.glob("*.yaml")):
        for number, line in enumerate(other.read_text(encoding="utf-8").splitlines(), start=1):
            if re.match(rf"  {action}:", line):
                raise _refusal(other, f"{action} is there already", number)
    if path.exists():
        before = path.read_text(encoding="utf-8").rstrip("\n") + "\n\n"
    else:
        before = f"doc: What {resource.replace('_', ' ')} are.\n\nactions:\n"
    path.write_text(before + skeleton(action), encoding="utf-8")
    return path


def _check_resource(path: Path, resource: str) -> None:
    if path.stem != resource:
        raise _refusal(path, f"{resource!r} is no name of a file; leave the folder out")
    log = Log()
    report_file(log, path)
    log.raise_if_any()


def _refusal(path: Path, message: str, line: int = 1) -> SpecError:
    return SpecError((Finding(path.as_posix(), line, 1, message),))

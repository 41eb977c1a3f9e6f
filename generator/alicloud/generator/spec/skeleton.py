"""The skeleton of a new action, printed or put at the end of a spec file."""

from __future__ import annotations

import re
from pathlib import Path

from alicloud.generator.problems import Place, Problem, Problems, SpecError, did_you_mean
from alicloud.generator.spec.names import report_file_name

_SKELETON = """\
  {action}:
    doc: What {action} does, for someone who calls it.
    kind: read
    request:
      Name: {{type: string, doc: What is requested., required: true}}
    response:
      Name: {{type: string, doc: What is returned.}}
    errors: []
    example:
      request: {{Name: alice}}
      response: {{Name: alice}}
"""


def skeleton(action: str) -> str:
    """The YAML of an action to be filled in, indented to stand below `actions:`."""
    return _SKELETON.format(action=action)


def resource_path(specs: Path, service: str, resource: str) -> Path:
    """The file of a resource, whether or not it is there.

    Raises:
        SpecError: There is no such service, or the resource cannot be a file of it.
    """
    head = specs / service / "service.yaml"
    if not head.is_file():
        known = [path.parent.name for path in specs.glob("*/service.yaml")]
        guess = did_you_mean(service, known)
        raise _refused(head, f"there is no service '{service}'{guess}")
    path = head.parent / f"{resource}.yaml"
    if path == head:
        raise _refused(path, f"'{resource}' describes the service itself; name a resource")
    problems = Problems()
    report_file_name(resource, Place(path.as_posix()), problems)
    problems.raise_if_any()
    return path


def insert(path: Path, action: str) -> None:
    """Add the skeleton of `action` to the spec of a resource, which is created if need be.

    Raises:
        SpecError: The service has such an action already.
    """
    for other in sorted(path.parent.glob("*.yaml")):
        for number, line in enumerate(other.read_text(encoding="utf-8").splitlines(), start=1):
            if re.match(rf"  {action}:", line):
                raise _refused(other, f"{action} is there already", number)
    if path.exists():
        before = path.read_text(encoding="utf-8").rstrip("\n") + "\n\n"
    else:
        before = f"doc: What {path.stem.replace('_', ' ')} are.\n\nactions:\n"
    path.write_text(before + skeleton(action), encoding="utf-8")


def _refused(path: Path, message: str, line: int = 1) -> SpecError:
    return SpecError((Problem(Place(path.as_posix(), line), message),))

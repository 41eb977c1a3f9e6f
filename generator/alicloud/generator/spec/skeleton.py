"""The skeleton of a new action, printed or put at the end of a spec file."""

from __future__ import annotations

import re
from pathlib import Path

from alicloud.generator.names import words
from alicloud.generator.problems import Place, Problem, Problems, SpecError, did_you_mean
from alicloud.generator.spec.files import read_text, resource_paths
from alicloud.generator.spec.names import report_file_name

_SKELETON = """\
  {action}:
    doc: TODO what {action} does, for someone who calls it.
    kind: {kind}
    request:
      Name: {{type: string, doc: TODO what is requested., required: true}}
    response:
      Name: {{type: string, doc: TODO what is returned.}}
    errors: []
    example:
      request: {{Name: alice}}
      response: {{Name: alice}}
"""
_RESOURCE = """\
doc: TODO what {name} are.

actions:
"""

# What the first word of an action promises. Of other words it cannot be known: AddUserToGroup
# updates a group, and another product's AddUser creates a user.
_KINDS = {
    "check": "read",
    "create": "create",
    "delete": "delete",
    "describe": "read",
    "get": "read",
    "list": "read",
    "modify": "update",
    "query": "read",
    "search": "read",
    "set": "update",
    "tag": "update",
    "untag": "update",
    "update": "update",
}


def kind_of(action: str) -> str:
    """The kind that the verb of `action` promises, or `TODO`."""
    return _KINDS.get(words(action)[0], "TODO")


def skeleton(action: str) -> str:
    """The YAML of an action to be filled in, indented to stand below `actions:`."""
    return _SKELETON.format(action=action, kind=kind_of(action))


def service_path(specs: Path, service: str) -> Path:
    """The service.yaml of a service.

    Raises:
        SpecError: There is no such service.
    """
    path = specs / service / "service.yaml"
    if not path.is_file():
        known = [path.parent.name for path in specs.glob("*/service.yaml")]
        guess = did_you_mean(service, known) or "; name a folder that has this file"
        raise _refused(path, f"there is no service '{service}'{guess}")
    return path


def resource_path(specs: Path, service: str, resource: str, *, new: bool) -> Path:
    """The file of a resource, which must be there, or with `new` must not be.

    Raises:
        SpecError: There is no such service or resource, or it cannot be what it should be.
    """
    head = service_path(specs, service)
    path = head.parent / f"{resource}.yaml"
    if path == head:
        raise _refused(path, f"'{resource}' describes the service itself; name a resource")
    problems = Problems()
    report_file_name(resource, Place(path.as_posix()), problems)
    problems.raise_if_any()
    if new and path.exists():
        raise _refused(path, f"resource '{resource}' is there already; leave --new out")
    if not new and not path.exists():
        known = [one.stem for one in resource_paths(head.parent, Problems())]
        guess = did_you_mean(resource, known)
        remedy = f"{guess} To begin it" if guess else "; to begin it"
        raise _refused(path, f"there is no resource '{resource}'{remedy}, add --new")
    return path


def insert(path: Path, action: str) -> None:
    """Add the skeleton of `action` to the spec of a resource, which is created if need be.

    Raises:
        SpecError: The service has such an action already, or a file of it cannot be read.
    """
    problems = Problems()
    paths = resource_paths(path.parent, Problems())
    texts = {one: read_text(one, problems) or "" for one in paths}
    problems.raise_if_any()
    for other, text in texts.items():
        for number, line in enumerate(text.splitlines(), start=1):
            if re.match(rf"  {action}:", line):
                raise _refused(other, f"{action} is there already; edit it", number)
    if path in texts:
        before = texts[path].rstrip("\n") + "\n\n"
    else:
        before = _RESOURCE.format(name=path.stem.replace("_", " "))
    path.write_text(before + skeleton(action), encoding="utf-8")


def _refused(path: Path, message: str, line: int = 1) -> SpecError:
    return SpecError((Problem(Place(path.as_posix(), line), message),))

"""What the last import wrote: `imported.json` beside the specs, by which edits are known."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from alicloud.generator.importer.trees import Files
from alicloud.generator.problems import Place, Problem, SpecError

FILE_NAME = "imported.json"
_FORMAT = 1
_REMEDY = (
    "put it back from version control; or import into another folder, and bring your edits there"
)


def last_text(files: Files) -> str:
    """The text of `imported.json`: one type, shape or action a line."""
    lines = [f'"format": {_FORMAT}']
    for file, content in files.items():
        inner = ",\n".join(_key(key, value) for key, value in content.items())
        lines.append(f"{json.dumps(file)}: {{\n{inner}\n}}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _key(key: str, value: Any) -> str:
    if not isinstance(value, dict) or not value:
        return f" {json.dumps(key)}: {_compact(value)}"
    inner = ",\n".join(f"  {json.dumps(name)}: {_compact(one)}" for name, one in value.items())
    return f" {json.dumps(key)}: {{\n{inner}\n }}"


def _compact(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def read_last(folder: Path) -> Files:
    """What the last import into `folder` wrote.

    Raises:
        SpecError: There is no `imported.json`, or it is damaged.
    """
    path = folder / FILE_NAME
    try:
        found = json.loads(path.read_bytes())
    except FileNotFoundError:
        message = "missing, so what people edited cannot be told from what was imported"
        raise _refused(path, message) from None
    except (OSError, ValueError, RecursionError) as error:
        raise _refused(path, f"cannot be read ({error})") from None
    if not isinstance(found, dict) or found.pop("format", None) != _FORMAT:
        raise _refused(path, f"not of format {_FORMAT}")
    for content in found.values():
        if not isinstance(content, dict) or not all(
            isinstance(content.get(section, {}), dict) for section in ("types", "shapes", "actions")
        ):
            raise _refused(path, "damaged")
    return found


def _refused(path: Path, message: str) -> SpecError:
    return SpecError((Problem(Place(path.as_posix()), f"{message}; {_REMEDY}"),))

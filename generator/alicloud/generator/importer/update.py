"""An import into a folder: the first one, or a newer one that keeps what people edited there."""

from __future__ import annotations

from pathlib import Path

from alicloud.generator.importer.checking import check_merged
from alicloud.generator.importer.last_import import FILE_NAME, last_text, read_last
from alicloud.generator.importer.merge import Note, merged
from alicloud.generator.importer.trees import Files
from alicloud.generator.output.files import Change
from alicloud.generator.problems import Problems
from alicloud.generator.spec.files import read_text
from alicloud.generator.spec.write import text


def update(folder: Path, new: Files) -> tuple[list[Change], tuple[Note, ...]]:
    """What has to be written so that `folder` holds the specs `new`, and what that changes.

    Nothing is written here; `output.files.apply` does it, all or nothing.

    Raises:
        SpecError: There are specs, but not what the last import wrote; a file cannot be read; or
            the edits of people and what is new would be mistakes together.
    """
    paths = sorted(folder.glob("*.yaml"))
    texts: dict[str, str | None]
    if paths:
        last = read_last(folder)
        problems = Problems()
        now = {path.name: read_text(path, problems) or "" for path in paths}
        problems.raise_if_any()
        made = merged(last, now, new)
        texts, notes = dict(made.texts), made.notes
        whole = {**now, **texts}
        check_merged(folder, {file: one for file, one in whole.items() if one is not None})
    else:
        texts, notes = {file: text(content) for file, content in new.items()}, ()
    texts[FILE_NAME] = last_text(new)
    return list(_changes(folder, texts)), notes


def _changes(folder: Path, texts: dict[str, str | None]) -> list[Change]:
    changes = []
    for name, text_ in texts.items():
        path = folder / name
        old = path.read_bytes() if path.exists() else None
        if text_ is None or text_.encode() != old:
            changes.append(Change(path, old, text_))
    return changes

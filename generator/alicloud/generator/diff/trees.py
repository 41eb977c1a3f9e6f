"""What is compared: the folder of a service or of several, or a document of the vendor."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from alicloud.generator.model import Service
from alicloud.generator.python.clashes import report_clashes
from alicloud.generator.spec.read import read_service, read_services
from alicloud.generator.spec.write import text


def read_trees(old: Path, new: Path) -> tuple[tuple[Service, ...], tuple[Service, ...]]:
    """The services of two folders or documents.

    Single services are taken for versions of one, whatever their folders are called.

    Raises:
        SpecError: Specs have mistakes.
        DocumentError: A file is no document of the vendor, or nothing in it can be called.
    """
    before, now = _read(old), _read(new)
    if _is_single(old) and _is_single(new):
        now = tuple(replace(one, name=before[0].name) for one in now)
    return before, now


def _read(path: Path) -> tuple[Service, ...]:
    if path.is_file():
        return (_imported(path),)
    if _is_single(path):
        named = path.resolve() if path.name in ("", "..") else path  # for its service's name
        return (read_service(named, report_clashes),)
    return read_services(path, report_clashes)


def _imported(path: Path) -> Service:
    """The service of a document, as `import` would write its specs."""
    from alicloud.generator.importer.command import checked
    from alicloud.generator.importer.document import read

    document = read(path.read_bytes(), path.as_posix())
    name = "".join(filter(str.isalnum, document["info"]["product"].lower()))
    with TemporaryDirectory() as temporary:
        folder = Path(temporary, name)
        folder.mkdir()
        for file, content in checked(document, name).files.items():
            (folder / file).write_text(text(content), encoding="utf-8", newline="\n")
        return read_service(folder, report_clashes)


def _is_single(path: Path) -> bool:
    return path.is_file() or (path / "service.yaml").is_file()

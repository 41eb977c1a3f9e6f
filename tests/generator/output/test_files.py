"""What changed is written to the disk, all of it or nothing."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from alicloud.generator.output import files
from alicloud.generator.output.files import Change, Ours, apply
from tests.support.processes import run

OURS = Ours(re.compile(rb"# Made from \S+; "), ".py", face="__init__.py", empty="py.typed")
TEXT = "# Made from specs/zoo/cats.yaml; edit that file, not this one.\n"
FILES = {"alicloud/zoo/cats.py": TEXT, "alicloud/zoo/py.typed": ""}


def plain(texts: dict[str, str]) -> dict[str, str]:
    """Formatting that changes nothing."""
    return texts


def changes(
    made: dict[str, str],
    out: Path,
    format_texts: Callable[[dict[str, str]], dict[str, str]] = plain,
) -> list[Change]:
    return files.changes([made], out, ours=[OURS], format_texts=format_texts)


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file below `folder`: what it holds and when it was written."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def write(out: Path, made: dict[str, str]) -> list[Change]:
    planned = changes(made, out)
    apply(planned)
    return planned


def test_missing_files_are_created(tmp_path: Path) -> None:
    planned = write(tmp_path / "out", FILES)
    assert [str(change) for change in planned] == [
        f"create {tmp_path / 'out' / path}" for path in sorted(FILES)
    ]
    assert {path: held.decode() for path, (held, _) in snapshot(tmp_path / "out").items()} == FILES


def test_a_file_that_fits_is_not_touched(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    os.utime(tmp_path / "alicloud/zoo/cats.py", ns=(1, 1))
    before = snapshot(tmp_path)
    assert write(tmp_path, FILES) == []
    changed = write(tmp_path, {**FILES, "alicloud/zoo/dogs.py": TEXT})
    assert [str(change) for change in changed] == [f"create {tmp_path / 'alicloud/zoo/dogs.py'}"]
    assert {path: snapshot(tmp_path)[path] for path in before} == before


def test_a_file_that_differs_is_updated(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    path = tmp_path / "alicloud/zoo/cats.py"
    path.write_text(f"{TEXT}x = 1\n")
    (change,) = write(tmp_path, FILES)
    assert str(change) == f"update {path}"
    assert path.read_text() == TEXT


@pytest.mark.parametrize(
    "held", [b"", b"\xff\xfe", TEXT.replace("\n", "\r\n").encode(), TEXT.encode() + b"\n"]
)
def test_one_byte_is_a_difference(tmp_path: Path, held: bytes) -> None:
    write(tmp_path, FILES)
    (tmp_path / "alicloud/zoo/cats.py").write_bytes(held)
    assert len(changes(FILES, tmp_path)) == 1


def test_only_differing_files_are_formatted(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    (tmp_path / "alicloud/zoo/cats.py").write_text("old")
    seen: list[str] = []

    def spy(texts: dict[str, str]) -> dict[str, str]:
        seen.extend(texts)
        return texts

    changes(FILES, tmp_path, spy)
    assert seen == ["alicloud/zoo/cats.py"]


def test_a_file_that_fits_once_formatted_is_no_change(tmp_path: Path) -> None:
    path, formatted = "alicloud/zoo/cats.py", "x = 1\n"
    write(tmp_path, {path: formatted})
    assert changes({path: "x=1\n"}, tmp_path, lambda _: {path: formatted}) == []


def test_what_is_no_longer_made_is_deleted(tmp_path: Path) -> None:
    write(tmp_path, {**FILES, "alicloud/zoo/dogs.py": TEXT})
    (change,) = write(tmp_path, FILES)
    assert str(change) == f"delete {tmp_path / 'alicloud/zoo/dogs.py'}"
    assert not (tmp_path / "alicloud/zoo/dogs.py").exists()


ARK = {
    "alicloud/ark/__init__.py": TEXT,
    "alicloud/ark/boats.py": TEXT,
    "alicloud/ark/py.typed": "",
}


def test_a_package_that_is_no_longer_made_is_deleted_with_its_folder(tmp_path: Path) -> None:
    write(tmp_path, {**FILES, **ARK})
    (tmp_path / "alicloud/ark/__pycache__").mkdir()
    (tmp_path / "alicloud/ark/__pycache__/boats.pyc").write_text("compiled")
    planned = write(tmp_path, FILES)
    assert [str(change) for change in planned] == [f"delete {tmp_path / path}" for path in ARK]
    assert not (tmp_path / "alicloud/ark").exists()
    assert write(tmp_path, FILES) == []


def test_what_was_put_into_such_a_package_by_hand_stays(tmp_path: Path) -> None:
    write(tmp_path, {**FILES, **ARK})
    (tmp_path / "alicloud/ark/mine.py").write_text("# Written by hand.\n")
    write(tmp_path, FILES)
    assert sorted(path.name for path in (tmp_path / "alicloud/ark").iterdir()) == [
        *("mine.py", "py.typed")
    ]
    assert write(tmp_path, FILES) == []


def test_a_package_written_by_hand_may_hold_generated_modules(tmp_path: Path) -> None:
    write(tmp_path, {**FILES, **ARK})
    (tmp_path / "alicloud/ark/__init__.py").write_text("# Written by hand.\n")
    before = snapshot(tmp_path)
    assert write(tmp_path, FILES) == []
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("alicloud/zoo/mine.py", "# Written by hand.\n"),
        ("alicloud/zoo/praise.py", "# Made from scratch.\n"),
        ("alicloud/ark/__init__.py", "# Made from scratch.\n"),
        ("alicloud/zoo/below.py", f"import os\n{TEXT}"),
        ("alicloud/zoo/empty.py", ""),
        ("alicloud/zoo/notes.txt", TEXT),
        ("alicloud/zoo/inner/deep.py", TEXT),
        ("alicloud/ark/boats.py", TEXT),
        ("alicloud/above.py", TEXT),
    ],
)
def test_nothing_else_is_deleted(tmp_path: Path, path: str, text: str) -> None:
    write(tmp_path, FILES)
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text(text)
    assert write(tmp_path, FILES) == []
    assert (tmp_path / path).read_text() == text


def held(folder: Path) -> dict[str, bytes | None]:
    """Every file below `folder` with what it holds, and every folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


STEPS = [
    *(("mkdir", 1), ("mkdir", 2), ("write_bytes", 2), ("replace", 1), ("replace", 4)),
    *(("unlink", 1), ("unlink", 2)),
]


@pytest.mark.parametrize("error", [OSError(28, "No space left"), KeyboardInterrupt()], ids=repr)
@pytest.mark.parametrize("too_late", [False, True], ids=["instead of", "right after"])
@pytest.mark.parametrize(("step", "time"), STEPS)
def test_an_error_at_any_step_leaves_all_as_it_was(
    tmp_path: Path,
    step: str,
    time: int,
    too_late: bool,
    error: BaseException,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write(tmp_path, {**FILES, **ARK})
    before = held(tmp_path)
    new = {f"alicloud/zoo/{name}.py": f"{TEXT}{name}\n" for name in ("ants", "bees", "cats")}
    planned = changes({**new, "alicloud/bar/beer.py": TEXT}, tmp_path)
    real = getattr(Path, step)
    calls: list[Path] = []

    def fail(path: Path, *arguments: object, **options: object) -> object:
        calls.append(path)
        result = real(path, *arguments, **options) if too_late or len(calls) != time else None
        if len(calls) == time:
            raise error
        return result

    monkeypatch.setattr(Path, step, fail)
    with pytest.raises(type(error)):
        apply(planned)
    monkeypatch.undo()
    assert held(tmp_path) == before


def test_a_plan_shows_what_would_change(tmp_path: Path) -> None:
    path = tmp_path / "cats.py"
    assert Change(path, b"a\nb\n", "a\nc\n").diff() == (
        f"update {path}\n--- {path} (on disk)\n+++ {path} (from the specs)\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n"
    )
    assert "-a\n" in Change(path, b"a\n", None).diff()
    assert "+a\n" in Change(path, None, "a\n").diff()
    assert "\\xff" in Change(path, b"\xff\n", "a\n").diff()


def test_a_plan_names_the_file_where_lines_show_nothing(tmp_path: Path) -> None:
    path = tmp_path / "py.typed"
    assert Change(path, None, "").diff() == f"create {path}\n"
    assert Change(path, b"", None).diff() == f"delete {path}\n"
    assert len(Change(path, b"a\r\n", "a\n").diff().splitlines()) > 1


KILLED = """\
import os, sys
from pathlib import Path
from tests.generator.output.test_files import FILES, TEXT, write
real, calls = Path.replace, []
def replace(path, target):
    calls.append(path)
    return os._exit(9) if len(calls) == int(sys.argv[2]) else real(path, target)
Path.replace = replace
write(Path(sys.argv[1]), {**{path: text and text + "new" for path, text in FILES.items()}, "alicloud/zoo/dogs.py": TEXT})
"""


@pytest.mark.parametrize("step", [1, 2])
def test_what_a_killed_run_leaves_is_gone_after_the_next(tmp_path: Path, step: int) -> None:
    write(tmp_path, FILES)
    done = run(sys.executable, "-c", KILLED, tmp_path, str(step))
    assert done.returncode == 9, done.stderr
    assert any(path.name.endswith(".staged") for path in (tmp_path / "alicloud/zoo").iterdir())
    write(tmp_path, FILES)
    assert {path: text.decode() for path, (text, _) in snapshot(tmp_path).items()} == FILES


def test_a_hidden_file_of_the_user_is_not_taken_for_a_leftover(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    (tmp_path / "alicloud/zoo/.cats.py.swp").write_text("open in an editor")
    assert write(tmp_path, FILES) == []


@pytest.mark.parametrize("link", ["alicloud", "alicloud/zoo", "alicloud/zoo/cats.py"])
def test_a_symbolic_link_in_the_output_is_refused(tmp_path: Path, link: str) -> None:
    write(tmp_path / "elsewhere", FILES)
    before = held(tmp_path / "elsewhere")
    place = tmp_path / "out" / link
    place.parent.mkdir(parents=True)
    place.symlink_to(tmp_path / "elsewhere" / link)
    with pytest.raises(OSError, match=f"{link} is a symbolic link.*; remove the link"):
        write(tmp_path / "out", {**FILES, "alicloud/zoo/dogs.py": TEXT})
    assert held(tmp_path / "elsewhere") == before


def test_nothing_is_deleted_behind_a_symbolic_link(tmp_path: Path) -> None:
    write(tmp_path / "elsewhere", {**FILES, **ARK})
    before = held(tmp_path / "elsewhere")
    write(tmp_path / "out", FILES)
    (tmp_path / "out/alicloud/ark").symlink_to(tmp_path / "elsewhere/alicloud/ark")
    with pytest.raises(OSError, match="alicloud/ark is a symbolic link"):
        write(tmp_path / "out", FILES)
    assert held(tmp_path / "elsewhere") == before


def test_the_output_folder_may_be_a_symbolic_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "real")
    write(tmp_path / "out", FILES)
    assert (tmp_path / "real/alicloud/zoo/cats.py").read_text() == TEXT

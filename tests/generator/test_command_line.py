"""`python -m alicloud.generator`: what each command prints, writes and exits with."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from alicloud.generator.__main__ import main
from alicloud.generator.output.files import Change
from tests.support.corpus import VALID, write
from tests.support.processes import ROOT, run

FILES = (
    *("__init__.py", "async_client.py", "cats.py", "client.py", "error_codes.py", "limits.py"),
    *("operations.py", "py.typed"),
)


@pytest.fixture(autouse=True)
def zoo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the specs of a zoo in it, in which the commands run."""
    write(tmp_path, VALID)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def output(capsys: pytest.CaptureFixture[str]) -> Output:
    return Output(capsys)


class Output:
    """What the command printed since `lines` was called last."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def lines(self) -> tuple[list[str], list[str]]:
        out, err = self._capsys.readouterr()
        return out.splitlines(), err.splitlines()


def made(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


# --- generate ---


@pytest.mark.parametrize("command", [[], ["generate"]])
def test_generating_names_each_file_that_it_writes(command: list[str], output: Output) -> None:
    assert main(command) == 0
    out, err = output.lines()
    assert out == [f"create generated/alicloud/zoo/{name}" for name in FILES]
    assert err == []


def test_generating_again_has_nothing_to_do(zoo: Path, output: Output) -> None:
    main([])
    before = made(zoo)
    output.lines()
    assert main([]) == 0
    assert output.lines() == (["nothing to do: the output fits the specs"], [])
    assert made(zoo) == before


def test_an_edited_spec_changes_only_what_follows_from_it(zoo: Path, output: Output) -> None:
    main([])
    output.lines()
    cats = zoo / "specs/zoo/cats.yaml"
    cats.write_text(cats.read_text().replace("doc: The city.", "doc: The town."))
    assert main([]) == 0
    assert output.lines() == (["update generated/alicloud/zoo/cats.py"], [])


def test_a_renamed_resource_leaves_no_old_module(zoo: Path, output: Output) -> None:
    main([])
    output.lines()
    (zoo / "specs/zoo/cats.yaml").rename(zoo / "specs/zoo/lions.yaml")
    assert main([]) == 0
    out, _ = output.lines()
    assert "delete generated/alicloud/zoo/cats.py" in out
    assert "create generated/alicloud/zoo/lions.py" in out


def test_a_removed_service_is_stale_and_is_deleted(zoo: Path, output: Output) -> None:
    shutil.copytree(zoo / "specs/zoo", zoo / "specs/ark")
    main([])
    shutil.rmtree(zoo / "specs/ark")
    output.lines()
    assert main(["generate", "--check"]) == 1
    assert output.lines()[1] == [f"{len(FILES)} stale; run `python -m alicloud.generator generate`"]
    assert main([]) == 0
    assert output.lines()[0] == [f"delete generated/alicloud/ark/{name}" for name in FILES]
    assert [path.name for path in (zoo / "generated/alicloud").iterdir()] == ["zoo"]


def test_folders_can_be_chosen(zoo: Path, output: Output) -> None:
    (zoo / "specs").rename(zoo / "descriptions")
    assert main(["generate", "--specs", "descriptions", "--out", "elsewhere"]) == 0
    assert sorted(made(zoo / "elsewhere")) == [f"alicloud/zoo/{name}" for name in FILES]


def test_the_output_does_not_say_where_the_specs_were(zoo: Path) -> None:
    main(["generate", "--out", "a"])
    (zoo / "specs").rename(zoo / "descriptions")
    main(["generate", "--specs", str(zoo / "descriptions"), "--out", "b"])
    assert made(zoo / "a") == made(zoo / "b")


# --- generate --check ---


def test_a_check_of_fresh_output_is_silent_about_files(output: Output) -> None:
    main([])
    output.lines()
    assert main(["generate", "--check"]) == 0
    _, err = output.lines()
    assert err == []


def test_a_check_shows_what_is_stale_and_writes_nothing(zoo: Path, output: Output) -> None:
    main([])
    output.lines()
    path = zoo / "generated/alicloud/zoo/cats.py"
    path.write_text(path.read_text() + "x = 1\n")
    before = made(zoo)
    assert main(["generate", "--check"]) == 1
    out, err = output.lines()
    assert "-x = 1" in out
    assert err == ["1 stale; run `python -m alicloud.generator generate`"]
    assert made(zoo) == before


def test_a_check_misses_no_file(zoo: Path, output: Output) -> None:
    main([])
    for name in FILES:
        path = zoo / "generated/alicloud/zoo" / name
        held = path.read_bytes()
        path.unlink()
        assert main(["generate", "--check"]) == 1, name
        path.write_bytes(held)
    header = (zoo / "generated/alicloud/zoo/cats.py").read_text().splitlines()[0]
    (zoo / "generated/alicloud/zoo/dogs.py").write_text(header)
    assert main(["generate", "--check"]) == 1


# --- bad specs ---


@pytest.mark.parametrize(
    ("command", "summary"),
    [
        (["generate"], "2 mistakes; nothing was written"),
        (["generate", "--check"], "2 mistakes; nothing was written"),
        (["check"], "2 mistakes"),
    ],
)
def test_bad_specs_are_reported_and_leave_the_old_output(
    zoo: Path, output: Output, command: list[str], summary: str
) -> None:
    main([])
    output.lines()
    cats = zoo / "specs/zoo/cats.yaml"
    cats.write_text(cats.read_text().replace("list<string>", "list<strng>"))
    before = made(zoo)
    assert main(command) == 1
    out, err = output.lines()
    assert out == []
    assert err == [
        "specs/zoo/cats.yaml:16:20: Toys: unknown type 'strng'; did you mean 'string'?",
        "specs/zoo/cats.yaml:21:20: Toys: unknown type 'strng'; did you mean 'string'?",
        summary,
    ]
    assert made(zoo) == before


def test_one_mistake_is_one_mistake(zoo: Path, output: Output) -> None:
    (zoo / "specs/zoo/cats.yaml").write_text("doc: x\n")
    assert main(["check"]) == 1
    assert output.lines()[1][-1] == "1 mistake"


def test_folders_that_cannot_be_used_are_named(zoo: Path, output: Output) -> None:
    assert main(["generate", "--specs", "nowhere"]) == 1
    assert output.lines()[1][0].startswith("nowhere:1:1: no such folder")
    (zoo / "taken").write_text("a file")
    assert main(["generate", "--out", "taken"]) == 1
    (message,) = output.lines()[1]
    assert message.startswith("generator: ")
    assert "taken" in message


# --- check ---


def test_check_counts_what_is_there(output: Output) -> None:
    assert main(["check"]) == 0
    assert output.lines() == (["zoo: 1 actions, no mistakes"], [])


# --- new-action ---


def test_a_new_action_is_put_at_the_end_of_its_file(zoo: Path, output: Output) -> None:
    path = zoo / "specs/zoo/cats.yaml"
    before = path.read_text()
    assert main(["new-action", "zoo", "cats", "FeedCat"]) == 0
    assert output.lines()[0] == [
        "added FeedCat to specs/zoo/cats.yaml; fill it in, then run `python -m alicloud.generator generate`"
    ]
    after = path.read_text()
    assert after.startswith(before.rstrip("\n"))
    assert "\n\n  FeedCat:\n" in after


def test_the_skeleton_is_a_valid_action_as_it_is(output: Output) -> None:
    main(["new-action", "zoo", "cats", "FeedCat"])
    output.lines()
    assert main(["check"]) == 0
    assert output.lines() == (["zoo: 2 actions, no mistakes"], [])
    assert main([]) == 0


def test_a_new_resource_gets_a_file(zoo: Path, output: Output) -> None:
    assert main(["new-action", "zoo", "stuffed_toys", "GetToy"]) == 0
    text = (zoo / "specs/zoo/stuffed_toys.yaml").read_text()
    assert text.startswith("doc: What stuffed toys are.\n\nactions:\n  GetToy:\n")
    assert main(["check"]) == 0


def test_a_skeleton_can_be_printed(zoo: Path, output: Output) -> None:
    before = made(zoo)
    assert main(["new-action", "zoo", "cats", "FeedCat", "--print"]) == 0
    out, _ = output.lines()
    assert out[:5] == [
        "  FeedCat:",
        "    doc: What FeedCat does, for someone who calls it.",
        "    kind: read",
        "    request:",
        "      Name: {type: string, doc: What is requested., required: true}",
    ]
    assert made(zoo) == before


REFUSED = {
    "an unknown service": (
        ["zooo", "cats", "FeedCat"],
        "specs/zooo/service.yaml:1:1: there is no service 'zooo'; did you mean 'zoo'?",
    ),
    "an action that is there": (
        ["zoo", "dogs", "GetCat"],
        "specs/zoo/cats.yaml:8:1: GetCat is there already",
    ),
    "the head of the service as a resource": (["zoo", "service", "FeedCat"], "'service'"),
    "a resource that cannot be a module": (["zoo", "Cats-2", "FeedCat"], "'Cats-2'"),
    "a path as a resource": (["zoo", "../cats", "FeedCat"], "'../cats'"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_new_action_is_refused(zoo: Path, output: Output, case: str) -> None:
    arguments, message = REFUSED[case]
    before = made(zoo)
    assert main(["new-action", *arguments]) == 1
    _, err = output.lines()
    assert message in err[0]
    assert made(zoo) == before


@pytest.mark.parametrize("name", ["1x", "Feed Cat", "_x", ""])
def test_a_name_that_an_action_cannot_have_is_misuse(zoo: Path, output: Output, name: str) -> None:
    before = made(zoo)
    with pytest.raises(SystemExit) as caught:
        main(["new-action", "zoo", "cats", name])
    assert caught.value.code == 2
    rule = "an action's name is ASCII letters, digits, _ and -, a letter first; correct it"
    assert output.lines()[1][-1].endswith(f"argument action: {name}: {rule}")
    assert made(zoo) == before


# --- interrupts ---

INTERRUPTED = """
import os, signal, sys
from alicloud.generator.spec import read
from alicloud.generator.__main__ import main
read.read_services = lambda *given: os.kill(os.getpid(), signal.SIGINT)
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize(
    ("command", "line"),
    [
        (["generate"], "interrupted; nothing was written\n"),
        (["generate", "--check"], "interrupted; nothing was written\n"),
        (["check"], "interrupted\n"),
    ],
)
def test_an_interrupt_ends_a_command_with_one_line(
    zoo: Path, command: list[str], line: str
) -> None:
    code = ("-W", "error", "-c", INTERRUPTED)
    done = run(sys.executable, *code, *command, cwd=zoo)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", line)
    assert not (zoo / "generated").exists()


def test_an_interrupt_comes_too_late_when_all_is_written(
    zoo: Path, output: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(change: Change) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(Change, "__str__", interrupt)
    assert main([]) == 0
    assert output.lines() == ([], [])
    assert sorted(made(zoo / "generated")) == [f"alicloud/zoo/{name}" for name in FILES]


# --- the program ---


@pytest.mark.parametrize(
    "arguments",
    [["genrate"], ["--chek"], ["new-action", "zoo"], ["generate", "extra"], ["generate", "--out"]],
)
def test_misuse_is_exit_status_2(arguments: list[str], output: Output) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert output.lines()[1][0].startswith("usage: python -m alicloud.generator")


def test_help_lists_the_commands(output: Output) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--help"])
    assert caught.value.code == 0
    text = "\n".join(output.lines()[0])
    assert "Without a command: generate." in text
    assert all(command in text for command in ("generate", "check", "new-action"))


def test_it_runs_as_a_module_and_never_shows_a_traceback(zoo: Path) -> None:
    good = run(sys.executable, "-W", "error", "-m", "alicloud.generator", cwd=zoo)
    assert (good.returncode, good.stderr) == (0, "")
    (zoo / "specs/zoo/cats.yaml").write_bytes(b"doc: \xff\n")
    bad = run(sys.executable, "-W", "error", "-m", "alicloud.generator", "generate", cwd=zoo)
    assert bad.returncode == 1
    assert bad.stderr.startswith("specs/zoo/cats.yaml:1:")
    assert "Traceback" not in bad.stderr
    shutil.rmtree(zoo / "specs")
    gone = run(sys.executable, "-m", "alicloud.generator", "check", cwd=zoo)
    assert gone.returncode == 1
    assert "Traceback" not in gone.stderr


# --- without the extra ---


@pytest.mark.parametrize("command", ["generate", "check", "new-action zoo cats FeedCat"])
def test_without_the_extra_one_line_tells_what_to_install(zoo: Path, command: str) -> None:
    program = (sys.executable, "-S", "-W", "error", "-m", "alicloud.generator")
    before = made(zoo)
    done = run(*(*program, *command.split()), cwd=zoo, env={"PYTHONPATH": str(ROOT / "generator")})
    remedy = "pip install 'alicloud[generator]'"
    assert (done.returncode, done.stdout, done.stderr) == (
        *(1, "", f"generator: black, jinja2 and yaml are not installed; run {remedy}\n"),
    )
    assert made(zoo) == before


@pytest.mark.parametrize("name", ["black", "jinja2", "yaml"])
def test_each_missing_tool_is_named(
    output: Output, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    assert main(["check"]) == 1
    assert output.lines()[1][0].startswith(f"generator: {name} is not installed; run pip install")

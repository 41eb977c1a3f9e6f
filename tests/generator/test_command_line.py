"""`python -m alicloud.generator`: what each command prints, writes and exits with."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from alicloud.generator.__main__ import main
from alicloud.generator.output.files import Change
from alicloud.generator.spec.skeleton import kind_of
from tests.support.corpus import VALID, write
from tests.support.processes import ROOT, run
from tests.support.server.specs import OPERATIONS

FILES = (
    *("__init__.py", "async_client.py", "catalogue.json", "cats.py", "client.py"),
    *("error_codes.py", "limits.py", "operations.py", "py.typed"),
)
NOTHING_TO_DO = "nothing to do: the output fits the specs"
UNWRITTEN = "; nothing was written"
ENDS = {
    "generate": UNWRITTEN,
    "generate --check": UNWRITTEN,
    "check": "",
    "translations zoo": UNWRITTEN,
}
"""How each command ends the last line of a run that did not succeed."""
STALE = "stale; run `python -m alicloud.generator generate`"
Generator = Callable[..., tuple[int, list[str], list[str]]]


@pytest.fixture(autouse=True)
def zoo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the specs of a zoo in it, in which the commands run."""
    write(tmp_path, VALID)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def generator(capsys: pytest.CaptureFixture[str]) -> Generator:
    """Runs a command, and gives its exit status and the lines of stdout and stderr."""

    def run_it(*arguments: str) -> tuple[int, list[str], list[str]]:
        try:
            status = main(list(arguments))
        except SystemExit as exit_:
            status = int(exit_.code or 0)
        out, err = capsys.readouterr()
        return status, out.splitlines(), err.splitlines()

    return run_it


@pytest.fixture
def cats(zoo: Path, generator: Generator) -> Path:
    """The only resource of the zoo, of which the code has been generated."""
    generator("generate")
    return zoo / "specs/zoo/cats.yaml"


def made(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def edit(path: Path, before: str, after: str) -> None:
    path.write_text(path.read_text().replace(before, after))


# --- generate ---


@pytest.mark.parametrize("command", [[], ["generate"]])
def test_generating_names_each_file_that_it_writes(
    generator: Generator, command: list[str]
) -> None:
    assert generator(*command) == (
        *(0, [f"create generated/alicloud/zoo/{name}" for name in FILES], []),
    )


@pytest.mark.usefixtures("cats")
def test_generating_again_has_nothing_to_do(zoo: Path, generator: Generator) -> None:
    before = made(zoo)
    assert generator() == (0, [NOTHING_TO_DO], [])
    assert made(zoo) == before


def test_an_edited_spec_changes_only_what_follows_from_it(cats: Path, generator: Generator) -> None:
    edit(cats, "doc: The city.", "doc: The town.")
    changed = ["catalogue.json", "cats.py"]
    assert generator() == (0, [f"update generated/alicloud/zoo/{name}" for name in changed], [])


def test_a_renamed_resource_leaves_no_old_module(cats: Path, generator: Generator) -> None:
    cats.rename(cats.with_name("lions.yaml"))
    _, out, _ = generator()
    assert "delete generated/alicloud/zoo/cats.py" in out
    assert "create generated/alicloud/zoo/lions.py" in out


def test_a_removed_service_is_stale_and_is_deleted(zoo: Path, generator: Generator) -> None:
    shutil.copytree(zoo / "specs/zoo", zoo / "specs/ark")
    generator()
    shutil.rmtree(zoo / "specs/ark")
    status, _, err = generator("generate", "--check")
    assert (status, err) == (1, [f"{len(FILES)} {STALE}"])
    assert generator() == (0, [f"delete generated/alicloud/ark/{name}" for name in FILES], [])
    assert [path.name for path in (zoo / "generated/alicloud").iterdir()] == ["zoo"]


def test_folders_can_be_chosen(zoo: Path, generator: Generator) -> None:
    (zoo / "specs").rename(zoo / "descriptions")
    assert generator("generate", "--specs", "descriptions", "--out", "elsewhere")[0] == 0
    assert sorted(made(zoo / "elsewhere")) == [f"alicloud/zoo/{name}" for name in FILES]


def test_the_output_does_not_say_where_the_specs_were(zoo: Path, generator: Generator) -> None:
    generator("generate", "--out", "a")
    (zoo / "specs").rename(zoo / "descriptions")
    generator("generate", "--specs", str(zoo / "descriptions"), "--out", "b")
    assert made(zoo / "a") == made(zoo / "b")


# --- generate --check ---


@pytest.mark.usefixtures("cats")
def test_a_check_of_fresh_output_is_silent(generator: Generator) -> None:
    assert generator("generate", "--check") == (0, [], [])


@pytest.mark.usefixtures("cats")
def test_a_check_shows_what_is_stale_and_writes_nothing(zoo: Path, generator: Generator) -> None:
    path = zoo / "generated/alicloud/zoo/cats.py"
    path.write_text(path.read_text() + "x = 1\n")
    before = made(zoo)
    status, out, err = generator("generate", "--check")
    assert "-x = 1" in out
    assert (status, err) == (1, [f"1 {STALE}"])
    assert made(zoo) == before


@pytest.mark.usefixtures("cats")
def test_a_check_misses_no_file(zoo: Path, generator: Generator) -> None:
    folder = zoo / "generated/alicloud/zoo"
    for name in FILES:
        held = (folder / name).read_bytes()
        (folder / name).unlink()
        assert generator("generate", "--check")[0] == 1, name
        (folder / name).write_bytes(held)
    (folder / "dogs.py").write_text((folder / "cats.py").read_text().splitlines()[0])
    assert generator("generate", "--check")[0] == 1


# --- bad specs ---


@pytest.mark.parametrize("command", ENDS)
def test_bad_specs_are_reported_and_leave_the_old_output(
    zoo: Path, cats: Path, generator: Generator, command: str
) -> None:
    edit(cats, "list<string>", "list<strng>")
    before = made(zoo)
    mistakes = [
        f"specs/zoo/cats.yaml:{line}:20: Toys: unknown type 'strng'; did you mean 'string'?"
        for line in (16, 21)
    ]
    assert generator(*command.split()) == (1, [], [*mistakes, f"2 mistakes{ENDS[command]}"])
    assert made(zoo) == before


def test_one_mistake_is_one_mistake(cats: Path, generator: Generator) -> None:
    cats.write_text("doc: x\n")
    assert generator("check")[2][-1] == "1 mistake"


def test_folders_that_cannot_be_used_are_named(zoo: Path, generator: Generator) -> None:
    status, _, err = generator("generate", "--specs", "nowhere")
    assert status == 1
    assert err[0].startswith("nowhere:1:1: no such folder")
    (zoo / "taken").write_text("a file")
    status, _, (message,) = generator("generate", "--out", "taken")
    assert status == 1
    assert message.startswith("generator: ")
    assert "taken" in message


# --- check ---


def test_check_counts_what_is_there(generator: Generator) -> None:
    assert generator("check") == (0, ["zoo: 1 actions, no mistakes"], [])


# --- translations ---

NO_SENTENCE = "nothing to do: the translations have the sentences of the specs"


def translate(zoo: Path, **texts: str) -> Path:
    """Begin the Chinese of the zoo, and put sentences into it by the last word of the English."""
    path = zoo / "specs/zoo/zh.po"
    if not path.exists():
        assert main(["translations", "zoo"]) == 0
    for word, chinese in texts.items():
        edit(path, f'{word}."\nmsgstr ""', f'{word}."\nmsgstr "{chinese}"')
    return path


def test_a_translation_is_begun_and_brought_up_to_date(
    zoo: Path, cats: Path, generator: Generator
) -> None:
    assert generator("translations", "zoo") == (0, ["create specs/zoo/zh.po"], [])
    assert generator("translations", "zoo") == (0, [NO_SENTENCE], [])
    translate(zoo, city="城市。")
    edit(cats, "doc: Its sex.", "doc: Male or female.")
    assert generator("translations", "zoo") == (0, ["update specs/zoo/zh.po"], [])
    text = (zoo / "specs/zoo/zh.po").read_text(encoding="utf-8")
    assert 'msgid "The city."\nmsgstr "城市。"' in text
    assert "Its sex." not in text
    assert "Male or female." in text


@pytest.mark.usefixtures("cats")
def test_what_is_translated_is_in_the_catalogue(zoo: Path, generator: Generator) -> None:
    translate(zoo, city="城市。")
    assert generator()[1][-1] == "update generated/alicloud/zoo/catalogue.json"
    text = (zoo / "generated/alicloud/zoo/catalogue.json").read_text(encoding="utf-8")
    assert '"translations": {"zh": {"The city.": "城市。"}}' in text


def test_check_lists_what_is_to_be_translated_and_stays_green(
    zoo: Path, generator: Generator
) -> None:
    translate(zoo, city="The city.")
    generator()
    status, out, err = generator("check")
    assert (status, err) == (0, [])
    assert out[:3] == [
        "zoo: 1 actions, no mistakes",
        "zoo: Chinese: 1 of 15 sentences; 14 missing, 1 same as English",
        "  specs/zoo/zh.po:9:1: missing: Animals and who keeps them.",
    ]
    assert out[-1] == "  and 10 more, which --complete lists"


def test_a_release_demands_that_all_is_translated(zoo: Path, generator: Generator) -> None:
    assert generator("check", "--complete")[0] == 0  # one language is complete
    path = translate(zoo)
    status, out, err = generator("check", "--complete")
    assert (status, err) == (1, ["15 sentences to translate or to correct"])
    assert sum(": missing: " in line for line in out) == 15
    head, *entries = path.read_text().split("\n\n")
    whole = [one.replace('msgstr ""', f'msgstr "译文{n}"') for n, one in enumerate(entries)]
    path.write_text("\n\n".join((head, *whole)), encoding="utf-8")
    assert generator("check", "--complete") == (
        *(0, ["zoo: 1 actions, no mistakes", "zoo: Chinese: all 15 sentences"], []),
    )


def test_a_broken_translation_is_reported_with_the_mistakes_of_the_specs(
    zoo: Path, cats: Path, generator: Generator
) -> None:
    path = translate(zoo)
    edit(path, 'msgid "Cats."', 'msgid "Cats.')
    edit(cats, "type: boolean", "type: boolen")
    status, _, (spec, translation, count) = generator("check")
    assert (status, count) == (1, "2 mistakes")
    assert spec.startswith("specs/zoo/cats.yaml:14:19: Old: unknown type 'boolen'")
    assert translation.startswith("specs/zoo/zh.po:18:1: not a line of a PO file")
    assert generator("translations", "zoo")[0] == 1


def test_only_services_that_are_there_are_translated(generator: Generator) -> None:
    status, _, (message, _) = generator("translations", "zo")
    assert status == 1
    assert message == ("specs/zo/service.yaml:1:1: there is no service 'zo'; did you mean 'zoo'?")


# --- new-action ---


def test_a_new_action_is_put_at_the_end_of_its_file(cats: Path, generator: Generator) -> None:
    before = cats.read_text()
    _, (line,), _ = generator("new-action", "zoo", "cats", "FeedCat")
    assert line.startswith("added FeedCat to specs/zoo/cats.yaml; fill it in, then run `python -m")
    assert cats.read_text().startswith(f"{before.rstrip()}\n\n  FeedCat:\n")


def test_the_skeleton_has_to_be_filled_in(cats: Path, generator: Generator) -> None:
    generator("new-action", "zoo", "cats", "ListCats")
    status, _, err = generator("check")
    assert status == 1
    assert [line.partition(": ")[2] for line in err] == [
        "ListCats: 'doc' still says TODO; write what is missing",
        "Name: 'doc' still says TODO; write what is missing",
        "Name: 'doc' still says TODO; write what is missing",
        "",
    ]
    edit(cats, "TODO ", "")
    assert generator("check") == (0, ["zoo: 2 actions, no mistakes"], [])
    assert generator()[0] == 0


@pytest.mark.parametrize(
    ("action", "kind"),
    [
        ("GetCat", "read"),
        ("ListCats", "read"),
        ("DescribeCats", "read"),
        ("CreateCat", "create"),
        ("SetCatThing", "update"),
        ("UpdateCat", "update"),
        ("DeleteCat", "delete"),
        ("AddCatToHome", "TODO"),
        ("RemoveCat", "TODO"),
        ("Getaway", "TODO"),
    ],
)
def test_the_kind_of_a_new_action_follows_from_its_verb(
    generator: Generator, action: str, kind: str
) -> None:
    _, out, _ = generator("new-action", "zoo", "cats", action, "--print")
    assert out[2].split()[:2] == ["kind:", kind]


def test_the_verbs_of_our_own_actions_promise_their_kinds() -> None:
    for action, (_, operation) in OPERATIONS.items():
        assert kind_of(action) in (operation.kind, "TODO"), action


def test_a_kind_that_cannot_be_known_has_to_be_chosen(cats: Path, generator: Generator) -> None:
    generator("new-action", "zoo", "cats", "FeedCat")
    edit(cats, "TODO ", "")
    _, _, (message, _) = generator("check")
    assert message.endswith(
        "FeedCat: unknown kind 'TODO'; it must be read, create, update or delete"
    )


def test_a_new_resource_gets_a_file_when_that_is_meant(zoo: Path, generator: Generator) -> None:
    assert generator("new-action", "zoo", "stuffed_toys", "GetToy", "--new")[0] == 0
    path = zoo / "specs/zoo/stuffed_toys.yaml"
    text = path.read_text()
    assert text.startswith("doc: TODO what stuffed toys are.\n\nactions:\n  GetToy:\n")
    edit(path, "TODO ", "")
    assert generator("check")[0] == 0


def test_a_skeleton_can_be_printed(zoo: Path, generator: Generator) -> None:
    before = made(zoo)
    status, out, _ = generator("new-action", "zoo", "cats", "GetCatFood", "--print")
    assert status == 0
    assert out[:5] == [
        "  GetCatFood:",
        "    doc: TODO what GetCatFood does, for someone who calls it.",
        "    kind: read",
        "    request:",
        "      Name: {type: string, doc: TODO what is requested., required: true}",
    ]
    assert made(zoo) == before


REFUSED = {
    "zooo cats FeedCat": "specs/zooo/service.yaml:1:1: there is no service 'zooo'; did you mean",
    "zoo cast FeedCat": "specs/zoo/cast.yaml:1:1: there is no resource 'cast'; "
    "did you mean 'cats'? To begin it, add --new",
    "zoo dogs FeedDog": "specs/zoo/dogs.yaml:1:1: there is no resource 'dogs'; "
    "to begin it, add --new",
    "zoo cats FeedCat --new": "specs/zoo/cats.yaml:1:1: resource 'cats' is there already; leave",
    "zoo dogs GetCat --new": "specs/zoo/cats.yaml:8:1: GetCat is there already",
    "zoo service FeedCat": "specs/zoo/service.yaml:1:1: 'service' describes the service itself",
    "zoo client FeedCat": "specs/zoo/client.yaml:1:1: 'client' is the name of a module of ours",
    "zoo Cats-2 FeedCat": "specs/zoo/Cats-2.yaml:1:1: 'Cats-2' names generated code; use lower-case",
    "zoo ../cats FeedCat": "specs/zoo/../cats.yaml:1:1: '../cats' names generated code",
}


@pytest.mark.parametrize("arguments", REFUSED)
def test_a_new_action_is_refused(zoo: Path, generator: Generator, arguments: str) -> None:
    before = made(zoo)
    status, _, err = generator("new-action", *arguments.split())
    assert status == 1
    assert err[0].startswith(REFUSED[arguments])
    assert made(zoo) == before


RULE = "an action's name is ASCII letters, digits, _ and -, a letter first; correct it"
NO_CAPITAL = "write it as the service does, a capital first; did you mean 'GetCatFood'?"


@pytest.mark.parametrize(
    ("name", "why"),
    [("1x", RULE), ("Feed Cat", RULE), ("_x", RULE), ("", RULE), ("getCatFood", NO_CAPITAL)],
)
def test_a_name_that_an_action_cannot_have_is_misuse(
    zoo: Path, generator: Generator, name: str, why: str
) -> None:
    before = made(zoo)
    status, _, err = generator("new-action", "zoo", "cats", name)
    assert status == 2
    assert err[-1].endswith(f"argument action: {name}: {why}")
    assert made(zoo) == before


# --- interrupts ---

INTERRUPTED = """
import os, signal, sys
from alicloud.generator.spec import read
from alicloud.generator.__main__ import main
read.each_service = lambda *given: os.kill(os.getpid(), signal.SIGINT)
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("command", ENDS)
def test_an_interrupt_ends_a_command_with_one_line(zoo: Path, command: str) -> None:
    code = ("-W", "error", "-c", INTERRUPTED)
    done = run(sys.executable, *code, *command.split(), cwd=zoo)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", f"interrupted{ENDS[command]}\n")
    assert not (zoo / "generated").exists()


def test_an_interrupt_comes_too_late_when_all_is_written(
    zoo: Path, generator: Generator, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(change: Change) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(Change, "__str__", interrupt)
    assert generator() == (0, [], [])
    assert sorted(made(zoo / "generated")) == [f"alicloud/zoo/{name}" for name in FILES]


# --- the program ---


@pytest.mark.parametrize(
    "arguments", ["genrate", "--chek", "new-action zoo", "generate extra", "generate --out"]
)
def test_misuse_is_exit_status_2(arguments: str, generator: Generator) -> None:
    status, _, err = generator(*arguments.split())
    assert status == 2
    assert err[0].startswith("usage: python -m alicloud.generator")


def test_help_lists_the_commands(generator: Generator) -> None:
    status, out, _ = generator("--help")
    text = "\n".join(out)
    assert status == 0
    assert "Without a command: generate." in text
    assert all(command in text for command in ("generate", "check", "translations", "new-action"))


def test_it_runs_as_a_module_and_never_shows_a_traceback(zoo: Path) -> None:
    program = (sys.executable, "-W", "error", "-m", "alicloud.generator")
    good = run(*program, cwd=zoo)
    assert (good.returncode, good.stderr) == (0, "")
    (zoo / "specs/zoo/cats.yaml").write_bytes(b"doc: \xff\n")
    (zoo / "specs/zoo" / os.fsdecode(b"d\xffgs.yaml")).touch()
    os.mkfifo(zoo / "specs/zoo/pipe.yaml")
    bad = run(*program, "generate", cwd=zoo)
    assert bad.returncode == 1
    assert bad.stderr.startswith("specs/zoo/cats.yaml:1:")
    shutil.rmtree(zoo / "specs")
    gone = run(*program, "check", cwd=zoo)
    assert gone.returncode == 1
    assert "Traceback" not in bad.stderr + gone.stderr


# --- without the extra ---


@pytest.mark.parametrize("command", ["generate", "check", "new-action zoo cats FeedCat"])
def test_without_the_extra_one_line_tells_what_to_install(zoo: Path, command: str) -> None:
    program = (sys.executable, "-S", "-W", "error", "-m", "alicloud.generator")
    before = made(zoo)
    done = run(*program, *command.split(), cwd=zoo, env={"PYTHONPATH": str(ROOT / "generator")})
    remedy = "pip install 'alicloud[generator]'"
    assert (done.returncode, done.stdout, done.stderr) == (
        *(
            1,
            "",
            f"generator: black, jinja2, polib, requests, tqdm and yaml are not installed; run {remedy}\n",
        ),
    )
    assert made(zoo) == before


@pytest.mark.parametrize("name", ["black", "jinja2", "polib", "yaml"])
def test_each_missing_tool_is_named(
    generator: Generator, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    status, _, (message,) = generator("check")
    assert status == 1
    assert message.startswith(f"generator: {name} is not installed; run pip install")

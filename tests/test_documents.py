"""The documents are true: their code runs, their commands exist, their lists are complete."""

from __future__ import annotations

import ast
import inspect
import re
import shlex
from pathlib import Path

import pytest

from alicloud.core import Client
from alicloud.generator.__main__ import main as generator
from alicloud.generator.spec.read import read_services
from tests.support.loopback import Server as Loopback
from tests.support.server import KEY_ID, KEY_SECRET, Problem, Server

ROOT = Path(__file__).parents[1]
DOCUMENTS = (
    *("README.md", "CONTRIBUTING.md", "specs/README.md", "docs/any-product.md"),
    *("docs/emulator.md", "docs/calls.md", "docs/explorer.md"),
    "docs/samples.md",
)


def blocks(document: str, language: str) -> list[str]:
    text = (ROOT / document).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


@pytest.fixture
def account(server: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    """A server with what the documents mention, found through the environment."""
    monkeypatch.setenv("ALIBABA_CLOUD_ENDPOINT_URL", server.url)
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_ID", KEY_ID)
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", KEY_SECRET)
    last_page = {"Users": {"User": [{"UserName": "alice"}]}, "IsTruncated": False}
    server.play("ListUsers", last_page, last_page)
    return server


@pytest.mark.parametrize(
    "code",
    [
        code
        for document in ("README.md", "docs/calls.md", "docs/samples.md")
        for code in blocks(document, "python")
    ],
)
def test_the_code_of_the_documents_runs(code: str, account: Server) -> None:
    if "nobody" in code:
        account.play("GetUser", Problem("EntityNotExist.User"))
    exec(compile(code, "README.md", "exec"), {"__name__": "readme"})


def test_the_calls_of_any_product_are_made(
    account: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    (code,) = blocks("docs/any-product.md", "python")
    with Loopback() as other:
        monkeypatch.setenv("ALIBABA_CLOUD_ENDPOINT_URL", other.url)
        exec(compile(code, "any-product.md", "exec"), {})
    assert [f"{sent.method} {sent.target}" for sent in other.requests] == [
        "POST /?PageSize=10&Tag.1.Key=team",
        "GET /tags?region_id=cn-hangzhou",
        "PUT /tags",
    ]


def test_the_spec_of_any_product_has_no_mistake(tmp_path: Path) -> None:
    for text in blocks("docs/any-product.md", "yaml"):
        path = tmp_path / text.partition("\n")[0].removeprefix("# ")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (service,) = read_services(tmp_path / "specs")
    assert [operation.path for operation in service.operations()] == ["/clusters/{ClusterId}/tags"]


def test_the_readme_has_code_for_each_thing_it_explains() -> None:
    assert len(blocks("README.md", "python")) == 9


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_make_target_that_a_document_names_exists(document: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    text = (ROOT / document).read_text(encoding="utf-8")
    named = {
        word
        for command in re.findall(r"(?:`|^)make ([a-z -]+)", text, re.MULTILINE)
        for word in command.split("  ")[0].split()
    }
    assert named <= targets


def test_every_target_of_the_makefile_has_a_help_text() -> None:
    lines = (ROOT / "Makefile").read_text().splitlines()
    phony = next(line for line in lines if line.startswith(".PHONY:")).split()[1:]
    assert {t for t in phony if any(re.match(rf"{t}:.*## .+", line) for line in lines)} == set(
        phony
    )


def test_the_generator_commands_of_the_documents_run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    text = "".join((ROOT / document).read_text(encoding="utf-8") for document in DOCUMENTS)
    commands = set(re.findall(r"python -m alicloud.generator ([a-z][^`\n#]*)", text))
    assert commands
    for command in commands:
        arguments = shlex.split(command.replace(" | ", "|"))
        if arguments[0] == "new-action":
            assert generator([*arguments, *([] if "--print" in arguments else ["--print"])]) == 0
            assert arguments[3] in capsys.readouterr().out
        else:
            with pytest.raises(SystemExit, match=r"\A0\Z"):  # there is such a command
                generator([arguments[0], "--help"])


def test_the_readme_lists_the_options_of_a_client() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    listed = re.search(r"`(credentials profile [a-z_\s]+)`", text)
    assert listed
    parameters = list(inspect.signature(Client.__init__).parameters)[1:]
    assert listed[1].split() == parameters


@pytest.mark.parametrize("document", ["README.md", "docs/calls.md"])
def test_a_document_names_only_variables_that_are_read(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    code = "".join(path.read_text() for path in (ROOT / "runtime").rglob("*.py"))
    for variable in set(re.findall(r"ALIBABA_CLOUD_[A-Z_]+[A-Z]", text)):
        assert variable.removesuffix("_RAM") in code, variable


@pytest.mark.parametrize(
    "document",
    (
        *DOCUMENTS,
        *(f"docs/{name}.md" for name in ("emulator-clients", "emulator-coverage", "peers")),
        "CHANGELOG.md",
    ),
)
def test_links_between_documents_lead_somewhere(document: str) -> None:
    path = ROOT / document
    for target in re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (path.parent / target).exists(), target


def test_the_map_is_what_the_packages_say_of_themselves() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    packages = [
        path
        for root in ("runtime", "generator", "emulator", "explorer")
        for path in sorted((ROOT / root / "alicloud").rglob("__init__.py"))
    ]
    for path in packages:
        first = (ast.get_docstring(ast.parse(path.read_text())) or "").partition("\n")[0]
        folder = path.parent.relative_to(ROOT).as_posix()
        name = folder.split("/", 3)[3] if folder.count("/") > 2 else f"{folder}/"
        assert re.search(rf"^ *{re.escape(name)}\s+{re.escape(first)}$", text, re.MULTILINE), name

"""The real specs: what they become is committed, repeatable and checked, action by action."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alicloud.generator.__main__ import main
from alicloud.generator.model import ListOf, MapOf, Operation, Ref, Service, Struct, Type
from alicloud.generator.output import cache
from alicloud.generator.output.files import Change, changes
from alicloud.generator.python.formatting import formatted
from alicloud.generator.python.render import HEADER, render
from tests.support.processes import ROOT, run
from tests.support.server.specs import OPERATIONS, SERVICES

GENERATED = ROOT / "generated"
RENDERED = render(SERVICES.values())
CACHE = ROOT / cache.FOLDER


def made(folder: Path) -> dict[str, bytes]:
    """Every file below `folder` that is not Python's own."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def stale(folder: Path) -> list[Change]:
    """What has to be done so that `folder` holds the generated code."""
    black = partial(formatted, cache=CACHE)
    return changes(RENDERED, folder, header=HEADER, format_texts=black)


# --- the output ---


def test_the_committed_code_is_what_the_specs_give() -> None:
    assert made(GENERATED) == {
        path: text.encode() for path, text in formatted(RENDERED, CACHE).items()
    }


def test_the_templates_write_blacks_form() -> None:
    done = run(
        *(sys.executable, "-m", "black", "--config", ROOT / "pyproject.toml", "--check"), GENERATED
    )
    assert done.returncode == 0, done.stderr
    differing = [path for path, text in RENDERED.items() if made(GENERATED)[path] != text.encode()]
    assert differing == []


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1", "LC_ALL": "C", "PYTHONUTF8": "0"},
        {"PYTHONHASHSEED": "4711", "LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Shanghai"},
    ],
    ids=str,
)
def test_output_does_not_depend_on_hash_seed_and_locale(
    environment: dict[str, str], tmp_path: Path
) -> None:
    command = (sys.executable, "-m", "alicloud.generator", "generate", "--out", tmp_path)
    first = run(*command, env=environment)
    assert first.returncode == 0, first.stderr
    assert made(tmp_path) == made(GENERATED)


def test_a_second_run_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    main(["generate", "--out", str(tmp_path)])
    for path in tmp_path.rglob("*"):
        os.utime(path, ns=(1, 1))
    capsys.readouterr()
    assert main(["generate", "--out", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "nothing to do: the output fits the specs\n"
    assert {path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == {1}


def test_each_file_says_what_it_was_made_from() -> None:
    for path, text in RENDERED.items():
        if path.endswith(".py"):
            first = text.split("\n")[0]
            assert HEADER.match(first.encode())
            source = first.removeprefix("# Made from ").partition(" by `make generate`")[0]
            assert (ROOT / source).exists(), path


# --- stale output ---

HEAD, ROLES, CALLER = "service.yaml", "assumed_roles.yaml", "caller_identity.yaml"

# Edits of specs/sts that change what is described: file, before, after.
EDITS = [
    (HEAD, "product: Sts", "product: Stz"),
    (HEAD, "version: 2015-04-01", "version: 2015-04-02"),
    (HEAD, 'doc: "Security Token Service:', 'doc: "Safety Token Service:'),
    (HEAD, "public: sts.aliyuncs.com", "public: sts2.aliyuncs.com"),
    (HEAD, "vpc: sts-vpc.{region}", "vpc: sts-vpc2.{region}"),
    (HEAD, "    - us-west-1\n", ""),
    (HEAD, "    ap-south-1: sts.aliyuncs.com\n", ""),
    (CALLER, "doc: The identity behind", "doc: An identity behind"),
    (CALLER, "GetCallerIdentity:", "GetCallersIdentity:"),
    (CALLER, "doc: Find out whose", "doc: Learn whose"),
    (CALLER, "kind: read", "kind: update"),
    (CALLER, "kind: read", "kind: read\n    repeat: never"),
    (CALLER, "kind: read", "kind: read\n    auth: none"),
    (CALLER, "kind: read", "kind: read\n    deprecated: use another."),
    (CALLER, "AccountId: {type: string", "AccountId: {type: json"),
    (CALLER, "        optional: true\n", ""),
    (CALLER, "errors: [InternalError]", "errors: []"),
    (CALLER, "Arn: {type: string, doc: ARN of the caller.}", "Arn: {type: string, doc: Its ARN.}"),
    (CALLER, "      RoleId: {", "      Role: {"),
    (CALLER, "      response:\n", "      Response:\n"),
    (ROLES, "sensitive: true", "sensitive: false"),
    (ROLES, "required: true", "required: false"),
    (ROLES, "range: [900,", "range: [901,"),
    (ROLES, "length: [2,", "length: [3,"),
    (ROLES, "default: 3600", "default: 3601"),
]


def check_sts(folder: Path) -> int:
    """The exit status of a check of the copies in `folder`."""
    return main(["generate", "--check", "--specs", f"{folder}/specs", "--out", f"{folder}/out"])


@pytest.fixture
def sts(tmp_path: Path) -> Path:
    """A folder with copies of the specs of STS, and of what was committed for them."""
    shutil.copytree(ROOT / "specs/sts", tmp_path / "specs/sts")
    shutil.copytree(GENERATED / "alicloud/sts", tmp_path / "out/alicloud/sts")
    return tmp_path


def test_unchanged_specs_fit_the_output(sts: Path) -> None:
    assert check_sts(sts) == 0


@pytest.mark.parametrize(("file", "before", "after"), EDITS)
def test_an_edit_of_a_spec_makes_the_output_stale(
    sts: Path, file: str, before: str, after: str
) -> None:
    path = sts / "specs/sts" / file
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    assert check_sts(sts) == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [("\n", "\n# a comment\n"), ("actions:", "\nactions:"), ("kind: read", 'kind: "read"')],
)
def test_an_edit_that_means_nothing_changes_nothing(sts: Path, before: str, after: str) -> None:
    path = sts / "specs/sts" / CALLER
    path.write_text(path.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")
    assert check_sts(sts) == 0


def test_a_new_or_missing_spec_file_is_seen(sts: Path) -> None:
    specs = sts / "specs/sts"
    other = (specs / CALLER).read_text(encoding="utf-8").replace("GetCaller", "GetOther")
    (specs / "others.yaml").write_text(other, encoding="utf-8")
    assert check_sts(sts) == 1
    (specs / "others.yaml").unlink()
    (specs / CALLER).unlink()
    assert check_sts(sts) == 1


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the generated code, to be edited and put back."""
    out = tmp_path_factory.mktemp("generated")
    return Path(shutil.copytree(GENERATED, out / "copy"))


EDITED = {
    "a value": (b"ram.aliyuncs.com", b"ram.example.com"),
    "a space at the end of a line": (b"\n", b" \n"),
    "an empty line": (b"\n", b"\n\n"),
    "other line ends": (b"\n", b"\r\n"),
    "a comment": (b"\n", b"\n# mine\n"),
    "the header": (b"# Made from", b"# Taken from"),
    "nothing left": (None, b""),
    "not UTF-8": (None, b"\xff"),
    "gone": (None, None),
}


@pytest.mark.parametrize("edit", EDITED)
def test_an_edit_of_generated_code_is_seen(copy: Path, edit: str) -> None:
    path = copy / "alicloud/ram/client.py"
    before, after = EDITED[edit]
    held = path.read_bytes()
    try:
        if after is None:
            path.unlink()
        else:
            path.write_bytes(after if before is None else held.replace(before, after, 1))
        assert [change.path for change in stale(copy)] == [path]
    finally:
        path.write_bytes(held)


@settings(max_examples=60)
@given(
    name=st.sampled_from(sorted(RENDERED)),
    where=st.floats(0, 1, exclude_max=True),
    cut=st.integers(0, 3),
    put=st.binary(max_size=3),
)
def test_any_edit_of_generated_code_is_seen(
    copy: Path, name: str, where: float, cut: int, put: bytes
) -> None:
    path = copy / name
    held = path.read_bytes()
    at = int(len(held) * where)
    edited = held[:at] + put + held[at + cut :]
    path.write_bytes(edited)
    try:
        found = [change.path for change in stale(copy)]
        assert found == ([path] if edited != held else [])
    finally:
        path.write_bytes(held)


def test_a_module_without_a_spec_is_seen(copy: Path) -> None:
    path = copy / "alicloud/sts/old.py"
    path.write_text("# Made from specs/sts/old.yaml by `make generate`; edit that file.\n")
    try:
        assert [str(c) for c in stale(copy)] == [f"delete {path}"]
    finally:
        path.unlink()


# --- every action ---


def left_out(shapes: Mapping[str, Struct], struct: Struct, value: Any, place: str) -> Iterator[str]:
    """The fields of `struct` that an example does not show."""
    for field in struct.fields:
        if field.wire not in value:
            yield f"{place}.{field.wire}"
            continue
        held = value[field.wire]
        yield from _inside(
            shapes, field.type, held[field.wrap] if field.wrap else held, f"{place}.{field.wire}"
        )


def _inside(shapes: Mapping[str, Struct], kind: Type, value: Any, place: str) -> Iterator[str]:
    match kind:
        case Ref(name):
            yield from left_out(shapes, shapes[name], value, place)
        case ListOf(inner) | MapOf(inner):
            members = list(value.values()) if isinstance(value, dict) else value
            if not members:
                yield f"{place}[]"
            elif not isinstance(inner, Ref):
                return
            else:  # between them the members show all fields
                missing = [set(_inside(shapes, inner, one, place)) for one in members]
                yield from sorted(set.intersection(*missing))
        case _:
            return


# The services whose examples show every parameter and every field, since many tests use them.
EXAMPLES_SHOW_ALL = ("ram", "sts")


@pytest.mark.parametrize("action", sorted(OPERATIONS))
def test_an_action_is_described_whole(action: str) -> None:
    service, operation = OPERATIONS[action]
    shapes = {shape.name: shape for _, shape in service.shapes()}
    assert operation.example is not None
    example = operation.example
    assert {error.code for error in operation.errors} <= {error.code for error in service.errors}
    for text in _descriptions(service, operation):
        assert text[:1].isupper() or not text[:1].isalpha(), text
        assert text.endswith((".", "!", "?", "_")), text
    unsaid = set(left_out(shapes, operation.request, example.request, "request"))
    absent = set(left_out(shapes, operation.response, example.response, "response"))
    if operation.pagination:  # the last page has no position
        absent.discard(f"response.{operation.pagination.next}")
    if service.name not in EXAMPLES_SHOW_ALL:
        return
    assert not unsaid, f"add these to the example of {action} in specs/{service.name}/"
    assert not absent, f"add these to the example of {action} in specs/{service.name}/"


def _descriptions(service: Service, operation: Operation) -> Iterator[str]:
    yield operation.doc
    for field in (*operation.request.fields, *operation.response.fields):
        yield field.doc
    for error in operation.errors:
        yield error.doc


def test_every_shape_and_error_code_is_described() -> None:
    for service in SERVICES.values():
        for _, shape in service.shapes():
            assert shape.doc.endswith(".")
            assert all(field.doc.endswith(".") for field in shape.fields)
        assert len({error.code for error in service.errors}) == len(service.errors)


def test_the_services_have_all_their_actions() -> None:
    for name, least in {"ram": 69, "sts": 4}.items():
        assert len(list(SERVICES[name].operations())) >= least

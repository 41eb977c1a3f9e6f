"""Spec files become nodes with places; what is not plain YAML is reported."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings, strategies as st

import alicloud.generator.spec.nodes
from alicloud.generator.problems import Place, Problems, SpecError
from alicloud.generator.spec.files import service_folders
from alicloud.generator.spec.mapping import describe
from alicloud.generator.spec.nodes import (
    BrokenNode,
    ListNode,
    MapNode,
    load,
    plain,
)


@pytest.fixture(params=["libyaml", "pure"])
def _parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "pure":
        monkeypatch.setattr(alicloud.generator.spec.nodes, "_Parser", yaml.SafeLoader)


def top(folder: Path, text: str) -> MapNode:
    found = Problems()
    node = read(folder, text.encode(), found)
    found.raise_if_any()
    assert node is not None
    return node


def read(folder: Path, data: bytes, found: Problems) -> MapNode | None:
    path = folder / "x.yaml"
    path.write_bytes(data)
    return load(path, found)


def problems(folder: Path, data: bytes) -> list[str]:
    found = Problems()
    read(folder, data, found)
    return texts(found)


def texts(found: Problems) -> list[str]:
    try:
        found.raise_if_any()
    except SpecError as error:
        return [f"{p.place.line}:{p.place.column}: {p.message}" for p in error.problems]
    return []


SCALARS: list[tuple[str, Any]] = [
    ("true", True), ("false", False), ("null", None), ("", None), ("0", 0), ("-12", -12),
    ("1.5", 1.5), ("-0.25", -0.25), ("1e3", 1000.0), ("yes", "yes"), ("on", "on"),
    ("True", "True"), ("NULL", "NULL"), ("~", "~"), ("007", "007"), ("0x1F", "0x1F"),
    ("1_000", "1_000"), ("+1", "+1"), (".5", ".5"), ("1.", "1."), (".inf", ".inf"),
    ("12:30:45", "12:30:45"), ("2015-05-01", "2015-05-01"),
    ("2015-05-01T00:00:00Z", "2015-05-01T00:00:00Z"), ("'true'", "true"), ('"1"', "1"),
    ("<<", "<<"), ("=", "="),
]  # fmt: skip


@pytest.mark.usefixtures("_parser")
@pytest.mark.parametrize(("text", "value"), SCALARS)
def test_only_a_few_words_and_decimal_numbers_are_not_text(
    tmp_path: Path, text: str, value: Any
) -> None:
    found = plain(top(tmp_path, f"key: {text}\n"))["key"]
    assert (type(found), found) == (type(value), value)


@pytest.mark.usefixtures("_parser")
def test_keys_are_always_text(tmp_path: Path) -> None:
    assert plain(top(tmp_path, "1: a\ntrue: b\nnull: c\n")) == {"1": "a", "true": "b", "null": "c"}


@pytest.mark.usefixtures("_parser")
def test_every_key_and_value_knows_its_place(tmp_path: Path) -> None:
    node = top(tmp_path, "# a comment\ndoc: Größe\nlist:\n  - {é: ä, b: [1, 2]}\n")
    path = (tmp_path / "x.yaml").as_posix()
    entry = node.get("list")
    assert entry is not None
    assert entry.place == Place(path, 3, 1)
    assert isinstance(entry.node, ListNode)
    inner = entry.node.nodes[0]
    assert isinstance(inner, MapNode)
    assert inner.flow
    assert not node.flow
    assert [(e.key, e.place.column, e.node.place.column) for e in inner.entries] == [
        ("é", 6, 9),
        ("b", 12, 15),
    ]


def test_a_file_may_have_a_byte_order_mark_and_windows_line_ends(
    tmp_path: Path,
) -> None:
    assert problems(tmp_path, b"\xef\xbb\xbfdoc: x\r\nactions:\r\n  A: {doc: y}\r\n") == []


UNREADABLE = [
    (b"doc: x\n\tkind: read\n", ["2:1: a tab; use spaces"]),
    (b"doc: a\x07b\n", ["1:7: control character U+0007; remove it"]),
    (b'doc: "a\\ab"\n', ["1:6: control character U+0007 in text; remove it"]),
    (b"doc: x\nkind: caf\xe9\n", ["2:10: byte 0xe9 is not UTF-8; save it as UTF-8"]),
    (b"\xff\xfed\x00", ["1:1: byte 0xff is not UTF-8; save it as UTF-8"]),
    (b"", ["1:1: the file is empty; begin with 'doc: ...'"]),
    (b"null\n", ["1:1: the file is empty; begin with 'doc: ...'"]),
    (b"*all\n", ["1:1: alias '*all'; write the value out"]),
    (b"[a, b]\n", ["1:1: a spec file must be a mapping; begin with 'doc: ...'"]),
    (b"? \n: x\n", ["1:2: a key is a word; quote it if it begins with { or ["]),
    (
        b"a: " + b"9" * 301,
        ["1:4: a number with too many digits; quote it if it is a string"],
    ),
    (b"a: 1e999", ["1:4: number 1e999 is too large; quote it if it is a string"]),
    (b"a: " + b"[" * 99 + b"]" * 99, ["1:53: nested deeper than 50 levels; make it flatter"]),
    (b"a: 1\na: 2\na: 3\n", [
        "2:1: a: given twice, first in line 1; keep one or rename one",
        "3:1: a: given twice, first in line 1; keep one or rename one",
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("data", "expected"), UNREADABLE)
def test_what_is_not_plain_yaml_is_reported(
    tmp_path: Path, data: bytes, expected: list[str]
) -> None:
    assert problems(tmp_path, data) == expected


@pytest.mark.usefixtures("_parser")
@pytest.mark.parametrize(
    "text", ["a: b: c\n", "a: [b\n", "a: 'b\n", "a: @b\n", "a: }\n", "- a\nb: c\n", "%YAML 9\n"]
)
def test_bad_syntax_is_one_problem_with_either_parser(tmp_path: Path, text: str) -> None:
    (problem,) = problems(tmp_path, text.encode())
    assert "not valid YAML: " in problem


def test_the_first_of_duplicate_keys_counts(tmp_path: Path) -> None:
    found = Problems()
    node = read(tmp_path, b"a: 1\na: 2\n", found)
    assert node is not None
    assert plain(node) == {"a": 1}


def test_an_alias_is_reported_once_and_passed_over_after(tmp_path: Path) -> None:
    found = Problems()
    node = read(tmp_path, b"a: &x 1\nb: *x\n", found)
    assert node is not None
    entry = node.get("b")
    assert entry is not None
    assert isinstance(entry.node, BrokenNode)
    assert len(texts(found)) == 2


def test_missing_files_and_folders_in_their_place_are_reported(tmp_path: Path) -> None:
    found = Problems()
    assert load(tmp_path / "none.yaml", found) is None
    assert load(tmp_path, found) is None
    assert sorted(texts(found)) == [
        "1:1: cannot be read: Is a directory; make it a readable file",
        "1:1: the file is missing; create it",
    ]


def test_services_are_the_folders_that_are_not_hidden(tmp_path: Path) -> None:
    for name in ("sts", "ram", ".git", "__pycache__"):
        (tmp_path / name).mkdir()
    (tmp_path / "README.md").touch()
    assert [path.name for path in service_folders(tmp_path, Problems())] == ["ram", "sts"]


def test_no_folder_and_no_service_are_reported(tmp_path: Path) -> None:
    found = Problems()
    assert service_folders(tmp_path / "none", found) == []
    assert service_folders(tmp_path, found) == []
    assert len(texts(found)) == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: [1]", "a list"),
        ("a: {b: c}", "a mapping"),
        ("a:", "nothing"),
        ("a: true", "true"),
        ("a: 1.50", "the number 1.50"),
        ("a: b  c", "the string 'b c'"),
        (f"a: {'b' * 80}", f"the string '{'b' * 37}...'"),
    ],
)
def test_messages_say_what_was_found(tmp_path: Path, text: str, words: str) -> None:
    assert describe(top(tmp_path, text).entries[0].node) == words


@settings(deadline=None)
@given(
    data=st.binary(max_size=200)
    | st.text("aé1.{}[]:,&*!#'\"|>-? \n", max_size=60).map(str.encode)
    | st.text(max_size=200).map(lambda text: text.encode(errors="replace"))
)
def test_no_bytes_break_the_loader(data: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    node = read(tmp_path_factory.getbasetemp(), data, Problems())
    assert node is None or isinstance(node, MapNode)

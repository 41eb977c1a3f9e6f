"""What is written reads back as the same, in the style of specs/README.md."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from alicloud.generator.problems import Problems
from alicloud.generator.spec.nodes import load, plain
from alicloud.generator.spec.write import Value, text
from tests.support.processes import ROOT

OWN_KEYS = ("shapes", "actions", "fields", "request", "errors", "a b", "12", "null", "x: y", "é")
ODD = ("a: b", "a #b", "- x", "12", "1e5", "true", "null", "", " a", "a ", "'", '"', "\\d+", "[a]", "a,b",
       "a\nb\n", "\n", "{{ x }}", '"""', "a  b", "word " * 40 + "end", "line\n\n  more\nend", "\u2028", "中文",
       "%s", "~", "*", "&a", "!t", "@", "`", "2015-05-01", "a:", ":a", "?x", "\x85", "\ufeff", "🙂", "...", "---")  # fmt: skip
PRINTABLE = st.characters(exclude_categories=["Cc", "Cs", "Cn"], include_characters="\t\n\r\x85").filter(
    lambda one: one not in "\ufffe\uffff"
)  # fmt: skip
TEXTS = (
    st.sampled_from(ODD)
    | st.text(PRINTABLE, max_size=20)
    | st.sampled_from(ODD).map(lambda x: x * 3)
)
SCALARS = (
    TEXTS
    | st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
)
KEYS = st.sampled_from(OWN_KEYS) | st.text(PRINTABLE, min_size=1, max_size=20)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=8) | st.dictionaries(KEYS, inner, max_size=8),
    max_leaves=40,
)


def read_back(path: Path) -> Any:
    problems = Problems()
    node = load(path, problems)
    problems.raise_if_any()
    assert node is not None
    return plain(node)


@given(content=st.dictionaries(KEYS, VALUES, min_size=1, max_size=6))
def test_any_content_reads_back_as_the_same(
    tmp_path_factory: pytest.TempPathFactory, content: dict[str, Any]
) -> None:
    path = tmp_path_factory.getbasetemp() / "written.yaml"
    path.write_bytes(text(content).encode())
    assert read_back(path) == content


def test_what_is_nested_deeply_is_written_in_linear_time(tmp_path: Path) -> None:
    content: dict[str, Any] = {"types": {"Name": "x" * 200}}
    for _ in range(40):
        content = {"actions": content}
    (tmp_path / "deep.yaml").write_text(text(content), encoding="utf-8")
    assert read_back(tmp_path / "deep.yaml") == content


@pytest.mark.parametrize("path", sorted((ROOT / "specs").glob("*/*.yaml")), ids=lambda p: p.name)
def test_our_own_specs_read_back_as_the_same(tmp_path: Path, path: Path) -> None:
    content = read_back(path)
    written = text(content)
    (tmp_path / "x.yaml").write_text(written, encoding="utf-8")
    assert read_back(tmp_path / "x.yaml") == content
    assert all(len(line) <= 110 for line in written.splitlines())


def test_the_style_is_that_of_the_readme() -> None:
    long = {f"Name{n}": f"value {n}" for n in range(6)}
    content: dict[str, Value] = {
        "doc": "Keepers: they feed.",
        "shapes": {"Keeper": {"fields": {"Name": {"type": "string", "pattern": r"\d, \w"}}}},
        "actions": {
            "Hire": {"kind": "create", "request": {"A": {"type": "list<string>", **long}}},
            "Fire": {"kind": "delete", "errors": [f"EntityNotExist.Keeper{n}" for n in range(6)]},
        },
    }
    assert text(content) == (
        'doc: "Keepers: they feed."\n'
        "\n"
        "shapes:\n"
        "  Keeper:\n"
        "    fields:\n"
        "      Name: {type: string, pattern: '\\d, \\w'}\n"
        "\n"
        "actions:\n"
        "  Hire:\n"
        "    kind: create\n"
        "    request:\n"
        "      A:\n"
        "        type: list<string>\n"
        + "".join(f"        Name{n}: value {n}\n" for n in range(6))
        + "\n"
        "  Fire:\n"
        "    kind: delete\n"
        "    errors:\n"
        "      [EntityNotExist.Keeper0, EntityNotExist.Keeper1, EntityNotExist.Keeper2, EntityNotExist.Keeper3,\n"
        "       EntityNotExist.Keeper4, EntityNotExist.Keeper5]\n"
    )

"""Literals mean the text that they were made from: run in the language, they give it back."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
from typing import Any
from urllib.parse import quote, unquote

import pytest
from hypothesis import Phase, given, settings, strategies as st

from alicloud.generator.catalogue import of
from alicloud.generator.samples import sample
from alicloud.generator.samples.layout import flat
from alicloud.generator.samples.values import (
    Document,
    Parameter,
    SampleError,
    Secret,
    Text,
)
from alicloud.generator.samples.writers.javascript import NodeV1
from alicloud.generator.samples.writers.python import PythonV2
from alicloud.generator.samples.writers.shell import Cli, Curl
from tests.support.processes import run

NASTY = (
    *(
        "",
        "'",
        '"',
        "\\",
        "\n",
        "\r\n",
        "\t",
        "$HOME",
        "${HOME}",
        "$(id)",
        "`id`",
        "${`x`}",
        "%s",
        "%1$s",
    ),
    *(
        "?>",
        "<?php",
        "*/",
        "//",
        "# x",
        "\\u0022",
        "\\n",
        "\\",
        "'''",
        '"""',
        "\0",
        "\u2028",
        "\ufeff",
    ),
    *(
        "{{x}}",
        "{% x %}",
        "{}",
        "!x",
        "~",
        "*",
        "-n",
        "=x",
        "名前",
        "\N{PILE OF POO}",
        "e\u0301",
        "\x85\x9f",
    ),
)
text = st.lists(st.one_of(st.sampled_from(NASTY), st.text(max_size=5)), max_size=4).map("".join)
texts = st.lists(text, min_size=60, max_size=120)
documents = st.recursive(
    st.one_of(text, st.integers(-(2**70), 2**70), st.booleans(), st.none()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(text, inner, max_size=3)),
)
in_few_programs = settings(max_examples=3, deadline=None, phases=[Phase.generate])
needs_node = pytest.mark.skipif(not shutil.which("node"), reason="Node.js is not installed")


@settings(max_examples=20)
@given(texts, documents)
def test_python(texts: list[str], document: Any) -> None:
    writer = PythonV2()
    for one in texts:
        assert ast.literal_eval(writer.text(one)) == one
    assert ast.literal_eval(flat(writer.json(document)) or "") == document


@needs_node
@in_few_programs
@given(texts, st.lists(documents.filter(lambda one: isinstance(one, dict | list)), min_size=20))
def test_javascript(texts: list[str], documents: list[Any]) -> None:
    writer = NodeV1()
    items = [*map(writer.text, texts)]
    for document in documents:
        code = writer.value(Document(document))
        items.append(flat(code) or writer.lines.broken_up(code))
    program = f"process.stdout.write(JSON.stringify([{','.join(items)}]))"
    done = run("node", "-e", program)
    assert done.returncode == 0, done.stderr
    (*found,) = json.loads(done.stdout)
    assert found[: len(texts)] == texts
    assert [json.loads(one) for one in found[len(texts) :]] == documents


@in_few_programs
@given(texts)
def test_shell(texts: list[str]) -> None:
    texts = [one.replace("\0", "") for one in texts]
    program = f"printf '%s\\0' {' '.join(map(Cli().text, texts))}"
    printed = subprocess.run(["sh", "-c", program], stdout=subprocess.PIPE, check=True).stdout
    assert printed.decode().split("\0") == [*texts, ""]


@in_few_programs
@given(texts)
def test_query_strings(texts: list[str]) -> None:
    """Of what is known now, and of secrets that the shell encodes when it runs."""
    known = [Parameter(f"P{n:03}", Text(one)) for n, one in enumerate(texts)]
    query = Curl().query(known)
    done = run("sh", "-c", f"printf %s {query}")
    assert [unquote(part.partition("=")[2]) for part in done.stdout.split("&")] == texts


def test_secrets_in_query_strings_are_encoded_by_the_shell() -> None:
    values = {"UserName": "alice", "Password": "x"}
    code = sample(of("ram"), "CreateLoginProfile", values, "curl").text
    encode = code[code.index("encode()") : code.index("query=")]
    all_at_once = "".join(NASTY).replace("\0", "")
    secrets = [all_at_once, all_at_once[::-1], "-n"]
    words = " ".join(f'"$(encode {Cli().text(one)})"' for one in secrets)
    done = run("sh", "-c", f"{encode}\nprintf '%s\\n' {words}")
    assert done.stdout.splitlines() == [quote(one, safe="-_.~") for one in secrets]


def test_the_shell_has_no_word_with_nul() -> None:
    with pytest.raises(SampleError, match="NUL"):
        Cli().text("a\0b")


def test_a_secret_inside_json_is_read_where_code_can() -> None:
    document = Document({"Key": Secret("ALICLOUD_KEY")})
    assert flat(PythonV2().value(document)) == 'json.dumps({"Key": os.environ["ALICLOUD_KEY"]})'
    node = NodeV1()
    assert (
        node.lines.broken_up(node.value(document))
        == "JSON.stringify({ Key: process.env.ALICLOUD_KEY })"
    )
    with pytest.raises(SampleError, match="ALICLOUD_KEY"):
        Cli().value(document)

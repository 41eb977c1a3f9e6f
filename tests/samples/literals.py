"""Literals of compiled languages: one program holds thousands, and prints what they mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import product
from pathlib import Path

from alicloud.generator.samples import variant
from tests.generator.samples.test_literals import NASTY
from tests.samples.tools import output

_CHARACTERS = (
    *range(0x300),
    *range(0x2000, 0x2070),
    0xD7FF,
    0xE000,
    0xFEFF,
    0xFFFF,
    0x1F4A9,
    0x10FFFF,
)

TEXTS = (
    *map("".join, product(NASTY, NASTY)),
    *(f"{chr(one)}{after}" for one in _CHARACTERS for after in ("", "0", "a")),
)
"""Whatever languages give a meaning to, alone and beside each other; and all that has no form."""

_GO = """package main

import "fmt"

func main() {{
	for _, text := range []string{{
{items}
	}} {{
		fmt.Printf("%x\\n", text)
	}}
}}
"""
_JAVA = """public class Literals {{
  public static void main(String[] arguments) {{
    String[] texts = {{
{items}
    }};
    for (String text : texts) {{
      byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
      System.out.println(java.util.HexFormat.of().formatHex(bytes));
    }}
  }}
}}
"""
_PHP = """<?php
foreach ([
{items}
] as $text) {{
    echo bin2hex($text), "\\n";
}}
"""
_CSHARP = """using System;
using System.Text;

public static class Literals
{{
    public static void Main()
    {{
        var texts = new[]
        {{
{items}
        }};
        foreach (var text in texts)
        {{
            Console.WriteLine(BitConverter.ToString(Encoding.UTF8.GetBytes(text)).Replace("-", "").ToLower());
        }}
    }}
}}
"""


def _go(folder: Path) -> str:
    return output(["go", "run", "literals.go"], folder)


def _java(folder: Path) -> str:
    return output(["java", "-Dfile.encoding=UTF-8", "literals.java"], folder)


def _php(folder: Path) -> str:
    return output(["php", "literals.php"], folder)


def _csharp(folder: Path) -> str:
    output(["mcs", "literals.cs"], folder)
    return output(["mono", "literals.exe"], folder)


PROGRAMS: Mapping[str, tuple[str, str, Callable[[Path], str]]] = {
    "go": ("literals.go", _GO, _go),
    "java": ("literals.java", _JAVA, _java),
    "php": ("literals.php", _PHP, _php),
    "csharp": ("literals.cs", _CSHARP, _csharp),
}
"""By language: a file, what stands in it around the literals, and how it is run."""


def problems(language: str, folder: Path) -> Iterator[str]:
    """The literals of a language that mean another text than they should."""
    name, program, run = PROGRAMS[language]
    literals = [variant(language).writer.text(text) for text in TEXTS]
    items = "\n".join(f"{literal}," for literal in literals)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(program.format(items=items), encoding="utf-8")
    meant = run(folder).splitlines()
    assert len(meant) == len(TEXTS), f"{language}: {len(meant)} texts instead of {len(TEXTS)}"
    for text, literal, found in zip(TEXTS, literals, meant, strict=True):
        if found != text.encode().hex():
            yield f"{language}: {literal} means {bytes.fromhex(found)!r} instead of {text!r}"

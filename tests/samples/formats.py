"""Samples with values of any length, given to the formatters of their languages."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

from alicloud.generator.catalogue import of
from alicloud.generator.samples import sample
from tests.samples import go, java, php
from tests.samples.runners import npm
from tests.samples.tools import output

_CALLS = 40
_ALPHABETS = ("abc ", 'abc"\\$', "名字ab", "a\N{PILE OF POO}b", "ab\n\t")
_LENGTHS = (0, 1, 3, *range(10, 130, 10))


def _black(folder: Path) -> None:
    output([sys.executable, "-m", "black", "--check", "--quiet", "--diff", "."], folder)


def _prettier(folder: Path) -> None:
    npm(folder, "prettier", "--list-different", ".")


CHECKED: Mapping[str, tuple[str, Callable[[Path], None]]] = {
    "python": ("sample.py", _black),
    "python-async": ("sample.py", _black),
    "python-v2": ("sample.py", _black),
    "java-v2": ("Sample.java", java.check_format),
    "typescript-v2": ("sample.ts", _prettier),
    "go-v2": ("main.go", go.check_format),
    "php-v2": ("sample.php", php.check_format),
    "java-v1": ("Sample.java", java.check_format),
    "python-v1": ("sample.py", _black),
    "node-v1": ("sample.js", _prettier),
    "php-v1": ("sample.php", php.check_format),
    "go-v1": ("main.go", go.check_format),
}
"""By variant, what its formatter calls the files that it checks, and how it is asked."""


def problems(variant: str, folder: Path) -> Iterator[str]:
    """Ask the formatter of a variant.

    Raises:
        AssertionError: it would change a sample; the message shows which.
    """
    name, check = CHECKED[variant]
    for number, (action, values) in enumerate(_calls()):
        for generic in (False, True):
            made = sample(of("ram"), action, values, variant, generic=generic).text
            path = folder / f"{number}{'-by-name' if generic else ''}" / name
            path.parent.mkdir(parents=True)
            path.write_text(made, encoding="utf-8")
    check(folder)
    yield from ()  # makes this a generator, which asks only when it is iterated over


def _calls() -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Calls with parameters of each kind: texts, secrets, numbers, lists, shapes in lists."""
    random = Random(0)

    def text() -> str:
        alphabet = random.choice(_ALPHABETS)
        return "".join(random.choices(alphabet, k=random.choice(_LENGTHS)))

    def tags() -> list[Mapping[str, str]]:
        return [{"Key": text(), "Value": text()} for _ in range(random.randrange(4))]

    for _ in range(_CALLS // 4):
        yield "CreateUser", {"UserName": text(), "DisplayName": text()}
        yield "CreateLoginProfile", {"UserName": text(), "Password": "", "MFABindRequired": True}
        yield "ListTagResources", {"ResourceNames": [text(), text()], "PageSize": 3}
        yield "TagResources", {"ResourceType": text(), "ResourceNames": [text()], "Tag": tags()}

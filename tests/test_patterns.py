"""No regular expression of ours takes more than linear time, whatever the text."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import thread_time
from typing import Any

import pytest

from alicloud.emulator.policy.patterns import _compiled
from tests.support.processes import ROOT

SOURCES = ("runtime", "generator", "emulator", "explorer", "generated")
FUNCTIONS = {"compile", "match", "fullmatch", "search", "sub", "subn", "split", "findall"}
FUNCTIONS |= {"finditer", "template"}
FLAGS = {"I", "IGNORECASE", "X", "VERBOSE", "S", "DOTALL", "A", "ASCII", "M", "MULTILINE"}

# Patterns that are not written out where they are used: samples, or where else they are tried.
MADE: dict[tuple[str, str], list[Any]] = {
    # Of policies, which are anybody's.
    ("policy/patterns.py", "text"): [
        _compiled(pattern, (), fold).pattern
        for pattern in ("*", "a*b", "a*a*a*b", "*ab*ab*ab", "?*?*?*?b", "*" * 30 + "b")
        for fold in (False, True)
    ],
    # Of specs: those of ours are below, in `generated`, and an author may write any.
    ("emulator/validation.py", "pattern"): [],
    ("mock/made.py", "pattern"): [],
    ("spec/values.py", "limits.pattern"): [],
    ("explorer/checks.py", "limits.pattern"): [],
    ("spec/limits.py", "pattern"): [],
    ("importer/values.py", "text"): [],
    # The parameter of a function: found where it is given.
    ("spec/service.py", "pattern"): [r"[A-Za-z][A-Za-z0-9-]*", r"\d{4}-\d\d-\d\d"],
    ("spec/skeleton.py", "f'  {action}:'"): ["  CreateUser:"],
}


@dataclass(frozen=True)
class Use:
    """A regular expression, where it stands, and how it is used."""

    place: str
    pattern: str | bytes
    flags: int = 0
    functions: tuple[str, ...] = ("search", "fullmatch")  # a search begins with a match


def uses(path: Path) -> Iterator[Use]:
    """Each regular expression in a module, whether compiled there or given to a function of `re`."""
    root = next(ROOT / name for name in SOURCES if path.is_relative_to(ROOT / name))
    tree = ast.parse(path.read_text(encoding="utf-8"))
    module: Any = None
    for node in ast.walk(tree):
        place = f"{path.relative_to(root)}:{getattr(node, 'lineno', 0)}"
        if not isinstance(node, ast.Call):
            continue
        found = node.func
        if root.name == "generated":
            limits = [each.value for each in node.keywords if each.arg == "pattern"]
            yield from (Use(place, ast.literal_eval(each), 0, ("fullmatch",)) for each in limits)
        if not (isinstance(found, ast.Attribute) and ast.unparse(found.value) == "re"):
            continue
        if found.attr not in FUNCTIONS:
            continue
        if module is None:
            name = ".".join(path.relative_to(root).with_suffix("").parts)
            module = importlib.import_module(name.removesuffix(".__init__"))
        flags = 0
        for each in ast.walk(node):
            if isinstance(each, ast.Attribute) and each.attr in FLAGS:
                flags |= getattr(re, each.attr)
        for pattern in _values(path, node.args[0], vars(module)):
            yield Use(place, pattern, flags)


def _values(path: Path, expression: ast.expr, names: dict[str, Any]) -> list[Any]:
    """What an expression stands for, which must be known to the module or to `MADE`."""
    text = ast.unparse(expression)
    for (file, known), samples in MADE.items():
        if path.as_posix().endswith(file) and text == known:
            return samples
    return [eval(compile(text, path.name, "eval"), names)]


PATTERNS = {
    (use.pattern, use.flags): use
    for name in SOURCES
    for path in sorted((ROOT / name).rglob("*.py"))
    for use in uses(path)
}


# --- time --------------------------------------------------------------------------------------

LENGTHS = (20, 256, 2048, 60_000)
LIMIT, ALLOWED = 0.002, 0.5e-6
"""Seconds, and seconds for each character. A linear search takes some hundredths of that; one that
looks at the rest of the text from each character takes ten times as long for the longest text."""

RUNS = " \t\n.,;:-_/=&?<>[](){}\"'\\@%*+~|aA0é中\x00"


def seconds(pattern: re.Pattern[Any], text: Any, function: str) -> float:
    started = thread_time()
    getattr(pattern, function)(text)
    return thread_time() - started


def is_slow(pattern: re.Pattern[Any], make: Any, function: str) -> bool:
    """Whether the time for a text is more than proportional to its length.

    The lengths grow, so that what would take for ever is found with a short text, and the longest
    is tried only where the one before took some time.
    """
    for length in LENGTHS:
        text = make(length)
        spent = seconds(pattern, text, function)
        limit = LIMIT + ALLOWED * length
        if spent > limit and all(seconds(pattern, text, function) > limit for _ in range(2)):
            return True
        if length > 1000 and spent < 0.02e-6 * length:
            return False
    return False


def texts(pattern: str | bytes) -> Iterator[tuple[str, Any]]:
    """Functions that make long texts: runs of a character, of a word, and of both."""
    if isinstance(pattern, bytes):
        for name, make in texts(pattern.decode("latin-1")):
            yield name, lambda n, make=make: make(n).encode()
        return
    words = {word for word in re.findall(r"[A-Za-z0-9<>/!:@#-]+", pattern) if len(word) < 40}
    beginnings = ["", *sorted(words)]
    for beginning in beginnings:
        for run in ("", *RUNS):
            yield f"{beginning!r}, then {run!r}", lambda n, b=beginning, r=run: b + r * n + "\n!"
            unit = beginning + run or " "
            yield f"{unit!r} again and again", lambda n, u=unit: u * (n // len(u)) + "\n!"
    for first in RUNS:
        for second in "a .-":
            unit = first + second
            yield f"{unit!r} again and again", lambda n, u=unit: u * (n // len(u)) + "\n!"


@pytest.mark.parametrize("use", PATTERNS.values(), ids=lambda use: use.place)
def test_a_search_takes_time_in_proportion_to_the_text(use: Use) -> None:
    pattern = re.compile(use.pattern, use.flags)
    for name, make in texts(use.pattern):
        for function in use.functions:
            slow = is_slow(pattern, make, function)
            assert not slow, f"{use.place}: {function} of {use.pattern!r} in {name}"


@pytest.mark.parametrize("pattern", [r"\s*x", r"<title[^>]*>", r"(a+)+$", r"[a-z]+(-[a-z]+)+"])
def test_the_measure_finds_what_is_not_linear(pattern: str) -> None:
    compiled = re.compile(pattern)
    assert any(is_slow(compiled, make, "search") for _, make in texts(pattern))

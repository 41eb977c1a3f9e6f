"""Long modules, cut into pieces that are formatted at the same time."""

from __future__ import annotations

from pathlib import Path

import pytest
from black import format_str
from black.mode import Mode, TargetVersion

from alicloud.generator.python import pieces
from alicloud.generator.python.formatting import formatted
from alicloud.generator.python.pieces import joined, pieces_of

MODE = Mode(line_length=100, target_versions={TargetVersion.PY311})
METHOD = '''
    @deprecated("use g.")
    async def f{number}(self, *, x: str | None = None, {long}: str, y{long}: str) -> None:
        """Text.

    def f(self): not a method

        """
        return self.send(   x)
'''
DOC = '"""It.\n\n    def f(self): ...\n\n    @x\n    """\n'


def module(methods: int) -> str:
    made = "".join(METHOD.format(number=n, long="a" * 40) for n in range(methods))
    return f'"""A module."""\n\nimport x\n\n\nclass A(B):\n    {DOC}\n    x: int = 1\n{made}'


@pytest.mark.parametrize("methods", [0, 1, 7])
def test_pieces_come_out_as_the_whole(
    methods: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "_LONG", 1)
    monkeypatch.setattr(pieces, "_PIECE", 20)
    text = module(methods)
    assert len(pieces_of(text)) == 1 + methods // 3
    assert formatted({"a.py": text}, tmp_path) == {"a.py": format_str(text, mode=MODE)}


def test_short_modules_and_those_without_a_class_are_one_piece() -> None:
    for text in (module(3), "x = 1\n" * 3000):
        assert pieces_of(text) == [text]
        assert joined([text]) == text

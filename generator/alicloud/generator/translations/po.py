"""PO files: parsed strictly, so that no translation is lost or cut off without a word.

polib does the parsing. It passes over quotes that do not end and keeps entries that are given
twice; what it would accept so is reported first.
"""

from __future__ import annotations

import re
from pathlib import Path

import polib

from alicloud.generator.problems import Place, Problems
from alicloud.generator.spec.files import read_text

_LINE = re.compile(r'\A((msgid|msgstr) )?"([^"\\]|\\["\\nrt])*"\s*\Z')
_OTHER_KEYWORD = re.compile(r"\A(msgctxt|msgid_plural|msgstr\[)")
_MERGE = ("<<<<<<<", "=======", ">>>>>>>")
_LINE_NUMBER = re.compile(r"\(line ([0-9]+)\)")


def load(path: Path, problems: Problems) -> polib.POFile | None:
    """The PO file at `path`; None when it is broken, which is reported."""
    text = read_text(path, problems)
    if text is None:
        return None
    wrong = [
        (number, message)
        for number, line in enumerate(text.split("\n"), start=1)
        if (message := _mistake(line))
    ]
    if not wrong:
        try:
            po = polib.pofile(f"{text}\n", wrapwidth=0)
        except OSError as error:
            found = _LINE_NUMBER.search(str(error))
            number = int(found[1]) if found else 1
            wrong = [(number, "a msgstr must follow each msgid; add what is missing")]
        else:
            wrong = _given_twice(po)
    for number, message in wrong:
        problems.add(Place(path.as_posix(), number), message)
    return None if wrong else po


def new(language: str, header: str) -> polib.POFile:
    """A PO file without entries, which begins with `header` as a comment."""
    po = polib.POFile(wrapwidth=0)
    po.header = header
    po.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    return po


def line_of(entry: polib.POEntry) -> int:
    """The line in which an entry that was read begins."""
    return entry.linenum or 1


def _mistake(line: str) -> str | None:
    line = line.strip()
    if not line or line.startswith("#") or _LINE.match(line):
        return None
    if line.startswith(_MERGE):
        return "left over from a merge; choose one of the sides"
    if _OTHER_KEYWORD.match(line):
        return "contexts and plurals are not used here; write msgid and msgstr alone"
    return (
        'not a line of a PO file; write msgid "..." or msgstr "...",'
        ' with \\" for a quote and \\n for a line end in the text'
    )


def _given_twice(po: polib.POFile) -> list[tuple[int, str]]:
    first: dict[str, int] = {}
    return [
        (line_of(entry), f"its msgid stands in line {line} already; keep one of them")
        for entry in po
        if not entry.obsolete
        and (line := first.setdefault(entry.msgid, line_of(entry))) != line_of(entry)
    ]

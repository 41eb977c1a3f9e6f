"""A newer import into specs that people have edited: their edits stay, and all else is renewed.

Three versions meet: what the last import wrote, what is on the disk now, and what the newer document
gives. What people did not touch becomes what the document says; what they did touch stays, and the
report tells where the document says something else.

- Files are people's: what stands somewhere now stays there, and a new action goes where its
  neighbours are.
- What was deleted stays deleted. To have it back, delete its line in `imported.json`, and import again.
- What the document has no more is removed, unless it was edited: then it stays until it is deleted.
- A shape that was given another name is known by it wherever the document uses it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from alicloud.generator.importer.patch import patched
from alicloud.generator.importer.three_way import ABSENT, Word, in_order, merged as merged_value
from alicloud.generator.importer.trees import (
    SECTIONS,
    SERVICE,
    Entry,
    Files,
    Key,
    entries,
    renamed,
    type_names,
    with_names,
)
from alicloud.generator.problems import Problems
from alicloud.generator.spec.nodes import parse, plain
from alicloud.generator.spec.write import text as whole_text


@dataclass(frozen=True)
class Note:
    """What was done at one place.

    Attributes:
        word: `added`, `changed` and `removed` follow the document; `kept` does not.
        place: The file and the keys that lead to it.
        text: Why, of what was kept.
    """

    word: Word
    place: str
    text: str = ""

    def __str__(self) -> str:
        return f"{self.word} {self.place}" + (f": {self.text}" if self.text else "")


@dataclass(frozen=True)
class Merged:
    """The specs as they are to be.

    Attributes:
        texts: Of each file that changes, the new text; None for one that is to be deleted.
        notes: What was done.
    """

    texts: Mapping[str, str | None]
    notes: tuple[Note, ...]


def merged(last: Files, now: Mapping[str, str], new: Files) -> Merged:
    """The specs of `new` with what people edited since `last`.

    Args:
        last: What the last import wrote, as `read_last` gives it.
        now: The texts of the files on the disk.
        new: What the newer document gives.

    Raises:
        SpecError: A file on the disk is no YAML.
    """
    merge = _Merge(last, {file: _content(file, text) for file, text in now.items()}, new)
    wanted = merge.files()
    texts: dict[str, str | None] = {file: None for file in now if file not in wanted}
    for file, content in wanted.items():
        made = patched(now[file], content, Path(file)) if file in now else whole_text(content)
        if made != now.get(file):
            texts[file] = made
    return Merged(texts, tuple(merge.notes))


def _content(file: str, text: str) -> dict[str, Any]:
    problems = Problems()
    top = parse(text, Path(file), problems)
    problems.raise_if_any()
    content = plain(top) if top else {}
    return {key: value for key, value in content.items() if value is not None}


class _Merge:
    def __init__(self, last: Files, now: Files, new: Files) -> None:
        names = renamed(last, now)
        self._last, self._now, self._new = with_names(last, names), now, with_names(new, names)
        self._before, self._here, self._next = map(entries, (self._last, now, self._new))
        self.notes: list[Note] = []

    def files(self) -> Files:
        """The files as they are to be."""
        values = self._values()
        self._complete(values)
        places = {key: self._file(key) for key in values}
        self._leave_no_empty_file(values, places)
        heads = self._heads(set(places.values()))
        self._errors(heads.get(SERVICE, {}), values)
        return {
            file: self._file_content(file, head, values, places) for file, head in heads.items()
        }

    def _tell(self, file: str, word: Word, path: tuple[str, ...], text: str) -> None:
        self.notes.append(Note(word, "/".join((file, *path)), text))

    def _values(self) -> dict[Key, Any]:
        """The types, shapes and actions."""
        made = {}
        for key in [*self._here, *(one for one in self._next if one not in self._here)]:
            tables = (self._before, self._here, self._next)
            last, now, new = (_value(table, key) for table in tables)
            tell = partial(self._tell, self._file(key))
            value = merged_value((last, now, new), (key[1],), tell)
            if value is not ABSENT:
                made[key] = value
        return made

    def _complete(self, values: dict[Key, Any]) -> None:
        """Take back what is used, and leave out what was imported and is used no more."""
        known = self._before | self._next | self._here
        while True:
            used = self._used(values)
            lacking = [key for key in known if key[1] in used and key not in values]
            lacking = [key for key in lacking if key[0] != "actions"]
            unused = [
                key
                for key, value in values.items()
                if key[0] != "actions" and key[1] not in used and value == self._imported(key)
            ]
            if not lacking and not unused:
                return
            for key in lacking:
                values[key] = known[key].value
                text = "something here still uses it"
                self.notes.append(Note("kept", f"{self._file(key)}/{key[1]}", text))
            for key in unused:
                del values[key]

    def _imported(self, key: Key) -> Any:
        found = self._next.get(key) or self._before.get(key)
        return found.value if found else ABSENT

    def _used(self, values: Mapping[Key, Any]) -> set[str]:
        """The names of types and shapes that actions need, directly or through others."""
        by_name: dict[str, Any] = {
            key[1]: one for key, one in values.items() if key[0] != "actions"
        }
        waiting = [one for key, one in values.items() if key[0] == "actions"]
        used: set[str] = set()
        while waiting:
            for name in type_names(waiting.pop()) - used:
                used.add(name)
                if name in by_name:
                    waiting.append(by_name[name])
        return used

    def _file(self, key: Key) -> str:
        """The file of an entry: where it stands, or where most of its neighbours stand now."""
        if key in self._here:
            return self._here[key].file
        if key not in self._next:
            return self._before[key].file
        file = self._next[key].file
        neighbours = Counter(
            self._here[other].file
            for other, entry in self._next.items()
            if entry.file == file and other in self._here and other[0] == key[0]
        ) or Counter(
            self._here[other].file
            for other, entry in self._next.items()
            if entry.file == file and other in self._here
        )
        return neighbours.most_common(1)[0][0] if neighbours else file

    def _leave_no_empty_file(self, values: Mapping[Key, Any], places: dict[Key, str]) -> None:
        """A file without actions is no resource: its shapes go where they are used."""
        live = {file for key, file in places.items() if key[0] == "actions"} | {SERVICE}
        for key, file in places.items():
            if file not in live:
                users = [other for other, one in values.items() if key[1] in type_names(one)]
                files = [places[other] for other in users if places[other] in live]
                places[key] = files[0] if files else SERVICE

    def _heads(self, files: set[str]) -> Files:
        """What the files say besides types, shapes and actions."""
        heads = {}
        for file in in_order(self._now, self._new):
            if file == SERVICE or file in files:
                sides = (
                    _head(self._last.get(file, {})),
                    _head(self._now.get(file, {})),
                    _head(self._new.get(file, {})),
                )
                if file not in self._now:
                    heads[file] = sides[2]
                elif file in self._new:
                    heads[file] = merged_value(sides, (), partial(self._tell, file))
                else:
                    heads[file] = sides[1]  # a file of people's own
        return heads

    def _errors(self, service: dict[str, Any], values: Mapping[Key, Any]) -> None:
        """Take back the codes and paginations that are still used, as what people kept may do."""
        wanted = {"errors": set[str](), "pagination": set[str]()}
        for (section, _), value in values.items():
            if isinstance(value, Mapping):
                codes = value.get("errors") or []
                wanted["errors"] |= {
                    code.get("code", "") if isinstance(code, Mapping) else code for code in codes
                }
                if section == "actions" and isinstance(value.get("pagination"), str):
                    wanted["pagination"].add(value["pagination"])
        for key, names in wanted.items():
            for side in (self._now, self._new, self._last):
                table = side.get(SERVICE, {}).get(key) or {}
                for name in sorted(names & table.keys() - (service.get(key) or {}).keys()):
                    service[key] = {**(service.get(key) or {}), name: table[name]}

    def _file_content(
        self,
        file: str,
        head: Mapping[str, Any],
        values: Mapping[Key, Any],
        places: Mapping[Key, str],
    ) -> dict[str, Any]:
        """The content of a file, its keys in the order in which they stand."""
        content = dict(head)
        for section in SECTIONS:
            here = [name for one, name in values if one == section and places[one, name] == file]
            old = [name for name in self._now.get(file, {}).get(section) or {} if name in here]
            new = [name for (one, name) in self._next if one == section and name in here]
            order = [name for name in in_order(old, new) if name in here]
            order += [name for name in here if name not in order]
            if order:
                content[section] = {name: values[section, name] for name in order}
        stands = in_order(self._now.get(file, {}), [*head, *SECTIONS])
        return {key: content[key] for key in stands if key in content}


def _value(table: Mapping[Key, Entry], key: Key) -> Any:
    return table[key].value if key in table else ABSENT


def _head(content: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in content.items() if key not in SECTIONS}

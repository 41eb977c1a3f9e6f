"""The sentences of a service in one language: what is translated, and what is still to be done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

import polib

from alicloud.generator.model import Service
from alicloud.generator.output.files import Change
from alicloud.generator.problems import Place, Problems
from alicloud.generator.translations import po
from alicloud.generator.translations.sentences import Sentence, sentences

LANGUAGES: Mapping[str, str] = {"zh": "Chinese"}
"""The languages that specs are translated into, by the names of their files without `.po`."""

What = Literal["missing", "obsolete", "same as English"]


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """What is to be done about one sentence."""

    place: Place
    what: What
    text: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}: {self.text}"


class Translation:
    """One PO file beside the specs of a service.

    Args:
        service: The service.
        language: A key of `LANGUAGES`.
        file: The file as it was read.
    """

    def __init__(self, service: Service, language: str, file: polib.POFile) -> None:
        self.service = service
        self.language = language
        self.path = path_of(service, language)
        self._file = file
        self._sentences = sentences(service)
        self._entries = {entry.msgid: entry for entry in file if not entry.obsolete}

    def texts(self) -> dict[str, str]:
        """The translated sentences, in the order of the specs, by the English ones."""
        return {
            text: self._entries[text].msgstr for text in self._sentences if self._translated(text)
        }

    def findings(self) -> list[Finding]:
        """What is to be done, by place."""
        return sorted(self._findings())

    def summary(self, findings: Sequence[Finding]) -> str:
        """How far the translation is, in one line."""
        count = Counter(finding.what for finding in findings)
        if not count:
            return f"{LANGUAGES[self.language]}: all {len(self._sentences)} sentences"
        done = len(self._sentences) - count["missing"]
        rest = ", ".join(f"{count[what]} {what}" for what in get_args(What) if count[what])
        return f"{LANGUAGES[self.language]}: {done} of {len(self._sentences)} sentences; {rest}"

    def updated(self) -> str:
        """The text of the file with an entry for each sentence of the specs and no others.

        Translations and what translators wrote beside them are kept.
        """
        file = po.new(self.language, self._file.header)
        file.metadata = file.metadata | self._file.metadata
        for sentence in self._sentences.values():
            entry = self._entries.get(sentence.text) or polib.POEntry(msgid=sentence.text)
            entry.occurrences = [(sentence.where, "")]
            file.append(entry)
        return f"{str(file).rstrip()}\n"

    def _findings(self) -> Iterator[Finding]:
        for text, sentence in self._sentences.items():
            if not self._translated(text):
                yield Finding(self._place(text, sentence), "missing", text)
            elif self._entries[text].msgstr == text:
                yield Finding(self._place(text, sentence), "same as English", text)
        for entry in self._file:
            if entry.obsolete or entry.msgid not in self._sentences:
                yield Finding(
                    Place(self.path.as_posix(), po.line_of(entry)), "obsolete", entry.msgid
                )

    def _translated(self, text: str) -> bool:
        entry = self._entries.get(text)
        return entry is not None and bool(entry.msgstr.strip()) and not entry.fuzzy

    def _place(self, text: str, sentence: Sentence) -> Place:
        """Where its entry stands or, when there is none, where the specs say it."""
        entry = self._entries.get(text)
        return Place(self.path.as_posix(), po.line_of(entry)) if entry else sentence.place


def path_of(service: Service, language: str) -> Path:
    """Where the translation of a service into `language` stands, or would stand."""
    return Path(service.path).with_name(f"{language}.po")


def translations(service: Service, problems: Problems) -> tuple[Translation, ...]:
    """The translations that there are of a service. A broken file is reported, and left out."""
    found = []
    for language in LANGUAGES:
        path = path_of(service, language)
        file = po.load(path, problems) if path.exists() else None
        if file is not None:
            found.append(Translation(service, language, file))
    return tuple(found)


def updates(service: Service, translations: Iterable[Translation]) -> list[Change]:
    """What has to be written so that the PO files of a service have its sentences and no others.

    Args:
        service: The service.
        translations: Those that there are of it; files for the other languages are begun.
    """
    there = {one.language: one for one in translations}
    planned = []
    for language in LANGUAGES:
        translation = there.get(language) or _begun(service, language)
        old = translation.path.read_bytes() if language in there else None
        text = translation.updated()
        if old != text.encode():
            planned.append(Change(translation.path, old, text))
    return planned


def _begun(service: Service, language: str) -> Translation:
    command = f"`python -m alicloud.generator translations {service.name}`"
    header = f"{LANGUAGES[language]} of specs/{service.name}. {command} brings the sentences here."
    return Translation(service, language, po.new(language, header))

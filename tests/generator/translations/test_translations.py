"""What of a service is translated, what is to be done, and what an update of its file keeps."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from alicloud.generator.model import Endpoints, Error, Service
from alicloud.generator.problems import Problems, SpecError
from alicloud.generator.translations.sentences import sentences
from alicloud.generator.translations.translation import Translation, translations, updates
from tests.support.corpus import VALID, zoo

HEAD = """\
# Chinese of specs/zoo. `python -m alicloud.generator translations zoo` brings the sentences here.
msgid ""
msgstr ""
"Language: zh\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""


def entry(where: str, text: str, chinese: str = "") -> str:
    return f'\n#: {where}\nmsgid "{text}"\nmsgstr "{chinese}"\n'


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Service:
    """The zoo, whose specs are in the working folder."""
    monkeypatch.chdir(tmp_path)
    return zoo(Path(), VALID)


def read(service: Service, text: str) -> Translation:
    """The translation of `service` that `text` is."""
    Path("specs/zoo/zh.po").write_text(text, encoding="utf-8", newline="")
    problems = Problems()
    found = translations(service, problems)
    problems.raise_if_any()
    return found[0]


def test_the_sentences_of_a_service_are_in_the_order_of_the_specs(service: Service) -> None:
    assert [(one.where, one.text) for one in sentences(service).values()][:8] == [
        ("service.yaml", "Animals and who keeps them."),
        ("service.yaml/errors/NotFound", "There is no such animal."),
        ("cats.yaml", "Cats."),
        ("cats.yaml/Home", "Where a cat lives."),
        ("cats.yaml/Home/City", "The city."),
        ("cats.yaml/GetCat", "Get a cat."),
        ("cats.yaml/GetCat/request/Name", "The name."),
        ("cats.yaml/GetCat/request/Legs", "How many legs."),
    ]


def test_what_is_deprecated_is_said_in_sentences_too(tmp_path: Path) -> None:
    cats = VALID["zoo/cats.yaml"].replace(
        "    kind: read\n", "    kind: read\n    deprecated: Use dogs.\n"
    )
    cats = cats.replace("doc: Its sex., ", "doc: Its sex., deprecated: Use Kind., ")
    found = sentences(zoo(tmp_path, {**VALID, "zoo/cats.yaml": cats}))
    assert found["Use dogs."].where == "cats.yaml/GetCat/deprecated"
    assert found["Use Kind."].where == "cats.yaml/GetCat/request/Sex/deprecated"


def test_a_service_without_a_file_has_one_language(service: Service) -> None:
    assert translations(service, Problems()) == ()


def test_a_new_file_has_an_empty_entry_for_each_sentence(service: Service) -> None:
    (change,) = updates(service, ())
    assert str(change) == "create specs/zoo/zh.po"
    assert change.text is not None
    assert change.text.startswith(
        f"{HEAD}{entry('service.yaml', 'Animals and who keeps them.')}"
        f"{entry('service.yaml/errors/NotFound', 'There is no such animal.')}"
    )
    made = read(service, change.text)
    assert made.texts() == {}
    assert {one.what for one in made.findings()} == {"missing"}
    assert updates(service, (made,)) == []


FILE = (
    HEAD
    + entry("old.yaml", "Gone.", "没了。")
    + '\n# Seen at the zoo.\n#: old.yaml:12\nmsgid ""\n"The "\n"city."\nmsgstr "城市。"\n'
    + entry("cats.yaml", "Cats.", "Cats.")
    + '\n#, fuzzy\nmsgid "Get a cat."\nmsgstr "获取猫。"\n'
)


def test_findings_have_their_places(service: Service) -> None:
    made = read(service, FILE)
    findings = [str(one) for one in made.findings()]
    assert [one for one in findings if "missing" not in one] == [
        "specs/zoo/zh.po:9:1: obsolete: Gone.",
        "specs/zoo/zh.po:20:1: same as English: Cats.",
    ]
    assert "specs/zoo/zh.po:24:1: missing: Get a cat." in findings
    assert "specs/zoo/cats.yaml:12:7: missing: The name." in findings
    count = len(sentences(service))
    assert made.summary(made.findings()) == (
        f"Chinese: 2 of {count} sentences; {count - 2} missing, 1 obsolete, 1 same as English"
    )
    assert made.texts() == {"Cats.": "Cats.", "The city.": "城市。"}


def test_an_update_keeps_what_is_translated_and_drops_what_is_obsolete(service: Service) -> None:
    (change,) = updates(service, (read(service, FILE),))
    assert str(change) == "update specs/zoo/zh.po"
    assert change.text is not None
    assert "Gone." not in change.text
    city = entry("cats.yaml/Home/City", "The city.", "城市。").lstrip()
    assert f"\n# Seen at the zoo.\n{city}" in change.text
    assert '\n#, fuzzy\nmsgid "Get a cat."\nmsgstr "获取猫。"\n' in change.text
    assert read(service, change.text).texts() == {"Cats.": "Cats.", "The city.": "城市。"}
    assert updates(service, (read(service, change.text),)) == []


def test_a_whole_translation_has_no_findings(service: Service) -> None:
    whole = "".join(
        entry(one.where, one.text, f"译文{number}。")
        for number, one in enumerate(sentences(service).values())
    )
    made = read(service, HEAD + whole)
    assert made.findings() == []
    assert made.summary([]) == f"Chinese: all {len(sentences(service))} sentences"
    assert [*made.texts()] == [*sentences(service)]


BROKEN = {
    '\nmsgid "A cat.\nmsgstr "猫。"\n': 'specs/zoo/zh.po:9:1: not a line of a PO file; write msgid "',
    '\nmsgid "A "cat"."\nmsgstr "猫。"\n': "specs/zoo/zh.po:9:1: not a line of a PO file; write msgid",
    '\nmsgid "A cat."\nmsgstr 猫。\n': "specs/zoo/zh.po:10:1: not a line of a PO file; write msgid",
    '\nmsgid "A\\qcat."\nmsgstr "猫。"\n': "specs/zoo/zh.po:9:1: not a line of a PO file; write",
    "\n<<<<<<< HEAD\n": "specs/zoo/zh.po:9:1: left over from a merge; choose one of the sides",
    '\nmsgctxt "a"\nmsgid "A."\nmsgstr ""\n': "specs/zoo/zh.po:9:1: contexts and plurals are not",
    '\nmsgid "A."\nmsgid_plural "B."\n': "specs/zoo/zh.po:10:1: contexts and plurals are not used",
    '\nmsgid "A."\nmsgid "B."\nmsgstr ""\n': "specs/zoo/zh.po:10:1: a msgstr must follow each",
    '\nmsgstr "A."\n': "specs/zoo/zh.po:9:1: a msgstr must follow each msgid; add what is missing",
    '\nmsgid "A."\nmsgstr "B."\n\nmsgid "A."\nmsgstr "C."\n': "specs/zoo/zh.po:12:1: its msgid "
    "stands in line 9 already; keep one of them",
}


@pytest.mark.parametrize("text", BROKEN)
def test_a_broken_file_is_a_mistake_with_its_place(service: Service, text: str) -> None:
    with pytest.raises(SpecError) as caught:
        read(service, HEAD + text)
    assert str(caught.value).startswith(BROKEN[text])
    assert len(caught.value.problems) == 1


def test_a_file_that_is_not_utf_8_is_a_mistake(service: Service) -> None:
    Path("specs/zoo/zh.po").write_bytes(HEAD.encode() + b'\nmsgid "\xff"\n')
    problems = Problems()
    assert translations(service, problems) == ()
    with pytest.raises(SpecError, match=r"zh\.po:9:8: byte 0xff is not UTF-8; save it as UTF-8"):
        problems.raise_if_any()


@pytest.mark.parametrize("change", ["\r\n", "\ufeff"])
def test_files_of_other_systems_are_read(service: Service, change: str) -> None:
    text = FILE.replace("\n", change) if "\n" in change else change + FILE
    assert read(service, text).texts() == {"Cats.": "Cats.", "The city.": "城市。"}


@given(
    texts=st.lists(
        st.text(
            st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]) | st.sampled_from('\n\t"\\')
        ).filter(str.strip),
        unique=True,
        max_size=5,
    )
)
@settings(max_examples=50, deadline=None)
def test_any_text_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("po")
    service = Service(
        *("odd", f"{folder}/service.yaml", "A.", "Odd", "1", "rpc", Endpoints("")),
        errors=tuple(Error(f"E{number}", (400,), text) for number, text in enumerate(texts)),
        groups=(),
    )
    (change,) = updates(service, ())
    assert change.text is not None
    change.path.write_text(change.text, encoding="utf-8", newline="")
    problems = Problems()
    (made,) = translations(service, problems)
    problems.raise_if_any()
    assert {one.text for one in made.findings()} == {"A.", *texts}
    assert {one.what for one in made.findings()} == {"missing"}

"""What actions are about, by their names; and whether its words can name a file."""

from __future__ import annotations

from alicloud.generator.importer.kinds import VERBS
from alicloud.generator.importer.words import singular, word_set
from alicloud.generator.names import words

_SMALL_WORDS = word_set("to from for of by with in on and or the a without under")
_SAYS_LITTLE = word_set(
    "list lists info infos information detail details status count number id ids result results "
    "basic type types summary"
)
"""Words at the end that say what of a thing is asked for: `status` in GetTrailStatus."""
_ADJECTIVE_ENDINGS = ("ic", "ed", "al", "ive", "able", "ible", "ous", "less")
_ADJECTIVES = word_set(
    "async sync auto custom public private new old multi single default smart batch all daily "
    "online offline latest recent last next first current living inspect invoke"
)
_NOUNS = word_set(
    "topic metric traffic logic clinic music graphic basic credential credentials terminal signal "
    "portal trial interval approval proposal journal capital manual total withdrawal renewal "
    "material tutorial table variable cable drive archive hive directive objective feed seed speed "
    "need embed goal deal epic"
)
"""Nouns that end as adjectives do."""
_VERBS_AND_NOUNS = word_set("book call count list order post schedule tag test")
"""Verbs that are nouns where they stand last: HangupCall."""
_TAGGING = word_set("tag tags untag")

Nouns = tuple[str, ...]
"""What actions are about, word by word: `("domain", "record")`."""


def noun_words(action: str) -> Nouns:
    """The words of an action without its verb: `domain records` for DescribeDomainRecords."""
    found = [word for word in words(action) if word != "batch"]
    if len(found) > 1 and found[0] in VERBS:
        found = found[1:]
    elif len(found) > 1 and found[-1] in VERBS - _VERBS_AND_NOUNS:
        found = found[:-1]
    return tuple(found)


def nouns_of(action: str) -> Nouns:
    """What an action is about, as single words: `domain record` for DescribeDomainRecords."""
    if _is_about_tags(action):
        return ("tag",)
    kept: list[str] = []
    for word in noun_words(action):
        if word not in _SMALL_WORDS:
            kept.append(singular(word))
        elif kept:
            break  # what follows is about something else
    while len(kept) > 1 and kept[-1] in _SAYS_LITTLE:
        kept.pop()
    return tuple(kept) or ("action",)


def is_adjective(word: str) -> bool:
    """Whether a word is more likely to say of which kind something is than what it is."""
    likely = word.endswith(_ADJECTIVE_ENDINGS) and len(word) > 3
    return word in _ADJECTIVES or (likely and word not in _NOUNS)


def says_something(word: str) -> bool:
    """Whether a word can tell some actions from others."""
    return word not in _SAYS_LITTLE


def _is_about_tags(action: str) -> bool:
    """Whether it is one of those that all products have: TagResources, ListTagResources."""
    found = words(action)
    return bool(_TAGGING & set(found)) and bool({"resource", "resources"} & set(found))

"""Which actions stand in one file: those about the same thing."""

from __future__ import annotations

import keyword
from collections import Counter
from collections.abc import Mapping

from alicloud.generator.importer.nouns import Nouns, is_adjective, nouns_of, says_something
from alicloud.generator.importer.words import plural, singular

_ENOUGH = 3  # actions make a file
_MANY = 14  # actions of a file are worth being divided
_MOST = 60
_LARGE = 800_000  # bytes of a file, which editors and the reader of specs still take
_RESERVED = (
    *("async_client", "client", "core", "error_codes", "limits", "operations", "service"),
    "shared_shapes",
)
_OTHER = ("other",)  # what actions are about that fit nowhere

_Groups = dict[Nouns, list[str]]
"""Actions that are to stand in one file, by what they are about."""


def grouped(actions: Mapping[str, int]) -> dict[str, list[str]]:
    """The names of the files without `.yaml`, each with its actions in their order.

    Args:
        actions: Their names, each with how many bytes it takes in a file at most.
    """
    nouns = {action: nouns_of(action) for action in actions}
    found = _divided((), list(actions), nouns)
    _place_the_rest(found, nouns)
    _divide_by_other_words(found, nouns)
    named: dict[str, list[str]] = {}
    for words_, members in found.items():
        name = _file_name(_common(words_, [nouns[action] for action in members]), found)
        for part in _parts(members, actions):
            free = (name, *(f"{name}_{number}" for number in range(2, len(actions) + 2)))
            named[next(one for one in free if one not in named)] = part
    return dict(sorted(named.items()))


def singular_name(file: str) -> str:
    """The name of one resource of a file: `domain_record` for `domain_records`."""
    *first, last = file.split("_")
    return "_".join((*first, singular(last)))


def _divided(prefix: Nouns, actions: list[str], nouns: Mapping[str, Nouns]) -> _Groups:
    """Actions by the words with which what they are about begins."""
    if prefix and len(actions) <= _MANY:
        return {prefix: actions}
    by_next: dict[str, list[str]] = {}
    for action in actions:
        at = nouns[action]
        by_next.setdefault(at[len(prefix)] if len(at) > len(prefix) else "", []).append(action)
    found: _Groups = {}
    rest = by_next.pop("", [])
    for word, members in by_next.items():
        if len(members) >= _ENOUGH:
            for key, part in _divided((*prefix, word), members, nouns).items():
                found.setdefault(key, []).extend(part)
        else:
            rest += members
    if rest:
        found.setdefault(prefix, []).extend(rest)
    return found


def _place_the_rest(found: _Groups, nouns: Mapping[str, Nouns]) -> None:
    """Put what makes no file where it fits best."""
    small = [key for key, members in found.items() if not key or len(members) < _ENOUGH]
    left = []
    for action in [action for key in small for action in found.pop(key)]:
        key = _nearest(nouns[action], found) if found else None
        if key is None:
            left.append(action)
        else:
            found[key].append(action)
    counts = Counter(word for action in left for word in set(nouns[action]))
    others = []
    for action in left:
        word = max(nouns[action], key=lambda one: (says_something(one), counts[one]))
        if counts[word] >= _ENOUGH:
            found.setdefault((word,), []).append(action)
        else:
            others.append(action)
    for key in [key for key, members in found.items() if len(members) < 2 and len(found) > 1]:
        others += found.pop(key)
    if others:
        found[nouns[others[0]] if len(others) == 1 else _OTHER] = others


def _divide_by_other_words(found: _Groups, nouns: Mapping[str, Nouns]) -> None:
    """Take out of large files what shares one more word, wherever the word stands."""
    for key in [key for key in found if key != _OTHER]:
        more = {
            action: set(filter(says_something, nouns[action])) - set(key) for action in found[key]
        }
        counts = Counter(word for action in found[key] for word in sorted(more[action]))
        for word, _ in counts.most_common():
            shared = [action for action in found[key] if word in more[action]]
            if len(found[key]) <= _MANY or counts[word] < _ENOUGH:
                break
            if _ENOUGH <= len(shared) <= len(found[key]) - _ENOUGH:
                found[key] = [action for action in found[key] if word not in more[action]]
                named = tuple(one for one in nouns[shared[0]] if one in (*key, word))
                found.setdefault(named, []).extend(shared)


def _nearest(about: Nouns, found: _Groups) -> Nouns | None:
    """The file that shares most words with what an action is about, the shortest name first."""
    best = max(found, key=lambda key: (_shared(about, key), -len(key)))
    return best if _shared(about, best) and len(found[best]) < _MOST else None


def _shared(about: Nouns, key: Nouns) -> int:
    common = set(about) & set(key)
    return len(common) * 2 + (key[-1] in common) if common else 0


def _parts(members: list[str], actions: Mapping[str, int]) -> list[list[str]]:
    """As many parts as are needed, of about the same number of actions."""
    at = {action: number for number, action in enumerate(actions)}
    members = sorted(members, key=at.__getitem__)
    count = max(-(-len(members) // _MOST), -(-sum(map(actions.__getitem__, members)) // _LARGE))
    size = -(-len(members) // count)
    return [members[start : start + size] for start in range(0, len(members), size)]


def _common(words_: Nouns, about: list[Nouns]) -> Nouns:
    """The words of a file, and more that most of its actions share: `access key`, not `access`."""
    while True:
        of_file = [one for one in about if one[: len(words_)] == words_]
        counts = Counter(one[: len(words_) + 1] for one in of_file if len(one) > len(words_))
        best, count = (counts.most_common(1) or [((), 0)])[0]
        share = 0.4 if is_adjective(words_[-1]) else 0.6
        if not count or count < share * len(of_file):
            return words_
        words_ = best


def _file_name(words_: Nouns, taken: Mapping[Nouns, object]) -> str:
    """The words as a name: a noun in the plural, `keys`; `asymmetric_operations` if there is none."""
    shorter = words_
    while len(shorter) > 1 and is_adjective(shorter[-1]):
        shorter = shorter[:-1]
    if not is_adjective(shorter[-1]) and (shorter == words_ or shorter not in taken):
        words_ = shorter
    *first, last = (*words_, "operation") if is_adjective(words_[-1]) else words_
    name = "_".join((*first, plural(last)))
    name = name if name[0].isalpha() else f"n{name}"
    return f"{name}_actions" if name in _RESERVED or keyword.iskeyword(name) else name

"""Reads from the words around a date whether it is over or still to come.

News looks back: a day is to come only where a word of the future governs it, which is the nearest verb group
before it in its clause, or after it where the date opens the clause.
"""

import re
from collections.abc import Sequence
from typing import Literal

from tasks.extract.date_words import load_date_words

# "near" is a day that was to come when somebody spoke of it: the nearer of past and future.
Outlook = Literal["past", "ahead", "near", "unknown"]

_WORDS = load_date_words()
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d+")
_EDGE = re.compile(r"[;:?!()\"“”\n—]|(?<=[a-z]{4})\.\s")
_BE = frozenset(["is", "are", "was", "were", "be", "been", "being"])
_THEN = frozenset(["was", "were", "had", "been"])
_LIMITS = frozenset(["by", "until", "till", "before"])
_NOT_ONES = frozenset(["than", "as", "against"])
_REACH_BACK = 200
_REACH_ON = 90
_OWNED = re.compile(r"['’]s ([\w-]+)")


def read_outlook(text: str, start: int, end: int) -> Outlook:
    """Which way the date at ``text[start:end]`` lies."""
    before = _clause_before(text[max(0, start - _REACH_BACK) : start])
    owned = _OWNED.match(text, end)
    if owned and owned[1] in _WORDS.arranged | _WORDS.ahead:
        return "ahead"
    if before[-2:] == ["ahead", "of"]:
        return "near"
    found = _from_before(before)
    if found != "unknown":
        return found
    found = _from_after(_clause_after(text[end : end + _REACH_ON]))
    if owned and found == "ahead":
        return "near" if owned[1] in _WORDS.arranged_things else "past"
    return found


def _clause_before(text: str) -> list[str]:
    return _WORD.findall(_EDGE.split(text)[-1])


def _clause_after(text: str) -> list[str]:
    return _WORD.findall(_EDGE.split(text)[0])


def _from_before(words: Sequence[str]) -> Outlook:
    """The nearest verb group before the date decides."""
    limit = bool(words) and words[-1].lower() in _LIMITS
    later = limit
    for at in range(len(words) - 1, -1, -1):
        word = words[at]
        if word == "to" and _opens_infinitive(words, at):
            if at and words[at - 1] in _BE:
                return "near" if words[at - 1] in _THEN else "ahead"
            if at and all(name[0].isupper() or name == "and" for name in words[:at]):
                return "ahead"  # a headline: "Turkey to host talks"
            later = True
        elif later and word in _WORDS.plans:
            return "ahead"
        elif later and word in _WORDS.words_for_later:
            return "ahead" if limit else "near"
        else:
            found = _of_word(words, at)
            if found != "unknown":
                return found
    return "unknown"


def _from_after(words: Sequence[str]) -> Outlook:
    """Of a date that opens its clause: the first verb group behind it decides."""
    for at, word in enumerate(words):
        if word == "to" and at and words[at - 1] in ("is", "are"):
            return "ahead"
        found = _of_word(words, at)
        if found != "unknown":
            return found
        if word in ("has", "have", "says"):
            return "past"
    return "unknown"


def _of_word(words: Sequence[str], at: int) -> Outlook:
    """What one word says by itself and by its neighbours."""
    word = words[at]
    before = words[at - 1].lower() if at else ""
    after = words[at + 1].lower() if at + 1 < len(words) else ""
    if word in _WORDS.over:
        return "past"
    if word in _WORDS.ahead or word in _WORDS.ahead_then:
        if word == "will" and (before in _WORDS.determiners or before in _NOT_ONES):
            return "unknown"  # somebody's will
        return "past" if after == "have" else "near" if word in _WORDS.ahead_then else "ahead"
    if word in _WORDS.timetable or (word == "takes" and after in ("effect", "place", "office")):
        return "ahead"
    if word in _WORDS.arranged or (word == "set" and after in ("to", "for")):
        return _of_arranged(words, at, before, after)
    if _is_past(word) and before not in _WORDS.determiners and before != "be":
        return "past"
    return "unknown"


def _of_arranged(words: Sequence[str], at: int, before: str, after: str) -> Outlook:
    """Of "due", "expected" and the like; "due to snow" and "as planned" say nothing."""
    if before in _NOT_ONES or (words[at] == "due" and after == "to" and before not in _BE):
        return "unknown"
    return "near" if not _THEN.isdisjoint(words[max(0, at - 2) : at]) else "ahead"


def _is_past(word: str) -> bool:
    """Whether a word is a past tense or participle; a capital makes it a name."""
    if word in _WORDS.past:
        return True
    return len(word) > 3 and word.endswith("ed") and word.islower() and word not in _WORDS.not_past


def _opens_infinitive(words: Sequence[str], at: int) -> bool:
    """Whether a verb could follow "to"; a name, a number or an article could not."""
    if at + 1 >= len(words):
        return False
    word = words[at + 1]
    return word.islower() and word not in _WORDS.determiners and not word.endswith("ing")

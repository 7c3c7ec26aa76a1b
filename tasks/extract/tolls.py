"""Finds in a sentence how many were killed, injured, arrested or abducted, and how many people or troops came."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from tasks.extract.numbers import AMOUNT, NUMBER, Amount, one_of, read_amount
from tasks.extract.toll_words import HARMS, KindWords, load_toll_words

FoundKind = Literal["killed", "injured", "arrested", "abducted", "crowd", "troops"]
_WORDS = load_toll_words()
_ALL_DONE = one_of(p for kind in HARMS for p in _WORDS.kinds[kind].participles)
_BE = (
    r"(?:(?:have|has|had) (?:also )?been|(?:was|were|are|is)(?: also| reportedly| confirmed| reported)?"
    r"(?: being)?|being|got)"
)
# Who the number counts: a few words, never across a stop, but across one inserted phrase ("twelve men, among
# them a boy, died").
_NO_VERB = r"(?!and |were |was |have |has |had |are |is |being )"
_WHO = (
    rf"(?:(?:other |more |additional )?{_NO_VERB}[^\W\d_][\w'’-]*(?: {_NO_VERB}[\w'’-]+){{0,5}}"
    r"(?:, (?:including|among them|most of them|mostly|some of them) [^,.;]{1,40},)?)"
)
_PART = rf"of (?:the|them|its|his|our|their|those)\b(?: {NUMBER})?(?: [\w'’-]+){{0,3}}?"
_FEW = r"(?: (?!and\b|in\b|at\b|on\b|as\b|when\b|after\b)[\w'’-]+){0,4}?"
_ONE = rf"(?P<one>an?|the|his|her|their|its|one) (?:(?!and |of )[\w'’-]+ ){{0,3}}?(?:{one_of(_WORDS.one)})\b"
_NO_OBJECT = r"(?=[.,;:]|$| (?:by|in|on|at|near|as|after|when|during|outside|last|this|late|early|over)\b)"
_MORE_OF_THEM = re.compile(
    rf"(?P<who>(?: (?!and\b|{NUMBER})[\w'’-]+){{0,4}}),? and (?P<n>{AMOUNT})"
    rf"(?P<next>(?: (?!of\b|were\b|was\b|have\b|has\b|had\b|(?:{_ALL_DONE})\b)[\w'’-]+){{1,3}}?)"
    r"(?=[,.;:)]|$| (?:in|on|at|near|when|after|during|outside|from|as|and|before|by|along|inside)\b)",
    re.IGNORECASE,
)
_NOT_PEOPLE = re.compile(rf"\s*-?(?:{one_of(_WORDS.not_people)})\b|\s*[%$€£]", re.IGNORECASE)
_MONEY = re.compile(r"[$€£]\s?$")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_SUM_BEFORE = re.compile(rf"\b(?:{one_of(_WORDS.background_before)})\b", re.IGNORECASE)
_SUM_BEHIND = re.compile(rf"\b(?:{one_of(_WORDS.background_behind)})", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[.;:](?:\s|$)")
_LONGEST = 1_200  # characters of a sentence that is worth reading


@dataclass(frozen=True, slots=True)
class FoundToll:
    """A number with what it counts; ``start`` to ``end`` are the number's, ``first`` to ``last`` the whole phrase's."""

    kind: FoundKind
    amount: Amount
    start: int
    end: int
    first: int
    last: int
    is_total: bool = False


@lru_cache(maxsize=64)
def find_tolls(sentence: str) -> tuple[FoundToll, ...]:
    """Every count of people in a sentence, in order; a number is read once, the plainest telling of a kind first."""
    found: list[FoundToll] = []
    if len(sentence) > _LONGEST or not _hints().search(sentence):
        return ()
    for kind, forms in _forms().items():
        for number, form in enumerate(forms):
            for match in form.finditer(sentence):
                toll = _toll(sentence, kind, match, is_total=kind == "killed" and number == 0)
                if toll is not None and not any(_same_number(toll, other) for other in found):
                    found.append(toll)
    return tuple(sorted(found, key=lambda toll: toll.start))


def _same_number(toll: FoundToll, other: FoundToll) -> bool:
    """Whether a number was read before: "four killed or hurt", or the whole of "three of the twelve"."""
    inside = toll.kind == other.kind and other.first <= toll.start < other.last
    return inside or (toll.start < other.end and other.start < toll.end)


def _toll(sentence: str, kind: FoundKind, match: re.Match[str], *, is_total: bool) -> FoundToll | None:
    groups = match.groupdict()
    name = "n" if groups.get("n") else "one"
    start, end = match.span(name)
    if name == "one":
        amount: Amount | None = Amount(1, 1, 1)
    else:
        amount = read_amount(groups["n"])
        if _counts_no_people(sentence, start, end, groups.get("who") or ""):
            return None
    if amount is None or _is_sum(sentence, match):
        return None
    last = end
    if name == "n" and groups.get("sums") is not None:
        amount, last = _with_more(sentence, end, amount)
    return FoundToll(kind, amount, start, last, match.start(), max(last, match.end()), is_total)


def _counts_no_people(sentence: str, start: int, end: int, who: str) -> bool:
    """Days, cars and money; a bare 2014 is a year."""
    if _NOT_PEOPLE.match(who) or _NOT_PEOPLE.match(sentence, end) or _MONEY.search(sentence[:start]):
        return True
    return bool(_YEAR.fullmatch(sentence[start:end])) and not who.strip()


def _is_sum(sentence: str, match: re.Match[str]) -> bool:
    """Whether a number sums up a war or a year."""
    stop = _CLAUSE_END.search(sentence, match.end())
    behind = sentence[match.end() : min(stop.start() if stop else len(sentence), match.end() + 60)]
    before = sentence[max(0, match.start() - 40) : match.end()]
    return bool(_SUM_BEHIND.search(behind.partition(",")[0]) or _SUM_BEFORE.search(before))


def _with_more(sentence: str, end: int, amount: Amount) -> tuple[Amount, int]:
    """ "Two officers and three civilians" are five, as far as the second number."""
    more = _MORE_OF_THEM.match(sentence, end)
    added = read_amount(more["n"]) if more else None
    if more is None or added is None or amount.said is None or added.said is None:
        return amount, end
    if _NOT_PEOPLE.match(more["next"]) or _NOT_PEOPLE.match(more["who"]):
        return amount, end
    low = None if amount.low is None or added.low is None else amount.low + added.low
    high = None if amount.high is None or added.high is None else amount.high + added.high
    return Amount(amount.said + added.said, low, high), more.end("n")


@cache
def _hints() -> re.Pattern[str]:
    """A word without which no form can fit: one scan spares most sentences the many patterns."""
    words: set[str] = {"toll", "strong"}
    for kind in _WORDS.kinds.values():
        around = (part for pair in kind.around for part in pair)
        for phrase in (*kind.participles, *kind.verbs, *kind.happened, *kind.nouns, *kind.of, *around):
            words.add(phrase)
    return re.compile(rf"\b(?:{one_of(sorted(words))})", re.IGNORECASE)


@cache
def _forms() -> dict[FoundKind, tuple[re.Pattern[str], ...]]:
    """The patterns of each kind in order of how plainly they say it; ``n`` is the number in each."""
    kinds = _WORDS.kinds
    forms: dict[FoundKind, tuple[str, ...]] = {
        "killed": (_TOTAL, *_harm_forms(kinds["killed"])),
        "injured": tuple(_harm_forms(kinds["injured"])),
        "arrested": tuple(_harm_forms(kinds["arrested"])),
        "abducted": tuple(_harm_forms(kinds["abducted"])),
        "crowd": tuple(_crowd_forms(kinds["crowd"])),
        "troops": (rf"\b(?P<n>{AMOUNT})(?: of)?{_FEW} (?:{one_of(kinds['troops'].nouns)})\b",),
    }
    return {kind: tuple(re.compile(form, re.IGNORECASE) for form in listed) for kind, listed in forms.items()}


_TOTAL = (
    r"\btolls?\b[^.;]{0,140}?\b(?:to|at|of|is|was|now|reach(?:ed|es)|pass(?:ed|es)|exceed(?:ed|s)|topp?(?:ed|s)|hit)"
    rf" (?P<n>{AMOUNT})"
)


def _harm_forms(words: KindWords) -> Iterator[str]:
    number, done = rf"\b(?P<n>{AMOUNT})", rf"(?:{one_of(words.participles)})"
    verb = rf"(?:{one_of(words.verbs)})"
    yield rf"{number} {_PART} {_BE} {done}\b"  # three of the twelve were killed
    for first, rest in words.around:  # shot four marchers dead
        yield rf"\b{first} {number}{_FEW} {rest}\b"
    yield rf"\b{verb}(?P<sums>) {number}(?=(?P<who>[^.;]{{0,25}}))"  # killed at least 12
    yield rf"{number} (?P<who>{_WHO}) {_BE} {done}\b"  # twelve people were killed
    yield rf"{number} {_BE} {done}\b"  # twelve were killed
    yield rf"{number}(?: (?P<who>(?:{one_of(_WORDS.beside)})(?: (?:{one_of(_WORDS.beside)}))?))? {done}\b"  # five dead
    yield rf"\b(?:leav(?:e|es|ing)|left|with) {number} (?P<who>{_WHO} )?{done}\b"
    if words.happened:
        yield rf"{number} (?P<who>{_WHO} )?(?:have |has |had )?(?:{one_of(words.happened)})\b"
    if words.of:
        yield rf"\b(?:{one_of(words.of)}) {number}(?P<who> {_WHO})?"
    yield rf"{number} (?P<who>(?:{one_of(words.nouns)}))\b"
    yield rf"\b{verb} {_ONE}"  # killed a soldier
    yield rf"\b{_ONE} {_BE} {done}\b"  # a soldier was killed
    yield rf"\b{_ONE} (?:(?:whom|that) )?(?:[\w'’-]+ ){{1,4}}?{verb}{_NO_OBJECT}"  # the man an officer killed
    yield rf"\b(?P<one>{one_of(_WORDS.one)})(?: shot,)? {done}{_NO_OBJECT}"  # Man shot, killed by police


def _crowd_forms(words: KindWords) -> Iterator[str]:
    number = rf"\b(?P<n>{AMOUNT})"
    yield rf"\b(?:{one_of(words.of)}) {number}(?P<who> {_WHO})?"
    yield rf"{number} (?P<who>{_WHO}) (?:have |has |had )?(?:{one_of(words.happened)})\b"
    yield rf"\b(?:{one_of(words.verbs)}) {number}(?P<who> {_WHO})?"
    yield rf"{number}-strong\b"
    yield rf"{number}(?: of)?{_FEW} (?:{one_of(words.nouns)})\b"

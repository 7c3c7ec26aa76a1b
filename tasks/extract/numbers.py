"""Reads numbers as news writes them: figures and words, bounds ("at least"), ranges, and words like "dozens"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tasks.extract.toll_words import load_toll_words

_TEENS = (
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
_UNITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", *_TEENS)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SIZES = {"dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1_000_000}
_WORDS = load_toll_words()


def one_of(phrases: Iterable[str]) -> str:
    """A pattern for any of the phrases, the longest first."""
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))


_WORD = one_of([*_UNITS[1:], *_TENS, *_SIZES, *(f"a {size}" for size in _SIZES), "half a dozen"])
_FIGURE = r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+(?= (?:million|thousand)\b))?"
NUMBER = (
    rf"(?:(?:{_FIGURE})(?: (?:hundred|thousand|million)\b)?|(?:(?:{_WORD})(?:(?:[ -]| and )(?:{_WORD}))*)\b)"
)
_RANGE = rf"(?:between {NUMBER} and {NUMBER}|(?:from )?{NUMBER}(?: to | or |-|–){NUMBER})"
_HEDGES = rf"(?:(?:{one_of((*_WORDS.lower, *_WORDS.upper, *_WORDS.about))}) )*"
_BEHIND = rf"(?:\+|(?<=\w)(?:{one_of(w for w in _WORDS.behind if w.startswith('-'))})\b"
_BEHIND += rf"| (?:{one_of(w for w in _WORDS.behind if not w.startswith('-'))})\b)?"
# A number that goes on in another one is a date, a score or an age.
AMOUNT = rf"{_HEDGES}(?:(?:{one_of(_WORDS.rough)})\b|{_RANGE}|{NUMBER}(?![-/:.]\d|-year|th\b|st\b|nd\b|rd\b)){_BEHIND}"

_LOWER = re.compile(rf"\b(?:{one_of(_WORDS.lower)})\b")
_UPPER = re.compile(rf"\b(?:{one_of(_WORDS.upper)})\b")
_ROUGH = re.compile(rf"\b(?:{one_of(_WORDS.rough)})\b")
_MORE = re.compile(r"(?:or more|\+|-plus)$")
_NUMBERS = re.compile(NUMBER)
_WHOLE_RANGE = re.compile(_RANGE)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as it is said, and its bounds; ``said`` is None for words that are no number."""

    said: int | None
    low: int | None
    high: int | None


def read_amount(text: str) -> Amount | None:
    """What a stretch that ``AMOUNT`` matched says; None where it holds no number."""
    plain = text.lower()
    rough = _ROUGH.search(plain)
    if rough:
        return Amount(None, _WORDS.rough[rough.group()], None)
    spread = _WHOLE_RANGE.search(plain)
    numbers = [read_number(found.group()) for found in _NUMBERS.finditer(spread.group() if spread else plain)]
    values = [value for value in numbers if value is not None]
    if not values:
        return None
    if spread:
        # "3-1" is a score.
        return Amount(values[0], values[0], values[1]) if values[0] < values[-1] else None
    said = values[-1]
    if _LOWER.search(plain) or _MORE.search(plain):
        return Amount(said, said, None)
    return Amount(said, None if _UPPER.search(plain) else said, said)


def read_number(text: str) -> int | None:
    """The value of a number in figures ("1,200", "1.5 million") or words ("two hundred and six", "half a dozen")."""
    plain = text.strip().lower().replace(",", "")
    if plain == "half a dozen":
        return 6
    figure, _, size = plain.partition(" ")
    if re.fullmatch(r"\d+(?:\.\d+)?", figure) and (not size or size in _SIZES):
        return (
            round(float(figure) * _SIZES.get(size, 1)) if "." in figure else int(figure) * _SIZES.get(size, 1)
        )
    total = current = 0
    for word in re.split(r"[ -]+", plain):
        value = _word_value(word)
        if value is None:
            return None
        if word in _SIZES:
            current = max(current, 1) * value
            total, current = (total + current, 0) if value >= 1000 else (total, current)
        else:
            current += value
    return total + current


def _word_value(word: str) -> int | None:
    if word in ("and", "a"):
        return 0
    if word in _UNITS:
        return _UNITS.index(word)
    if word in _TENS:
        return 20 + 10 * _TENS.index(word)
    return _SIZES.get(word)

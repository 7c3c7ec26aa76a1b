"""The pieces that the patterns of dates are made of, and what their words mean."""

import re
from collections.abc import Callable
from datetime import date
from typing import Literal

from tasks.extract.calendar_days import Interval
from tasks.extract.date_outlook import Outlook, read_outlook
from tasks.extract.date_words import load_date_words
from tasks.extract.numbers import read_number
from tasks.extract.spans import DateSpan

# A pattern, and what its match means by the day of publication; None where it means no date.
Rule = tuple[str, Callable[[re.Match[str], date], DateSpan | None]]

WORDS = load_date_words()
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ORDINALS = ("first", "second", "third", "fourth")


def _alternatives(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in words)


_MONTH_NAMES = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
# Short forms are words too ("Sat", "Wed"), so that they need a stop, a date or "on" beside them.
_DAY_NAMES = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|"
    r"(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat)(?:\.|(?=,? (?:\d|" + _MONTH_NAMES + r"))|(?<=[Oo]n ...)\b))"
)
_COUNTED = _alternatives(WORDS.counted)

MONTH = rf"(?P<month>{_MONTH_NAMES})"
MONTH_2 = rf"(?P<month2>{_MONTH_NAMES})"
DAY_NUMBER = r"[0-3]?\d(?:st|nd|rd|th)?(?!\d|[:.]\d|%|,\d)"
DAY = rf"(?P<day>{DAY_NUMBER})"
DAY_2 = rf"(?P<day2>{DAY_NUMBER})"
YEAR = r"(?P<year>(?:1[89]|20)\d\d)(?![\d,-]\d)\b"
YEAR_1 = r"(?P<year1>(?:1[89]|20)\d\d)"
NOT_COUNTED = rf"(?! (?:{_COUNTED})\b)"
_NAMED_BEFORE = "".join(f"(?<!{word} )" for word in WORDS.named_days)
WEEKDAY = rf"{_NAMED_BEFORE}(?P<weekday>{_DAY_NAMES})(?! (?:{_alternatives(WORDS.mastheads)})\b)"
WEEKDAY_2 = rf"(?P<weekday2>{_DAY_NAMES})"
AND_TO = r"\s?(?:[-–—]|to|through|until|till|and)\s?"
COUNT = (
    r"(?P<count>an?|a few|a couple of|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"fifteen|twenty|thirty|\d{1,3})"
)
_COUNTS = {"a": 1, "an": 1, "a few": 3, "a couple of": 2}


def count_of(words: str) -> int | None:
    """How many; "a few" counts three."""
    return _COUNTS.get(words.lower()) or read_number(words)


def month_of(name: str) -> int:
    """January is 1."""
    return _MONTHS.index(name[:3].lower()) + 1


def weekday_of(name: str) -> int:
    """Monday is 0."""
    return next(number for number, full in enumerate(_WEEKDAYS) if full.startswith(name[:3].lower()))


def ordinal_of(name: str) -> int:
    """The first is 1."""
    return _ORDINALS.index(name.lower()) + 1


def number_of(day: str) -> int:
    """The number of "3rd"."""
    return int(day.rstrip("stndrh"))


def word_of(match: re.Match[str], group: str) -> str:
    """What a group read, in small letters; empty where it read nothing or the pattern has none of that name."""
    return (match.groupdict().get(group) or "").lower().strip()


def outlook_of(match: re.Match[str]) -> Outlook:
    """Which way the words around a match say that it lies."""
    return read_outlook(match.string, match.start(), match.end())


def span_of(
    match: re.Match[str],
    interval: Interval | None,
    precision: Literal["day", "range", "month", "year"],
    published: date,
) -> DateSpan | None:
    """The span of a match, to come where it begins after publication."""
    if interval is None or interval[0] > interval[1]:
        return None
    first, last = interval
    return DateSpan(match.start(), match.end(), first, last, precision, first > published)

"""Resolves expressions of single days and of runs of days."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from tasks.extract.calendar_days import day_of_week, make_day, whole_week, year_of_day
from tasks.extract.date_outlook import Outlook
from tasks.extract.date_patterns import (
    AND_TO,
    DAY,
    DAY_2,
    MONTH,
    MONTH_2,
    NOT_COUNTED,
    WEEKDAY,
    WEEKDAY_2,
    WORDS,
    YEAR,
    Rule,
    month_of,
    number_of,
    outlook_of,
    span_of,
    weekday_of,
    word_of,
)
from tasks.extract.spans import DateSpan

_LANDMARK_NOUN = re.compile(r"(?:['’]s)? (?:[\w-]+ )?(\w+)")
_FRESH = timedelta(days=30)  # so long "the January 6 attack" may be this year's
_WEEK = timedelta(days=7)


def rules_of_days() -> Iterator[Rule]:
    """The most explicit first."""
    weekday, year = rf"(?:{WEEKDAY},? )?", rf"(?:,? {YEAR})?"
    yield r"\b(?P<year>(?:19|20)\d\d)-(?P<monthno>[01]\d)-(?P<day>[0-3]\d)(?=\b|T)", _iso
    yield rf"\b{MONTH} {DAY}{AND_TO}{MONTH_2} {DAY_2}{year}", _across_months
    yield rf"\b{DAY} {MONTH}{AND_TO}{DAY_2} {MONTH_2}{year}", _across_months
    last = rf"(?:\s?[-–—]\s?|\s(?:and|to|or|through|until|till)\s){DAY_2}"
    yield rf"\b{weekday}{MONTH} {DAY}{last}{year}{NOT_COUNTED}", _calendar_day
    yield rf"\b{weekday}{DAY}{last}(?: of)? {MONTH}{year}", _calendar_day
    yield rf"\b{weekday}(?:the )?{MONTH} (?:the )?{DAY}(?:,? {YEAR}|{NOT_COUNTED})", _calendar_day
    yield rf"\b{weekday}(?:the )?{DAY}(?: of)? {MONTH}{year}", _calendar_day
    names = "|".join(re.escape(name).replace("'", "['’]") for name in WORDS.holidays)
    yield rf"\b(?P<holiday>{names})\b(?:,? {YEAR})?", _holiday
    yield rf"\b(?P<word>(?i:{_NEAR}))\b", _near_day
    part = r"(?: (?:morning|afternoon|evening|night)\b)?"
    yield rf"\b{WEEKDAY}{part}(?: of)? (?P<week>last|this|next) week\b", _weekday_of_week
    yield rf"\b{WEEKDAY}{part}(?:\s?[-–—]\s?|\s(?:to|through|until|till|into)\s){WEEKDAY_2}{part}", _weekdays
    yield rf"\b[Bb]etween {WEEKDAY}{part} and {WEEKDAY_2}{part}", _weekdays
    lasted = r"(?:went|continued|carried|lasted|dragged|stretched|ran|raged)(?: on)? (?:through|into|until|till|to)"
    yield rf"\b{WEEKDAY}{part},? and (?:{lasted} )?(?:on )?{WEEKDAY_2}{part}(?!['’])", _weekdays
    yield rf"\b{_WHICH}{_PART}{WEEKDAY}{part}", _weekday


_TODAYS = "".join(f"(?<!{name} )" for name in WORDS.todays)
_NEAR = (
    rf"the day before yesterday|the day after tomorrow|yesterday|tomorrow|{_TODAYS}today|tonight|last night|"
    r"overnight(?! (?:on |into |from |to )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)|"
    r"this (?:morning|afternoon|evening)"
)
_PART = r"(?:(?i:early|late|mid)[ -]|(?i:overnight) (?:on |into |from |to )?)?"
_WHICH = r"(?:(?P<which>(?i:last|this coming|this|next|coming|previous|following|every|each)) )?"


def _iso(match: re.Match[str], published: date) -> DateSpan | None:
    day = make_day(int(match["year"]), int(match["monthno"]), int(match["day"]))
    return span_of(match, (day, day), "day", published) if day else None


def _calendar_day(match: re.Match[str], published: date) -> DateSpan | None:
    month, number = month_of(match["month"]), number_of(match["day"])
    outlook = outlook_of(match)
    first = _day_in_year(match, month, number, published, outlook)
    if first is None:
        return None
    last = make_day(first.year, month, number_of(match["day2"])) if word_of(match, "day2") else None
    if last is not None and last > first:
        return span_of(match, (first, last), "range", published)
    # A day after publication without a year is a newsroom ahead of UTC, not a date to come.
    said = outlook in ("ahead", "near") or bool(word_of(match, "year"))
    return span_of(match, (first, first), "day", published if said else first)


def _day_in_year(
    match: re.Match[str], month: int, day: int, published: date, outlook: Outlook
) -> date | None:
    """The day in the year that is written, that everybody knows, or that is nearest."""
    if word_of(match, "year"):
        return make_day(int(match["year"]), month, day)
    nearest = year_of_day(month, day, published, outlook)
    year, nouns = WORDS.landmarks.get((month, day), (0, frozenset()))
    noun = _LANDMARK_NOUN.match(match.string, match.end())
    if noun and noun[1] in nouns and (nearest is None or published - nearest > _FRESH):
        return make_day(year, month, day)
    return nearest


def _across_months(match: re.Match[str], published: date) -> DateSpan | None:
    month2, day2 = month_of(match["month2"]), number_of(match["day2"])
    if match["year"]:
        last = make_day(int(match["year"]), month2, day2)
    else:
        last = year_of_day(month2, day2, published, outlook_of(match))
    if last is None:
        return None
    month = month_of(match["month"])
    first = make_day(last.year - (month > month2), month, number_of(match["day"]))
    return span_of(match, (first, last), "range", published) if first else None


def _holiday(match: re.Match[str], published: date) -> DateSpan | None:
    month, number = WORDS.holidays[match["holiday"].replace("’", "'")]
    day = _day_in_year(match, month, number, published, outlook_of(match))
    return span_of(match, (day, day), "day", published) if day else None


def _near_day(match: re.Match[str], published: date) -> DateSpan | None:
    words = re.split(r"\W+", match["word"].lower())
    days = 0
    if "tomorrow" in words:
        days = 2 if "after" in words else 1
    elif "yesterday" in words or "overnight" in words or words[:2] == ["last", "night"]:
        days = -2 if "before" in words else -1
    day = published + timedelta(days=days)
    return span_of(match, (day, day), "day", published)


def _weekday(match: re.Match[str], published: date) -> DateSpan | None:
    which, outlook = word_of(match, "which"), outlook_of(match)
    if which in ("every", "each", "following"):
        return None  # a habit, or a day counted from another one
    if which in ("next", "this coming", "coming") or (which == "this" and outlook == "unknown"):
        outlook = "ahead"
    elif which in ("last", "previous"):
        outlook = "past"
    day = day_of_week(weekday_of(match["weekday"]), published, outlook)
    if day == published and which in ("last", "previous"):
        day -= _WEEK
    if day == published and which.endswith(("next", "coming")):
        day += _WEEK
    return span_of(match, (day, day), "day", published)


def _weekday_of_week(match: re.Match[str], published: date) -> DateSpan | None:
    weeks = {"last": -1, "next": 1}.get(match["week"], 0)
    day = whole_week(published)[0] + timedelta(days=weekday_of(match["weekday"]), weeks=weeks)
    return span_of(match, (day, day), "day", published)


def _weekdays(match: re.Match[str], published: date) -> DateSpan | None:
    first, last = weekday_of(match["weekday"]), weekday_of(match["weekday2"])
    if outlook_of(match) == "ahead":
        start = day_of_week(first, published, "ahead")
        return span_of(match, (start, start + timedelta(days=(last - first) % 7)), "range", published)
    end = day_of_week(last, published, "past")
    return span_of(match, (end - timedelta(days=(last - first) % 7), end), "range", published)

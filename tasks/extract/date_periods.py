"""Resolves expressions of weeks, months, seasons, years and of spans counted back or on from publication."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from tasks.extract.calendar_days import (
    SEASONS,
    Interval,
    weekend_of,
    whole_month,
    whole_months,
    whole_week,
    whole_year,
    year_of_month,
)
from tasks.extract.date_patterns import (
    AND_TO,
    COUNT,
    MONTH,
    MONTH_2,
    NOT_COUNTED,
    YEAR,
    YEAR_1,
    Rule,
    count_of,
    month_of,
    ordinal_of,
    outlook_of,
    span_of,
    word_of,
)
from tasks.extract.spans import DateSpan

_STEPS = {"last": -1, "previous": -1, "next": 1, "coming": 1}


def rules_of_periods() -> Iterator[Rule]:
    """The most explicit first."""
    part = r"(?:(?i:early|late|mid)[ -])?"
    year_word = r"(?:(?P<which>last|this|next) year\b)"
    of = r"(?: of|,)? "
    yield (
        rf"\b(?:the )?(?P<number>first|second|third|fourth) (?P<share>quarter|half){of}(?:{YEAR}|{year_word})",
        _share,
    )
    yield (
        rf"\b(?:(?:the|last|this|next) )?(?P<season>spring|summer|autumn|fall|winter)(?: of)? {YEAR}",
        _season,
    )
    yield r"\b(?P<which>(?i:last|this|next)) (?P<season>spring|summer|autumn|fall|winter)\b", _season
    since = r"(?i:in|since|during|by|until|from|of|between)"
    yield rf"\b{MONTH}(?: {YEAR_1})?{AND_TO}{MONTH_2},?(?: of)? {YEAR}", _months
    yield rf"\b(?:[Ff]rom|[Bb]etween) {MONTH}{AND_TO}{MONTH_2}\b(?! \d)", _months
    yield rf"\b{part}{MONTH},?(?: of)? {YEAR}", _named_month
    yield (
        r"\b(?P<year>(?:1[89]|20)\d\d)(?:\s?[-–]\s?|\sto\s|\sthrough\s|\suntil\s)(?P<year2>20\d\d|19\d\d|\d\d)\b(?!-)",
        _years,
    )
    yield rf"\b[Bb]etween {YEAR} and (?P<year2>(?:19|20)\d\d)\b", _years
    yield r"\b(?i:the) (?P<decade>(?:1[89]|20)\d0)s\b", _decade
    unit = r"(?P<unit>minute|hour|day|week|month|year|decade)s?"
    yield rf"\b(?i:{COUNT}) {unit} ago\b", _ago
    yield rf"\b(?i:the) (?:last|past|previous) (?:{COUNT} )?{unit}\b", _trailing
    yield rf"\b(?i:the) (?:next|coming) {COUNT} {unit}\b", _leading
    which = r"(?P<which>(?i:last|past|previous|this|next|coming))"
    edge = r"(?P<edge>(?i:earlier|later|late|early) )?"
    yield rf"\b{edge}{which} (?P<unit>weekend|week|month|year)\b(?!-old|-long)", _period
    yield r"\b(?i:over|at|during|on) the weekend\b", _weekend
    which = rf"(?:(?P<which>(?i:last|next|this))|(?i:early|late)|{since})"
    yield rf"\b{which} {part}{MONTH}(?!\w)(?! \d{{1,2}}\b{NOT_COUNTED})", _named_month
    before = r"(?i:in|since|during|by|until|from|of|the|early|late|mid|year|and|after|before)"
    yield rf"\b{before}[ -]{YEAR}{NOT_COUNTED}", _named_year


def _share(match: re.Match[str], published: date) -> DateSpan | None:
    year = int(match["year"]) if match["year"] else published.year + _STEPS.get(word_of(match, "which"), 0)
    months = 3 if match["share"] == "quarter" else 6
    number = ordinal_of(match["number"])
    if number * months > 12:
        return None
    return span_of(match, whole_months(year, (number - 1) * months + 1, months), "range", published)


def _season(match: re.Match[str], published: date) -> DateSpan | None:
    first = SEASONS[match["season"]]
    which = word_of(match, "which")
    if word_of(match, "year"):
        year = int(match["year"])
    elif which == "next":
        year = published.year + (first <= published.month)
    else:
        # A season that began after publication's month was last year's; "last summer" is over.
        length = 3 if which == "last" else 0
        running = published.year * 12 + published.month < published.year * 12 + first + length
        year = published.year - (running and (which == "last" or outlook_of(match) == "past"))
    return span_of(match, whole_months(year, first, 3), "range", published)


def _months(match: re.Match[str], published: date) -> DateSpan | None:
    first, last = month_of(match["month"]), month_of(match["month2"])
    year = int(match["year"]) if word_of(match, "year") else year_of_month(last, published, outlook_of(match))
    start = int(match["year1"]) if word_of(match, "year1") else year - (first > last)
    return span_of(
        match, whole_months(start, first, (year - start) * 12 + last - first + 1), "range", published
    )


def _years(match: re.Match[str], published: date) -> DateSpan | None:
    first = int(match["year"])
    last = int(match["year2"]) if len(match["year2"]) == 4 else first // 100 * 100 + int(match["year2"])
    return span_of(match, whole_year(first, last - first + 1), "range", published) if last > first else None


def _decade(match: re.Match[str], published: date) -> DateSpan | None:
    return span_of(match, whole_year(int(match["decade"]), 10), "range", published)


def _ago(match: re.Match[str], published: date) -> DateSpan | None:
    count, unit = count_of(match["count"]), match["unit"]
    if count is None:
        return None
    if unit in ("month", "year", "decade"):
        return _whole_ago(match, published, count, unit)
    days = {"minute": 0, "hour": count // 24, "day": count, "week": count * 7}[unit]
    day = published - timedelta(days=days)
    return span_of(match, (day, day), "day", published)


def _whole_ago(match: re.Match[str], published: date, count: int, unit: str) -> DateSpan | None:
    if unit == "month":
        return span_of(match, whole_month(published.year, published.month - count), "month", published)
    years = count * (10 if unit == "decade" else 1)
    return span_of(match, whole_year(published.year - years), "year", published)


def _trailing(match: re.Match[str], published: date) -> DateSpan | None:
    first = _moved(published, -(count_of(word_of(match, "count") or "one") or 1), match["unit"])
    return span_of(match, (first, published), "range", published) if first else None


def _leading(match: re.Match[str], published: date) -> DateSpan | None:
    last = _moved(published, count_of(match["count"]) or 1, match["unit"])
    return span_of(match, (published, last), "range", published) if last else None


def _moved(day: date, count: int, unit: str) -> date | None:
    if unit in ("month", "year", "decade"):
        months = count * {"month": 1, "year": 12, "decade": 120}[unit]
        month = whole_month(day.year, day.month + months)
        return min(month[0].replace(day=min(day.day, month[1].day)), month[1]) if month else None
    hours = count * {"minute": 0, "hour": 1, "day": 24, "week": 168}[unit]
    return day + timedelta(days=int(hours / 24))


def _period(match: re.Match[str], published: date) -> DateSpan | None:
    which, unit = word_of(match, "which"), match["unit"]
    step = _STEPS.get(which, 0)
    if unit == "weekend":
        return _weekend(match, published)
    if which == "past":
        return _trailing(match, published)
    interval, precision = _interval(unit, step, published)
    if interval is None:
        return None
    if step == 0 and word_of(match, "edge") == "later":
        interval = published, interval[1]
    elif step == 0:
        interval = interval[0], published
    return span_of(match, interval, precision, published)


def _interval(
    unit: str, step: int, published: date
) -> tuple[Interval | None, Literal["range", "month", "year"]]:
    if unit == "week":
        return whole_week(published + timedelta(weeks=step)), "range"
    if unit == "month":
        return whole_month(published.year, published.month + step), "month"
    return whole_year(published.year + step), "year"


def _weekend(match: re.Match[str], published: date) -> DateSpan | None:
    which, outlook = word_of(match, "which"), outlook_of(match)
    if which in ("next", "coming"):
        outlook = "ahead"
    elif which in ("last", "past", "previous"):
        outlook = "past"
    elif which == "this" and outlook == "unknown":
        outlook = "near"
    interval = weekend_of(published, outlook)
    return span_of(match, interval, "range", published)


def _named_month(match: re.Match[str], published: date) -> DateSpan | None:
    month, which = month_of(match["month"]), word_of(match, "which")
    if word_of(match, "year"):
        year = int(match["year"])
    elif which == "next":
        year = published.year + (month <= published.month)
    elif which == "last":
        year = published.year - (month >= published.month)
    else:
        year = year_of_month(month, published, outlook_of(match))
    return span_of(match, whole_month(year, month), "month", published)


def _named_year(match: re.Match[str], published: date) -> DateSpan | None:
    return span_of(match, whole_year(int(match["year"])), "year", published)

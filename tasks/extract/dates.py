"""Resolves the date expressions of news English against the day of publication."""

import calendar
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from tasks.extract.numbers import read_number
from tasks.extract.spans import DateSpan
from tasks.records import DatePrecision

_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

_WEEKDAY = (
    r"(?P<weekday>Mondays?|Tuesdays?|Wednesdays?|Thursdays?|Fridays?|Saturdays?|Sundays?|"
    r"(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat)\b\.?)"
)
_MONTH_NAMES = (
    r"January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
)
_MONTH = rf"(?P<month>{_MONTH_NAMES})"
_MONTH_2 = rf"(?P<month2>{_MONTH_NAMES})"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?![\d:.%]|,\d)"
_LAST_DAY = (
    r"(?:\s?[-–—]\s?|\s(?:and|to|or|through|until)\s)(?P<last>[0-3]?\d)(?:st|nd|rd|th)?(?![\d:.%]|,\d)"
)
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)(?![\d,-]\d)"
_PART = r"(?:(?:early|late|mid)[ -])?"
_SPELT = r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,3})"

# A weekday after one of these is still to come.
_AHEAD = re.compile(
    r"\b(?:will|shall|next|plans? to|planned for|due|set to|is to|are to|scheduled|expected|ahead of|upcoming|"
    r"coming)\b[^.;]*$|\b(?:by|before|until)(?: the (?:end|start) of)?\s+$"
)


def find_dates(text: str, published: date) -> tuple[DateSpan, ...]:
    """Every date expression of a text that can be resolved, in order and without overlap."""
    found: list[DateSpan] = []
    for pattern, resolve in _RULES:
        for match in pattern.finditer(text):
            span = resolve(match, published)
            if span is not None and not any(
                span.start < seen.end and seen.start < span.end for seen in found
            ):
                found.append(span)
    return tuple(sorted(found, key=lambda span: span.start))


def _span(
    match: re.Match[str],
    first: date,
    last: date | None = None,
    precision: DatePrecision = "day",
    *,
    future: bool = False,
) -> DateSpan:
    return DateSpan(match.start(), match.end(), first, last or first, precision, future)


def _make(year: int, month: int, day: int) -> date | None:
    if 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1] and 1 <= year <= 9998:
        return date(year, month, day)
    return None


def _nearest_year(month: int, day: int, published: date, *, ahead: bool) -> date | None:
    """The latest such day not after publication and a day, or the first one after it where the text looks ahead."""
    years = (
        range(published.year, published.year + 9)
        if ahead
        else range(published.year + 1, published.year - 9, -1)
    )
    for year in years:
        found = _make(year, month, day)
        if found is None:
            continue
        if (found >= published) if ahead else (found <= published + timedelta(days=1)):
            return found
    return None


def _looks_ahead(match: re.Match[str]) -> bool:
    """Whether the words just before say that the day is still to come."""
    return _AHEAD.search(match.string, max(0, match.start() - 60), match.start()) is not None


def _month_number(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _iso(match: re.Match[str], published: date) -> DateSpan | None:
    day = _make(int(match["year"]), int(match["monthno"]), int(match["day"]))
    return _span(match, day, future=day > published) if day else None


def _calendar_day(match: re.Match[str], published: date) -> DateSpan | None:
    parts = match.groupdict()
    month, year, last = _month_number(parts["month"]), parts.get("year"), parts.get("last")
    ahead = _looks_ahead(match)
    if year:
        first = _make(int(year), month, int(parts["day"]))
    else:
        first = _nearest_year(month, int(parts["day"]), published, ahead=ahead)
    if first is None:
        return None
    # A day after publication without a year is a newsroom ahead of UTC, not a date to come.
    future = first > published and (ahead or year is not None)
    end = _make(first.year, month, int(last)) if last else None
    if end is not None and end > first:
        return _span(match, first, end, "range", future=future)
    return _span(match, first, future=future)


def _across_months(match: re.Match[str], published: date) -> DateSpan | None:
    year = int(match["year"]) if match["year"] else None
    last_month = _month_number(match["month2"])
    day2 = int(match["day2"])
    last = _make(year, last_month, day2) if year else _nearest_year(last_month, day2, published, ahead=False)
    if last is None:
        return None
    month = _month_number(match["month"])
    first = _make(last.year - (month > last_month), month, int(match["day"]))
    return _span(match, first, last, "range", future=first > published) if first else None


def _weekday(match: re.Match[str], published: date) -> DateSpan | None:
    name = match["weekday"].lower()
    number = next(i for i, full in enumerate(_WEEKDAYS) if full.startswith(name[:3]))
    word = (match["which"] or "").lower().strip()
    back = (published.weekday() - number) % 7
    if word in ("next", "this coming", "coming") or (word != "last" and _looks_ahead(match)):
        day = published + timedelta(days=(-back) % 7 or 7)
        return _span(match, day, future=True)
    if word == "last" and back == 0:
        back = 7
    return _span(match, published - timedelta(days=back))


def _near_day(match: re.Match[str], published: date) -> DateSpan:
    word = re.split(r"\W+", match["word"].lower())
    if "tomorrow" in word:
        return _span(match, published + timedelta(days=2 if "after" in word else 1), future=True)
    if "yesterday" in word or "overnight" in word or word[:2] == ["last", "night"]:
        return _span(match, published - timedelta(days=2 if "before" in word else 1))
    return _span(match, published)


def _ago(match: re.Match[str], published: date) -> DateSpan | None:
    count = 1 if match["count"].lower() in ("a", "an") else read_number(match["count"])
    unit = match["unit"].lower()
    if count is None:
        return None
    if unit.startswith(("hour", "minute")):
        return _span(match, published - timedelta(days=count // 24 if unit.startswith("hour") else 0))
    if unit.startswith("day"):
        return _span(match, published - timedelta(days=count))
    if unit.startswith("week"):
        day = published - timedelta(weeks=count)
        return _span(match, day, day, "day") if count == 1 else _week(match, day)
    if unit.startswith("month"):
        return _month(match, published, -count)
    return _year(match, published.year - count * (10 if unit.startswith("decade") else 1))


def _period(match: re.Match[str], published: date) -> DateSpan | None:
    which, unit = match["which"].lower(), match["unit"].lower()
    step = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}.get(which, 0)
    if unit == "week":
        day = published + timedelta(weeks=step)
        return _week(match, day, published if step == 0 else None)
    if unit == "weekend":
        return _weekend(match, published, step)
    if unit == "month":
        return _month(match, published, step, earlier=step == 0)
    return _year(match, published.year + step, published if step == 0 else None)


def _week(match: re.Match[str], day: date, until: date | None = None) -> DateSpan:
    first = day - timedelta(days=day.weekday())
    return _span(
        match, first, until or first + timedelta(days=6), "range", future=until is None and _future(match)
    )


def _future(match: re.Match[str]) -> bool:
    return re.search(r"\b(?:next|coming)\b", match.group(), re.IGNORECASE) is not None


def _weekend(match: re.Match[str], published: date, step: int) -> DateSpan:
    saturday = published - timedelta(days=(published.weekday() - 5) % 7)
    if step > 0:
        saturday += timedelta(days=7)
    return _span(match, saturday, saturday + timedelta(days=1), "range", future=saturday > published)


def _month(match: re.Match[str], published: date, step: int, *, earlier: bool = False) -> DateSpan | None:
    index = published.year * 12 + published.month - 1 + step
    year, month = index // 12, index % 12 + 1
    if not 1 <= year <= 9998:
        return None
    last = published if earlier else date(year, month, calendar.monthrange(year, month)[1])
    return _span(match, date(year, month, 1), last, "month", future=step > 0)


def _year(match: re.Match[str], year: int, until: date | None = None) -> DateSpan | None:
    if not 1 <= year <= 9998:
        return None
    return _span(
        match, date(year, 1, 1), until or date(year, 12, 31), "year", future=until is None and _future(match)
    )


def _named_month(match: re.Match[str], published: date) -> DateSpan | None:
    month, ahead = _month_number(match["month"]), _looks_ahead(match)
    groups = match.groupdict()
    which = (groups.get("which") or "").lower()
    if groups.get("year"):
        year = int(match["year"])
    elif which == "next" or (ahead and which != "last"):
        year = published.year + (month <= published.month)
    else:
        year = published.year - (month > published.month or (which == "last" and month == published.month))
    first = _make(year, month, 1)
    if first is None:
        return None
    last = date(year, month, calendar.monthrange(year, month)[1])
    return _span(match, first, last, "month", future=first > published)


def _named_year(match: re.Match[str], published: date) -> DateSpan | None:
    year = int(match["year"])
    return _span(match, date(year, 1, 1), date(year, 12, 31), "year", future=year > published.year)


def _named_period(match: re.Match[str], published: date) -> DateSpan | None:
    return _weekend(match, published, 0)


_AND_TO = r"\s?(?:[-–—]|to|through|until|and)\s?"
_SINCE = r"[Ii]n|[Ss]ince|[Dd]uring|[Bb]y|[Uu]ntil|[Ff]rom|of"
_DAY_2 = r"(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?\b"
_NOT_A_YEAR = r"(?! (?:people|men|women|soldiers|troops|dollars|km|miles)\b)"
_NEAR = (
    r"the day before yesterday|the day after tomorrow|yesterday|tomorrow|today|tonight|last night|overnight|"
    r"this (?:morning|afternoon|evening)"
)


def _rules() -> Iterator[tuple[str, Callable[[re.Match[str], date], DateSpan | None]]]:
    """The most explicit first: a later rule never takes what an earlier one has read."""
    weekday = rf"(?:{_WEEKDAY},? )?"
    year = rf"(?:,? {_YEAR})?"
    yield r"\b(?P<year>(?:19|20)\d\d)-(?P<monthno>[01]\d)-(?P<day>[0-3]\d)\b", _iso
    yield rf"\b{_MONTH} (?P<day>[0-3]?\d){_AND_TO}{_MONTH_2} {_DAY_2}{year}", _across_months
    yield rf"\b(?P<day>[0-3]?\d) {_MONTH}{_AND_TO}(?P<day2>[0-3]?\d) {_MONTH_2}{year}", _across_months
    yield rf"\b{weekday}{_MONTH} {_DAY}{_LAST_DAY}{year}", _calendar_day
    yield rf"\b{weekday}{_DAY}{_LAST_DAY}(?: of)? {_MONTH}{year}", _calendar_day
    yield rf"\b{weekday}(?:the )?{_MONTH} (?:the )?{_DAY}{year}", _calendar_day
    yield rf"\b{weekday}(?:the )?{_DAY}(?: of)? {_MONTH}{year}", _calendar_day
    yield rf"\b{_PART}{_MONTH},?(?: of)? {_YEAR}", _named_month
    yield rf"\b(?P<word>{_NEAR})\b", _near_day
    units = r"minutes?|hours?|days?|weeks?|months?|years?|decades?"
    yield rf"\b(?P<count>{_SPELT}) (?P<unit>{units}) (?:ago|earlier|before)\b", _ago
    which = r"(?P<which>(?:last|this|next|this coming|coming|past) )?"
    yield rf"\b{which}{_PART}{_WEEKDAY}(?: (?:morning|afternoon|evening|night))?", _weekday
    edge = r"(?:earlier |later |late |early )?"
    which = r"(?P<which>last|past|previous|this|next|coming)"
    yield rf"\b{edge}{which} (?P<unit>weekend|week|month|year)\b(?!-old|-long)", _period
    yield r"\b(?:over|at|during) the (?P<unit>weekend)\b", _named_period
    which = r"(?:(?P<which>last|next|this)|[Ee]arly|[Ll]ate|" + _SINCE + ")"
    yield rf"\b{which} {_PART}{_MONTH}\b(?! \d)", _named_month
    yield rf"\b(?:{_SINCE}|the|early|late|mid-?|year|and|after|before) {_YEAR}{_NOT_A_YEAR}\b", _named_year


_RULES = tuple((re.compile(pattern), resolve) for pattern, resolve in _rules())

"""Dates of feeds, read by rules of our own: what is not understood stays unread, above all an unknown zone.

feedparser's date handlers are not asked as a second opinion: they read an unknown zone name as UTC and some
spellings as another day, both in silence.
"""

import functools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import NamedTuple

from tasks.records import DateStatus

TABLES = Path(__file__).with_name("feed_dates.toml")
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
FUTURE_ALLOWED = timedelta(hours=24)
LONGEST_TEXT = 100

ISO = re.compile(
    r"(?P<year>\d{4})(?P<dash>[-/.]?)(?P<month>\d\d?)(?P=dash)(?P<day>\d\d?)"
    r"(?:(?:\s*T\s*|\s+)(?P<time>\d.*))?",
    re.IGNORECASE | re.DOTALL,
)
TIME = re.compile(
    r"(?P<hour>\d\d?)[:.h]?(?P<minute>\d\d)(?:[:.]?(?P<second>\d\d)(?:[.,]\d+)?)?\s*(?P<half>[AaPp]\.?[Mm]\.?(?![A-Za-z]))?"
    r"\s*(?P<zone>.*)",
    re.DOTALL,
)
OFFSET = re.compile(
    r"(?:GMT|UTC)?\s*(?P<sign>[+-])(?P<hours>\d\d?):?(?P<minutes>\d\d)?(?:\s*\([^)]*\))?", re.IGNORECASE
)
DAY_FIRST = re.compile(
    r"(?P<day>\d\d?)(?:st|nd|rd|th|er|\.)?[\s-]+(?:de\s+|of\s+)?(?P<month>[^\W\d]+)\.?[\s,-]+(?:de\s+)?(?P<year>\d{4}|\d\d)(?!\d|:)"
)
MONTH_FIRST = re.compile(
    r"(?P<month>[^\W\d]+)\.?\s+(?P<day>\d\d?)(?:st|nd|rd|th)?\s*,?\s+(?P<year>\d{4})(?!\d|:)"
)
YEAR_LAST = re.compile(
    r"(?P<month>[^\W\d]+)\s+(?P<day>\d\d?)\s+(?P<time>\d\d?:\d\d(?::\d\d)?)\s+(?P<zone>[A-Z]{2,5}\s+)?(?P<year>\d{4})$"
)
EAST_ASIAN = re.compile(r"(?P<year>\d{4})\s*[年년]\s*(?P<month>\d\d?)\s*[月월]\s*(?P<day>\d\d?)\s*[日일]")
SLASHED = re.compile(r"(?P<first>\d\d?)[/.](?P<second>\d\d?)[/.](?P<year>\d{4})(?!\d)")
WEEKDAY = re.compile(r"^[^\W\d]+\.?\s*,\s*|^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\s+", re.IGNORECASE)
EPOCH = re.compile(r"\d{10}(?:\d{3})?")
EMPTY_ZONES = ("", "Z", "z")


@dataclass(frozen=True, slots=True)
class DateTables:
    """Zones as minutes east of UTC by abbreviation, months as numbers by name."""

    zones: Mapping[str, int]
    months: Mapping[str, int]


class Reading(NamedTuple):
    """A date that was understood."""

    moment: datetime  # UTC
    has_zone: bool  # else it is UTC by our choice


@functools.cache
def date_tables() -> DateTables:
    """Load ``feed_dates.toml``."""
    data = tomllib.loads(TABLES.read_text(encoding="utf-8"))
    months = {name: int(number) for number, names in data["months"].items() for name in names}
    return DateTables(data["zones"], months)


def read_published(raw: str | None, fetched_at: datetime) -> tuple[datetime | None, DateStatus]:
    """Give the moment that a feed claims, in UTC, and how far to trust it.

    A date over a day after ``fetched_at`` is clamped to it; one before 1990 is a default, not a date, and
    clamped to None. One without a zone reads as UTC and says so.
    """
    if raw is None or not raw.strip():
        return None, "missing"
    reading = _read(raw)
    if reading is None:
        return None, "unparsed"
    moment = reading.moment
    if moment > fetched_at + FUTURE_ALLOWED:
        return fetched_at, "clamped"
    if moment < EARLIEST:
        return None, "clamped"
    return moment, "ok" if reading.has_zone else "no_zone"


def parse_date(raw: str) -> datetime | None:
    """Read a date as feeds spell it, as UTC; None where any part is not understood."""
    reading = _read(raw)
    return None if reading is None else reading.moment


def _read(raw: str) -> Reading | None:
    text = " ".join(raw.split())
    if not text or len(text) > LONGEST_TEXT:
        return None
    try:
        return (
            _epoch(text)
            or _iso(text)
            or _written(WEEKDAY.sub("", text))
            or _east_asian(text)
            or _slashed(text)
        )
    except (ValueError, OverflowError):
        return None


def _epoch(text: str) -> Reading | None:
    if not EPOCH.fullmatch(text) or not text.isascii():
        return None
    return Reading(datetime.fromtimestamp(int(text[:10]), UTC), True)


def _iso(text: str) -> Reading | None:
    found = ISO.fullmatch(text)
    if found is None or (not found["dash"] and len(found["month"] + found["day"]) != 4):
        return None
    return _moment(int(found["year"]), int(found["month"]), int(found["day"]), found["time"] or "")


def _written(text: str) -> Reading | None:
    """Read a date with the month's name: RFC 822, C's asctime, or a newspaper's."""
    if last := YEAR_LAST.search(text):
        return _named(last, f"{last['time']} {last['zone'] or ''}")
    for pattern in (DAY_FIRST, MONTH_FIRST):
        if found := pattern.match(text):
            return _named(found, text[found.end() :].strip(" ,-–|").removeprefix("at "))
    return None


def _east_asian(text: str) -> Reading | None:
    found = EAST_ASIAN.match(text)
    if found is None:
        return None
    return _moment(int(found["year"]), int(found["month"]), int(found["day"]), text[found.end() :].strip())


def _slashed(text: str) -> Reading | None:
    """Read 21/11/2024 or 11/21/2024; where both could be a month nobody can tell."""
    found = SLASHED.match(text)
    if found is None:
        return None
    first, second, year = int(found["first"]), int(found["second"]), int(found["year"])
    if first <= 12 and second <= 12 and first != second:
        return None
    day, month = (first, second) if first > 12 else (second, first)
    return _moment(year, month, day, text[found.end() :].strip(" ,"))


def _named(found: re.Match[str], time: str) -> Reading | None:
    month = date_tables().months.get(found["month"].casefold().rstrip("."))
    if month is None:
        return None
    return _moment(_full_year(found["year"]), month, int(found["day"]), time)


def _full_year(text: str) -> int:
    # RFC 2822, section 4.3
    return int(text) if len(text) == 4 else int(text) + (2000 if int(text) < 50 else 1900)


def _moment(year: int, month: int, day: int, rest: str) -> Reading | None:
    """Join a day with the text of a time and zone."""
    if not rest.strip():
        return Reading(datetime(year, month, day, tzinfo=UTC), False)
    found = TIME.fullmatch(rest.strip())
    offset = None if found is None else zone_offset(found["zone"].strip())
    if found is None or offset is None:
        return None
    hour = int(found["hour"])
    if found["half"]:
        # "13:05 PM" is what clocks of 24 hours say under a format made for 12.
        hour = hour if hour > 12 else hour % 12 + (12 if found["half"][0] in "pP" else 0)
    minute, second = int(found["minute"]), int(found["second"] or 0)
    # 24:00:00 is the end of the day, and second 60 a leap second.
    days, hour = (1, 0) if (hour, minute, second) == (24, 0, 0) else (0, hour)
    second = 59 if second == 60 else second
    local = datetime(year, month, day, hour, minute, second, tzinfo=timezone(offset))
    return Reading((local + timedelta(days=days)).astimezone(UTC), bool(found["zone"].strip()))


def zone_offset(text: str) -> timedelta | None:
    """Read a zone: nothing, ``Z``, an offset or a known abbreviation; None for any other."""
    if text in EMPTY_ZONES:
        return timedelta()
    if found := OFFSET.fullmatch(text):
        minutes = int(found["hours"]) * 60 + int(found["minutes"] or 0)
        if minutes > 14 * 60 or int(found["minutes"] or 0) > 59:
            return None
        return timedelta(minutes=-minutes if found["sign"] == "-" else minutes)
    minutes_east = date_tables().zones.get(text.strip("()[]").upper())
    return None if minutes_east is None else timedelta(minutes=minutes_east)

"""Days and periods of the calendar, and the nearest of those that a date without a year could mean."""

import calendar
from datetime import date, timedelta

from tasks.extract.date_outlook import Outlook

Interval = tuple[date, date]

_FIRST_YEAR, _LAST_YEAR = 1, 9997  # leaves room to add a week or a month
# By three days after, a newsroom names the day that is over rather than the one to come.
_STILL_FRESH = 2
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}  # first month, in the north


def make_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has no such day."""
    if not (_FIRST_YEAR <= year <= _LAST_YEAR and 1 <= month <= 12):
        return None
    return date(year, month, day) if 1 <= day <= calendar.monthrange(year, month)[1] else None


def whole_month(year: int, month: int) -> Interval | None:
    """The first and last day of a month; ``month`` may run under 1 and over 12."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    first = make_day(year, month, 1)
    return (first, first.replace(day=calendar.monthrange(year, month)[1])) if first else None


def whole_months(year: int, month: int, count: int) -> Interval | None:
    """The first day of a month and the last of the one ``count - 1`` months on."""
    first, last = whole_month(year, month), whole_month(year, month + count - 1)
    return (first[0], last[1]) if first and last else None


def whole_year(year: int, count: int = 1) -> Interval | None:
    """The first day of a year and the last of the one ``count - 1`` years on."""
    return whole_months(year, 1, 12 * count)


def whole_week(day: date) -> Interval:
    """The Monday and Sunday of a day's week."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def year_of_day(month: int, day: int, published: date, outlook: Outlook) -> date | None:
    """The latest such day not after publication and a day; the next or the nearest where the outlook says so."""
    years = range(published.year - 8, published.year + 9)
    days = [found for year in years if (found := make_day(year, month, day)) is not None]
    if outlook == "ahead":
        return min((found for found in days if found >= published), default=None)
    if outlook == "near":
        return min(days, key=lambda found: abs((found - published).days), default=None)
    return max((found for found in days if found <= published + timedelta(days=1)), default=None)


def year_of_month(month: int, published: date, outlook: Outlook) -> int:
    """The year of a month named without one."""
    if outlook == "ahead":
        return published.year + (month < published.month)
    if outlook == "near" and month > published.month:
        return published.year - (month - published.month > 6)
    return published.year - (month > published.month)


def day_of_week(weekday: int, published: date, outlook: Outlook) -> date:
    """The last such weekday up to publication, or the first from it on; Monday is 0."""
    back = (published.weekday() - weekday) % 7
    if outlook == "ahead" or (outlook == "near" and back > _STILL_FRESH):
        return published + timedelta(days=-back % 7)
    return published - timedelta(days=back)


def weekend_of(published: date, outlook: Outlook) -> Interval:
    """The last weekend that has begun, or the coming one."""
    saturday = published - timedelta(days=(published.weekday() - 5) % 7)
    if (outlook == "ahead" or (outlook == "near" and published.weekday() > _STILL_FRESH)) and (
        published.weekday() < 5
    ):
        saturday += timedelta(days=7)
    return saturday, saturday + timedelta(days=1)

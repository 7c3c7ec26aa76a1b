"""Whether two mentions can mean one day, by how exactly each tells it."""

from calendar import monthrange
from datetime import date, timedelta

from tasks.merge_tables import merge_tables
from tasks.records.merging import Signature

DAY = timedelta(days=1)


def interval(day: date, precision: str) -> tuple[date, date]:
    """Give the first and the last day that a mention can mean.

    A day that was inferred is that of the report: the act was then or the day before.
    """
    if precision == "inferred":
        return (day - DAY if day > date.min else day), day
    if precision == "range":
        return day, min(day, date.max - 6 * DAY) + 6 * DAY
    if precision == "month":
        return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
    if precision == "year":
        return day.replace(month=1, day=1), day.replace(month=12, day=31)
    return day, day


def match_days(one: Signature, other: Signature) -> str | None:
    """Give how the days of two mentions compare; None where they are two days."""
    if one.day is None or other.day is None:
        return "silent"
    (first, last), (other_first, other_last) = (
        interval(one.day, one.precision),
        interval(other.day, other.precision),
    )
    if first > other_last or other_first > last:
        serial = merge_tables().serial & {one.event_type, other.event_type}
        stated = one.precision == other.precision == "day"
        apart = abs(one.day - other.day)
        return "next" if stated and apart == DAY and not serial else None
    if {one.precision, other.precision} & {"range", "month", "year"}:
        return "span" if (one.day, one.precision) == (other.day, other.precision) else "within"
    return "same" if one.day == other.day else "about"

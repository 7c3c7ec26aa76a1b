"""When a page says that it was published: the first time that can be read, with its zone where another place has it."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from tasks.parse_dates import EARLIEST, parse_date

_ZONE = re.compile(r"(?:Z|UTC|GMT|[+-]\d\d:?\d\d)\s*\Z")
_FRACTION = re.compile(r"(?<=:\d\d)\.\d+")
_SAME = timedelta(hours=15)  # no zone is further from UTC


def choose_time(values: Iterable[str | None]) -> datetime | None:
    """Give the first time that can be read, as UTC; one of the same day that tells its zone stands before it."""
    readings = [
        (when, _has_zone(value)) for value in values if value and (when := read_time(value)) is not None
    ]
    if not readings:
        return None
    first, is_sure = readings[0]
    if is_sure:
        return first
    return next((when for when, has_zone in readings if has_zone and _same_hands(when, first)), first)


def read_time(value: str | None) -> datetime | None:
    """Read a time as pages write it; one without a zone is taken as UTC, one that cannot be read as its day."""
    text = (value or "").strip()
    when = parse_date(_FRACTION.sub("", text)) or _day(text[:10])
    return when if when is not None and when >= EARLIEST else None


def _day(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC)
    except ValueError:
        return None


def _has_zone(value: str) -> bool:
    return _ZONE.search(value) is not None


def _same_hands(when: datetime, local: datetime) -> bool:
    # A clock that is read in two places shows the same minutes, but for the few zones of half an hour.
    return abs(when - local) <= _SAME and (
        local.time() == local.time().min or not (when - local).seconds % 900
    )

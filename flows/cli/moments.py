"""Days and spans as people type them: 2026-11-09, or 7d back."""

import re
from datetime import UTC, date, datetime, timedelta

from tasks.errors import ConfigError

UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
DAY = "2026-11-09"


def read_moment(typed: str | None, now: datetime, option: str, *, ends: bool = False) -> datetime | None:
    """The moment that was typed; a day begins at midnight UTC, and as the last one (``ends``) it is over a day later.

    Raises ``ConfigError`` for anything but a day, a time or a span back from ``now``.
    """
    if typed is None:
        return None
    text = typed.strip()
    back = re.fullmatch(r"(\d{1,5})([hdw])", text.lower(), re.ASCII)
    try:
        if back:
            return now - int(back[1]) * UNITS[back[2]]
        moment = datetime.fromisoformat(text)
        moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
        return moment + timedelta(days=1) if ends and len(text) <= len(DAY) else moment
    except (ValueError, OverflowError) as error:
        raise ConfigError(
            f"{option} {typed!r}: give a day such as {DAY}, or how far back, such as 7d, 12h or 2w"
        ) from error


def read_day(typed: str | None, now: datetime, option: str) -> date | None:
    """The day that was typed, or that a span goes back to, in UTC."""
    moment = read_moment(typed, now, option)
    return moment.date() if moment else None


def read_span(since: str | None, until: str | None, now: datetime) -> tuple[datetime | None, datetime | None]:
    """The first moment of a span and the one behind its last, as typed with ``--since`` and ``--until``.

    Raises ``ConfigError`` also where the first is not before the last.
    """
    first, last = read_moment(since, now, "--since"), read_moment(until, now, "--until", ends=True)
    if first and last and first >= last:
        raise ConfigError(f"--since {since} is after --until {until}")
    return first, last

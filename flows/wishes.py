"""What is asked of a flow that takes up stored news again: by whom it is told from others, when, and which news."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4


@dataclass(frozen=True, slots=True)
class Wish:
    """Which articles to take up, by when they were published (``until`` excluded), and whether to apply it."""

    run_id: str
    now: datetime
    since: datetime | None = None
    until: datetime | None = None
    apply: bool = False


def new_run_id(now: datetime) -> str:
    """Give a run's id: its time, and what tells it from another of the same second."""
    return f"{now:%Y%m%dT%H%M%SZ}-{uuid4().hex[:6]}"


def in_utc(moment: datetime | None) -> datetime | None:
    """Give a moment as it was typed into the UI: in UTC, where it names no zone."""
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=UTC)

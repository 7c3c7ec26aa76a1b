"""What the stages must know of the warehouse, and small listings for people; every question is one join."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

import duckdb

from tasks.records import EntryHistory, Feed, FeedState, SeenArticle
from warehouse.arrow import key_table, registered
from warehouse.incoming_feeds import listed_table
from warehouse.sql_files import read_sql

# A feed due just behind this run would otherwise wait for the schedule's next one.
SLACK, MOST_SLACK_MINUTES = 0.1, 5
STATE_FIELDS = tuple(field.name for field in fields(FeedState))


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event as a line of a listing."""

    event_id: str
    event_date: date | None
    event_type: str
    modes: list[str]
    actor: str | None
    actor_country: str | None
    recipient: str | None
    recipient_country: str | None
    place: str | None
    confidence: float
    outlets: int
    evidence: str


@dataclass(frozen=True, slots=True)
class EventPoint:
    """How many events of a PLOVER quad happened at a place; WGS 84 degrees."""

    lat: float
    lon: float
    place: str
    quad_code: int
    events: int


@dataclass(frozen=True, slots=True)
class FeedHealth:
    """How a feed has been doing, from the ledger."""

    feed_id: str
    outlet: str
    status: str
    failures: int
    last_ok_at: datetime | None
    next_due_at: datetime | None
    last_outcome: str | None
    last_error: str | None
    fetches: int
    fetches_failed: int
    articles: int
    events: int
    strikes: float
    interval_minutes: int
    new_a_day: float | None
    held_until: datetime | None
    why: str | None
    asked_url: str


def due_feeds(
    con: duckdb.DuckDBPyConnection, listed: Sequence[Feed], now: datetime, *, only_due: bool
) -> tuple[list[str], list[str]]:
    """The ids of the enabled feeds to ask now, the longest overdue first, and of those held back until later.

    Their URLs come without passwords, as they are stored. Without ``only_due`` it is somebody's wish: all but those
    held back are asked.
    """
    limits = {"now": now, "only_due": only_due, "slack": SLACK, "most_slack_minutes": MOST_SLACK_MINUTES}
    with registered(con, {"incoming_listed": listed_table([feed for feed in listed if feed.enabled])}):
        rows = con.execute(read_sql("select_due_feeds"), limits).fetchall()
    return [one for one, is_held in rows if not is_held], [one for one, is_held in rows if is_held]


def asked_for_time(con: duckdb.DuckDBPyConnection, now: datetime) -> tuple[str, ...]:
    """The addresses at which a publisher asked for time (Retry-After) that is not over yet."""
    rows = con.execute(read_sql("select_asked_for_time"), {"now": now}).fetchall()
    return tuple(url for (url,) in rows)


def feed_states(con: duckdb.DuckDBPyConnection, feed_ids: Sequence[str]) -> dict[str, FeedState]:
    """The state of each of the feeds that is stored, by feed_id."""
    with registered(con, {"wanted": key_table(feed_ids)}):
        cursor = con.execute(read_sql("select_feed_states"))
        names = [column[0] for column in cursor.description or ()]
        rows = cursor.fetchall()
    places = [(name, names.index(name)) for name in STATE_FIELDS if name in names]
    states = (FeedState(**{name: _plain(row[place]) for name, place in places}) for row in rows)
    return {state.feed_id: state for state in states}


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def known_entries(con: duckdb.DuckDBPyConnection, entry_ids: Sequence[str]) -> dict[str, str]:
    """The entry_hash of each of the entries that is stored, by entry_id."""
    return dict(_looked_up(con, "select_known_entries", entry_ids))


def alternate_entries(con: duckdb.DuckDBPyConnection, alternate_ids: Sequence[str]) -> dict[str, str]:
    """The entry_id of each second identity that is stored, by alternate_id."""
    return dict(_looked_up(con, "select_alternate_entries", alternate_ids))


def entry_histories(con: duckdb.DuckDBPyConnection, entry_ids: Sequence[str]) -> dict[str, EntryHistory]:
    """What is stored of the changes of each of the entries, by entry_id."""
    rows = _looked_up(con, "select_entry_histories", entry_ids)
    return {entry_id: EntryHistory(*values) for entry_id, *values in rows}


def entry_articles(con: duckdb.DuckDBPyConnection, entry_ids: Sequence[str]) -> dict[str, str]:
    """The article_id of each of the entries that is stored, by entry_id."""
    return dict(_looked_up(con, "select_entry_articles", entry_ids))


def seen_articles(
    con: duckdb.DuckDBPyConnection,
    canonical_urls: Sequence[str],
    content_hashes: Sequence[str],
    article_ids: Sequence[str] = (),
) -> tuple[SeenArticle, ...]:
    """The stored articles with one of the URLs (canonical or declared), the hashes or the ids, first seen first."""
    tables = {
        "wanted_urls": key_table(canonical_urls),
        "wanted_hashes": key_table(content_hashes),
        "wanted_ids": key_table(article_ids),
    }
    with registered(con, tables):
        rows = con.execute(read_sql("select_seen_articles")).fetchall()
    return tuple(SeenArticle(*row) for row in rows)


def newest_events(con: duckdb.DuckDBPyConnection, limit: int = 20) -> tuple[EventRow, ...]:
    """The events reported last, the latest first."""
    rows = con.execute(read_sql("select_newest_events"), {"limit": limit}).fetchall()
    return tuple(EventRow(*row) for row in rows)


def event_points(con: duckdb.DuckDBPyConnection, days: int) -> tuple[EventPoint, ...]:
    """Where the events reported within ``days`` of the last report are, the places with most first."""
    rows = con.execute(read_sql("select_event_points"), {"days": days}).fetchall()
    return tuple(EventPoint(*row) for row in rows)


def feed_health(con: duckdb.DuckDBPyConnection) -> tuple[FeedHealth, ...]:
    """Every feed's health, the worst first."""
    return tuple(FeedHealth(*row) for row in con.execute(read_sql("select_feed_health")).fetchall())


def _looked_up(con: duckdb.DuckDBPyConnection, name: str, keys: Sequence[str]) -> list[tuple[Any, ...]]:
    with registered(con, {"wanted": key_table(keys)}):
        return con.execute(read_sql(name)).fetchall()


def country_code(con: duckdb.DuckDBPyConnection, name: str) -> str | None:
    """The ISO 3166 alpha-3 code of a country by its code of two or three letters or its English name."""
    rows = con.execute(read_sql("select_country_code"), {"name": name.strip()}).fetchall()
    return str(rows[0][0]) if rows else None

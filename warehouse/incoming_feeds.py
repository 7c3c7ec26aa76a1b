"""What a run knows of its feeds as the Arrow tables that ``warehouse/sql`` reads as ``incoming_*``."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from tasks.records import Feed, FeedHold, FeedUpdate, FetchRecord
from warehouse.arrow import TEXT, TIME, Column, table, texts

LARGEST = 2**31 - 1


def feeds_table(updates: Sequence[FeedUpdate]) -> Any:
    """The feeds polled, with their state after the run."""
    states = [update.state for update in updates]
    return table(
        *_declarations([update.feed for update in updates]),
        Column("status", TEXT, [state.status for state in states]),
        # Validators go back to the server byte for byte, an empty one too.
        Column("etag", TEXT, [state.etag for state in states]),
        Column("last_modified", TEXT, [state.last_modified for state in states]),
        Column("body_hash", TEXT, [state.body_hash for state in states]),
        Column("last_ok_at", TIME, [state.last_ok_at for state in states]),
        Column("next_due_at", TIME, [state.next_due_at for state in states]),
        Column("held_until", TIME, [state.held_until for state in states]),
        Column("failures", pa.int32(), [state.failures for state in states]),
        Column("strikes", pa.float64(), [state.strikes for state in states]),
        Column("polled_at", TIME, [state.polled_at for state in states]),
        Column("body_at", TIME, [state.body_at for state in states]),
        Column("interval_minutes", pa.int32(), [state.interval_minutes for state in states]),
        Column("overlap", pa.int32(), [state.overlap for state in states]),
        Column("last_new_at", TIME, [state.last_new_at for state in states]),
        Column("hint_minutes", pa.int32(), [_plausible(state.hint_minutes) for state in states]),
        texts("moved_url", (state.moved_url for state in states)),
        Column("moved_from", pa.list_(TEXT), [list(state.moved_from) for state in states]),
        texts("moved_to", (state.moved_to for state in states)),
        Column("moved_since", TIME, [state.moved_since for state in states]),
        Column("moved_times", pa.int32(), [state.moved_times for state in states]),
        texts("why", (state.why for state in states)),
        texts("identity", (state.identity for state in states)),
    )


def holds_table(holds: Sequence[FeedHold]) -> Any:
    """The feeds to leave alone for a while."""
    return table(
        Column("feed_id", TEXT, [hold.feed_id for hold in holds]),
        Column("until", TIME, [hold.until for hold in holds]),
        Column("why", TEXT, [hold.why for hold in holds]),
    )


def registry_table(feeds: Sequence[Feed]) -> Any:
    """The feeds that are listed, as they are declared."""
    return table(*_declarations(feeds))


def listed_table(feeds: Sequence[Feed]) -> Any:
    """Of the feeds that are listed, what decides whether they are due."""
    return table(
        Column("feed_id", TEXT, [feed.feed_id for feed in feeds]),
        Column("url", TEXT, [feed.url for feed in feeds]),
        Column("every_minutes", pa.int32(), [feed.every_minutes for feed in feeds]),
    )


def fetches_table(records: Sequence[FetchRecord]) -> Any:
    """The ledger of a run."""
    results = [record.result for record in records]
    return table(
        Column("fetch_id", TEXT, [result.fetch_id for result in results]),
        Column("feed_id", TEXT, [result.feed_id for result in results]),
        Column("kind", TEXT, [result.kind for result in results]),
        Column("url", TEXT, [result.url for result in results]),
        Column("final_url", TEXT, [result.final_url for result in results]),
        Column("fetched_at", TIME, [result.fetched_at for result in results]),
        Column("status", pa.int32(), [result.status for result in results]),
        Column("outcome", TEXT, [result.outcome for result in results]),
        Column("bytes", pa.int64(), [result.bytes for result in results]),
        Column("elapsed_ms", pa.int64(), [result.elapsed_ms for result in results]),
        Column("entries_seen", pa.int32(), [record.entries_seen for record in records]),
        Column("entries_new", pa.int32(), [record.entries_new for record in records]),
        texts("error", (result.error for result in results)),
        texts("content_type", (result.content_type for result in results)),
        Column(
            "retry_after_seconds", pa.int64(), [_plausible(result.retry_after_seconds) for result in results]
        ),
        texts("body_hash", (result.body_hash for result in results)),
        Column("is_conditional", pa.bool_(), [result.is_conditional for result in results]),
        Column("fresh_seconds", pa.int64(), [_plausible(result.fresh_seconds) for result in results]),
        texts("decision", (record.decision for record in records)),
    )


def _declarations(feeds: Sequence[Feed]) -> tuple[Column, ...]:
    return (
        Column("feed_id", TEXT, [feed.feed_id for feed in feeds]),
        Column("url", TEXT, [feed.url for feed in feeds]),
        Column("outlet", TEXT, [feed.outlet for feed in feeds]),
        texts("country", (feed.country for feed in feeds)),
        texts("language", (feed.language for feed in feeds)),
        texts("owner", (feed.owner for feed in feeds)),
        Column("state_affiliated", pa.bool_(), [feed.state_affiliated for feed in feeds]),
        Column("every_minutes", pa.int32(), [feed.every_minutes for feed in feeds]),
        Column("full_text", pa.bool_(), [feed.full_text for feed in feeds]),
        Column("enabled", pa.bool_(), [feed.enabled for feed in feeds]),
    )


def _plausible(number: int | None) -> int | None:
    # What no column holds is a publisher's slip; it must not cost the run.
    return number if number is not None and abs(number) <= LARGEST else None

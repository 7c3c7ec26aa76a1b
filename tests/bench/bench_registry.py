"""How long a large registry takes: ``python tests/bench/bench_registry.py [feeds...]`` (10,000, 50,000 and 100,000).

For each size: all feeds are written, then a thousand of them come due and are chosen, their states are read, decided
anew and written back with the list of all feeds beside them, as in a run; then all of them come due at once.

Of 100,000 feeds a thousand took 0.68 s (0.45 s of CPU), and all of them 0.24 s a thousand, on two cores of a small
virtual machine that other work loaded twofold.
"""

import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb

sys.path.insert(0, str(Path(__file__).parents[2]))

from tasks.feeds_due import Poll, feed_request, in_turns, next_states
from tasks.records import (
    Feed,
    FeedState,
    FeedUpdate,
    FetchPolicy,
    FetchRecord,
    FetchResult,
    RunBatch,
    RunRecord,
)
from warehouse.db import connect
from warehouse.load import load_run
from warehouse.migrate import migrate
from warehouse.read import due_feeds, feed_states

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
A_BATCH = 1000
POLICY = FetchPolicy()
OUTCOMES = ("ok", "not_modified", "unchanged", "timeout", "http_error")


class Clock:
    """Adds up what the parts of a round take."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.cpu_seconds = 0.0

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        begun, cpu_begun = time.perf_counter(), time.process_time()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - begun
        self.cpu_seconds += time.process_time() - cpu_begun


def registry(size: int) -> tuple[Feed, ...]:
    """Feeds of outlets with a few feeds each; every twentieth belongs to one large owner."""
    return tuple(
        Feed(
            f"feed-{n}",
            f"https://outlet{n // 3}.example/rss/{n}",
            f"Outlet {n // 3}",
            country="KEN",
            owner="One Large Group" if n % 20 == 0 else None,
        )
        for n in range(size)
    )


def fill(con: duckdb.DuckDBPyConnection, feeds: Sequence[Feed]) -> None:
    """Write every feed as polled half an hour ago and due in half an hour."""
    half = timedelta(minutes=30)
    updates = tuple(
        FeedUpdate(
            feed,
            FeedState(
                feed.feed_id,
                etag=f'"{feed.feed_id}"',
                status="ok",
                last_ok_at=NOW - half,
                next_due_at=NOW + half,
                polled_at=NOW - half,
                body_at=NOW - half,
            ),
        )
        for feed in feeds
    )
    load_run(con, RunBatch(RunRecord("r0", "bench", NOW, NOW), feeds=updates, registry=tuple(feeds)))


def answer(feed: Feed, number: int, now: datetime) -> FetchResult:
    """What a server said, one of five kinds."""
    outcome = OUTCOMES[number % len(OUTCOMES)]
    status = {"ok": 200, "unchanged": 200, "not_modified": 304, "http_error": 503}.get(outcome)
    return FetchResult(
        f"{now:%H%M}-{feed.feed_id}", "feed", feed.feed_id, feed.url, feed.url, now, status, outcome, 9000, 80,
        etag='"next"', body_hash="b" * 64,
    )  # type: ignore[arg-type]  # fmt: skip


def one_round(
    con: duckdb.DuckDBPyConnection, listed: Sequence[Feed], run_id: str, now: datetime
) -> tuple[int, Clock]:
    """Choose the due feeds, decide and write, as a run does between its exchanges."""
    clock, feeds = Clock(), {feed.feed_id: feed for feed in listed}
    with clock.part("choose"):
        due, _ = due_feeds(con, listed, now, only_due=True)
        states = feed_states(con, due)
        chosen = in_turns([feeds[feed_id] for feed_id in due], len(due))
        for feed in chosen:
            feed_request(feed, states[feed.feed_id], now, POLICY)
    answers = [answer(feed, number, now) for number, feed in enumerate(chosen)]
    with clock.part("decide"):
        polls = [
            Poll(feed, states[feed.feed_id], result, 20, 3)
            for feed, result in zip(chosen, answers, strict=True)
        ]
        after = next_states(polls, listed, now, POLICY)
    updates = tuple(FeedUpdate(feed, state) for feed, state in zip(chosen, after, strict=True))
    ledger = tuple(FetchRecord(result, 20, 3) for result in answers)
    run = RunRecord(run_id, "bench", now, now)
    with clock.part("write"):
        load_run(con, RunBatch(run, feeds=updates, fetches=ledger, registry=tuple(listed)))
    return len(due), clock


def come_due(con: duckdb.DuckDBPyConnection, feed_ids: Sequence[str], now: datetime) -> None:
    con.execute(
        "UPDATE feeds SET next_due_at = ?, held_until = NULL WHERE feed_id IN (SELECT unnest(?))",
        [now, list(feed_ids)],
    )


def measure(size: int) -> None:
    listed = registry(size)
    ids = [feed.feed_id for feed in listed]
    with tempfile.TemporaryDirectory() as folder, connect(Path(folder) / "warehouse.duckdb") as con:
        migrate(con)
        fill(con, listed)
        later = NOW + timedelta(minutes=10)
        come_due(con, random.Random(7).sample(ids, A_BATCH), later)
        report(size, *one_round(con, listed, "r1", later))
        much_later = NOW + timedelta(minutes=20)
        come_due(con, ids, much_later)
        report(size, *one_round(con, listed, "r2", much_later))


def report(size: int, due: int, clock: Clock) -> None:
    each, cpu = (seconds / due * A_BATCH for seconds in (sum(clock.seconds.values()), clock.cpu_seconds))
    parts = "  ".join(f"{name} {seconds:6.2f} s" for name, seconds in clock.seconds.items())
    print(
        f"{size:>8,} listed {due:>8,} due  {parts}  = {each:6.3f} s, {cpu:6.3f} s of CPU a batch of {A_BATCH:,}",
        flush=True,
    )


if __name__ == "__main__":
    for wanted in [int(size) for size in sys.argv[1:]] or (10_000, 50_000, 100_000):
        measure(wanted)

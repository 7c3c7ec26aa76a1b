"""Builders of records and a fresh warehouse for the tests of this folder."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tasks.records import (
    Actor,
    Article,
    CodedEvent,
    Entry,
    EntryLink,
    EventMention,
    Feed,
    FeedHold,
    FeedState,
    FeedUpdate,
    FetchRecord,
    FetchResult,
    Place,
    Rejected,
    RunBatch,
    RunRecord,
)
from warehouse.db import connect
from warehouse.migrate import migrate

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
ROOT = Path(__file__).parents[2]
SENTENCE = "Rebels shelled a village near Tovar on Monday."
TRUSTED = ("schema_migrations", "schema_derived", "loads", "countries", "sectors", "acled_types")


class Make:
    """Records with plausible values; what a test is about is passed by name."""

    now = NOW
    sentence = SENTENCE

    def feed(self, feed_id: str = "f1", **values: Any) -> FeedUpdate:
        state = FeedState(feed_id, status="ok", last_ok_at=NOW, next_due_at=NOW + timedelta(hours=1))
        feed = Feed(feed_id, f"https://{feed_id}.example/rss", values.pop("outlet", f"Outlet {feed_id}"))
        state_names = {field.name for field in fields(FeedState)} - {"feed_id", "url"}
        state_values = {name: values.pop(name) for name in state_names & set(values)}
        return FeedUpdate(replace(feed, **values), replace(state, **state_values))

    def article(self, article_id: str = "a1", feed_id: str = "f1", **values: Any) -> Article:
        url = f"https://{feed_id}.example/{article_id}"
        plain = Article(
            article_id=article_id,
            feed_id=feed_id,
            url=url,
            canonical_url=url,
            outlet=f"Outlet {feed_id}",
            title="Shelling near Tovar",
            author=None,
            published_at=NOW - timedelta(hours=1),
            date_status="ok",
            language="en",
            text=SENTENCE + "\n\nNobody claimed it.",
            text_origin="content",
            content_hash=f"hash of {article_id}",
            first_seen_at=NOW,
        )
        return replace(plain, **values)

    def coded(self, title: str = "Shelling near Tovar", **values: Any) -> CodedEvent:
        start = len(title) + 2
        plain = CodedEvent(
            event_type="ASSAULT",
            modes=("heavy-weapons",),
            contexts=("military",),
            actors=(Actor("Rebels", "Rebels", "COL", "REB"),),
            recipients=(),
            place=Place("Tovar", "Tovar", "VEN", "Mérida", 8.33, -71.75, "city", admin1_code="VE-L"),
            event_date=date(2026, 3, 2),
            date_precision="day",
            killed=None,
            injured=None,
            confidence=0.8,
            sentence_no=1,
            sentence=SENTENCE,
            start=start,
            end=start + len(SENTENCE),
            trigger="shelled",
            rule_id="assault.shell",
            quad_code=4,
            event_scale=-9.5,
            cameo_code="194",
            goldstein=-10.0,
        )
        return replace(plain, **values)

    def mention(
        self, mention_id: str = "m1", event_id: str = "e1", article_id: str = "a1", **values: Any
    ) -> EventMention:
        return EventMention(mention_id, event_id, article_id, self.coded(**values), "2026.1")

    def rejected(self, article_id: str = "a1", reason: str = "no_actor") -> tuple[str, Rejected]:
        return article_id, Rejected(reason, SENTENCE, 21, 21 + len(SENTENCE), "claimed")

    def entry(self, entry_id: str = "a1", article_id: str = "a1", **values: Any) -> EntryLink:
        plain = Entry(
            entry_id=entry_id,
            feed_id="f1",
            guid=f"guid {entry_id}",
            url=f"https://f1.example/{entry_id}",
            title="Shelling near Tovar",
            summary="<p>Short</p>",
            content="",
            author=None,
            published_raw="Mon, 02 Mar 2026 11:00:00 GMT",
            published_at=NOW - timedelta(hours=1),
            date_status="ok",
            entry_hash=f"hash of {entry_id}",
        )
        return EntryLink(replace(plain, **values), article_id, NOW)

    def fetch(self, fetch_id: str = "x1", **values: Any) -> FetchRecord:
        plain = FetchResult(
            fetch_id=fetch_id,
            kind="feed",
            feed_id="f1",
            url="https://f1.example/rss",
            final_url="https://f1.example/rss",
            fetched_at=NOW,
            status=200,
            outcome="ok",
            bytes=1234,
            elapsed_ms=56,
        )
        return FetchRecord(replace(plain, **values), entries_seen=2, entries_new=1)

    def hold(self, feed_id: str, until: datetime) -> FeedHold:
        return FeedHold(feed_id, until, "its site asked for time")

    def run(self, run_id: str = "r1", **values: Any) -> RunRecord:
        plain = RunRecord(
            run_id, "ingest", NOW, NOW + timedelta(seconds=9), stage_seconds=(("fetch", 1.5), ("load", 0.5))
        )
        return replace(plain, **values)

    def batch(self, run_id: str = "r1", **parts: Any) -> RunBatch:
        return RunBatch(self.run(run_id), **{"feeds": (self.feed(),)} | parts)

    def full_batch(self, run_id: str = "r1") -> RunBatch:
        """One of everything, as a plain run would write it."""
        return self.batch(
            run_id,
            fetches=(self.fetch(f"x of {run_id}"),),
            entries=(self.entry(),),
            articles=(self.article(),),
            mentions=(self.mention(),),
            rejected=(self.rejected(),),
        )


@pytest.fixture(scope="session")
def make() -> Make:
    return Make()


@pytest.fixture
def warehouse_path(tmp_path: Path) -> Path:
    return tmp_path / "warehouse.duckdb"


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated warehouse without rows, to copy."""
    path = tmp_path_factory.mktemp("migrated") / "warehouse.duckdb"
    with connect(path) as connection:
        migrate(connection)
    return path


@pytest.fixture
def con(warehouse_path: Path, migrated: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A migrated warehouse in a file, open for writing."""
    shutil.copyfile(migrated, warehouse_path)
    with connect(warehouse_path) as connection:
        yield connection


def _snapshot(
    con: duckdb.DuckDBPyConnection, leave_out: tuple[str, ...] = (), without_run: bool = False
) -> dict[str, list[str]]:
    names = con.execute(
        "SELECT table_name FROM duckdb_tables() WHERE NOT internal AND NOT temporary ORDER BY 1"
    ).fetchall()
    minus = "COLUMNS(lambda name: name <> 'run_id')" if without_run else "*"
    return {
        name: sorted(map(repr, con.execute(f"SELECT {minus} FROM {name}").fetchall()))
        for (name,) in names
        if name not in leave_out + TRUSTED
    }


@pytest.fixture(scope="session")
def snapshot() -> Callable[..., dict[str, list[str]]]:
    """All rows of all tables, in an order of their own, to compare two warehouses."""
    return _snapshot


@contextmanager
def _child(script: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.fixture(scope="session")
def child() -> Callable[..., Any]:
    """Start another Python process in the repository; it is killed at the end of the block."""
    return _child

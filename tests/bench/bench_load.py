"""How fast a run is loaded: ``python tests/bench/bench_load.py [articles]`` prints seconds and rows a second.

Two mentions an article, a copy in five, a tenth as many events as mentions; then the same again on top of it,
a small run on what is there by then, and a publication.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tasks.records import (
    Actor,
    Article,
    CodedEvent,
    Entry,
    EntryLink,
    EventMention,
    Feed,
    FeedState,
    FeedUpdate,
    Place,
    RunBatch,
    RunRecord,
)
from warehouse.db import connect
from warehouse.load import load_run
from warehouse.migrate import migrate
from warehouse.publish import publish
from warehouse.read import known_entries, seen_articles

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
SENTENCE = "Rebels shelled a village near Tovar on Monday."
TEXT = "\n\n".join([SENTENCE, "Residents spoke of smoke over the hills and of roads that were closed. " * 25])
TYPES = ("ASSAULT", "PROTEST", "CONSULT", "COERCE", "AGREE", "AID")
COUNTRIES = ("COL", "VEN", "UKR", "SDN", "MMR", "ETH", "PHL", "HTI")


@contextmanager
def timed(what: str, rows: int) -> Iterator[None]:
    begun = time.perf_counter()
    yield
    seconds = time.perf_counter() - begun
    print(f"{what:<44} {seconds:8.2f} s {rows / seconds:12,.0f} rows/s")


def article(run: str, number: int) -> Article:
    url = f"https://outlet{number % 50}.example/{run}/{number}"
    copied = f"{run}.{number - 1}" if number % 5 == 4 else None
    values = (
        "Shelling near Tovar",
        None,
        NOW - timedelta(minutes=number % 1440),
        "ok",
        "en",
        TEXT,
        "content",
    )
    feed_id = f"f{number % 50}"
    return Article(
        f"{run}.{number}", feed_id, url, url, f"Outlet {feed_id}", *values, f"h{run}{number}", NOW, copied
    )


def mention(run: str, number: int, part: int, events: int) -> EventMention:
    key = number * 2 + part
    coded = CodedEvent(
        event_type=TYPES[key % len(TYPES)],
        modes=("heavy-weapons",),
        contexts=("military",),
        actors=(Actor("Rebels", "Rebels", COUNTRIES[key % 8], "REB"),),
        recipients=(Actor("villagers", "villagers", COUNTRIES[key // 8 % 8], "CVL"),),
        place=Place("Tovar", "Tovar", "VEN", "Mérida", 8.33, -71.75, "city"),
        event_date=date(2026, 3, 2) - timedelta(days=key % 300),
        date_precision="day",
        killed=key % 7 or None,
        injured=None,
        confidence=0.3 + key % 60 / 100,
        sentence_no=1,
        sentence=SENTENCE,
        start=21,
        end=21 + len(SENTENCE),
        trigger="shelled",
        rule_id="assault.shell",
        quad_code=4,
        event_scale=-9.5,
        cameo_code="194",
        goldstein=-10.0,
    )
    return EventMention(f"{run}.{key}", f"e{run}.{key % events}", f"{run}.{number}", coded, "2026.1")


def batch(run: str, articles: int) -> RunBatch:
    numbers = range(articles)
    written = tuple(article(run, number) for number in numbers)
    entries = (
        Entry(a.article_id, a.feed_id, None, a.url, a.title, TEXT[:300], "", None, None, None, "missing")
        for a in written
    )
    feeds = (Feed(f"f{n}", f"https://outlet{n}.example/rss", f"Outlet f{n}", "COL") for n in range(50))
    events = max(articles // 5, 1)
    return RunBatch(
        RunRecord(run, "bench", NOW, NOW),
        feeds=tuple(FeedUpdate(feed, FeedState(feed.feed_id)) for feed in feeds),
        entries=tuple(EntryLink(entry, entry.entry_id, NOW) for entry in entries),
        articles=written,
        mentions=tuple(mention(run, number, part, events) for number in numbers for part in (0, 1)),
    )


def main(articles: int) -> None:
    rows = articles * 4  # an entry, an article and two mentions each
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "warehouse.duckdb"
        first, small = batch("r1", articles), batch("r2", 1000)
        with connect(path) as con:
            migrate(con)
            with timed(f"load {rows:,} rows into an empty warehouse", rows):
                print(load_run(con, first))
            with timed("load the same again", rows):
                print(load_run(con, first))
            with timed("load 4,000 rows on top", 4000):
                print(load_run(con, small))
            keys = [link.entry.entry_id for link in first.entries]
            with timed("look all entries up", len(keys)):
                known_entries(con, keys)
            with timed("look all articles up", len(keys)):
                seen_articles(con, [a.canonical_url or "" for a in first.articles], [])
        size = path.stat().st_size
        with timed(f"publish {size / 2**20:.0f} MiB", rows):
            publish(path, Path(folder) / "published.duckdb")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 12_500)

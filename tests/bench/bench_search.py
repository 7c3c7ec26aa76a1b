"""How fast articles are searched: ``python tests/bench/bench_search.py [articles]`` (10,000 unless told otherwise).

Made-up articles of some 400 words whose frequencies fall as those of a language do (Zipf). Printed: the first build,
an update with nothing to do, one with a run's 500 new articles, the index's size, and the time of a search of each
kind with its snippets, the middle one of 20.

On two cores with eight jobs on them, from the published copy of 10,000 and 100,000 articles (2026-11): build 6 and 73 s
(2.6 and 46 s with the cores to itself, from the warehouse), comparing all 0.1 and 0.4 s, 500 new 0.4 and 0.9 s, index
26 and 235 MB, searches 11 to 36 and 46 to 187 ms (slowest: a phrase of words that nearly all articles have).
"""

import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import duckdb
import pyarrow as pa

from warehouse.arrow import registered
from warehouse.db import connect
from warehouse.migrate import migrate
from warehouse.publish import open_published, publish
from warehouse.search import SearchRequest, open_index, search
from warehouse.search_index import update_index

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
WORDS_IN_ALL, WORDS_AN_ARTICLE, NEW = 30_000, 400, 500
SEARCHES = {
    "one rare word": "w9000",
    "one frequent word": "w3",
    "three words": "w40 w90 w200",
    "a phrase": '"w1 w2"',
    "OR, not, a field": "(w500 OR w700) -w9 outlet:outlet7",
    "a beginning": "w123*",
}


@contextmanager
def timed(what: str, rows: int) -> Iterator[None]:
    begun = time.perf_counter()
    yield
    seconds = time.perf_counter() - begun
    print(f"{what:<44} {seconds:8.2f} s {rows / seconds:12,.0f} articles/s")


def made(first: int, number: int) -> pa.Table:
    chance = random.Random(first)  # the same articles every time
    words = [f"w{rank}" for rank in range(1, WORDS_IN_ALL + 1)]
    weights = [1 / rank for rank in range(1, WORDS_IN_ALL + 1)]
    drawn = chance.choices(words, weights, k=number * WORDS_AN_ARTICLE)
    bodies = [" ".join(drawn[at : at + WORDS_AN_ARTICLE]) for at in range(0, len(drawn), WORDS_AN_ARTICLE)]
    ids = [f"a{first + at}" for at in range(number)]
    return pa.table(
        {
            "article_id": ids,
            "feed_id": ["f1"] * number,
            "url": [f"https://outlet.example/{name}" for name in ids],
            "outlet": [f"Outlet{at % 50}" for at in range(number)],
            "title": [" ".join(body.split()[:9]) for body in bodies],
            "published_at": [NOW - timedelta(minutes=first + at) for at in range(number)],
            "date_status": ["ok"] * number,
            "language": ["en"] * number,
            "text": bodies,
            "text_origin": ["content"] * number,
            "words": [WORDS_AN_ARTICLE] * number,
            "content_hash": ids,
            "first_seen_at": [NOW - timedelta(minutes=first + at) for at in range(number)],
            "revision": [1] * number,
            "run_id": ["r1"] * number,
        }
    )


@contextmanager
def published_with(folder: Path, first: int, number: int) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published copy after a run that brought articles; they come in 10,000 at a time."""
    with connect(folder / "warehouse.duckdb") as con:
        migrate(con)
        for begin in range(first, first + number, 10_000):
            with registered(con, {"made": made(begin, min(10_000, first + number - begin))}):
                con.execute("INSERT INTO articles BY NAME FROM made")
    publish(folder / "warehouse.duckdb", folder / "published" / "daybook.duckdb")
    with open_published(folder / "published" / "daybook.duckdb") as con:
        yield con


def measure(folder: Path, articles: int) -> None:
    index = folder / "search"
    with published_with(folder, 0, articles) as con:
        with timed("build", articles):
            update_index(index, con, print)
        with timed("update, nothing new", articles):
            update_index(index, con, print)
    with published_with(folder, articles, NEW) as con:
        with timed(f"update, {NEW} new", NEW):
            update_index(index, con, print)
        size = sum(path.stat().st_size for path in index.rglob("*") if path.is_file())
        print(f"{'index':<44} {size / 1e6:8.1f} MB")
        for what, typed in SEARCHES.items():
            seconds = []
            for _ in range(20):
                begun = time.perf_counter()
                found = search(open_index(index), con, SearchRequest(typed))
                seconds.append(time.perf_counter() - begun)
            middle = statistics.median(seconds) * 1000
            print(f"search: {what:<36} {middle:8.1f} ms {found.total:12,} found")


def main() -> None:
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    folder = Path(tempfile.mkdtemp(prefix="bench-search-"))
    try:
        measure(folder, articles)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()

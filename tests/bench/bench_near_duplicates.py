"""How fast copies are found among a million stored articles, and what their hashes weigh on disk; made-up news.

    python tests/bench/bench_near_duplicates.py [--articles 1000000] [--batch 500]

Stored articles have 114 sampled word-3-grams each, as news of some 450 words has. Three in ten of them are phrases of
the language, with frequencies as Zipf has them: the commonest stand in a tenth of all articles. All lie within three
weeks, so that no month can be left aside. One article of the batch in ten is taken from a stored one.

Reference, two cores that several other programs kept busy, so that only the processor time tells (of both threads;
DuckDB 2.0):

    their hashes                                           562 MB
    hashing 500 articles                                  0.19 s of processor time,     2,582/s of that
    comparing 500 at first                                1.67 s of processor time
    comparing 500 with common hashes known                0.82 s of processor time
    the whole stage on 500 plain articles                 0.74 s of processor time
        loading them                                      0.49 s of processor time
    5000 at once, in an empty warehouse                   2.57 s of processor time,     1,945/s of that

Of a comparison, 0.5 s are the one pass over 122 million hashes; it is shorter where the batch's month is a part of all.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb

sys.path.insert(0, str(Path(__file__).parents[2]))

from flows.copies import find_copies
from tasks.dedupe import decide, decide_by_content, decide_by_url
from tasks.near_duplicates import LEAST_SHARED, WINDOW, compare
from tasks.records import Article, Copies, RunBatch, RunRecord, Sketch
from tasks.shingles import SAMPLED, sketch_batch
from tasks.text import content_hash
from warehouse.load import load_run
from warehouse.migrate import migrate
from warehouse.near_duplicates import compared_texts

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
SKETCHES = """
INSERT INTO text_sketches
SELECT 's' || number, number, false, $now::TIMESTAMPTZ - to_seconds(number % 2000000), 'r0', 'Outlet' || number % 500
FROM range(1, $articles + 1) AS made(number)
"""
ARTICLES = """
INSERT INTO articles BY NAME
SELECT 's' || number AS article_id, 'f1' AS feed_id, 'Outlet' || number % 500 AS outlet, 'Report ' || number AS title,
       $now::TIMESTAMPTZ - to_seconds(number % 2000000) AS published_at, 'ok' AS date_status, 'en' AS language,
       '' AS text, 'page' AS text_origin, 450 AS words, '2:' || md5(number::VARCHAR) AS content_hash,
       's' || number AS story_id, published_at AS first_seen_at, 1 AS revision, 'r0' AS run_id
FROM range(1, $articles + 1) AS made(number)
"""
# A phrase is drawn by its rank among three millions; every other hash is the article's own.
SHINGLES = """
INSERT INTO shingles
WITH made AS (
    SELECT number, place, hash(number, place) / 18446744073709551615.0 AS chance
    FROM range($first, $last) AS numbers(number), range(122) AS places(place)
)
SELECT number AS article_no,
       CASE WHEN place < 114 THEN 1 ELSE 3 END AS kind,
       (CASE WHEN place < 34 THEN hash(exp(chance * ln(3000000))::BIGINT) ELSE hash(number, place, 'own') END
           // 4 * 4) % 4294967296 AS hash,
       'r0'
FROM made
ORDER BY ALL
"""
TABLES = ("shingles", "text_sketches", "common_shingles", "site_shingles", "near_duplicates")


@contextmanager
def told(what: str, count: int) -> Iterator[None]:
    """Print what the block took."""
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"{what:<50} {wall:7.2f} s, {cpu:6.2f} s of processor time, {count / cpu:9,.0f}/s of that")


def news(number: int, chooser: random.Random, vocabulary: list[str]) -> Article:
    """An article of 450 words."""
    words = chooser.choices(vocabulary, k=450)
    title, text = " ".join(words[:9]), " ".join(words)
    return Article(
        article_id=f"n{number}",
        feed_id="f1",
        url=None,
        canonical_url=None,
        outlet=f"Outlet{number % 50}",
        title=title,
        author=None,
        published_at=NOW - timedelta(minutes=number),
        date_status="ok",
        language="en",
        text=text,
        text_origin="page",
        content_hash=content_hash(title, text),
        first_seen_at=NOW,
    )


def fill(con: duckdb.DuckDBPyConnection, articles: int) -> None:
    """Fill a warehouse with as many articles."""
    con.execute(SKETCHES, {"articles": articles, "now": NOW})
    con.execute(ARTICLES, {"articles": articles, "now": NOW})
    for first in range(1, articles + 1, 50_000):
        con.execute(SHINGLES, {"first": first, "last": min(first + 50_000, articles + 1)})
    con.execute("CHECKPOINT")


def megabytes(con: duckdb.DuckDBPyConnection) -> float:
    """What the tables by which texts find each other hold on disk, in blocks of 256 KiB."""
    blocks = 0
    for table in TABLES:
        question = "SELECT count(DISTINCT block_id) FROM pragma_storage_info(?) WHERE block_id >= 0"
        ((count,),) = con.execute(question, [table]).fetchall()
        blocks += count
    return blocks * 0.262144


def like_stored(
    con: duckdb.DuckDBPyConnection, sketches: list[Sketch], chooser: random.Random
) -> list[Sketch]:
    """The sketches with the phrases that stored articles have; every tenth with all else of one as well."""
    made = []
    ((articles,),) = con.execute("SELECT count(*) FROM text_sketches").fetchall()
    for number, sketch in enumerate(sketches):
        stored = chooser.randrange(1, articles)
        question = "SELECT hash FROM shingles WHERE article_no = ? AND kind = 1"
        hashes = [one for (one,) in con.execute(question, [stored]).fetchall()]
        kept = hashes if number % 10 == 0 else [one for n, one in enumerate(hashes) if n % 10 < 3]
        own = sketch.triples[: 114 - len(kept)]
        made.append(Sketch(sketch.article_id, False, tuple(sorted({*kept, *own})), (), sketch.title_keys))
    return made


def main() -> None:
    """Fill, hash, compare twice (the first time tells which hashes are common), and load."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--articles", type=int, default=1_000_000)
    asked.add_argument("--batch", type=int, default=500)
    options = asked.parse_args()
    chooser = random.Random(1)
    vocabulary = [f"w{number}" for number in range(20_000)]
    batch = [news(number, chooser, vocabulary) for number in range(options.batch)]
    with tempfile.TemporaryDirectory() as folder, duckdb.connect(Path(folder) / "bench.duckdb") as con:
        con.execute("SET threads = 2")
        migrate(con)
        with told(f"filling with {options.articles} articles", options.articles):
            fill(con, options.articles)
        print(f"{'their hashes':<50} {megabytes(con):7.0f} MB")
        with told(f"hashing {len(batch)} articles", len(batch)):
            plain = sketch_batch(batch)
        sketches = like_stored(con, plain, chooser)
        for when in ("at first", "with common hashes known"):
            with told(f"comparing {len(batch)} {when}", len(batch)):
                comparison = compared_texts(con, batch, sketches, WINDOW, SAMPLED, LEAST_SHARED)
                pairs = [pair for one in comparison.compared if (pair := compare(one)) is not None]
            print(f"    {len(comparison.compared)} candidates, {len(pairs)} pairs")
            load_run(
                con,
                RunBatch(
                    RunRecord(when, "ingest", NOW, NOW),
                    copies=Copies(common=comparison.common, of_sites=comparison.of_sites),
                ),
            )
        with duckdb.connect() as empty:
            migrate(empty)
            more = [news(number, chooser, vocabulary) for number in range(5000)]
            by_url = decide_by_url(more, [])
            with told(f"{len(more)} at once, in an empty warehouse", len(more)):
                find_copies(empty, decide_by_content(by_url, more, []), [])
        with told(f"the whole stage on {len(batch)} plain articles", len(batch)):
            found = find_copies(con, decide(batch, []), [])
        with told("    loading them", len(batch)):
            run = RunRecord("last", "ingest", NOW, NOW)
            load_run(con, RunBatch(run, articles=found.decisions.articles, copies=found.copies))


if __name__ == "__main__":
    main()

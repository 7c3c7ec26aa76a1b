"""What a publication costs as the warehouse grows: ``python tests/bench/bench_publish.py [articles ...]``.

Made-up articles at 3,300 a day, an event and two mentions each; then a run of 1,000 articles on top of them is loaded
and published. The cost should be that of the run. Questions of analysts follow, asked of what was published.

Measured on two cores beside other work (read the growth, not the seconds), zstd Parquet, files in the page cache:

    articles                             10,000    100,000    1,000,000
    publish a run of 1,000, CPU s          0.53       0.58         0.67
    files written by it, MiB                0.8        0.8          0.8
    all files, MiB                            3         33          313
    publish all of it, CPU s               0.84        3.8           59
    events by month, country, type, CPU s  0.03       0.04         0.06
    the evidence of an event, CPU s        0.05       0.08         0.29
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tasks.records import EntryLink, RunBatch
from tests.bench.bench_load import NOW, batch
from warehouse.db import connect
from warehouse.load import load_run
from warehouse.migrate import migrate
from warehouse.publish import open_published, publish

A_DAY, A_RUN = 3300, 50
FILL = (
    """CREATE TEMP TABLE made AS
       SELECT n, 'run' || lpad((n // $a_run)::VARCHAR, 9, '0') AS run_id,
              md5(n::VARCHAR) AS id,
              $now::TIMESTAMPTZ - to_seconds(((1 + $articles - n) * 86400 / $a_day)::BIGINT) AS seen
       FROM range($articles) AS numbers (n)""",
    """INSERT INTO runs BY NAME
       SELECT made.run_id, min(seen) AS started_at, template.* EXCLUDE (run_id, started_at)
       FROM made, (FROM runs WHERE run_id = 'r0') AS template GROUP BY ALL""",
    "INSERT INTO loads SELECT run_id, 1 + row_number() OVER (ORDER BY run_id) FROM runs WHERE run_id <> 'r0'",
    """INSERT INTO entries BY NAME
       SELECT id AS entry_id, id AS article_id, seen AS first_seen_at, made.run_id, 'https://a.example/' || id AS url,
              template.* EXCLUDE (entry_id, article_id, first_seen_at, run_id, url)
       FROM made, (FROM entries LIMIT 1) AS template""",
    """INSERT INTO articles BY NAME
       SELECT id AS article_id, seen AS first_seen_at, seen AS published_at, made.run_id, id AS content_hash,
              'https://a.example/' || id AS url, 'https://a.example/' || id AS canonical_url, id AS story_id,
              repeat(id || ' ', 30) || template."text" AS "text",
              template.* EXCLUDE (article_id, first_seen_at, published_at, run_id, content_hash, url, canonical_url,
                                  story_id, "text")
       FROM made, (FROM articles LIMIT 1) AS template""",
    """INSERT INTO stories BY NAME
       SELECT id AS story_id, seen AS first_published_at, seen AS last_published_at, made.run_id,
              template.* EXCLUDE (story_id, first_published_at, last_published_at, run_id)
       FROM made, (FROM stories LIMIT 1) AS template""",
    """INSERT INTO event_mentions BY NAME
       SELECT id || '.' || part AS mention_id, 'e' || id AS event_id, id AS article_id, made.run_id,
              (seen + INTERVAL 1 HOUR)::DATE AS event_date,
              template.* EXCLUDE (mention_id, event_id, article_id, run_id, event_date)
       FROM made, range(2) AS parts (part), (FROM event_mentions LIMIT 1) AS template""",
    """INSERT INTO events BY NAME
       SELECT 'e' || id AS event_id, id || '.0' AS lead_mention_id, seen::DATE AS event_date, made.run_id,
              seen AS first_seen_at, seen AS first_reported_at, seen AS last_reported_at,
              (['UKR', 'SDN', 'MMR', 'COL', 'VEN', 'ETH'])[1 + n % 6] AS actor_country,
              (['ASSAULT', 'PROTEST', 'CONSULT', 'COERCE', 'AGREE'])[1 + n % 5] AS event_type,
              (['UKR', 'SDN', 'MMR', 'COL', 'VEN', 'ETH', 'PHL'])[1 + n % 7] AS place_country,
              template.* EXCLUDE (event_id, lead_mention_id, event_date, run_id, first_seen_at, first_reported_at,
                                  last_reported_at, actor_country, event_type, place_country)
       FROM made, (FROM events LIMIT 1) AS template""",
)
QUESTIONS = {
    "events by month, country and type": """SELECT date_trunc('month', event_date) AS month, place_country, event_type,
        count(*), sum(killed_high) FROM events GROUP BY ALL ORDER BY ALL""",
    "a country's week, newest first": """SELECT event_date, event_type, actor_name, place_name FROM events
        WHERE place_country = 'SDN' AND event_date >= DATE '2026-02-22' ORDER BY event_date DESC LIMIT 100""",
    "dyads of a month": """SELECT * FROM daily_dyads WHERE event_date >= DATE '2026-02-01'
        ORDER BY events DESC LIMIT 50""",
    "how many articles an outlet had a day": """SELECT first_seen_at::DATE AS day, outlet, count(*) FROM articles
        GROUP BY ALL ORDER BY ALL""",
    "the evidence of an event": "SELECT * FROM evidence WHERE event_id = 'e' || md5('{half}')",
}


@contextmanager
def timed(what: str) -> Iterator[None]:
    begun, cpu = time.perf_counter(), time.process_time()
    yield
    print(
        f"  {what:<44} {time.perf_counter() - begun:7.2f} s, {time.process_time() - cpu:6.2f} s of CPU",
        flush=True,
    )


def small_run(run_id: str, articles: int) -> RunBatch:
    made = batch(run_id, articles)
    seen = tuple(replace(one, first_seen_at=NOW) for one in made.articles)
    entries = tuple(EntryLink(link.entry, link.article_id, NOW) for link in made.entries)
    return replace(made, articles=seen, entries=entries)


def fill(path: Path, articles: int) -> None:
    with connect(path) as con:
        migrate(con)
        first = small_run("r0", 1)
        early = replace(first.run, started_at=NOW - timedelta(days=4000))
        load_run(con, replace(first, run=early))
        told = {"a_run": A_RUN, "now": NOW, "articles": articles, "a_day": A_DAY}
        for statement in FILL:
            con.execute(
                statement, {name: value for name, value in told.items() if f"${name}" in statement} or None
            )


def main(articles: int, folder: Path) -> None:
    writer, published = folder / "daybook.duckdb", folder / "published" / "daybook.duckdb"
    fill(writer, articles)
    print(f"{articles:,} articles and events, a warehouse of {writer.stat().st_size / 2**20:,.0f} MiB")
    with timed("publish all of it"):
        publish(writer, published)
    for run_id in ("r1", "r2"):
        with timed("load a run of 1,000 articles"), connect(writer) as con:
            load_run(con, small_run(run_id, 1000))
        with timed("publish that"):
            publish(writer, published, keep_seconds=0)
    with open_published(published) as con:
        newest = con.execute(
            "SELECT count(*), sum(bytes), count(*) FILTER (file LIKE '%.0000000003.parquet'),"
            " sum(bytes) FILTER (file LIKE '%.0000000003.parquet') FROM publication.files"
        ).fetchall()[0]
    files, size, fresh, fresh_size = newest
    print(
        f"  {files} files of {size / 2**20:.0f} MiB; the last run wrote {fresh} of {fresh_size / 2**20:.1f} MiB"
    )
    for what, question in QUESTIONS.items():
        with timed(what), open_published(published) as con:
            con.execute(question.replace("{half}", str(articles // 2))).fetchall()


if __name__ == "__main__":
    for wanted in sys.argv[1:] or ("10000", "100000", "1000000"):
        with tempfile.TemporaryDirectory() as made_folder:
            main(int(wanted), Path(made_folder))

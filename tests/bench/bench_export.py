"""How fast events are exported: ``python tests/bench/bench_export.py [events]`` (20,000 unless told otherwise).

One mention and one article an event, over 60 days. Printed: seconds and events a second of every format, and of a
release.

On two cores shared with other work, 200,000 events (2026-11): 3.4 s (polecat) to 7.5 s (csv), a release 6 s; the cost
grows no faster than the events.
"""

import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import duckdb

from flows.codebook_table import codebook_table
from warehouse.db import connect
from warehouse.export import FORMATS, ExportRequest, export
from warehouse.migrate import migrate
from warehouse.publish import open_published, publish
from warehouse.release import ReleaseRequest, write_release

PERSON = "[{'text': 'rebels', 'name': 'Rebels', 'country': 'COL', 'sector': 'REB'}]"
TARGET = "[{'text': 'villagers', 'name': 'villagers', 'country': 'VEN', 'sector': 'CVL'}]"
MOMENT = "TIMESTAMPTZ '2026-01-01 12:00:00+00' + INTERVAL (n % 60) DAY"
FIELDS = f"""'ASSAULT' AS event_type, ['heavy-weapons'] AS modes, ['military'] AS contexts, {PERSON} AS actors,
    {TARGET} AS recipients, DATE '2026-01-01' + (n % 60)::INTEGER AS event_date, 'day' AS date_precision,
    4 AS quad_code, -9.5 AS event_scale, '194' AS cameo_code, -10.0 AS goldstein, 0.8 AS confidence, 'r' AS run_id"""


def made(con: duckdb.DuckDBPyConnection, events: int) -> None:
    """Events, mentions and articles straight into their tables: loading is not what is measured."""
    migrate(con)
    numbers = f"FROM range({events}) AS numbers(n)"
    # fmt: off
    con.execute(f"""INSERT INTO articles BY NAME SELECT 'a' || n AS article_id, 'f' AS feed_id,
        'https://a.example/' || n AS url, url AS canonical_url, 'Outlet ' || n % 50 AS outlet,
        'Shelling near Tovar' AS title, {MOMENT} AS
        published_at, 'ok' AS date_status, 'en' AS language, 'Rebels shelled villagers.' AS text, 'content' AS
        text_origin, 3 AS words, 'h' || n AS content_hash, {MOMENT} AS first_seen_at, 1 AS revision, 'r' AS run_id
        {numbers}""")
    con.execute(f"""INSERT INTO event_mentions BY NAME SELECT 'm' || n AS mention_id, 'e' || n AS event_id, 'a' || n AS
        article_id, 1 AS sentence_no, 21 AS start, 46 AS "end", 'Rebels shelled villagers.' AS evidence, 5 AS killed,
        'shelled' AS trigger, 'x' AS rule_id, '1.0.0' AS codebook_version, {FIELDS} {numbers}""")
    con.execute(f"""INSERT INTO events BY NAME SELECT 'e' || n AS event_id, 'Rebels' AS actor_name, 'COL' AS
        actor_country, 'REB' AS actor_sector, 'villagers' AS recipient_name, 'VEN' AS recipient_country, 'CVL' AS
        recipient_sector, 'Tovar' AS place_name, 'VEN' AS place_country, 8.33 AS lat, -71.75 AS lon, 'city' AS
        place_precision, 5 AS killed_low, 5 AS killed_high, 1 AS mentions, 1 AS articles, 1 AS outlets, 1 AS owners,
        false AS state_affiliated_only, 'm' || n AS lead_mention_id, {MOMENT} AS first_reported_at, {MOMENT} AS
        last_reported_at, {MOMENT} AS first_seen_at, {FIELDS} {numbers}""")
    # fmt: on


@contextmanager
def timed(what: str, rows: int) -> Iterator[None]:
    begun = time.perf_counter()
    yield
    seconds = time.perf_counter() - begun
    print(f"{what:<16} {seconds:8.2f} s {rows / seconds:12,.0f} events/s")


def main() -> None:
    events = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    folder = Path(tempfile.mkdtemp(prefix="bench-export-"))
    try:
        with connect(folder / "warehouse.duckdb") as con:
            made(con, events)
        publish(folder / "warehouse.duckdb", folder / "published" / "daybook.duckdb")
        with open_published(folder / "published" / "daybook.duckdb") as con:
            for name in FORMATS:
                with timed(name, events):
                    export(con, ExportRequest(name, folder / "out"))
            with timed("release", events):
                write_release(con, ReleaseRequest(folder / "out", None, None, True, codebook_table()))
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()

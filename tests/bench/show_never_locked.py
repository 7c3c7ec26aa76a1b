"""Readers and a writer at once: ``python tests/bench/show_never_locked.py [seconds]``, five minutes unless said.

One process loads runs and publishes them without a pause. Beside it one asks through ``open_published`` as ``daybook
sql`` does, one opens the copy anew for each question as a dashboard does, one keeps a single connection open all the
time as a notebook does, and one reads the Parquet files with another library. Every answer must be of whole runs, and
nobody may be turned away. What was seen is printed.

Measured, 300 s on two cores beside much other work, nobody turned away and no answer of a part of a run:
    loads and publishes             116 times,   116 publications, slowest 8.31 s
    asks as daybook sql does        678 times,   116 publications, slowest 1.95 s
    opens it anew each time         784 times,   116 publications, slowest 1.90 s
    keeps one connection open     1,217 times,     1 publications, slowest 0.29 s
    reads the Parquet files         754 times,   116 publications, slowest 2.38 s
"""

import multiprocessing
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing.managers import SyncManager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

import duckdb
import pyarrow.parquet as parquet

from tests.bench.bench_load import batch
from warehouse.db import connect
from warehouse.load import load_run
from warehouse.migrate import migrate
from warehouse.publish import open_published, publish

A_RUN = 20  # articles, with two mentions each
KEEP_SECONDS = 5  # files of before, for who has only their names
PAUSE = 0.2  # seconds between two questions of one reader: people and dashboards make longer ones
WHOLE = """SELECT (SELECT count(*) FROM runs) AS runs, (SELECT count(*) FROM articles) AS articles,
                  (SELECT count(*) FROM event_mentions) AS mentions,
                  (SELECT coalesce(sum(mentions), 0) FROM events) AS counted"""


@dataclass(frozen=True, slots=True)
class Seen:
    """What one process saw: how often it had an answer, of how many different publications, and the slowest."""

    who: str
    answers: int
    publications: int
    slowest: float


def writes(home: Path, stop: Any, rounds: int | None) -> Seen:
    """Load and publish, run after run."""
    done, slowest = 0, 0.0
    while not stop.is_set():
        begun = time.monotonic()
        with connect(home / "daybook.duckdb") as con:
            load_run(con, batch(f"r{done:06}", A_RUN))
        publish(home / "daybook.duckdb", home / "published" / "daybook.duckdb", keep_seconds=KEEP_SECONDS)
        slowest = max(slowest, time.monotonic() - begun)
        done += 1
        if done == rounds:
            stop.set()
    return Seen("loads and publishes", done, done, slowest)


def reads(home: Path, stop: Any, who: str) -> Seen:
    """Ask until told to stop, and check each answer."""
    path = home / "published" / "daybook.duckdb"
    kept = duckdb.connect(path, read_only=True) if who == "keeps one connection open" else None
    seen: set[int] = set()
    answers, slowest = 0, 0.0
    while not stop.is_set() or not answers:
        begun = time.monotonic()
        runs, articles, mentions, counted = ask(path, who, kept)
        assert (articles, mentions, counted) == (runs * A_RUN, 2 * articles, 2 * articles), (
            f"{who} saw a part of a run"
        )
        assert max(seen, default=0) <= runs, f"{who} saw an older publication after a newer one"
        slowest = max(slowest, time.monotonic() - begun)
        answers += 1
        seen.add(runs)
        stop.wait(PAUSE)
    if kept is not None:
        assert len(seen) == 1, "an open connection changed its mind"
        kept.close()
    return Seen(who, answers, len(seen), slowest)


def ask(path: Path, who: str, kept: duckdb.DuckDBPyConnection | None) -> tuple[int, int, int, int]:
    """One question, the way that this reader asks it."""
    if kept is not None:
        return kept.execute(WHOLE).fetchall()[0]
    if who == "asks as daybook sql does":
        with open_published(path) as con:
            return con.execute(WHOLE).fetchall()[0]
    with duckdb.connect(path, read_only=True) as con:
        if who == "opens it anew each time":
            return con.execute(WHOLE).fetchall()[0]
        listed = con.execute("SELECT table_name, path FROM publication.files").fetchall()
    rows = {
        name: sum(
            parquet.read_table(file, columns=["run_id"]).num_rows for table, file in listed if table == name
        )
        for name in ("runs", "articles", "event_mentions")
    }
    return rows["runs"], rows["articles"], rows["event_mentions"], rows["event_mentions"]


READERS = (
    "asks as daybook sql does",
    "opens it anew each time",
    "keeps one connection open",
    "reads the Parquet files",
)


def show(home: Path, seconds: float | None = None, rounds: int | None = None) -> list[Seen]:
    """Let all of them work on ``home`` for so many seconds, or publications; raises where one is turned away."""
    with connect(home / "daybook.duckdb") as con:
        migrate(con)
    publish(home / "daybook.duckdb", home / "published" / "daybook.duckdb")
    context = multiprocessing.get_context("spawn")
    manager: SyncManager
    with context.Manager() as manager, ProcessPoolExecutor(1 + len(READERS), mp_context=context) as pool:
        stop = manager.Event()
        work: list[tuple[Callable[..., Seen], Any]] = [(reads, who) for who in READERS]
        running: list[Future[Seen]] = [
            pool.submit(task, home, stop, told) for task, told in [(writes, rounds), *work]
        ]
        try:
            stop.wait(seconds)
        finally:
            stop.set()
        return [one.result() for one in running]


def main(seconds: float) -> None:
    with tempfile.TemporaryDirectory() as home:
        for one in show(Path(home), seconds):
            print(
                f"{one.who:<28} {one.answers:6,} times, {one.publications:5,} publications, slowest {one.slowest:.2f} s"
            )
        files = list(Path(home).rglob("*.parquet"))
        print(f"{len(files)} files lie there at the end")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 300)

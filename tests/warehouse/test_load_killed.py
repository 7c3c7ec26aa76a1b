"""A process killed while it loads: nothing lost that was acknowledged, nothing by halves, nothing twice."""

import pickle
import random
import subprocess
from pathlib import Path

import pytest

from tasks.records import RunBatch
from warehouse.db import connect
from warehouse.load import HISTORY, STATEMENTS, load_run
from warehouse.migrate import migrate

# Dies, by a real SIGKILL, before the statement of that number.
DIES_BEFORE = """
import os, pickle, signal, sys
from pathlib import Path
from warehouse import load
from warehouse.db import connect

path, pickled, number = sys.argv[1:]
run_statement, calls = load.run_statement, iter(range(1000))

def run_or_die(*arguments):
    if next(calls) == int(number):
        os.kill(os.getpid(), signal.SIGKILL)
    return run_statement(*arguments)

load.run_statement = run_or_die
with connect(Path(path)) as con:
    load.load_run(con, pickle.loads(Path(pickled).read_bytes()))
"""

LOADS_ALL = """
import pickle, sys
from pathlib import Path
from warehouse.db import connect
from warehouse.load import load_run

path, pickled = map(Path, sys.argv[1:])
for batch in pickle.loads(pickled.read_bytes()):
    with connect(path) as con:
        print("begins", batch.run.run_id, flush=True)
        load_run(con, batch)
    print("wrote", batch.run.run_id, flush=True)
"""

# merge_events, delete_orphaned_events, merge_run, HISTORY, delete_noted_problems and insert_problems follow the list.
LAST = len(STATEMENTS) + len(HISTORY) + 4


@pytest.fixture
def pickled(tmp_path: Path) -> Path:
    return tmp_path / "batch.pickle"


@pytest.mark.parametrize("number", [0, 3, 6, 9, 12, LAST - 4, LAST])
def test_killed_between_two_statements(
    warehouse_path: Path, pickled: Path, make, snapshot, child, number: int
) -> None:
    first = make.full_batch("r1")
    second = make.batch(
        "r2",
        articles=(make.article("a1", revision=2), make.article("a2")),
        mentions=(make.mention("m1"), make.mention("m2", "e2", "a2")),
        entries=(make.entry("a2", "a2"),),
    )
    with connect(warehouse_path) as con:
        migrate(con)
        load_run(con, first)
        before = snapshot(con)
    pickled.write_bytes(pickle.dumps(second))
    with child(DIES_BEFORE, warehouse_path, pickled, number) as killed:
        assert killed.wait() < 0
    with connect(warehouse_path) as con:
        assert snapshot(con) == before
        load_run(con, second)
        undisturbed = snapshot(con)
    with connect(warehouse_path.with_name("other.duckdb")) as con:
        migrate(con)
        load_run(con, first)
        load_run(con, second)
        assert snapshot(con) == undisturbed


def runs_of(make, count: int, articles: int) -> list[RunBatch]:
    return [
        make.batch(
            f"r{run}",
            articles=tuple(make.article(f"a{run}.{i}") for i in range(articles)),
            mentions=tuple(make.mention(f"m{run}.{i}", f"e{i}", f"a{run}.{i}") for i in range(articles)),
        )
        for run in range(count)
    ]


@pytest.mark.parametrize("seed", range(4))
def test_killed_at_any_moment(warehouse_path: Path, pickled: Path, make, child, seed: int) -> None:
    articles, batches = 200, runs_of(make, 8, 200)
    with connect(warehouse_path) as con:
        migrate(con)
    pickled.write_bytes(pickle.dumps(batches))
    chance = random.Random(seed)
    lines = []
    with child(LOADS_ALL, warehouse_path, pickled) as loader:
        lines += [loader.stdout.readline() for _ in range(chance.randint(1, 9))]
        try:
            loader.wait(timeout=chance.random() / 10)
        except subprocess.TimeoutExpired:
            loader.kill()
        loader.wait()
        lines += loader.stdout.readlines()
    acknowledged = {line.split()[1] for line in lines if line.startswith("wrote")}
    with connect(warehouse_path) as con:
        written = con.execute("SELECT run_id, count(*) FROM articles GROUP BY 1").fetchall()
        runs = {run for (run,) in con.execute("SELECT run_id FROM runs").fetchall()}
        assert all(count == articles for _, count in written)
        assert {run for run, _ in written} == runs
        assert acknowledged <= runs
        for batch in batches:
            load_run(con, batch)
        expected = len(batches) * articles
        assert con.execute("SELECT count(*), sum(mentions) FROM events").fetchall() == [(articles, expected)]
        assert con.execute("SELECT count(*) FROM event_mentions").fetchall() == [(expected,)]

"""A process killed while it loads: nothing lost that was acknowledged, nothing by halves, nothing twice."""

import pickle
import random
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from tasks.merge import merging
from tasks.records import RunBatch
from warehouse.db import connect
from warehouse.load import load_run
from warehouse.publish import open_published, publish

# Dies, by a real SIGKILL, before the statement of that name; or once all is written, before or in its publication.
DIES_BEFORE = """
import os, pickle, signal, sys
from pathlib import Path
from tasks.merge import merging
from warehouse import load, publish
from warehouse import merging as memberships
from warehouse.db import connect

path, pickled, name = sys.argv[1:]

def or_die(function):
    def run_or_die(con, statement, *arguments):
        if statement == name:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(con, statement, *arguments)
    return run_or_die

load.run_statement = or_die(load.run_statement)
memberships._run = or_die(memberships._run)
with connect(Path(path)) as con:
    load.load_run(con, pickle.loads(Path(pickled).read_bytes()), merging())
if name == "the catalog":
    publish._replace_catalog = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
    publish.publish(Path(path), Path(path).parent / "published" / "daybook.duckdb")
os.kill(os.getpid(), signal.SIGKILL)
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

NOTHING_KEPT = (
    "stage_replaced_articles",
    "insert_mentions",
    "insert_joins",
    "stage_components",
    "update_mention_events",
    "merge_events",
    "insert_problems",
)


@pytest.fixture
def pickled(tmp_path: Path) -> Path:
    return tmp_path / "batch.pickle"


def runs_that_join(make) -> tuple[RunBatch, RunBatch]:
    """A run, and one whose mentions revise an article of it, say more of its event, and tell of another."""
    first = replace(make.full_batch("r1"), mentions=(make.mention("m1"), make.mention("m0", "e0", killed=3)))
    second = make.batch(
        "r2",
        articles=(make.article("a1", revision=2), make.article("a2")),
        mentions=(
            make.mention("m1"),
            make.mention("m2", "e2", "a2"),
            make.mention("m3", "e3", "a2", event_type="AID"),
        ),
        entries=(make.entry("a2", "a2"),),
    )
    return first, second


def load(path: Path, *batches: RunBatch) -> None:
    with connect(path) as con:
        for batch in batches:
            load_run(con, batch, merging())


@pytest.fixture
def writer(warehouse_path: Path, migrated: Path) -> Path:
    shutil.copyfile(migrated, warehouse_path)
    return warehouse_path


@pytest.fixture(scope="module")
def undisturbed(
    make, snapshot, migrated: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[str]]:
    path = tmp_path_factory.mktemp("undisturbed") / "warehouse.duckdb"
    shutil.copyfile(migrated, path)
    load(path, *runs_that_join(make))
    with connect(path) as con:
        events = con.execute("SELECT event_id FROM event_mentions ORDER BY mention_id").fetchall()
        assert events[0] == events[1] != events[2], "the comparison needs mentions that were merged"
        return snapshot(con)


@pytest.mark.parametrize("name", NOTHING_KEPT)
def test_killed_between_two_statements(
    writer: Path, pickled: Path, make, snapshot, child, undisturbed, name: str
) -> None:
    first, second = runs_that_join(make)
    load(writer, first)
    with connect(writer) as con:
        before = snapshot(con)
    pickled.write_bytes(pickle.dumps(second))
    with child(DIES_BEFORE, writer, pickled, name) as killed:
        assert killed.wait() < 0
    with connect(writer) as con:
        assert snapshot(con) == before
    load(writer, second)
    with connect(writer) as con:
        assert snapshot(con) == undisturbed


@pytest.mark.parametrize(
    ("name", "is_loaded"), [("update_mention_events", False), ("publication", True), ("the catalog", True)]
)
def test_readers_keep_the_former_publication_whole(
    writer: Path, pickled: Path, make, snapshot, child, undisturbed, name: str, is_loaded: bool
) -> None:
    first, second = runs_that_join(make)
    published = writer.parent / "published" / "daybook.duckdb"
    load(writer, first)
    publish(writer, published)
    with connect(writer) as con:
        before = snapshot(con)
    pickled.write_bytes(pickle.dumps(second))
    with child(DIES_BEFORE, writer, pickled, name) as killed:
        assert killed.wait() < 0
    with connect(writer) as con:
        assert (snapshot(con) == undisturbed) is is_loaded
    assert published_rows(published, before) == before
    if not is_loaded:
        load(writer, second)
    publish(writer, published)
    assert published_rows(published, undisturbed) == undisturbed


def published_rows(published: Path, like: dict[str, list[str]]) -> dict[str, list[str]]:
    with open_published(published) as con:
        return {name: sorted(map(repr, con.execute(f"FROM {name}").fetchall())) for name in like}


def runs_of(make, count: int, articles: int) -> list[RunBatch]:
    return [
        make.batch(
            f"r{run}",
            articles=tuple(make.article(f"a{run}.{i}") for i in range(articles)),
            mentions=tuple(make.mention(f"m{run}.{i}", f"e{i}", f"a{run}.{i}") for i in range(articles)),
        )
        for run in range(count)
    ]


@pytest.mark.parametrize("seed", range(3))
def test_killed_at_any_moment(writer: Path, pickled: Path, make, child, seed: int) -> None:
    articles, batches = 100, runs_of(make, 5, 100)
    pickled.write_bytes(pickle.dumps(batches))
    chance = random.Random(seed)
    lines = []
    with child(LOADS_ALL, writer, pickled) as loader:
        lines += [loader.stdout.readline() for _ in range(chance.randint(1, 9))]
        try:
            loader.wait(timeout=chance.random() / 10)
        except subprocess.TimeoutExpired:
            loader.kill()
        loader.wait()
        lines += loader.stdout.readlines()
    acknowledged = {line.split()[1] for line in lines if line.startswith("wrote")}
    with connect(writer) as con:
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

"""Whatever is loaded, revised, taken away or written again: what is published is what the writer holds."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from warehouse.db import connect
from warehouse.load import load_run, mark_failed
from warehouse.publish import open_published, publish
from warehouse.restore import restore_missing
from warehouse.sql_files import FOLDER

RUNS = ("r1", "r2", "r3")
HOURS = (0, 1, 30, 24 * 40, 24 * 100)  # a day, the next, and older months
articles = st.fixed_dictionaries(
    {
        "number": st.integers(0, 4),
        "revision": st.integers(1, 3),
        "hours": st.sampled_from(HOURS),
        "mentions": st.integers(0, 2),
        "killed": st.sampled_from((None, 3)),
    }
)
steps = st.one_of(
    st.tuples(st.just("load"), st.sampled_from(RUNS), st.lists(articles, max_size=3)),
    st.tuples(st.just("fail"), st.sampled_from(RUNS), st.just([])),
    st.tuples(st.just("forget"), st.sampled_from(("event_mentions", "articles", "runs")), st.just([])),
    st.tuples(st.just("publish"), st.just(""), st.just([])),
)


def load(con: duckdb.DuckDBPyConnection, make, run_id: str, drawn: list[dict]) -> None:
    unique = {one["number"]: one for one in drawn}.values()
    written, mentions = [], []
    for one in unique:
        article_id = f"a{one['number']}"
        seen = make.now - timedelta(hours=one["hours"])
        written.append(make.article(article_id, revision=one["revision"], first_seen_at=seen))
        mentions += [
            make.mention(f"m{article_id}.{i}.{run_id}", f"e{i}", article_id, killed=one["killed"])
            for i in range(one["mentions"])
        ]
    load_run(con, make.batch(run_id, articles=tuple(written), mentions=tuple(mentions)))


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(taken=st.lists(steps, min_size=1, max_size=6))
def test_what_is_published_is_what_the_writer_holds(
    make, migrated: Path, snapshot: Callable[..., dict], tmp_path_factory: pytest.TempPathFactory, taken: list
) -> None:
    folder = tmp_path_factory.mktemp("home")
    writer, published = folder / "daybook.duckdb", folder / "published" / "daybook.duckdb"
    writer.write_bytes(migrated.read_bytes())
    for step, what, drawn in [*taken, ("publish", "", [])]:
        if step == "publish":
            publish(writer, published, keep_seconds=0)
            continue
        with connect(writer) as con:
            if step == "load":
                load(con, make, what, drawn)
            elif step == "fail":
                mark_failed(con, what, "it failed")
            else:
                con.execute(f"DELETE FROM {what} WHERE run_id = (SELECT min(run_id) FROM {what})")
    with connect(writer) as con:
        held = snapshot(con)
    with open_published(published) as con:
        assert {name: rows_of(con, name) for name in held} == held
    writer.unlink()
    assert restore_missing(writer, published)
    with connect(writer) as con:
        assert snapshot(con) == held


def rows_of(con: duckdb.DuckDBPyConnection, name: str) -> list[str]:
    return sorted(map(repr, con.execute(f"FROM {name}").fetchall()))


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.sql")), ids=lambda path: path.stem)
def test_whoever_changes_a_row_says_in_which_run(path: Path) -> None:
    # Publishing sees a change by the run that made it; mark_failed is noted in loads by its caller.
    statement = re.sub(r"--.*", "", path.read_text("utf-8"))
    changes = re.search(r"^\s*UPDATE\s+\w+", statement) and path.stem != "mark_failed"
    assert not changes or "run_id" in statement.split("WHERE")[0], "an UPDATE that leaves run_id as it was"

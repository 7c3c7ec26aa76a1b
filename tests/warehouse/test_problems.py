"""What a run had to leave out is told in ``problems``, and costs nothing else."""

from dataclasses import replace

import duckdb
import pytest

from tasks.records import Problem
from warehouse.load import load_run

SKIPPED = Problem("entry", "f1", None, "entry 3", "neither title nor text")
UNCODED = Problem("article", "f1", "a1", "Shelling near Tovar", "too deep a sentence")


def rows(con: duckdb.DuckDBPyConnection, sql: str) -> list[tuple]:
    return con.execute(sql).fetchall()


def test_problems_are_kept_with_the_run_that_noted_them(con, make) -> None:
    load_run(con, make.batch("r1", articles=(make.article(),), problems=(SKIPPED, UNCODED, UNCODED)))
    ended = make.run().ended_at
    assert rows(con, "SELECT kind, feed_id, article_id, subject, reason FROM problems ORDER BY kind") == [
        ("article", "f1", "a1", "Shelling near Tovar", "too deep a sentence"),
        ("entry", "f1", None, "entry 3", "neither title nor text"),
    ]
    assert rows(con, "SELECT DISTINCT run_id, noted_at FROM problems") == [("r1", ended)]


def test_the_same_problems_again_stay_one_a_run(con, make) -> None:
    for run in ("r1", "r1", "r2"):
        load_run(con, make.batch(run, problems=(SKIPPED,)))
    assert rows(con, "SELECT run_id FROM problems ORDER BY 1") == [("r1",), ("r2",)]


BAD_SPANS = {
    "shifted": {"start": 20, "end": 30},
    "before the text": {"start": -5, "end": 10},
    "backwards": {"start": 40, "end": 21},
    "behind the text": {"start": 900, "end": 946},
    "beyond any column": {"start": 2**40, "end": 2**40 + 46},
    "other words": {"sentence": "Rebels shelled a village near Tovar on Sunday."},
}


@pytest.mark.parametrize("wrong", BAD_SPANS.values(), ids=BAD_SPANS)
def test_one_wrong_span_is_set_aside_and_the_rest_loads(con, make, wrong: dict) -> None:
    good = make.full_batch()
    bad = make.mention("m9", "e9", **wrong)
    report = load_run(con, replace(good, mentions=(bad, *good.mentions)))
    assert report.events_total == 1
    assert rows(con, "SELECT mention_id FROM event_mentions") == [("m1",)]
    assert rows(con, "SELECT event_id FROM events") == [("e1",)]
    assert rows(con, "SELECT kind, feed_id, article_id, subject FROM problems") == [
        ("mention", "f1", "a1", f"event mention at characters {bad.coded.start} to {bad.coded.end}")
    ]
    ((reason,),) = rows(con, "SELECT reason FROM problems")
    assert bad.coded.sentence in reason


def test_a_rejected_candidate_that_does_not_read_back_is_set_aside(con, make) -> None:
    article_id, candidate = make.rejected()
    wrong = (article_id, replace(candidate, start=0))
    load_run(con, replace(make.full_batch(), rejected=(wrong, make.rejected())))
    assert rows(con, "SELECT start FROM rejected_mentions") == [(21,)]
    assert rows(con, "SELECT kind, subject FROM problems") == [
        ("mention", "rejected candidate at characters 0 to 67")
    ]


def test_what_belongs_to_an_unknown_article_is_set_aside(con, make) -> None:
    load_run(con, make.batch(mentions=(make.mention(),), rejected=(make.rejected("a7"),)))
    for table in ("event_mentions", "rejected_mentions", "events"):
        assert rows(con, f"SELECT count(*) FROM {table}") == [(0,)]
    told = rows(con, "SELECT feed_id, article_id, reason FROM problems ORDER BY article_id")
    assert [row[:2] for row in told] == [(None, "a1"), (None, "a7")]
    assert all(reason.startswith("no such article is stored: ") for *_, reason in told)


def test_mentions_of_a_stored_article_are_read_in_what_is_stored(con, make) -> None:
    load_run(con, make.batch("r1", articles=(make.article(),)))
    load_run(con, make.batch("r2", mentions=(make.mention(), make.mention("m2", "e2", start=3))))
    assert rows(con, "SELECT mention_id FROM event_mentions") == [("m1",)]
    assert rows(con, "SELECT run_id, kind FROM problems") == [("r2", "mention")]


def test_a_batch_that_comes_late_is_no_problem(con, make) -> None:
    load_run(con, make.batch("r2", articles=(make.article(revision=2, text="All quiet."),)))
    load_run(con, make.full_batch("r1"))
    assert rows(con, "FROM problems") == []


def test_a_wrong_batch_twice_is_the_same_as_once(con, make, snapshot) -> None:
    good = make.full_batch()
    batch = replace(good, mentions=(*good.mentions, make.mention("m9", start=1)), problems=(SKIPPED,))
    load_run(con, batch)
    once = snapshot(con, ("runs",))
    load_run(con, batch)
    assert snapshot(con, ("runs",)) == once
    assert len(once["problems"]) == 2

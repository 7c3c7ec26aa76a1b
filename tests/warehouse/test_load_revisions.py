"""An article that its outlet changes: its mentions, its rejected candidates and its events follow."""

import duckdb

from tasks.records import LoadReport
from warehouse.load import load_run


def rows(con: duckdb.DuckDBPyConnection, sql: str) -> list[tuple]:
    return con.execute(sql).fetchall()


def test_a_revision_replaces_the_article_its_mentions_and_its_events(con, make) -> None:
    load_run(con, make.full_batch("r1"))
    revised = make.article(
        revision=2, title="No shelling", text="Officials denied it.", published_at=make.now
    )
    denial = make.mention(
        "m2",
        "e2",
        title="No shelling",
        sentence="Officials denied it.",
        end=33,
        event_type="REJECT",
        modes=(),
    )
    report = load_run(con, make.batch("r2", articles=(revised,), mentions=(denial,)))
    assert report == LoadReport(events_new=1, events_changed=1, events_total=1)
    assert rows(con, "SELECT title, revision, run_id FROM articles") == [("No shelling", 2, "r2")]
    assert rows(con, "SELECT mention_id FROM event_mentions") == [("m2",)]
    assert rows(con, "SELECT event_id, event_type FROM events") == [("e2", "REJECT")]
    assert rows(con, "SELECT count(*) FROM rejected_mentions") == [(0,)]


def test_a_revision_that_says_the_same_keeps_its_event(con, make) -> None:
    load_run(con, make.full_batch("r1"))
    revised = make.article(revision=2, text=make.sentence + "\n\nThe army said so.")
    assert load_run(con, make.batch("r2", articles=(revised,), mentions=(make.mention(),))).events_new == 0
    assert rows(con, "SELECT event_id, run_id FROM events") == [("e1", "r1")]
    assert rows(con, "SELECT mention_id, run_id FROM event_mentions") == [("m1", "r2")]


def test_a_batch_that_comes_late_brings_no_old_evidence_back(con, make) -> None:
    load_run(con, make.batch("r2", articles=(make.article(revision=2, text="All quiet."),)))
    load_run(con, make.full_batch("r1"))
    assert rows(con, "SELECT text, revision FROM articles") == [("All quiet.", 2)]
    for table in ("event_mentions", "events", "rejected_mentions"):
        assert rows(con, f"SELECT count(*) FROM {table}") == [(0,)]


def test_an_event_that_loses_one_of_two_mentions_is_counted_again(con, make) -> None:
    load_run(
        con,
        make.batch(
            "r1",
            feeds=(make.feed("f1"), make.feed("f2")),
            articles=(make.article("a1", "f1"), make.article("a2", "f2")),
            mentions=(make.mention("m1", killed=3), make.mention("m2", "e1", "a2", killed=7)),
        ),
    )
    assert rows(con, "SELECT killed_low, killed_high, articles FROM events") == [(3, 7, 2)]
    load_run(con, make.batch("r2", articles=(make.article("a2", "f2", revision=2, text="Withdrawn."),)))
    assert rows(con, "SELECT killed_low, killed_high, articles, outlets, run_id FROM events") == [
        (3, 3, 1, 1, "r2")
    ]

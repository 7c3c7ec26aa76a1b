"""What was: revisions of articles, earlier states of events and the mentions that they rested on, as of any time."""

from dataclasses import replace
from datetime import datetime, timedelta

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.merge import mentions_of
from tasks.merge import merging as rules
from tasks.records import Actor, Coding, Place, RunBatch
from tasks.records.merging import Merging
from warehouse.explain import explain_event
from warehouse.load import load_run

EVENT_OWN = ("version", "valid_from", "valid_to", "retracted_reason", "merged_into", "changed", "made_by")
MENTION_OWN = ("revision", "valid_from", "valid_to", "made_by")


def rows(con: duckdb.DuckDBPyConnection, sql: str, *values: object) -> list[tuple]:
    return con.execute(sql, values).fetchall()


def at(make, hour: int) -> datetime:
    return make.now + timedelta(hours=hour)


def load(
    con: duckdb.DuckDBPyConnection,
    make,
    hour: int,
    batch: RunBatch,
    flow: str = "ingest",
    merging: Merging | None = None,
) -> None:
    """Load a batch as a run that started so many hours after the first one."""
    run = make.run(f"r{hour}", flow=flow, started_at=at(make, hour), ended_at=at(make, hour))
    load_run(con, replace(batch, run=run), merging)


def asof(con: duckdb.DuckDBPyConnection, make, hour: float, columns: str) -> list[tuple]:
    then = make.now + timedelta(hours=hour)
    return rows(con, f"SELECT {columns} FROM events_asof(?) ORDER BY ALL", then)


@pytest.mark.parametrize(
    ("table", "own"), [("events", EVENT_OWN), ("event_mentions", MENTION_OWN)], ids=["events", "mentions"]
)
def test_versions_have_every_column_of_what_they_are_versions_of(con, table: str, own: tuple) -> None:
    described = "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ?"
    versions = {"events": "event_versions", "event_mentions": "mention_versions"}[table]
    kept = {(name, kind) for name, kind in rows(con, described, versions) if name not in own}
    assert kept == set(rows(con, described, table)), f"a migration must give {versions} the same columns"


def test_the_macros_have_the_columns_of_the_present(con) -> None:
    for table, macro in (("events", "events_asof"), ("event_mentions", "mentions_asof")):
        present = con.sql(f"FROM {table}")
        then = con.sql(f"FROM {macro}('2026-03-02')")
        assert (then.columns, then.types) == (present.columns, present.types)


def test_what_an_article_said_before_each_edit_stays(con, make) -> None:
    load(con, make, 0, make.full_batch())
    load(con, make, 2, make.batch(articles=(make.article(revision=2, title="Truce", text="All quiet."),)))
    third = make.article(revision=3, title="Truce", text="Quiet.", changes="~1 sentence")
    load(con, make, 5, make.batch(articles=(third,)))
    assert rows(
        con, "SELECT revision, title, seen_at, replaced_at, changes, run_id FROM article_revisions ORDER BY 1"
    ) == [
        (1, "Shelling near Tovar", at(make, 0), at(make, 2), None, "r2"),
        (2, "Truce", at(make, 2), at(make, 5), "~1 sentence", "r5"),
    ]
    assert rows(con, "SELECT text FROM article_revisions WHERE revision = 2") == [("All quiet.",)]


def test_an_event_whose_evidence_is_edited_away_can_still_be_read(con, make) -> None:
    load(con, make, 0, make.full_batch())
    load(con, make, 2, make.batch(articles=(make.article(revision=2, text="All quiet."),)))
    assert rows(con, "SELECT count(*) FROM events") == [(0,)]
    shown = "event_id, version, valid_from, valid_to, retracted_reason, merged_into, changed, made_by, run_id"
    assert rows(con, f"SELECT {shown} FROM event_versions") == [
        ("e1", 1, at(make, 0), at(make, 2), "evidence edited away", None, [], "r0", "r2")
    ]
    assert rows(con, "SELECT mention_id, revision, evidence, valid_to FROM mention_versions") == [
        ("m1", 1, make.sentence, at(make, 2))
    ]
    assert asof(con, make, 1, "event_id, event_type, run_id") == [("e1", "ASSAULT", "r0")]
    assert rows(con, "SELECT mention_id FROM mentions_asof(?)", at(make, 1)) == [("m1",)]
    assert asof(con, make, 2, "event_id") == asof(con, make, -1, "event_id") == []
    assert rows(con, "FROM mentions_asof(?)", at(make, 2)) == []


def test_an_event_that_changes_tells_in_what(con, make) -> None:
    feeds = (make.feed("f1"), make.feed("f2"))
    load(
        con,
        make,
        0,
        make.batch(feeds=feeds, articles=(make.article(),), mentions=(make.mention(killed=3),)),
    )
    later = make.mention("m2", "e1", "a2", killed=7)
    load(con, make, 3, make.batch(feeds=feeds, articles=(make.article("a2", "f2"),), mentions=(later,)))
    changed = ["killed", "mentions", "articles", "outlets", "owners"]
    assert rows(con, "SELECT retracted_reason, changed, merged_into, killed_high FROM event_versions") == [
        ("changed", changed, None, 3)
    ]
    assert asof(con, make, 1, "killed_high, mentions") == [(3, 1)]
    assert asof(con, make, 4, "killed_high, mentions") == [(7, 2)]
    # The mention of before is what it was: it has no version.
    assert rows(con, "FROM mention_versions") == []
    assert rows(con, "SELECT mention_id FROM mentions_asof(?)", at(make, 1)) == [("m1",)]


def test_a_corrected_number_is_another_version_of_event_and_mention(con, make) -> None:
    load(con, make, 0, make.batch(articles=(make.article(),), mentions=(make.mention(killed=3),)))
    revised = make.article(revision=2, text=make.sentence + "\n\nFive died.")
    load(con, make, 2, make.batch(articles=(revised,), mentions=(make.mention(killed=5),)))
    assert rows(con, "SELECT mention_id, killed, revision FROM mention_versions") == [("m1", 3, 1)]
    assert asof(con, make, 1, "killed_low") == [(3,)]
    assert asof(con, make, 2, "killed_low") == [(5,)]


def test_the_id_of_an_event_that_went_into_another_leads_there(con, make) -> None:
    load(con, make, 0, make.full_batch())
    # The same mention with the event that it now belongs to, as merging by more than equality gives it.
    load(con, make, 2, make.batch(articles=(make.article(revision=2),), mentions=(make.mention("m1", "e7"),)))
    assert rows(con, "SELECT event_id, retracted_reason, merged_into FROM event_versions") == [
        ("e1", "merged into e7", "e7")
    ]
    assert rows(con, "SELECT mention_id, event_id FROM mention_versions") == [("m1", "e1")]
    assert asof(con, make, 1, "event_id") == [("e1",)]
    assert asof(con, make, 2, "event_id") == [("e7",)]


def test_a_sentence_that_only_moved_within_its_article_leads_on_too(con, make) -> None:
    load(con, make, 0, make.full_batch())
    text = "An update.\n\n" + make.sentence
    start = len("Shelling near Tovar") + 2 + len("An update.\n\n")
    moved = make.mention("m5", "e7", start=start, end=start + len(make.sentence))
    load(con, make, 2, make.batch(articles=(make.article(revision=2, text=text),), mentions=(moved,)))
    assert rows(con, "SELECT retracted_reason, merged_into FROM event_versions") == [
        ("coded as e7 after an edit", "e7")
    ]


def test_what_another_codebook_changes_is_told_as_recoded(con, make) -> None:
    load(con, make, 0, make.full_batch())
    recoded = make.mention("m1", "e1", event_type="COERCE")
    load(con, make, 2, make.batch(articles=(make.article(revision=2),), mentions=(recoded,)), "recode")
    assert rows(con, "SELECT retracted_reason, changed FROM event_versions") == [("recoded", ["event_type"])]


def test_an_event_that_comes_back_has_a_gap(con, make) -> None:
    load(con, make, 0, make.full_batch())
    load(con, make, 2, make.batch(articles=(make.article(revision=2, text="All quiet."),)))
    load(con, make, 4, make.batch(articles=(make.article(revision=3),), mentions=(make.mention(),)))
    assert [asof(con, make, hour, "event_id") for hour in (1, 3, 5)] == [[("e1",)], [], [("e1",)]]


def test_a_run_that_began_earlier_and_is_loaded_later_makes_no_two_states_of_one_time(con, make) -> None:
    load(con, make, 0, make.full_batch())
    for hour, article_id in ((5, "a2"), (3, "a3")):
        mention = make.mention(f"m of {article_id}", "e1", article_id)
        load(con, make, hour, make.batch(articles=(make.article(article_id),), mentions=(mention,)))
    assert [asof(con, make, hour, "mentions") for hour in (1, 4, 6)] == [[(1,)], [(1,)], [(3,)]]


def test_what_merging_moves_in_a_later_run_is_history_too(con, make) -> None:
    """A report that published first becomes the core of an event: the former id leads there, then as now."""
    civilians = (Actor("civilians", "civilians", "VEN", "CVL"),)
    broad = {"place": Place("Venezuela", "Venezuela", "VEN"), "recipients": civilians}
    exact = {"recipients": civilians}
    said = (
        (0, make.article("a1", "f1"), broad),
        (2, make.article("a2", "f2", story_id="a1"), exact),
        (4, make.article("a3", "f3", story_id="a1", published_at=at(make, -9)), exact),
    )
    feeds = tuple(make.feed(feed_id) for feed_id in ("f1", "f2", "f3"))
    for hour, article, values in said:
        mentions = mentions_of(article, Coding(article.article_id, (make.coded(**values),), (), "1"))
        load(
            con, make, hour, make.batch(feeds=feeds, articles=(article,), mentions=mentions), merging=rules()
        )
    ((first,), (second,), (third,)) = (asof(con, make, hour, "event_id, mentions") for hour in (1, 3, 5))
    assert first[0] == second[0] != third[0]
    assert (first[1], second[1], third[1]) == (1, 2, 3)
    assert rows(con, "SELECT retracted_reason, merged_into FROM event_versions ORDER BY version") == [
        ("changed", None),
        (f"merged into {third[0]}", third[0]),
    ]
    then = rows(con, "SELECT event_id, count(*) FROM mentions_asof(?) GROUP BY ALL", at(make, 3))
    assert then == [(first[0], 2)]
    assert explain_event(con, first[0]).way == (first[0], third[0])
    assert explain_event(con, first[0]).edges


step = st.fixed_dictionaries(
    {
        "article": st.sampled_from(("a1", "a2")),
        "hour": st.integers(0, 4),
        "mentions": st.lists(
            st.tuples(st.sampled_from(("e1", "e2")), st.sampled_from((None, 2, 9))), max_size=2
        ),
    }
)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(steps=st.lists(step, min_size=1, max_size=5))
def test_what_was_seen_at_any_time_is_answered_later(con, make, steps: list[dict]) -> None:
    """After each run events_asof gives what events was, whatever runs follow."""
    for table in (
        "articles",
        "stories",
        "events",
        "event_mentions",
        "runs",
        "event_versions",
        "mention_versions",
    ):
        con.execute(f"DELETE FROM {table}")
    revisions: dict[str, int] = {}
    seen: list[tuple[datetime, list[tuple], list[tuple]]] = []
    for number, values in enumerate(steps):
        now = at(make, number * 10 + values["hour"])
        article_id = values["article"]
        revisions[article_id] = revision = revisions.get(article_id, 0) + 1
        mentions = tuple(
            make.mention(f"m{article_id}.{place}", event_id, article_id, killed=killed)
            for place, (event_id, killed) in enumerate(values["mentions"])
        )
        batch = make.batch(articles=(make.article(article_id, revision=revision),), mentions=mentions)
        batch = replace(batch, run=make.run(f"r{number}", started_at=now))
        for _ in range(1 + number % 2):  # twice is the same as once
            load_run(con, batch)
        present = rows(con, "FROM events ORDER BY ALL"), rows(con, "FROM event_mentions ORDER BY ALL")
        seen.append((now, *present))
    for now, events, mentions_then in seen:
        assert rows(con, "FROM events_asof(?) ORDER BY ALL", now) == events
        assert rows(con, "FROM mentions_asof(?) ORDER BY ALL", now) == mentions_then

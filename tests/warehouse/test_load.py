from dataclasses import replace
from datetime import date, timedelta

import duckdb
import pytest

from tasks.errors import CheckFailed
from tasks.records import Actor, LoadReport
from warehouse.load import load_run, mark_failed, record_failed_run


def rows(con: duckdb.DuckDBPyConnection, sql: str) -> list[tuple]:
    return con.execute(sql).fetchall()


def test_one_of_everything_is_written(con, make) -> None:
    assert load_run(con, make.full_batch()) == LoadReport(events_new=1, events_changed=0, events_total=1)
    tables = (
        "feeds",
        "fetches",
        "entries",
        "articles",
        "event_mentions",
        "rejected_mentions",
        "events",
        "runs",
    )
    assert {name: rows(con, f"SELECT count(*) FROM {name}") for name in tables} == {
        name: [(1,)] for name in tables
    }
    assert {name: rows(con, f"SELECT DISTINCT run_id FROM {name}") for name in tables} == {
        name: [("r1",)] for name in tables
    }


def test_an_event_has_the_values_of_its_mention(con, make) -> None:
    load_run(con, make.full_batch())
    what = "event_date, event_type, modes, contexts, quad_code, event_scale, cameo_code, confidence, mentions"
    who = "actor_name, actor_country, actor_sector, recipient_name, lead_mention_id, killed_low"
    where = "place_name, place_country, admin1, admin1_code, lat, lon, place_precision"
    assert rows(con, f"SELECT {what} FROM events") == [
        (date(2026, 3, 2), "ASSAULT", ["heavy-weapons"], ["military"], 4, -9.5, "194", 0.8, 1)
    ]
    assert rows(con, f"SELECT {who} FROM events") == [("Rebels", "COL", "REB", None, "m1", None)]
    assert rows(con, f"SELECT {where} FROM events") == [
        ("Tovar", "VEN", "Mérida", "VE-L", 8.33, -71.75, "city")
    ]


def test_unknown_is_null_and_times_keep_their_moment(con, make) -> None:
    actor = Actor("Gunmen", "Gunmen")
    load_run(
        con,
        make.batch(
            articles=(make.article(author=""),),
            mentions=(make.mention(actors=(actor,), place=None, event_date=None, date_precision="inferred"),),
        ),
    )
    assert rows(con, "SELECT author, published_at FROM articles") == [(None, make.now - timedelta(hours=1))]
    assert rows(con, "SELECT actor_country, actor_sector, place_name, event_date FROM events") == [
        (None,) * 4
    ]
    assert rows(con, "SELECT actors, recipients FROM events") == [
        ([{"text": "Gunmen", "name": "Gunmen", "country": None, "sector": None}], [])
    ]


def test_the_same_batch_twice_changes_nothing(con, make, snapshot) -> None:
    load_run(con, make.full_batch())
    once = snapshot(con)
    assert load_run(con, make.full_batch()) == LoadReport(0, 0, 1)
    runless = {"runs"}  # the second time counts no new event
    assert {k: v for k, v in snapshot(con).items() if k not in runless} == {
        k: v for k, v in once.items() if k not in runless
    }


def test_the_same_input_in_another_run_changes_only_runs_fetches_and_who_polled(con, make, snapshot) -> None:
    load_run(con, make.full_batch("r1"))
    left_out = ("runs", "fetches", "check_results", "feeds")
    once = snapshot(con, left_out)
    load_run(con, make.full_batch("r2"))
    assert snapshot(con, left_out) == once
    assert rows(con, "SELECT run_id FROM fetches ORDER BY 1") == [("r1",), ("r2",)]
    assert rows(con, "SELECT run_id FROM feeds") == [("r2",)]


def test_a_batch_that_holds_a_thing_twice_writes_it_once(con, make) -> None:
    batch = make.full_batch()
    load_run(
        con,
        replace(
            batch,
            entries=batch.entries * 2,
            articles=batch.articles * 2,
            mentions=batch.mentions * 2,
            rejected=batch.rejected * 2,
        ),
    )
    for table in ("entries", "articles", "event_mentions", "rejected_mentions"):
        assert rows(con, f"SELECT count(*) FROM {table}") == [(1,)]


def test_an_empty_batch_is_a_run(con, make) -> None:
    assert load_run(con, make.batch(feeds=())) == LoadReport(0, 0, 0)
    assert rows(con, "SELECT run_id, stage_seconds FROM runs") == [("r1", {"fetch": 1.5, "load": 0.5})]


def test_feed_state_is_kept_byte_for_byte_and_follows_the_last_run(con, make) -> None:
    load_run(con, make.batch("r1", feeds=(make.feed(etag='W/"a b"', last_modified=""),)))
    load_run(con, make.batch("r2", feeds=(make.feed(etag='"2"', last_modified=None, failures=3),)))
    assert rows(con, "SELECT etag, last_modified, failures, run_id FROM feeds") == [('"2"', None, 3, "r2")]


def test_a_changed_entry_keeps_when_it_was_first_seen(con, make) -> None:
    load_run(con, make.batch("r1", articles=(make.article(),), entries=(make.entry(),)))
    later = replace(
        make.entry(title="Shelling near Tovar, again", entry_hash="other"),
        first_seen_at=make.now + timedelta(hours=5),
    )
    load_run(con, make.batch("r2", entries=(later,)))
    assert rows(con, "SELECT title, first_seen_at, run_id FROM entries") == [
        ("Shelling near Tovar, again", make.now, "r2")
    ]


def test_half_a_surrogate_pair_does_not_lose_the_run(con, make) -> None:
    title = "Shelling \ud83d near Tovar"
    load_run(con, make.batch(articles=(make.article(title=title),), mentions=(make.mention(title=title),)))
    assert rows(con, "SELECT title FROM articles") == [("Shelling ? near Tovar",)]


def test_a_number_beyond_belief_is_unknown_and_a_nul_is_kept(con, make) -> None:
    title = "Shelling\0near Tovar"
    endless = make.fetch(retry_after_seconds=10**30)
    mention = make.mention(title=title, killed=10**12, injured=2**31 - 1)
    load_run(con, make.batch(articles=(make.article(title=title),), mentions=(mention,), fetches=(endless,)))
    assert rows(con, "SELECT killed_low, injured_low FROM events") == [(None, 2**31 - 1)]
    assert rows(con, "SELECT title FROM articles") == [(title,)]
    assert rows(con, "SELECT retry_after_seconds FROM fetches") == [(None,)]


def violate_a_hard_rule(con: duckdb.DuckDBPyConnection, run_id: str) -> None:
    """No batch can: somebody must have been at the tables by hand."""
    con.execute("UPDATE events SET run_id = ?", [run_id])
    con.execute("DELETE FROM event_mentions")


def test_a_hard_rule_rolls_all_of_it_back_and_names_itself(con, make, snapshot) -> None:
    load_run(con, make.full_batch("r1"))
    violate_a_hard_rule(con, "r2")
    before = snapshot(con)
    with pytest.raises(CheckFailed, match=r"event_without_mentions .* such as e1"):
        load_run(con, make.batch("r2", articles=(make.article("a2"),), fetches=(make.fetch("x2"),)))
    assert snapshot(con) == before


def test_after_a_refused_batch_the_next_one_loads(con, make) -> None:
    load_run(con, make.full_batch("r1"))
    violate_a_hard_rule(con, "r2")
    with pytest.raises(CheckFailed):
        load_run(con, make.batch("r2"))
    assert load_run(con, make.batch("r3", mentions=(make.mention(),))).events_total == 1


def test_a_failed_run_leaves_its_row_and_its_ledger(con, make) -> None:
    failed = make.run("r1", status="failed", error="no feed answered", feeds_polled=4, feeds_failed=4)
    record_failed_run(con, failed, (make.fetch(status=None, outcome="timeout", error="no answer in 30 s"),))
    assert rows(con, "SELECT status, error, feeds_failed, events_new FROM runs") == [
        ("failed", "no feed answered", 4, 0)
    ]
    assert rows(con, "SELECT outcome, error, run_id FROM fetches") == [("timeout", "no answer in 30 s", "r1")]


def test_a_loaded_run_that_fails_afterwards_keeps_what_it_counted(con, make, snapshot) -> None:
    load_run(con, replace(make.full_batch("r1"), run=make.run("r1", articles_new=1)))
    load_run(con, make.batch("r2"))
    before = snapshot(con, ("runs",))
    assert mark_failed(con, "r1", "cannot publish") is True
    assert rows(con, "SELECT run_id, status, error, articles_new, events_new FROM runs ORDER BY run_id") == [
        ("r1", "failed", "cannot publish", 1, 1),
        ("r2", "ok", None, 0, 0),
    ]
    assert snapshot(con, ("runs",)) == before


def test_a_run_that_was_never_loaded_cannot_be_marked(con) -> None:
    assert mark_failed(con, "r9", "cannot publish") is False
    assert rows(con, "FROM runs") == []

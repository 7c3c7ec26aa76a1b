"""``feeds`` has every listed feed as it is declared now, polled or not, and tells which are listed no longer."""

from dataclasses import replace
from datetime import timedelta

import duckdb
import pytest

from warehouse import read
from warehouse.load import load_run

POLLING = "etag, last_modified, body_hash, last_ok_at, next_due_at, held_until, failures, status"


def rows(con: duckdb.DuckDBPyConnection, sql: str) -> list[tuple]:
    return con.execute(sql).fetchall()


def test_a_listed_feed_that_was_never_polled_is_new(con, make) -> None:
    polled, waiting = make.feed("f1"), make.feed("f2", country="CHL", every_minutes=15, enabled=False)
    load_run(con, make.batch(feeds=(polled,), registry=(polled.feed, waiting.feed)))
    assert rows(con, "SELECT feed_id, country, every_minutes, enabled, status, failures FROM feeds") == [
        ("f1", None, 60, True, "ok", 0),
        ("f2", "CHL", 15, False, "new", 0),
    ]
    assert read.feed_states(con, ["f2"])["f2"].next_due_at is None


def test_what_a_feed_declares_follows_the_list_and_its_polling_state_stays(con, make) -> None:
    polled = make.feed(etag='"1"', failures=2, status="failing", held_until=make.now + timedelta(days=1))
    load_run(con, make.batch("r1", feeds=(polled,), registry=(polled.feed,)))
    before = rows(con, f"SELECT {POLLING} FROM feeds")
    declared = {
        "outlet": "Another Outlet",
        "country": "KEN",
        "language": "sw",
        "owner": "Somebody",
        "state_affiliated": True,
        "enabled": False,
        "every_minutes": 5,
        "full_text": False,
    }
    load_run(con, make.batch("r2", feeds=(), registry=(replace(polled.feed, **declared),)))
    assert rows(con, f"SELECT {', '.join(declared)}, run_id FROM feeds") == [(*declared.values(), "r2")]
    assert rows(con, f"SELECT {POLLING} FROM feeds") == before


def test_what_was_remembered_of_another_address_is_forgotten(con, make) -> None:
    polled = make.feed(etag='"1"', body_hash="b", failures=2, status="failing")
    load_run(con, make.batch("r1", feeds=(polled,), registry=(polled.feed,)))
    moved = replace(polled.feed, url="https://f1.example/new", enabled=False)
    load_run(con, make.batch("r2", feeds=(), registry=(moved,)))
    assert rows(con, "SELECT url FROM feeds") == [("https://f1.example/new",)]
    assert rows(con, f"SELECT {POLLING} FROM feeds") == [(None, None, None, None, None, None, 0, "new")]


def test_a_feed_that_is_listed_no_longer_is_removed_but_known(con, make) -> None:
    one, two = make.feed("f1"), make.feed("f2", failures=3, status="failing")
    load_run(con, make.batch("r1", feeds=(one, two), registry=(one.feed, two.feed)))
    load_run(con, make.batch("r2", feeds=(one,), registry=(one.feed,)))
    removed = "SELECT feed_id, enabled, status, failures, run_id FROM feeds WHERE status = 'removed'"
    assert rows(con, removed) == [("f2", False, "removed", 3, "r2")]
    load_run(con, make.batch("r3", feeds=(one,), registry=(one.feed,)))
    assert rows(con, removed) == [("f2", False, "removed", 3, "r2")]


def test_without_a_list_nothing_is_removed(con, make) -> None:
    load_run(con, make.batch("r1", feeds=(make.feed("f1"), make.feed("f2"))))
    load_run(con, make.batch("r2", feeds=()))
    assert rows(con, "SELECT status, enabled FROM feeds") == [("ok", True)] * 2


@pytest.mark.parametrize(
    ("state", "status"),
    [({}, "ok"), ({"failures": 3, "status": "failing"}, "failing"), ({"status": "gone"}, "new")],
)
def test_a_removed_feed_that_is_listed_again_comes_back(con, make, state: dict, status: str) -> None:
    one, two = make.feed("f1"), make.feed("f2", **state)
    if state.get("status") == "gone":
        two = replace(two, state=replace(two.state, last_ok_at=None))
    load_run(con, make.batch("r1", feeds=(one, two), registry=(one.feed, two.feed)))
    load_run(con, make.batch("r2", feeds=(), registry=(one.feed,)))
    load_run(con, make.batch("r3", feeds=(), registry=(one.feed, two.feed)))
    assert rows(con, "SELECT enabled, status FROM feeds WHERE feed_id = 'f2'") == [(True, status)]


def test_events_follow_the_owner_of_a_feed_that_was_not_polled(con, make) -> None:
    one, two = make.feed("f1", owner="North"), make.feed("f2", owner="North")
    load_run(
        con,
        make.batch(
            "r1",
            feeds=(one, two),
            articles=(make.article("a1", "f1"), make.article("a2", "f2")),
            mentions=(make.mention("m1"), make.mention("m2", "e1", "a2")),
        ),
    )
    assert rows(con, "SELECT owners FROM events") == [(1,)]
    sold = replace(two.feed, owner="South")
    load_run(con, make.batch("r2", feeds=(), registry=(one.feed, sold)))
    assert rows(con, "SELECT owners, run_id FROM events") == [(2, "r2")]


def test_the_same_list_twice_changes_nothing(con, make, snapshot) -> None:
    batch = make.batch(feeds=(make.feed("f1"),), registry=(make.feed("f1").feed, make.feed("f2").feed))
    load_run(con, batch)
    once = snapshot(con)
    load_run(con, batch)
    assert snapshot(con) == once
    load_run(con, replace(batch, run=make.run("r2"), feeds=()))
    assert snapshot(con)["feeds"] == once["feeds"]

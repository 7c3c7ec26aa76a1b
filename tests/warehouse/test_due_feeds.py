"""Which feeds are due is decided in SQL, on what is remembered of them under the address that is listed now."""

from dataclasses import replace
from datetime import timedelta

import pytest

from warehouse import read
from warehouse.load import load_run


@pytest.mark.parametrize(
    ("every_minutes", "state", "only_due", "expected"),
    [
        # minutes from now: next_due_at, held_until
        (60, {}, True, "due"),
        (60, {"next_due_at": -60}, True, "due"),
        (60, {"next_due_at": 0}, True, "due"),
        (60, {"next_due_at": 60}, True, "neither"),
        (60, {"next_due_at": 60}, False, "due"),
        (60, {"next_due_at": 5}, True, "due"),
        (60, {"next_due_at": 5.1}, True, "neither"),
        (10, {"next_due_at": 1}, True, "due"),
        (10, {"next_due_at": 1.1}, True, "neither"),
        (1440, {"next_due_at": 5.1}, True, "neither"),
        (60, {"next_due_at": -60, "held_until": 60}, True, "held"),
        (60, {"next_due_at": 60, "held_until": 60}, False, "held"),
        (60, {"next_due_at": -60, "held_until": 0}, True, "due"),
        (60, {"status": "failing", "next_due_at": 0}, True, "due"),
        (60, {"status": "gone", "next_due_at": -60}, True, "neither"),
        (60, {"status": "gone", "next_due_at": -60}, False, "due"),
        (60, {"status": "gone", "next_due_at": 60}, False, "neither"),
    ],
)
def test_due(con, make, every_minutes: int, state: dict, only_due: bool, expected: str) -> None:
    times = {
        name: make.now + timedelta(minutes=minutes)
        for name, minutes in state.items()
        if not isinstance(minutes, str)
    }
    feed = make.feed(every_minutes=every_minutes, **{"next_due_at": None, **state, **times})
    load_run(con, make.batch(feeds=(feed,)))
    due, held = read.due_feeds(con, [feed.feed], make.now, only_due=only_due)
    assert (due, held) == (["f1"] if expected == "due" else [], ["f1"] if expected == "held" else [])


def test_disabled_and_unlisted_feeds_are_in_neither(con, make) -> None:
    held = make.feed("f3", held_until=make.now + timedelta(hours=1))
    load_run(con, make.batch(feeds=(make.feed("f1"), make.feed("f2"), held)))
    listed = [replace(one.feed, enabled=False) for one in (make.feed("f1"), held)]
    assert read.due_feeds(con, listed, make.now, only_due=False) == ([], [])


def test_what_is_remembered_of_another_address_holds_nothing_back(con, make) -> None:
    feed = make.feed(status="gone", held_until=make.now + timedelta(hours=1))
    load_run(con, make.batch(feeds=(feed,)))
    moved = replace(feed.feed, url="https://f1.example/new")
    assert read.due_feeds(con, [moved], make.now, only_due=True) == (["f1"], [])


def test_the_longest_overdue_come_first(con, make) -> None:
    hours = {"f1": 1, "f2": 3, "f3": 2}
    feeds = tuple(make.feed(name, next_due_at=make.now - timedelta(hours=ago)) for name, ago in hours.items())
    load_run(con, make.batch(feeds=feeds))
    listed = [*(feed.feed for feed in feeds), make.feed("f0").feed]
    assert read.due_feeds(con, listed, make.now, only_due=True) == (["f0", "f2", "f3", "f1"], [])


def test_a_publishers_wish_reaches_feeds_that_were_not_polled_and_never_shortens_one(con, make) -> None:
    until = make.now + timedelta(hours=2)
    polled = make.feed("f1", held_until=make.now + timedelta(hours=5), why="longer")
    others = make.feed("f2"), make.feed("f3")
    holds = tuple(make.hold(name, until) for name in ("f1", "f2"))
    registry = (polled.feed, *(other.feed for other in others))
    load_run(con, make.batch(feeds=(polled,), registry=registry, holds=holds))
    rows = con.execute("SELECT feed_id, held_until, why FROM feeds ORDER BY feed_id").fetchall()
    assert rows == [
        ("f1", make.now + timedelta(hours=5), "longer"),
        ("f2", until, "its site asked for time"),
        ("f3", None, None),
    ]
    assert read.due_feeds(con, registry, make.now, only_due=True) == (["f3"], ["f2", "f1"])


def test_of_two_runs_the_one_that_asked_later_tells_how_a_feed_is(con, make) -> None:
    earlier, later = make.now, make.now + timedelta(minutes=5)
    load_run(con, make.batch("r2", feeds=(make.feed(etag="late", polled_at=later),)))
    load_run(con, make.batch("r1", feeds=(make.feed(etag="early", polled_at=earlier),)))
    assert con.execute("SELECT etag, run_id FROM feeds").fetchall() == [("late", "r2")]
    load_run(con, make.batch("r3", feeds=(make.feed(etag="latest", polled_at=later + timedelta(hours=1)),)))
    assert con.execute("SELECT etag, run_id FROM feeds").fetchall() == [("latest", "r3")]


@pytest.mark.parametrize(
    ("minutes_ago", "told", "is_heeded"),
    [
        (10, {"retry_after_seconds": 3600}, True),
        (10, {"retry_after_seconds": 3600, "kind": "page"}, True),
        (10, {"retry_after_seconds": 3600, "kind": "robots"}, True),
        (60, {"retry_after_seconds": 3600}, False),  # it is over
        (24 * 60, {"retry_after_seconds": 999_999}, False),  # nobody is heeded for more than a day
        (10, {"retry_after_seconds": 3600, "outcome": "not_modified"}, False),
        (10, {"retry_after_seconds": 3600, "outcome": "gone"}, False),
        (10, {"retry_after_seconds": 0}, False),
        (10, {}, False),
    ],
)
def test_who_asked_for_time_is_in_the_ledger(
    con, make, minutes_ago: float, told: dict, is_heeded: bool
) -> None:
    asked_at = make.now - timedelta(minutes=minutes_ago)
    exchange = make.fetch(fetched_at=asked_at, **{"status": 429, "outcome": "http_error", **told})
    load_run(con, make.batch(fetches=(exchange,)))
    expected = ("https://f1.example/rss",) if is_heeded else ()
    assert read.asked_for_time(con, make.now) == expected

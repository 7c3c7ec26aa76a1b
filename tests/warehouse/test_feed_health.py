"""What a person asks of a feed: is it well, when is it asked next, what does it bring, and why is it held back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from warehouse import read
from warehouse.load import load_run


def health(con, columns: str) -> tuple:
    return con.execute(f"SELECT {columns} FROM feed_health WHERE feed_id = 'f1'").fetchone()


@pytest.mark.parametrize(
    ("feed", "expected"),
    [
        ({}, (0, 60, "https://f1.example/rss", None)),
        (
            {"strikes": 2.5, "interval_minutes": 80, "why": "failed 3 times in a row"},
            (2.5, 80, "https://f1.example/rss", "failed 3 times in a row"),
        ),
        ({"moved_url": "https://f1.example/there"}, (0, 60, "https://f1.example/there", None)),
        (
            {"enabled": False, "why": "failed"},
            (0, 60, "https://f1.example/rss", "not enabled in feeds.toml"),
        ),
    ],
)
def test_the_state_of_a_feed(con, make, feed: dict, expected: tuple) -> None:
    load_run(con, make.batch(feeds=(make.feed(**feed),)))
    assert health(con, "strikes, interval_minutes, asked_url, why") == expected


def test_a_feed_that_is_listed_no_longer_says_so(con, make) -> None:
    load_run(con, make.batch("r1", feeds=(make.feed("f1"), make.feed("f2"))))
    load_run(con, make.batch("r2", feeds=(), registry=(make.feed("f2").feed,)))
    assert health(con, "status, why") == ("removed", "no longer in feeds.toml")


def polls(make, *days_and_new: tuple[float, int]) -> tuple:
    return tuple(
        replace(make.fetch(f"x{day}", fetched_at=make.now + timedelta(days=day)), entries_new=new)
        for day, new in days_and_new
    )


@pytest.mark.parametrize(
    ("fetches", "new_a_day"),
    [
        ([], None),
        ([(0, 50)], None),  # a backlog is no rate
        ([(0, 50), (0.5, 6)], None),  # nor is half a day
        ([(0, 50), (1, 6)], 6.0),
        ([(0, 50), (1, 6), (2, 0), (4, 2)], 2.0),
        ([(0, 50), (1, 100), (20, 7), (21, 7)], 2.0),  # over the last week
        ([(0, 50), (3, 0)], 0.0),
    ],
)
def test_how_much_a_feed_brings(con, make, fetches: list, new_a_day: float | None) -> None:
    load_run(con, make.batch(fetches=polls(make, *fetches)))
    assert health(con, "new_a_day") == (new_a_day,)


def test_a_feed_that_was_not_asked_was_not_polled(con, make) -> None:
    held = make.fetch("x2", outcome="held_back", status=None, fetched_at=make.now + timedelta(hours=1))
    load_run(con, make.batch(fetches=(make.fetch("x1"), held)))
    assert health(con, "fetches, fetches_failed, last_outcome") == (1, 0, "ok")


def test_a_listing_has_what_the_view_has(con, make) -> None:
    until = make.now + timedelta(hours=1)
    load_run(con, make.batch(feeds=(make.feed(held_until=until, strikes=0.5, why="asked for time"),)))
    (row,) = read.feed_health(con)
    assert (row.strikes, row.interval_minutes, row.new_a_day, row.held_until, row.why, row.asked_url) == (
        0.5,
        60,
        None,
        until,
        "asked for time",
        "https://f1.example/rss",
    )


def test_the_ledger_says_how_it_was_asked_and_what_was_decided(con, make) -> None:
    exchange = make.fetch(is_conditional=True, fresh_seconds=600)
    load_run(con, make.batch(fetches=(replace(exchange, decision="asked again at noon"),)))
    row = con.execute("SELECT is_conditional, fresh_seconds, decision FROM fetches").fetchone()
    assert row == (True, 600, "asked again at noon")

"""What a morning's report tells: the span that was asked, the best corroborated first, spikes, and silent feeds."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from tasks.records import Actor
from tests.warehouse.conftest import Make
from tests.warehouse.test_signals import World, days_before, joined
from tests.warehouse.test_signals import load as load_rows
from warehouse.db import connect
from warehouse.load import load_run
from warehouse.report import Report, Scope, report

TODAY = date(2026, 3, 2)
MORNING = datetime(2026, 3, 3, 7, tzinfo=UTC)
DAY = Scope(MORNING - timedelta(days=1), MORNING)


def told(con: duckdb.DuckDBPyConnection, make: Make, country: str | None = None) -> Report:
    feeds = (make.feed("f1"), make.feed("f2"), make.feed("f3", state_affiliated=True))
    old = {"first_seen_at": make.now - timedelta(days=2), "published_at": make.now - timedelta(days=2)}
    news = {"published_at": make.now, "first_seen_at": make.now}
    articles = (
        make.article("old", **old),
        *(make.article(f"{feed}.{event}", feed, **news) for feed, event in SAID),
        make.article("copy", "f2", duplicate_of="f1.alone", **news),
    )
    killed = {"grave": 4, "state": 9}
    mentions = (
        make.mention("m.old", "old", "old"),
        *(
            make.mention(f"m.{feed}.{event}", event, f"{feed}.{event}", killed=killed.get(event))
            for feed, event in SAID
        ),
        make.mention("m.copy", "alone", "copy"),
    )
    load_run(con, make.batch(feeds=feeds, articles=articles, mentions=mentions))
    return report(con, replace(DAY, country=country))


SAID = (("f1", "two"), ("f2", "two"), ("f1", "alone"), ("f2", "grave"), ("f3", "state"))


def test_the_best_corroborated_come_first_and_what_only_a_state_says_last(con, make) -> None:
    events = told(con, make).events
    assert [event["event_id"] for event in events] == ["two", "grave", "alone", "state"]
    assert [event["owners"] for event in events] == [2, 1, 1, 1]
    assert [event["state_affiliated_only"] for event in events] == [False, False, False, True]
    assert events[0]["evidence"] == make.sentence


def test_totals_are_those_of_the_span(con, make) -> None:
    totals = told(con, make).totals
    names = ("articles", "copies", "feeds", "events", "by_several", "state_only", "killed_low")
    assert [totals[name] for name in names] == [6, 1, 3, 4, 1, 1, 13]


@pytest.mark.parametrize(("country", "events"), [("VEN", 4), ("COL", 4), ("FRA", 0)])
def test_a_country_is_where_it_happened_or_who_did_it(con, make, country: str, events: int) -> None:
    found = told(con, make, country)
    assert (found.totals["events"], len(found.events), len(found.points)) == (events, events, int(events > 0))


def test_countries_are_counted_with_the_side_where_the_place_is_unknown(con, make) -> None:
    known = make.mention("m1", "e1")
    unplaced = make.mention("m2", "e2", place=None, actors=(Actor("Paris", "France", "FRA", "GOV"),))
    load_run(con, make.batch(articles=(make.article(),), mentions=(known, unplaced)))
    rows = report(con, DAY).countries
    assert [(row["country"], row["name"], row["events"]) for row in rows] == [
        ("FRA", "France", 1),
        ("VEN", "Venezuela", 1),
    ]


@pytest.mark.parametrize(
    ("day", "is_news"), [(date(1995, 7, 11), False), (date(2026, 2, 10), True), (None, True)]
)
def test_what_is_only_recalled_does_not_lead(con, make, day: date | None, is_news: bool) -> None:
    recalled = make.mention("m1", "recalled", event_date=day, killed=8000)
    load_run(con, make.batch(articles=(make.article(),), mentions=(recalled, make.mention("m2", "news"))))
    found = report(con, DAY)
    told = [event["event_id"] for event in found.events]
    assert told == (["recalled", "news"] if is_news else ["news"])
    names = ("events", "killed_low", "of_before")
    assert [found.totals[name] for name in names] == ([2, 8000, 0] if is_news else [1, 0, 1])
    assert found.countries[0]["events"] == found.points[0].events == len(told)


def test_an_empty_warehouse_is_told_too(con) -> None:
    found = report(con, DAY)
    assert (found.events, found.spikes, found.sick_feeds, found.points) == ((), (), (), ())
    assert found.is_too_early
    assert found.totals["newest_article_at"] is None


@pytest.fixture
def followed(make: Make, migrated: Path, tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Two feeds, followed for five weeks."""
    path = tmp_path / "followed.duckdb"
    shutil.copyfile(migrated, path)
    with connect(path) as con:
        days = [World(make).day(day, ("f1", "f2")) for day in days_before(TODAY, 36)]
        load_rows(con, make, "past", joined(*days))
        yield con


def test_a_rise_and_a_silent_feed_are_told_with_the_coverage(followed, make) -> None:
    world = World(make)
    today = joined(world.day(TODAY, ("f1",)), world.articles("f1", TODAY, [True] * 20, "more"))
    load_rows(followed, make, "today", today)
    found = report(followed, DAY)
    assert not found.is_too_early
    assert [(row["day"], row["country"], row["event_type"]) for row in found.spikes] == [
        (TODAY, "VEN", "ASSAULT")
    ]
    assert found.spikes[0]["coverage"] == pytest.approx(0.5, abs=0.05)
    assert found.totals["coverage"] == pytest.approx(0.5, abs=0.05)
    assert [(row["feed_id"], row["delivers"]) for row in found.sick_feeds] == [("f2", "silent")]
    assert report(followed, replace(DAY, country="FRA")).spikes == ()


def test_a_failing_feed_is_told_with_its_error_and_one_taken_out_is_not(con, make) -> None:
    failing = make.feed("f1", failures=3, status="failing", why="asked every 6 hours")
    disabled = make.feed("f2", failures=9, status="failing", enabled=False)
    load_run(con, make.batch(feeds=(failing, disabled)))
    assert [(row["feed_id"], row["failures"], row["why"]) for row in report(con, DAY).sick_feeds] == [
        ("f1", 3, "asked every 6 hours")
    ]

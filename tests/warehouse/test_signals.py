"""More violence, or more news? Two months of three feeds, and what happens on their last day."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from tasks.records import Article, EventMention, FetchRecord
from tests.warehouse.conftest import Make
from warehouse.db import connect
from warehouse.load import load_run

MONDAY = date(2026, 3, 2)
FEEDS = ("f1", "f2", "f3")
Rows = tuple[list[Article], list[EventMention], list[FetchRecord]]


@dataclass(frozen=True, slots=True)
class World:
    """Makes what feeds bring on a day: 12 articles on weekdays and 4 on weekends, a quarter of them on an assault."""

    make: Make

    def day(self, day: date, feeds: Sequence[str] = FEEDS) -> Rows:
        count = 4 if day.isoweekday() > 5 else 12
        rows: Rows = ([], [], [])
        for feed_id in feeds:
            told = [count // 4 > number for number in range(count)]
            rows = joined(rows, self.articles(feed_id, day, told))
        return rows

    def articles(self, feed_id: str, day: date, told: Sequence[bool], name: str = "") -> Rows:
        """As many articles as ``told`` is long, each a story of its own, with an event where it is true."""
        seen = datetime(day.year, day.month, day.day, 9, tzinfo=self.make.now.tzinfo)
        articles, mentions = [], []
        for number, has_event in enumerate(told):
            article_id = f"{feed_id}.{day}.{name}{number}"
            articles.append(self.make.article(article_id, feed_id, first_seen_at=seen, published_at=seen))
            if has_event:
                mentions.append(
                    self.make.mention(f"m.{article_id}", f"e.{article_id}", article_id, event_date=day)
                )
        fetch = self.make.fetch(f"x.{feed_id}.{day}.{name}", feed_id=feed_id, fetched_at=seen)
        return articles, mentions, [fetch]

    def copies(self, of: str, day: date, count: int, are_merged: bool) -> Rows:
        """One text at ``count`` outlets, coded as one event or as one each."""
        articles, mentions, fetches = self.articles("f1", day, [True] * count, "wire")
        original = articles[0].article_id
        events = [of if are_merged else f"{of}.{number}" for number in range(count)]
        copied = [
            replace(one, feed_id=FEEDS[number % 3], outlet=f"Outlet {number}", duplicate_of=original)
            for number, one in enumerate(articles)
            if number
        ]
        mentions = [replace(one, event_id=event) for one, event in zip(mentions, events, strict=True)]
        return [articles[0], *copied], mentions, fetches


def joined(*parts: Rows) -> Rows:
    return tuple([row for part in parts for row in part[kind]] for kind in range(3))  # type: ignore[return-value]


def days_before(day: date, count: int) -> list[date]:
    return [day - timedelta(days=back) for back in range(count, 0, -1)]


def load(con: duckdb.DuckDBPyConnection, make: Make, run_id: str, rows: Rows) -> None:
    articles, mentions, fetches = map(tuple, rows)
    feeds = tuple(make.feed(feed_id) for feed_id in sorted({one.feed_id for one in articles}))
    load_run(con, make.batch(run_id, feeds=feeds, articles=articles, mentions=mentions, fetches=fetches))


@pytest.fixture(scope="module")
def world(make: Make) -> World:
    return World(make)


@pytest.fixture(scope="module")
def two_months(world: World, make: Make, migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All days before the Monday, as they usually are."""
    path = tmp_path_factory.mktemp("signals") / "warehouse.duckdb"
    shutil.copyfile(migrated, path)
    with connect(path) as con:
        load(con, make, "past", joined(*map(world.day, days_before(MONDAY, 70))))
    return path


@pytest.fixture
def con(two_months: Path, tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    shutil.copyfile(two_months, tmp_path / "warehouse.duckdb")
    with connect(tmp_path / "warehouse.duckdb") as connection:
        yield connection


def spike(con: duckdb.DuckDBPyConnection, day: date = MONDAY, kind: str = "ASSAULT") -> dict:
    answer = con.execute("FROM spikes_on(?::DATE) WHERE event_type = ?", [day, kind])
    names = [column[0] for column in answer.description]
    (row,) = answer.fetchall()
    return dict(zip(names, row, strict=True))


def usual(world: World) -> Rows:
    return world.day(MONDAY)


def feed_added(world: World) -> Rows:
    return joined(world.day(MONDAY), world.articles("new", MONDAY, [True] * 30))


def feed_added_last_week(world: World) -> Rows:
    days = [*days_before(MONDAY, 7), MONDAY]
    return joined(world.day(MONDAY), *(world.articles("new", day, [True] * 30) for day in days))


def flood_of_other_news(world: World) -> Rows:
    return joined(world.day(MONDAY), world.articles("f1", MONDAY, [False] * 120, "flood"))


def one_event_at_fifty_outlets(world: World) -> Rows:
    return joined(world.day(MONDAY), world.copies("wire", MONDAY, 50, are_merged=True))


def one_text_coded_fifty_times(world: World) -> Rows:
    return joined(world.day(MONDAY), world.copies("wire", MONDAY, 50, are_merged=False))


@pytest.mark.parametrize(
    ("happens", "stories", "left_out"),
    [
        (usual, 9, 0),
        (feed_added, 9, 30),
        (feed_added_last_week, 9, 30),
        (flood_of_other_news, 9, 0),
        (one_event_at_fifty_outlets, 10, 0),
        (one_text_coded_fifty_times, 10, 0),
    ],
)
def test_more_news_is_not_more_violence(
    con, make, world: World, happens: Callable[[World], Rows], stories: int, left_out: int
) -> None:
    load(con, make, "today", happens(world))
    seen = spike(con)
    assert (seen["verdict"], seen["stories"], seen["left_out"]) == ("usual", stories, left_out)
    assert 8 < seen["expected"] < 10
    assert seen["coverage"] == 1


def test_a_true_rise_is_a_spike_of_its_kind_alone(con, make, world: World) -> None:
    more = [world.articles(feed_id, MONDAY, [True] * 7, "more") for feed_id in FEEDS]
    load(con, make, "today", joined(world.day(MONDAY), *more))
    seen = spike(con)
    assert (seen["verdict"], seen["stories"]) == ("spike", 30)
    assert seen["rate_ratio"] > 3
    assert seen["score"] > 4
    assert con.execute(
        "SELECT DISTINCT country, event_type, verdict FROM spikes WHERE day = ?", [MONDAY]
    ).fetchall() == [("VEN", "ASSAULT", "spike")]


def test_a_rise_is_seen_while_a_feed_is_silent_and_another_is_new(con, make, world: World) -> None:
    more = [world.articles(feed_id, MONDAY, [True] * 9, "more") for feed_id in FEEDS[:2]]
    new = world.articles("new", MONDAY, [True] * 30)
    load(con, make, "today", joined(world.day(MONDAY, FEEDS[:2]), *more, new))
    seen = spike(con)
    assert (seen["verdict"], seen["stories"], seen["left_out"]) == ("spike", 24, 30)
    assert 5 < seen["expected"] < 7
    assert 0.6 < seen["coverage"] < 0.7


@pytest.mark.parametrize("weekday", range(1, 8))
def test_weekends_are_expected_to_be_thin(con, make, world: World, weekday: int) -> None:
    load(con, make, "today", world.day(MONDAY))
    day = MONDAY - timedelta(days=(MONDAY.isoweekday() - weekday) % 7)
    seen = spike(con, day)
    assert (seen["verdict"], seen["stories"]) == ("usual", 3 if weekday > 5 else 9)
    assert abs(seen["stories"] - seen["expected"]) < 1.5


def test_a_feed_that_is_dead_for_a_week_is_neither_calm_nor_war_when_it_comes_back(
    make, world, migrated, tmp_path
):
    shutil.copyfile(migrated, tmp_path / "warehouse.duckdb")
    week = days_before(MONDAY, 7)
    with connect(tmp_path / "warehouse.duckdb") as con:
        before = [world.day(day) for day in days_before(week[0], 63)]
        load(
            con,
            make,
            "past",
            joined(*before, *(world.day(day, FEEDS[:2]) for day in week), world.day(MONDAY)),
        )
        for day in week:
            seen = spike(con, day)
            assert seen["verdict"] == "usual"
            assert abs(seen["stories"] - seen["expected"]) < 1.5
            assert 0.6 < seen["coverage"] < 0.7
            told = con.execute(
                "SELECT state, seen, coverage FROM feed_coverage WHERE feed_id = 'f3' AND day = ?", [day]
            )
            assert told.fetchall() == [("silent", 0, 0)]
        back = spike(con)
    assert (back["verdict"], back["stories"], back["coverage"]) == ("usual", 9, 1)
    assert 8 < back["expected"] < 10


def test_what_nothing_is_known_of_is_not_judged(make, world: World, migrated: Path, tmp_path: Path) -> None:
    shutil.copyfile(migrated, tmp_path / "warehouse.duckdb")
    with connect(tmp_path / "warehouse.duckdb") as con:
        load(con, make, "past", joined(*map(world.day, days_before(MONDAY, 20)), feed_added(world)))
        assert spike(con)["verdict"] == "too early"
        assert con.execute(
            "SELECT DISTINCT state FROM feed_coverage WHERE day < '2026-02-20'"
        ).fetchall() == [("too new",)]


def test_few_stories_are_no_spike_however_rare_they_were(con, make, world: World) -> None:
    rare = [world.articles("f1", MONDAY, [True] * 3, "rare")]
    for number, rows in enumerate(rare):
        rows[1][:] = [replace(one, coded=replace(one.coded, event_type="PROTEST")) for one in rows[1]]
        load(con, make, f"today{number}", joined(world.day(MONDAY), rows))
    seen = spike(con, kind="PROTEST")
    assert (seen["verdict"], seen["stories"], seen["stories_before"]) == ("usual", 3, 0)


def test_a_small_feed_covers_its_day_where_it_answers(con, make, world: World) -> None:
    days = [*days_before(MONDAY, 40), MONDAY]
    small = [world.articles("small", day, [False] if day.isoweekday() == 3 else []) for day in days]
    load(con, make, "small", joined(world.day(MONDAY), *small[:-1]))
    question = (
        "SELECT state, delivered > 0, expected < 1 FROM feed_coverage WHERE feed_id = 'small' AND day = ?"
    )
    assert con.execute(question, [MONDAY - timedelta(days=1)]).fetchall() == [("usual", True, True)]
    assert con.execute(question, [MONDAY]).fetchall() == [("silent", False, True)]


def test_figures_stand_beside_what_covers_them(con, make, world: World) -> None:
    load(con, make, "today", world.day(MONDAY, FEEDS[:2]))
    figures = "events, stories, round(coverage, 2), feeds, feeds_silent, feeds_new"
    question = f"SELECT {figures} FROM country_days WHERE day = ?"
    assert con.execute(question, [MONDAY]).fetchall() == [(6, 6, 0.67, 2, 1, 0)]
    assert con.execute(question, [MONDAY - timedelta(days=69)]).fetchall()[0][2] is None
    assert con.execute(
        "SELECT count(*) FROM spikes WHERE day NOT IN (?, ?)", [MONDAY, MONDAY - timedelta(days=1)]
    ).fetchall() == [(0,)]

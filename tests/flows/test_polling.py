"""Polling over several runs, of a real server: what one run learns of a feed, the next one heeds."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.outcome import Outcome
from flows.pipeline import Order, ingest
from flows.progress import Unwatched
from flows.settings import Settings, load_settings
from flows.stages import PLAIN
from tasks.records import Feed, FeedRegistry, FetchPolicy, FetchRequest, FetchResult
from tests.tasks.badserver import Server, serving
from warehouse.publish import open_published
from warehouse.query import run_sql

NOW = datetime(2026, 11, 16, 6, tzinfo=UTC)
HOSTS = ("a.press.example", "b.press.example", "wire.example")


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as started:
        yield started


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(tmp_path, environ={"DAYBOOK_WORKERS": "1"})


def order(settings: Settings, server: Server, hours: float, *feeds: tuple[str, str]) -> Order:
    """One run on feeds of (id, URL), so many hours after the first one."""
    policy = FetchPolicy(
        allow_private_hosts=("127.0.0.1",),
        connect_to=tuple((host, f"127.0.0.1:{server.server_port}") for host in HOSTS),
        concurrency=1,
        feeds_per_site=3,
    )
    listed = tuple(Feed(feed_id, url, "Outlet", full_text=False) for feed_id, url in feeds)
    now = NOW + timedelta(hours=hours)
    return Order(settings, FeedRegistry(listed, policy, "test"), f"run {hours}", now, only_due=False)


def run(settings: Settings, server: Server, hours: float, *feeds: tuple[str, str]) -> Outcome:
    return ingest(order(settings, server, hours, *feeds), PLAIN, Unwatched())


def run_on_schedule(settings: Settings, server: Server, hours: float, *feeds: tuple[str, str]) -> Outcome:
    by_hand = order(settings, server, hours, *feeds)
    return ingest(replace(by_hand, only_due=True), PLAIN, Unwatched())


def rows(settings: Settings, question: str) -> list[tuple[object, ...]]:
    with open_published(settings.published_path) as connection:
        return list(run_sql(connection, question).rows)


def test_the_second_run_asks_with_what_the_first_was_given(settings: Settings, server: Server) -> None:
    feed = ("wire", "http://wire.example/conditional")
    assert run(settings, server, 0, feed).run.entries_new == 1
    assert run(settings, server, 2, feed).run.feeds_unchanged == 1
    assert run(settings, server, 30, feed).run.feeds_unchanged == 1
    ledger = rows(
        settings, "select outcome, status, is_conditional, entries_seen from fetches order by fetched_at"
    )
    # More than a day after the last whole answer, 304 is not believed: the same bytes then are what did not change.
    assert ledger == [("ok", 200, False, 1), ("not_modified", 304, True, 0), ("unchanged", 200, False, 0)]
    sentences = [str(said) for (said,) in rows(settings, "select decision from fetches order by fetched_at")]
    assert all(said.startswith("asked again at 2026-11-1") for said in sentences)


def test_a_wish_for_time_holds_the_whole_site_until_it_is_over(settings: Settings, server: Server) -> None:
    feeds = (
        ("busy", "http://a.press.example/429"),
        ("sibling", "http://b.press.example/feed"),
        ("other", "http://wire.example/feed"),
    )
    first = run(settings, server, 0, *feeds)
    assert (first.run.feeds_polled, first.run.feeds_held, first.run.feeds_failed) == (2, 1, 1)
    ledger = rows(settings, "select feed_id, outcome from fetches order by feed_id")
    assert ledger == [("busy", "http_error"), ("other", "ok"), ("sibling", "held_back")]
    held = rows(settings, "select feed_id, why from feeds where held_until is not null order by feed_id")
    assert [feed_id for feed_id, _ in held] == ["busy", "sibling"]
    assert all("(Retry-After)" in str(why) for _, why in held)
    second = run(settings, server, 0.01, *feeds)
    assert (second.run.feeds_polled, second.run.feeds_held) == (1, 2)
    well_again = (("busy", "http://a.press.example/feed"), *feeds[1:])
    third = run(settings, server, 2, *well_again)
    assert (third.run.feeds_polled, third.run.feeds_held) == (3, 0)


def test_a_feed_that_moved_for_good_is_followed_and_stays_the_same_feed(
    settings: Settings, server: Server
) -> None:
    feed = ("wire", "http://wire.example/to-feed")
    for day in (0, 2, 4, 6, 8, 9):
        run(settings, server, 24 * day, feed)
    assert rows(settings, "select feed_id, url, moved_url, moved_from from feeds") == [
        ("wire", "http://wire.example/to-feed", "http://wire.example/feed", ["http://wire.example/to-feed"])
    ]
    asked = [url for (url,) in rows(settings, "select url from fetches order by fetched_at")]
    assert asked == ["http://wire.example/to-feed"] * 5 + ["http://wire.example/feed"]
    assert rows(settings, "select count(*), count(distinct feed_id) from entries") == [(1, 1)]
    assert rows(settings, "select asked_url from feed_health") == [("http://wire.example/feed",)]


def test_a_feed_that_moved_to_another_of_the_list_is_told_and_brings_nothing_twice(
    settings: Settings, server: Server
) -> None:
    feeds = (("old", "http://wire.example/to-feed"), ("new", "http://wire.example/feed"))
    for day in (0, 2, 4, 6, 8):
        run(settings, server, 24 * day, *feeds)
    health = dict(rows(settings, "select feed_id, why from feed_health"))
    assert "which is the feed new: take one of them off the list" in str(health["old"])
    assert rows(settings, "select feed_id, moved_url from feeds order by all") == [
        ("new", None),
        ("old", None),
    ]
    assert rows(settings, "select count(*) from articles where duplicate_of is null") == [(1,)]


def test_a_gone_feed_is_asked_by_hand_only(settings: Settings, server: Server) -> None:
    feed = ("wire", "http://wire.example/410")
    run(settings, server, 0, feed)
    assert run_on_schedule(settings, server, 1000, feed).run.feeds_polled == 0
    assert run(settings, server, 1001, feed).run.feeds_polled == 1
    ((status, why),) = rows(settings, "select status, why from feed_health")
    assert status == "gone"
    assert "410" in str(why)


def test_what_is_left_over_of_a_crowded_site_is_next(settings: Settings, server: Server) -> None:
    feeds = [(f"f{number}", f"http://a.press.example/feed?{number}") for number in range(5)]
    first = run_on_schedule(settings, server, 0, *feeds)
    second = run_on_schedule(settings, server, 0.01, *feeds)
    assert (first.run.feeds_polled, second.run.feeds_polled) == (3, 2)


def test_answers_in_any_order_make_the_same_tables(
    settings: Settings, server: Server, tmp_path: Path
) -> None:
    feeds = [(f"f{number}", f"http://{host}/feed") for number, host in enumerate(HOSTS)]
    run(settings, server, 0, *feeds)

    def backwards(
        requests: Sequence[FetchRequest], policy: FetchPolicy, now: datetime
    ) -> Iterator[list[FetchResult]]:
        results = [result for batch in PLAIN.fetch(requests, policy, now) for result in batch]
        yield from ([result] for result in reversed(results))

    other = load_settings(tmp_path / "other", environ={"DAYBOOK_WORKERS": "1"})
    ingest(order(other, server, 0, *feeds), replace(PLAIN, fetch=backwards), Unwatched())
    for table in ("feeds", "entries", "articles"):
        question = f"from {table} order by all"
        assert rows(settings, question) == rows(other, question) != []

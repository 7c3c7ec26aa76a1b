"""The composition: what happens when a stage or every feed fails, and that two runs never work at once."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.pipeline import Order, ingest
from flows.progress import Unwatched
from flows.runner import only_one
from flows.settings import Settings, load_settings
from flows.stages import PLAIN, Stages
from tasks.errors import AnotherIngest, NotPublished
from tasks.records import Feed, FeedRegistry, FetchPolicy
from warehouse.publish import open_published
from warehouse.query import run_sql

NOW = datetime(2026, 11, 16, 6, tzinfo=UTC)
REFUSED = "http://127.0.0.1:1/rss"  # allowed by the policy, and nothing listens there


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(tmp_path, environ={"DAYBOOK_WORKERS": "1"})


def order(settings: Settings, *urls: str, run_id: str = "run-1") -> Order:
    feeds = tuple(Feed(f"feed-{number}", url, "Outlet") for number, url in enumerate(urls))
    policy = FetchPolicy(allow_private_hosts=("127.0.0.1",), connect_seconds=2, total_seconds=4)
    return Order(settings, FeedRegistry(feeds, policy, "test"), run_id, NOW, only_due=False)


def rows(settings: Settings, question: str) -> tuple[tuple[object, ...], ...]:
    with open_published(settings.published_path) as connection:
        return run_sql(connection, question).rows


def test_when_every_feed_fails_the_run_fails_and_all_of_it_is_kept(settings: Settings) -> None:
    outcome = ingest(order(settings, REFUSED, REFUSED + "2"), PLAIN, Unwatched())
    assert outcome.run.status == "failed"
    assert (outcome.run.error or "").startswith("all 2 feeds failed; feed-0: ")
    assert rows(settings, "select status, error from runs") == (("failed", outcome.run.error),)
    assert rows(settings, "select outcome, count(*) from fetches group by all") == (("connect_error", 2),)
    assert rows(settings, "select failures from feeds") == ((1,), (1,))


@pytest.mark.parametrize(("feeds", "status"), [(1, "ok"), (2, "ok"), (3, "failed")])
def test_on_schedule_a_feed_or_two_that_come_due_alone_are_no_failed_run(
    settings: Settings, feeds: int, status: str
) -> None:
    urls = [f"{REFUSED}{number}" for number in range(feeds)]
    on_schedule = replace(order(settings, *urls), only_due=True)
    assert ingest(on_schedule, PLAIN, Unwatched()).run.status == status


def test_a_run_that_cannot_publish_keeps_its_counts_and_says_so(settings: Settings) -> None:
    def breaks(_: Settings) -> None:
        raise OSError("no space left")

    with pytest.raises(NotPublished, match="loaded, but not published: no space left"):
        ingest(order(settings, REFUSED), replace(PLAIN, publish=breaks), Unwatched())
    PLAIN.publish(settings)
    kept = rows(settings, "select status, error, feeds_polled from runs")
    assert kept == (("failed", "loaded, but not published: no space left", 1),)


def test_the_first_error_is_told_also_where_it_cannot_be_noted(settings: Settings) -> None:
    def breaks(*_: object) -> None:
        raise RuntimeError("the first")

    def full(*_: object) -> None:
        raise OSError("the second")

    with pytest.raises(RuntimeError, match="the first") as caught:
        ingest(order(settings, REFUSED), replace(PLAIN, normalise=breaks, record_failure=full), Unwatched())
    assert "the second" in caught.value.__notes__[0]


def test_a_run_without_feeds_is_no_failure(settings: Settings) -> None:
    outcome = ingest(order(settings), PLAIN, Unwatched())
    assert (outcome.run.feeds_polled, outcome.load.events_total) == (0, 0)


def test_a_stage_that_breaks_leaves_a_failed_run_and_what_was_asked_of_others(settings: Settings) -> None:
    def breaks(*_: object) -> None:
        raise RuntimeError("the coder broke")

    stages: Stages = replace(PLAIN, code=breaks, normalise=PLAIN.normalise, deduplicate=breaks)
    with pytest.raises(RuntimeError, match="the coder broke"):
        ingest(order(settings, REFUSED), stages, Unwatched())
    assert rows(settings, "select run_id, status, error from runs") == (
        ("run-1", "failed", "the coder broke"),
    )
    assert rows(settings, "select count(*) from fetches") == ((1,),)
    assert rows(settings, "select count(*) from feeds") == ((0,),), (
        "validators of entries that were not stored"
    )


def test_two_ingests_never_work_on_one_home(settings: Settings) -> None:
    settings.home.mkdir(exist_ok=True)
    with (
        only_one(settings),
        pytest.raises(AnotherIngest, match="another ingest is at work"),
        only_one(settings),
    ):
        pass
    with only_one(settings):
        pass

"""A feed follows its publisher for good only where that is proven, and keeps its id, its list and its password."""

import dataclasses
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tasks.feed_moves import address_of
from tasks.feeds_due import Poll, next_state, next_states
from tasks.records import Feed, FeedState, FetchResult

NOW = datetime(2026, 1, 1, tzinfo=UTC)
OLD, NEW = "https://wire.example/rss", "https://wire.example/feed"
FEED = Feed("wire", OLD, "Wire")


def answer(outcome: Any = "ok", **more: Any) -> FetchResult:
    plain = FetchResult("f", "feed", "wire", OLD, OLD, NOW, 200, outcome, 0, 1)
    return dataclasses.replace(plain, **more)


def polled(*answers: tuple[float, FetchResult], others: tuple[Feed, ...] = ()) -> FeedState:
    """The state after answers on given days."""
    state: FeedState | None = None
    for day, result in answers:
        (state,) = next_states([Poll(FEED, state, result)], [FEED, *others], NOW + timedelta(days=day))
    assert state is not None
    return state


def moved(outcome: Any = "ok", to: str = NEW) -> FetchResult:
    return answer(outcome, permanent_url=to)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([(day, moved()) for day in (0, 2, 4, 6, 7)], NEW),
        ([(day, moved("not_modified")) for day in (0, 2, 4, 6, 7)], NEW),
        ([(day, moved()) for day in (0, 2, 4, 6, 6.9)], None),  # not long enough
        ([(day, moved()) for day in (0, 2, 4, 7)], None),  # not often enough
        ([(0, moved()), (2, moved()), (3, answer()), (4, moved()), (6, moved()), (8, moved())], None),
        ([(0, moved(to=NEW + "2")), *((day, moved()) for day in (2, 4, 6, 8))], None),
        ([(0, moved()), (1, answer("timeout")), *((day, moved()) for day in (2, 4, 6, 8))], NEW),
        ([(day, moved("not_a_feed")) for day in (0, 2, 4, 6, 7)], None),  # a maintenance page
        ([(day, answer(final_url=NEW)) for day in (0, 2, 4, 6, 7)], None),  # some hop was not for good
    ],
)
def test_only_a_proven_move_is_believed(
    answers: list[tuple[float, FetchResult]], expected: str | None
) -> None:
    state = polled(*answers)
    assert state.moved_url == expected
    assert state.moved_from == ((OLD,) if expected else ())
    assert address_of(FEED, state) == (expected or OLD)


def test_before_it_is_believed_it_is_told() -> None:
    state = polled((0, moved()), (1, moved()))
    assert (state.why or "").startswith(f"redirects for good to {NEW}, seen 2 times in a row; asked every")


def test_a_feed_never_moves_to_another_feed_of_the_list() -> None:
    other = Feed("other", NEW.replace("wire", "WIRE"), "Other")
    state = polled(*((day, moved()) for day in (0, 2, 4, 6, 8)), others=(other,))
    assert state.moved_url is None
    assert "which is the feed other: take one of them off the list" in (state.why or "")


def test_a_moved_feed_can_move_on_and_its_addresses_are_kept() -> None:
    there = NEW + "2"
    days = [
        *((day, moved()) for day in (0, 2, 4, 6, 8)),
        *((day, moved(to=there)) for day in (9, 11, 13, 15, 17)),
    ]
    state = polled(*days)
    assert (state.moved_url, state.moved_from) == (there, (OLD, NEW))


def test_where_the_new_address_dies_the_listed_one_is_asked_again() -> None:
    state = FeedState("wire", moved_url=NEW, moved_from=(OLD,), strikes=2.0)
    soft = next_state(Poll(FEED, state, answer("timeout")), {}, NOW)
    assert address_of(FEED, soft) == NEW
    hard = next_state(Poll(FEED, soft, answer("timeout")), {}, NOW)
    assert address_of(FEED, hard) == OLD
    assert hard.moved_from == (OLD, NEW)


def test_https_is_kept_where_it_brought_a_feed() -> None:
    plain = dataclasses.replace(FEED, url="http://wire.example/rss")
    upgraded = answer(https_url="https://wire.example/rss")
    (state,) = next_states([Poll(plain, None, upgraded)], [plain], NOW)
    assert (state.moved_url, state.moved_from) == ("https://wire.example/rss", ("http://wire.example/rss",))
    failed = dataclasses.replace(upgraded, outcome="not_a_feed")
    (state,) = next_states([Poll(plain, None, failed)], [plain], NOW)
    assert state.moved_url is None


@pytest.mark.parametrize(
    ("listed", "moved_url", "asked"),
    [
        ("https://me:pw@wire.example/a", None, "https://me:pw@wire.example/a"),
        ("https://me:pw@wire.example/a", "https://wire.example/b", "https://me:pw@wire.example/b"),
        ("http://me:pw@wire.example/a", "https://wire.example/a", "https://me:pw@wire.example/a"),
        ("https://me:pw@wire.example/a", "http://wire.example/b", "http://wire.example/b"),
        ("https://me:pw@wire.example/a", "https://other.example/b", "https://other.example/b"),
        ("https://wire.example/a", "https://wire.example/b", "https://wire.example/b"),
    ],
)
def test_a_password_goes_where_it_was_meant_to(listed: str, moved_url: str | None, asked: str) -> None:
    feed = dataclasses.replace(FEED, url=listed)
    assert address_of(feed, FeedState("wire", moved_url=moved_url)) == asked


def test_no_password_is_remembered() -> None:
    feed = dataclasses.replace(FEED, url="http://me:pw@wire.example/rss")
    state = next_state(Poll(feed, None, answer(https_url="https://wire.example/rss")), {}, NOW)
    assert state.moved_from == ("http://wire.example/rss",)

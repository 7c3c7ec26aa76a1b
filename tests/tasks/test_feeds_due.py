"""Which feeds are due, and when each is asked again, is a decision on plain values."""

import dataclasses
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.feeds import due_feeds, feed_request, next_state
from tasks.feeds_due import current_states
from tasks.records import Feed, FeedState, FetchResult

NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)
FEED = Feed("wire", "https://wire.example/rss", "Wire", every_minutes=60)


QUICK, DAILY = dataclasses.replace(FEED, every_minutes=10), dataclasses.replace(FEED, every_minutes=1440)


def hours(number: float) -> datetime:
    return NOW + timedelta(hours=number)


def minutes(number: float) -> datetime:
    return NOW + timedelta(minutes=number)


@pytest.mark.parametrize(
    ("feed", "state", "only_due", "expected"),
    [
        (FEED, None, True, "due"),
        (FEED, FeedState("wire", next_due_at=hours(-1)), True, "due"),
        (FEED, FeedState("wire", next_due_at=NOW), True, "due"),
        (FEED, FeedState("wire", next_due_at=hours(1)), True, "neither"),
        (FEED, FeedState("wire", next_due_at=minutes(5)), True, "due"),
        (FEED, FeedState("wire", next_due_at=minutes(5.1)), True, "neither"),
        (QUICK, FeedState("wire", next_due_at=minutes(1)), True, "due"),
        (QUICK, FeedState("wire", next_due_at=minutes(1.1)), True, "neither"),
        (DAILY, FeedState("wire", next_due_at=minutes(5.1)), True, "neither"),
        (FEED, FeedState("wire", next_due_at=hours(1)), False, "due"),
        (FEED, FeedState("wire", held_until=hours(1), next_due_at=hours(-1)), True, "held"),
        (FEED, FeedState("wire", held_until=hours(1)), False, "held"),
        (FEED, FeedState("wire", held_until=NOW), False, "due"),
        (FEED, FeedState("wire", status="gone", next_due_at=hours(1)), False, "neither"),
        (FEED, FeedState("wire", status="gone", next_due_at=hours(1)), True, "neither"),
        (FEED, FeedState("wire", status="gone", next_due_at=NOW), False, "due"),
        (FEED, FeedState("wire", status="gone", next_due_at=NOW), True, "due"),
        (FEED, FeedState("wire", status="gone"), True, "due"),  # noted before gone feeds were asked again
        (dataclasses.replace(FEED, enabled=False), None, False, "neither"),
        (FEED, FeedState("wire", status="failing", failures=9, next_due_at=NOW), True, "due"),
    ],
)
def test_due(feed: Feed, state: FeedState | None, only_due: bool, expected: str) -> None:
    due, held = due_feeds([feed], {} if state is None else {"wire": state}, NOW, only_due)
    assert (due, held) == ([feed] if expected == "due" else [], [feed] if expected == "held" else [])


def test_a_request_carries_what_is_known() -> None:
    state = FeedState("wire", etag='W/"x"', last_modified="never", body_hash="ab")
    request = feed_request(FEED, state)
    assert (request.kind, request.url, request.etag) == ("feed", FEED.url, 'W/"x"')
    assert (request.last_modified, request.body_hash) == ("never", "ab")
    assert feed_request(FEED, None).etag is None


# --- next state ---


def result(outcome: Any, **more: Any) -> FetchResult:
    return FetchResult("f", "feed", "wire", FEED.url, FEED.url, NOW, None, outcome, 0, 1, **more)


KNOWN = FeedState("wire", "old-tag", "old-date", "old-hash", "ok", hours(-5), hours(-1), None, 3)
ANSWER = {"etag": "tag", "last_modified": None, "body_hash": "hash"}


@pytest.mark.parametrize(
    ("outcome", "parsed_ok", "validators", "status", "failures"),
    [
        ("ok", True, ("tag", None, "hash"), "ok", 0),
        ("unchanged", False, ("tag", None, "hash"), "ok", 0),
        ("not_modified", False, ("tag", "old-date", "old-hash"), "ok", 0),
        ("ok", False, ("old-tag", "old-date", "old-hash"), "failing", 4),
        ("http_error", False, ("old-tag", "old-date", "old-hash"), "failing", 4),
        ("timeout", True, ("old-tag", "old-date", "old-hash"), "failing", 4),
        ("gone", False, ("old-tag", "old-date", "old-hash"), "gone", 4),
    ],
)
def test_what_is_remembered(
    outcome: str, parsed_ok: bool, validators: tuple[str | None, ...], status: str, failures: int
) -> None:
    state = next_state(FEED, KNOWN, result(outcome, **ANSWER), parsed_ok, NOW)
    assert (state.etag, state.last_modified, state.body_hash) == validators
    assert (state.status, state.failures) == (status, failures)
    assert state.last_ok_at == (NOW if status == "ok" else KNOWN.last_ok_at)
    assert state.next_due_at is not None


def test_a_gone_feed_is_asked_again_after_a_week() -> None:
    state = next_state(FEED, KNOWN, result("gone"), False, NOW)
    assert (state.status, state.next_due_at, state.held_until) == ("gone", NOW + timedelta(days=7), None)
    assert next_state(FEED, state, result("ok", **ANSWER), True, NOW).status == "ok"


def wait(feed: Feed, state: FeedState, outcome: str, **more: Any) -> float:
    due = next_state(feed, state, result(outcome, **more), outcome == "ok", NOW).next_due_at
    assert due is not None
    return (due - NOW) / timedelta(minutes=1)


@pytest.mark.parametrize(
    ("every_minutes", "failures", "outcome", "least", "most"),
    [
        (60, 0, "ok", 54, 66),
        (60, 7, "ok", 54, 66),
        (60, 0, "timeout", 54, 66),
        (60, 4, "timeout", 294, 306),
        (60, 5000, "timeout", 1434, 1440),
        (2880, 3, "timeout", 2592, 2880),  # an interval over a day stays what it is
    ],
)
def test_back_off(every_minutes: int, failures: int, outcome: str, least: float, most: float) -> None:
    feed = dataclasses.replace(FEED, every_minutes=every_minutes)
    assert least <= wait(feed, FeedState("wire", failures=failures), outcome) <= most


def test_jitter_repeats_for_a_feed_and_spreads_feeds() -> None:
    feeds = [dataclasses.replace(FEED, feed_id=f"f{number}") for number in range(50)]
    waits = [wait(feed, FeedState(feed.feed_id), "ok") for feed in feeds]
    assert waits == [wait(feed, FeedState(feed.feed_id), "ok") for feed in feeds]
    assert len(set(waits)) == 50
    assert max(waits) - min(waits) > 6


def test_retry_after_holds_and_is_no_failure() -> None:
    state = next_state(FEED, KNOWN, result("http_error", retry_after_seconds=7200), False, NOW)
    assert (state.held_until, state.failures, state.status) == (hours(2), KNOWN.failures, "failing")
    assert state.next_due_at is not None
    assert state.next_due_at >= hours(2)
    assert next_state(FEED, state, result("ok", **ANSWER), True, NOW).held_until is None


@given(failures=st.integers(0, 10**6), minutes=st.integers(1, 10080), feed_id=st.text(max_size=20))
def test_a_failing_feed_is_always_asked_again(failures: int, minutes: int, feed_id: str) -> None:
    feed = Feed(feed_id, FEED.url, "Wire", every_minutes=minutes)
    assert 0 < wait(feed, FeedState(feed_id, failures=failures), "connect_error") <= max(1440, minutes)


def test_a_feed_whose_url_was_changed_is_asked_as_one_never_seen() -> None:
    gone = FeedState("wire", etag="e", status="gone", url="https://wire.example/old")
    assert current_states([FEED], {"wire": gone}) == {}
    same = dataclasses.replace(gone, url=FEED.url)
    assert current_states([FEED], {"wire": same, "other": gone}) == {"wire": same}

"""Which feeds to ask now, and when to ask again: pure decisions on what the warehouse remembers of each."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from tasks.records import Feed, FeedState, FetchRequest, FetchResult
from tasks.redact import without_userinfo

LONGEST_WAIT = timedelta(hours=24)
JITTER = 0.1  # of the interval, to both sides
GONE_WAIT = timedelta(days=7)  # a server's 410 can be a mistake, and heals
# A feed due just behind this run would otherwise wait for the schedule's next one.
SLACK, MOST_SLACK = 0.1, timedelta(minutes=5)
REACHED = ("ok", "unchanged", "not_modified")


def current_states(feeds: Iterable[Feed], states: Mapping[str, FeedState]) -> dict[str, FeedState]:
    """Give the states that still hold: a feed whose URL was changed is asked as one never seen."""
    found = ((feed, states.get(feed.feed_id)) for feed in feeds)
    return {feed.feed_id: state for feed, state in found if state and _is_of(state, feed)}


def _is_of(state: FeedState, feed: Feed) -> bool:
    return state.url is None or without_userinfo(state.url) == without_userinfo(feed.url)


def due_feeds(
    feeds: Iterable[Feed], states: Mapping[str, FeedState], now: datetime, only_due: bool
) -> tuple[list[Feed], list[Feed]]:
    """Part the feeds into those to ask now and those held back by a publisher's Retry-After.

    Disabled feeds are in neither; nor are gone ones, and with ``only_due`` any, whose time has not come.
    """
    due: list[Feed] = []
    held: list[Feed] = []
    for feed in feeds:
        state = states.get(feed.feed_id) or FeedState(feed.feed_id)
        if not feed.enabled:
            continue
        if state.held_until is not None and state.held_until > now:
            held.append(feed)
        elif _has_come(feed, state, now) or not (only_due or state.status == "gone"):
            due.append(feed)
    return due, held


def _has_come(feed: Feed, state: FeedState, now: datetime) -> bool:
    slack = min(timedelta(minutes=feed.every_minutes) * SLACK, MOST_SLACK)
    return state.next_due_at is None or state.next_due_at <= now + slack


def feed_request(feed: Feed, state: FeedState | None) -> FetchRequest:
    """Make the conditional request for a feed."""
    known = state or FeedState(feed.feed_id)
    return FetchRequest("feed", feed.feed_id, feed.url, known.etag, known.last_modified, known.body_hash)


def next_state(
    feed: Feed, state: FeedState | None, result: FetchResult, parsed_ok: bool, now: datetime
) -> FeedState:
    """Give what to remember of a feed after an exchange.

    ``parsed_ok`` tells whether the body of an ``ok`` result could be read; it is ignored for other outcomes.
    Validators are only taken over once the entries behind them were read: a 304 would hide those entries.
    """
    known = state or FeedState(feed.feed_id)
    if result.outcome in REACHED and (parsed_ok or result.outcome != "ok"):
        return _after_success(feed, known, result, now)
    return _after_failure(feed, known, result, now)


def _after_success(feed: Feed, state: FeedState, result: FetchResult, now: datetime) -> FeedState:
    if result.outcome == "not_modified":
        etag, modified = result.etag or state.etag, result.last_modified or state.last_modified
        body_hash = state.body_hash
    else:
        etag, modified, body_hash = result.etag, result.last_modified, result.body_hash
    return FeedState(
        feed_id=feed.feed_id,
        etag=etag,
        last_modified=modified,
        body_hash=body_hash,
        status="ok",
        last_ok_at=now,
        next_due_at=now + _wait(feed, 1, now),
    )


def _after_failure(feed: Feed, state: FeedState, result: FetchResult, now: datetime) -> FeedState:
    if result.outcome == "gone":
        return replace(
            state, status="gone", failures=state.failures + 1, next_due_at=now + GONE_WAIT, held_until=None
        )
    hold = result.retry_after_seconds
    # A publisher who says when to come back is busy, not broken.
    failures = state.failures if hold is not None else state.failures + 1
    held_until = None if hold is None else now + timedelta(seconds=hold)
    next_due_at = now + _wait(feed, failures, now)
    return replace(
        state,
        status="failing",
        failures=failures,
        held_until=held_until,
        next_due_at=next_due_at if held_until is None else max(next_due_at, held_until),
    )


def _wait(feed: Feed, failures: int, now: datetime) -> timedelta:
    """Give the interval times the failures, at most a day, with a jitter that repeats for the same input."""
    interval = timedelta(minutes=feed.every_minutes)
    longest = max(interval, LONGEST_WAIT)
    digest = hashlib.sha256(f"{feed.feed_id} {now.isoformat()}".encode()).digest()
    share = int.from_bytes(digest[:8], "big") / 2**64
    backed_off = interval * min(max(1, failures), longest // interval)
    return min(longest, backed_off + interval * JITTER * (2 * share - 1))

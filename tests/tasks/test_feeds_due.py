"""When a feed is asked again, and what is remembered of it, are decisions on plain values."""

import dataclasses
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.feeds_due import (
    Poll,
    current_states,
    decision_of,
    feed_request,
    holds_of,
    in_turns,
    next_state,
    next_states,
    poll_of,
)
from tasks.records import Feed, FeedHold, FeedState, FetchPolicy, FetchResult, ParsedFeed

NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)
FEED = Feed("wire", "https://wire.example/rss", "Wire", every_minutes=60)


def hours(number: float) -> datetime:
    return NOW + timedelta(hours=number)


def result(outcome: Any, feed: Feed = FEED, **more: Any) -> FetchResult:
    plain = FetchResult("f", "feed", feed.feed_id, feed.url, feed.url, NOW, None, outcome, 0, 1)
    return dataclasses.replace(plain, **more)


KNOWN = FeedState(
    "wire",
    "old-tag",
    "old-date",
    "old-hash",
    "ok",
    hours(-5),
    NOW,
    polled_at=hours(-1),
    body_at=hours(-2),
    failures=3,
    strikes=1.5,
)
ANSWER = {"etag": "tag", "last_modified": None, "body_hash": "hash"}


def after(state: FeedState | None, outcome: Any, feed: Feed = FEED, **more: Any) -> FeedState:
    counts = {name: more.pop(name) for name in ("seen", "new", "hint_minutes") if name in more}
    policy = more.pop("policy", FetchPolicy())
    return next_state(Poll(feed, state, result(outcome, feed, **more), **counts), {}, NOW, policy)


def wait(state: FeedState | None, outcome: Any, feed: Feed = FEED, **more: Any) -> float:
    """Minutes until the feed is asked again."""
    due = after(state, outcome, feed, **more).next_due_at
    assert due is not None
    return (due - NOW) / timedelta(minutes=1)


# --- what is asked ---


def test_a_request_carries_what_is_known() -> None:
    state = FeedState("wire", etag='W/"x"', last_modified="never", body_hash="ab", body_at=hours(-24))
    request = feed_request(dataclasses.replace(FEED, owner="Somebody"), state, NOW)
    assert (request.kind, request.url, request.owner) == ("feed", FEED.url, "Somebody")
    assert (request.etag, request.last_modified, request.body_hash) == ('W/"x"', "never", "ab")
    assert feed_request(FEED, None, NOW).etag is None


@pytest.mark.parametrize("body_at", [None, hours(-24.1)])
def test_a_server_that_says_304_for_ever_is_asked_for_the_whole_once_a_day(body_at: datetime | None) -> None:
    state = dataclasses.replace(KNOWN, body_at=body_at)
    request = feed_request(FEED, state, NOW)
    assert (request.etag, request.last_modified, request.body_hash) == (None, None, "old-hash")
    # A 304 does not renew the belief in 304s; a whole body does, changed or not.
    assert after(state, "not_modified").body_at == body_at
    assert after(state, "unchanged").body_at == after(state, "ok").body_at == NOW


@pytest.mark.parametrize(
    ("url", "policy", "delay"),
    [
        (FEED.url, FetchPolicy(), 1.0),
        (FEED.url, FetchPolicy(feed_delay_seconds=3.0), 3.0),
        (FEED.url, FetchPolicy(connect_to=(("Wire.example", "127.0.0.1:80"),)), 0.0),
        ("http://127.0.0.7/rss", FetchPolicy(), 0.0),
        ("http://localhost/rss", FetchPolicy(), 0.0),
    ],
)
def test_feeds_are_paced_but_not_on_this_machine(url: str, policy: FetchPolicy, delay: float) -> None:
    assert feed_request(dataclasses.replace(FEED, url=url), None, NOW, policy).delay_seconds == delay


def test_owners_take_turns_and_a_site_has_its_share_of_a_run() -> None:
    big = [Feed(f"b{n}", f"https://s{n}.big.example/", "B", owner="Big") for n in range(3)]
    crowd = [Feed(f"c{n}", f"https://crowd.example/{n}", "C") for n in range(4)]
    small = Feed("s", "https://small.example/", "S")
    chosen = in_turns([*big, *crowd, small], most_of_a_site=2)
    assert [feed.feed_id for feed in chosen] == ["b0", "c0", "s", "b1", "c1"]


# --- what is remembered ---


@pytest.mark.parametrize(
    ("outcome", "validators", "status", "failures"),
    [
        ("ok", ("tag", None, "hash"), "ok", 0),
        ("unchanged", ("tag", None, "hash"), "ok", 0),
        ("not_modified", ("tag", "old-date", "old-hash"), "ok", 0),
        ("not_a_feed", ("old-tag", "old-date", "old-hash"), "failing", 4),
        ("http_error", ("old-tag", "old-date", "old-hash"), "failing", 4),
        ("timeout", ("old-tag", "old-date", "old-hash"), "failing", 4),
        ("blocked", ("old-tag", "old-date", "old-hash"), "blocked", 4),
        ("gone", ("old-tag", "old-date", "old-hash"), "gone", 4),
    ],
)
def test_what_is_remembered(
    outcome: str, validators: tuple[str | None, ...], status: str, failures: int
) -> None:
    state = after(KNOWN, outcome, **ANSWER)
    assert (state.etag, state.last_modified, state.body_hash) == validators
    assert (state.status, state.failures, state.polled_at) == (status, failures, NOW)
    assert state.last_ok_at == (NOW if status == "ok" else KNOWN.last_ok_at)
    assert state.next_due_at is not None


def test_how_entries_are_told_apart_is_never_forgotten() -> None:
    state = dataclasses.replace(KNOWN, identity="link")
    assert {after(state, outcome).identity for outcome in ("ok", "timeout", "gone", "not_modified")} == {
        "link"
    }


@pytest.mark.parametrize(
    ("outcome", "status", "strike"),
    [
        ("http_error", 401, 1.0),
        ("http_error", 403, 1.0),
        ("http_error", 400, 1.0),
        ("http_error", 404, 0.5),
        ("http_error", 429, 0.5),
        ("http_error", 500, 0.5),
        ("http_error", 503, 0.5),
        ("gone", 410, 1.0),
        ("blocked", 403, 1.0),
        ("timeout", None, 0.5),
        ("connect_error", None, 0.5),
        ("protocol_error", 200, 0.5),
        ("not_a_feed", 200, 0.5),
        ("bad_feed", 200, 0.5),
        ("dns_error", None, 0.25),
        ("too_large", 200, 1.0),
        ("bad_encoding", 200, 1.0),
        ("bad_redirect", 302, 1.0),
        ("refused_address", None, 1.0),
    ],
)
def test_failures_have_weights(outcome: str, status: int | None, strike: float) -> None:
    assert after(KNOWN, outcome, status=status).strikes == 1.5 + strike
    assert after(KNOWN, "ok").strikes == 0


@pytest.mark.parametrize(
    ("every_minutes", "strikes", "outcome", "least", "most"),
    [
        (60, 0, "timeout", 54, 66),
        (60, 1.5, "timeout", 114, 126),
        (60, 3.5, "timeout", 234, 246),
        (60, 25, "timeout", 1434, 1440),
        (60, 30, "timeout", 1824, 1836),  # past 30 strikes, more than a day
        (60, 5000, "timeout", 43194, 43200),  # and never more than a month
        (2880, 3, "timeout", 2592, 2880),  # an interval over a day stays what it is
        (60, 0, "blocked", 1440, 1440),
    ],
)
def test_back_off(every_minutes: int, strikes: float, outcome: str, least: float, most: float) -> None:
    feed = dataclasses.replace(FEED, every_minutes=every_minutes)
    assert least <= wait(dataclasses.replace(KNOWN, strikes=strikes), outcome, feed) <= most


@given(strikes=st.floats(0, 10**6), minutes=st.integers(1, 10080), feed_id=st.text(max_size=20))
def test_a_failing_feed_is_always_asked_again(strikes: float, minutes: int, feed_id: str) -> None:
    feed = Feed(feed_id, FEED.url, "Wire", every_minutes=minutes)
    assert 0 < wait(FeedState(feed_id, strikes=strikes), "connect_error", feed) <= 30 * 1440


def test_a_gone_feed_says_so_and_comes_back_when_it_answers() -> None:
    state = after(KNOWN, "gone")
    assert (state.status, state.held_until) == ("gone", None)
    assert "410" in (state.why or "")
    assert after(state, "ok", **ANSWER).status == "ok"


# --- what a publisher asks for ---


def test_retry_after_holds_and_is_no_failure() -> None:
    state = after(KNOWN, "http_error", status=503, retry_after_seconds=7200)
    assert (state.held_until, state.failures, state.strikes, state.status) == (hours(2), 3, 1.5, "failing")
    assert state.next_due_at is not None
    assert state.next_due_at >= hours(2)
    assert state.why == "its publisher asked for time (Retry-After): left alone for 2 hours"
    assert after(state, "ok", **ANSWER).held_until is None


def test_after_429_feeds_do_not_come_back_together() -> None:
    feeds = [dataclasses.replace(FEED, feed_id=f"f{number}") for number in range(40)]
    states = [after(None, "http_error", feed, status=429, retry_after_seconds=7200) for feed in feeds]
    held = [state.held_until for state in states if state.held_until]
    assert hours(2) <= min(held) < max(held) <= hours(3)
    assert len(set(held)) == 40


def test_a_site_that_forbids_where_it_is_busy_is_held() -> None:
    busy = after(KNOWN, "http_error", status=403, final_url="https://www.reddit.com/r/news/.rss")
    assert (busy.held_until, busy.strikes) == (hours(1), 1.5)


@pytest.mark.parametrize(
    ("url", "listed", "held"),
    [
        ("https://a.bbc.co.uk/1", "https://b.bbc.co.uk/2", True),
        ("https://a.bbc.co.uk/1", "https://other.co.uk/2", False),
        ("https://ama.tumblr.com/rss", "https://kofi.tumblr.com/rss", True),
        ("https://ama.github.io/rss", "https://kofi.github.io/rss", False),
        ("http://127.0.0.1/1", "http://127.0.0.1/2", False),
        ("http://localhost:1200/1", "http://localhost:1200/2", False),
        ("http://rsshub/1", "http://rsshub/2", False),
        ("http://rsshub/1", "http://rsshub/1", True),
    ],
)
def test_a_wish_for_time_holds_for_the_site(url: str, listed: str, held: bool) -> None:
    busy = Poll(FEED, None, result("http_error", status=503, final_url=url, retry_after_seconds=600))
    sibling = Feed("other", listed, "Other")
    fine = Poll(sibling, None, result("ok", sibling))
    holds = holds_of([busy, fine], [sibling], NOW)
    assert [hold.feed_id for hold in holds] == (["other"] if held else [])
    assert all(isinstance(hold, FeedHold) and hold.until == NOW + timedelta(minutes=10) for hold in holds)


@pytest.mark.parametrize(
    ("more", "least", "most"),
    [
        ({}, 54, 66),
        ({"hint_minutes": 30}, 54, 66),
        ({"hint_minutes": 120}, 120, 132),
        ({"hint_minutes": 10**9}, 1440, 1440),
        ({"fresh_seconds": 3 * 3600}, 180, 198),
        ({"fresh_seconds": 3 * 3600, "hint_minutes": 240}, 240, 264),
        ({"fresh_seconds": 3 * 3600, "policy": FetchPolicy(heed_freshness=False)}, 54, 66),
        ({"retry_after_seconds": 7200, "policy": FetchPolicy(heed_freshness=False)}, 120, 132),
    ],
)
def test_what_the_publisher_calls_fresh_is_not_asked_for(
    more: dict[str, Any], least: float, most: float
) -> None:
    assert least <= wait(KNOWN, "ok", **more) <= most


def test_the_documents_own_hint_holds_as_long_as_the_document() -> None:
    state = after(KNOWN, "ok", hint_minutes=120)
    assert (state.hint_minutes, after(state, "not_modified").hint_minutes) == (120, 120)
    assert wait(state, "unchanged") >= 120
    assert after(state, "ok").hint_minutes is None
    assert "its publisher wants 2 hours" in (state.why or "")


def test_a_document_tells_its_hints() -> None:
    document = ParsedFeed("wire", None, (), ttl_minutes=30, update_minutes=90)
    assert poll_of(FEED, None, result("ok"), document, 0).hint_minutes == 90
    assert poll_of(FEED, None, result("ok"), ParsedFeed("wire", None, ()), 0).hint_minutes is None


# --- the interval that follows what a feed brings ---


@pytest.mark.parametrize(
    ("interval", "overlap", "outcome", "seen", "new", "minutes"),
    [
        (None, None, "not_modified", 0, 0, 60),  # one success says nothing
        (None, 101, "not_modified", 0, 0, 70),
        (None, 67, "ok", 100, 33, 70),
        (None, 66, "ok", 100, 33, 60),  # not two in a row
        (None, 101, "ok", 100, 34, 60),
        (70, 101, "unchanged", 0, 0, 80),
        (1440, 101, "unchanged", 0, 0, 1440),
        (None, 50, "ok", 100, 67, 60),
        (200, 50, "ok", 100, 68, 60),  # back to what was wanted
        (None, 50, "ok", 100, 68, 10),  # and then below, never under ten minutes
        (None, 101, "ok", 0, 0, 70),  # a feed without entries is a feed
    ],
)
def test_the_interval_follows_what_is_new(
    interval: int | None, overlap: int | None, outcome: str, seen: int, new: int, minutes: int
) -> None:
    state = dataclasses.replace(KNOWN, interval_minutes=interval, overlap=overlap, last_new_at=hours(-30))
    assert after(state, outcome, seen=seen, new=new).interval_minutes == minutes
    fixed = FetchPolicy(adaptive=False)
    assert after(state, outcome, seen=seen, new=new, policy=fixed).interval_minutes == 60


def test_a_feed_asleep_for_a_month_is_asked_much_less() -> None:
    state = dataclasses.replace(KNOWN, overlap=101, last_new_at=NOW - timedelta(days=32))
    assert after(state, "unchanged").interval_minutes == 120
    woken = after(state, "ok", seen=3, new=1)
    assert woken.last_new_at == NOW
    assert after(state, "unchanged").last_new_at == state.last_new_at


@pytest.mark.parametrize(
    ("due", "outcome", "new", "minutes"),
    [(21, "unchanged", 0, 60), (20, "unchanged", 0, 70), (-21, "ok", 100, 60), (-20, "ok", 100, 10)],
)
def test_a_poll_far_off_its_time_says_little(due: int, outcome: str, new: int, minutes: int) -> None:
    state = dataclasses.replace(KNOWN, overlap=101, next_due_at=NOW + timedelta(minutes=due))
    assert after(state, outcome, seen=100, new=new).interval_minutes == minutes


def test_a_users_short_interval_stays_possible() -> None:
    quick = dataclasses.replace(FEED, every_minutes=5)
    state = dataclasses.replace(KNOWN, overlap=50)
    assert after(state, "ok", quick, seen=10, new=10).interval_minutes == 5


def test_a_failure_breaks_the_row_of_successes() -> None:
    assert after(dataclasses.replace(KNOWN, overlap=101), "timeout").overlap is None


def test_jitter_repeats_for_a_feed_and_spreads_feeds() -> None:
    feeds = [dataclasses.replace(FEED, feed_id=f"f{number}") for number in range(50)]
    known = [FeedState(feed.feed_id, polled_at=hours(-1)) for feed in feeds]
    waits = [wait(state, "ok", feed) for feed, state in zip(feeds, known, strict=True)]
    assert waits == [wait(state, "ok", feed) for feed, state in zip(feeds, known, strict=True)]
    assert len(set(waits)) == 50
    assert 54 <= min(waits) < max(waits) - 6 <= 60


def test_feeds_imported_together_are_spread_over_one_interval() -> None:
    feeds = [dataclasses.replace(FEED, feed_id=f"f{number}") for number in range(200)]
    waits = sorted(wait(None, "ok", feed) for feed in feeds)
    assert 30 <= waits[0] < 35
    assert 85 < waits[-1] <= 90
    quarters = [sum(30 + 15 * part <= one < 45 + 15 * part for one in waits) for part in range(4)]
    assert min(quarters) > 30


@pytest.mark.parametrize("state", [None, dataclasses.replace(KNOWN, overlap=101)])
def test_a_run_that_is_run_again_at_once_says_nothing_new_of_a_feed(state: FeedState | None) -> None:
    first = after(state, "ok", seen=10, new=10, **ANSWER)
    assert first.overlap == 0
    assert after(first, "unchanged", **ANSWER) == first


# --- whose fault it is ---


def polls_of(failing: int, fine: int, outcome: Any, **more: Any) -> list[Poll]:
    feeds = [Feed(f"f{n}", f"https://host{n}.example/rss", "F") for n in range(failing + fine)]
    return [
        Poll(feed, None, result(outcome if n < failing else "ok", feed, **(more if n < failing else {})))
        for n, feed in enumerate(feeds)
    ]


@pytest.mark.parametrize(
    ("failing", "fine", "outcome", "more", "counted"),
    [
        (11, 9, "dns_error", {}, False),
        (11, 9, "connect_error", {}, False),
        (11, 9, "timeout", {}, False),
        (11, 9, "timeout", {"status": 200}, True),  # connected, and then silent
        (11, 9, "http_error", {"status": 500}, True),
        (10, 10, "dns_error", {}, True),  # not more than half
        (19, 0, "dns_error", {}, True),  # too few to tell
    ],
)
def test_an_outage_of_our_own_counts_against_nobody(
    failing: int, fine: int, outcome: str, more: dict[str, Any], counted: bool
) -> None:
    polls = polls_of(failing, fine, outcome, **more)
    states = next_states(polls, [poll.feed for poll in polls], NOW)
    assert {state.failures for state in states[:failing]} == {1 if counted else 0}
    assert all(state.strikes == 0 for state in states) is not counted
    assert all(state.next_due_at and state.next_due_at > NOW for state in states)


def test_hosts_are_counted_not_feeds() -> None:
    one_host = [Feed(f"f{n}", f"https://dead.example/{n}", "F") for n in range(30)]
    states = next_states([Poll(feed, None, result("dns_error", feed)) for feed in one_host], one_host, NOW)
    assert {state.failures for state in states} == {1}


# --- the ledger's sentence ---


@pytest.mark.parametrize(
    ("outcome", "more", "words"),
    [
        ("ok", {}, "asked again at 2026-01-01 1"),
        ("ok", {"hint_minutes": 300}, "its publisher wants 5 hours between two polls"),
        ("http_error", {"status": 503, "retry_after_seconds": 7200}, "(Retry-After): left alone for 2 hours"),
        ("http_error", {"status": 404}, "failed 4 times in a row (2 strikes): waits"),
        ("gone", {"status": 410}, "not asked again on schedule: its server says that it is gone"),
        ("blocked", {"status": 403}, "a bot protection wants a browser"),
    ],
)
def test_a_decision_in_words(outcome: str, more: dict[str, Any], words: str) -> None:
    assert words in decision_of(after(KNOWN, outcome, **more))


def test_a_feed_whose_url_was_changed_is_asked_as_one_never_seen() -> None:
    gone = FeedState("wire", etag="e", status="gone", url="https://wire.example/old")
    assert current_states([FEED], {"wire": gone}) == {}
    same = dataclasses.replace(gone, url=FEED.url)
    assert current_states([FEED], {"wire": same, "other": gone}) == {"wire": same}

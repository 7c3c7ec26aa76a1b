"""What to ask of a feed, and when to ask again: pure decisions on what the warehouse remembers of each.

One owner a fetch: whoever asks feeds, a run or ``daybook feeds check``, holds its home's lock for as long as it does.
There is no lease with a time: one that is too short lets two ask the same feed, one that is long enough keeps feeds
from being asked after a run was killed, and a row a feed is a write before each fetch. The kernel drops the lock when
its holder dies. Should two runs meet all the same, the later answer wins: ``merge_feeds.sql`` compares ``polled_at``.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from http import HTTPStatus

from tasks import feed_moves
from tasks.feed_interval import (
    later,
    next_interval,
    overlap_of,
    told,
    wait_after_failure,
    wait_after_success,
)
from tasks.feed_moves import address_of
from tasks.feed_strikes import is_outage, is_unreached, strike
from tasks.feeds_values import url_key
from tasks.records import Feed, FeedHold, FeedState, FetchPolicy, FetchRequest, FetchResult, ParsedFeed
from tasks.redact import without_userinfo
from tasks.sites import is_own, site_name

REACHED = ("ok", "unchanged", "not_modified")
# Servers that say 304 for ever are known: once a day the whole document is asked for.
BELIEF_IN_304 = timedelta(hours=24)
LONGEST_FLOOR = timedelta(hours=24)  # some publishers declare a month or more, by mistake
BLOCKED_WAIT = timedelta(hours=24)  # each try makes a bot protection more certain
GONE_WAIT = timedelta(hours=24)  # and then only by hand
MOST_AFTER_429 = timedelta(minutes=60)  # on top: whoever was told the same time must not come back together
# Sites that say 403 where they mean 429.
BUSY_WHEN_FORBIDDEN, BUSY_WAIT = frozenset({"reddit.com"}), timedelta(hours=1)
DEFAULT_POLICY = FetchPolicy()


@dataclass(frozen=True, slots=True)
class Poll:
    """One feed as it was asked and answered; the result's outcome says also whether its document could be read."""

    feed: Feed
    state: FeedState | None
    result: FetchResult
    seen: int = 0
    new: int = 0
    hint_minutes: int | None = None  # the document's own: RSS ttl, sy:updatePeriod


def current_states(feeds: Iterable[Feed], states: Mapping[str, FeedState]) -> dict[str, FeedState]:
    """Give the states that still hold: a feed whose URL was changed is asked as one never seen."""
    found = ((feed, states.get(feed.feed_id)) for feed in feeds)
    return {feed.feed_id: state for feed, state in found if state and _is_of(state, feed)}


def _is_of(state: FeedState, feed: Feed) -> bool:
    return state.url is None or without_userinfo(state.url) == without_userinfo(feed.url)


def in_turns(feeds: Sequence[Feed], most_of_a_site: int) -> list[Feed]:
    """Order due feeds so that owners take turns, and leave what is more than a site can bear to the next run.

    Nobody's thousands of feeds then keep the others waiting; who has no owner has its site for one.
    """
    of_site: Counter[str] = Counter()
    of_owner: Counter[str] = Counter()
    turns: list[tuple[int, int]] = []
    for number, feed in enumerate(feeds):
        site = site_name(feed.url)
        of_site[site] += 1
        if of_site[site] <= most_of_a_site:
            owner = f"owner {feed.owner}" if feed.owner else site
            of_owner[owner] += 1
            turns.append((of_owner[owner], number))
    return [feeds[number] for _, number in sorted(turns)]


def of_resting_sites(
    feeds: Sequence[Feed], states: Mapping[str, FeedState], resting: Collection[str]
) -> frozenset[str]:
    """Give the ids of the feeds that would be asked at one of the sites (by ``site_name``) to leave alone."""
    if not resting:
        return frozenset()
    return frozenset(
        feed.feed_id for feed in feeds if site_name(address_of(feed, states.get(feed.feed_id))) in resting
    )


def feed_request(
    feed: Feed, state: FeedState | None, now: datetime, policy: FetchPolicy = DEFAULT_POLICY
) -> FetchRequest:
    """Make the request for a feed: conditional, unless the last whole answer is too long ago to believe a 304."""
    known = state or FeedState(feed.feed_id)
    believed = known.body_at is not None and now - known.body_at <= BELIEF_IN_304
    url = address_of(feed, known)
    return FetchRequest(
        kind="feed",
        feed_id=feed.feed_id,
        url=url,
        etag=known.etag if believed else None,
        last_modified=known.last_modified if believed else None,
        body_hash=known.body_hash,
        delay_seconds=0.0 if is_own(url, policy) else policy.feed_delay_seconds,
        owner=feed.owner,
    )


def next_states(
    polls: Sequence[Poll], listed: Iterable[Feed], now: datetime, policy: FetchPolicy = DEFAULT_POLICY
) -> list[FeedState]:
    """Give what to remember of each feed of a run, in order; ``listed`` are all feeds there are."""
    addresses = _whose(polls, listed)
    is_our_fault = is_outage(poll.result for poll in polls)
    return [
        _uncounted(poll, now)
        if is_our_fault and is_unreached(poll.result)
        else next_state(poll, addresses, now, policy)
        for poll in polls
    ]


def _whose(polls: Iterable[Poll], listed: Iterable[Feed]) -> dict[str, str]:
    """Tell whose each listed address is, where that matters: some feed is on its way to another address."""
    if not any(poll.result.permanent_url for poll in polls):
        return {}
    return {url_key(feed.url): feed.feed_id for feed in listed}


def next_state(
    poll: Poll, addresses: Mapping[str, str], now: datetime, policy: FetchPolicy = DEFAULT_POLICY
) -> FeedState:
    """Give what to remember of a feed after an exchange.

    Validators are only taken over once the entries behind them were read: a 304 would hide those entries.
    """
    known = poll.state or FeedState(poll.feed.feed_id)
    if poll.result.outcome in REACHED:
        return _after_success(poll, known, addresses, now, policy)
    return _after_failure(poll, replace(known, overlap=None, polled_at=now), now)


def poll_of(
    feed: Feed, state: FeedState | None, result: FetchResult, document: ParsedFeed | None, new: int
) -> Poll:
    """Put together what came of a feed: ``new`` of the document's entries were not known."""
    if document is None:
        return Poll(feed, state, result)
    hints = [minutes for minutes in (document.ttl_minutes, document.update_minutes) if minutes]
    return Poll(feed, state, result, len(document.entries), new, max(hints, default=None))


def holds_of(polls: Iterable[Poll], listed: Iterable[Feed], now: datetime) -> list[FeedHold]:
    """Give the holds of all feeds whose sites asked for time in a run, also of those that were not polled."""
    sites: dict[str, timedelta] = {}
    for poll in polls:
        hold = None if poll.result.outcome in REACHED else _hold(poll, now)
        if hold:
            site = site_name(poll.result.final_url)
            sites[site] = max(hold, sites.get(site, hold))
    if not sites:
        return []
    found = ((feed, site_name(feed.url)) for feed in listed)
    return [
        FeedHold(
            feed.feed_id,
            now + sites[site],
            f"{site} asked for time (Retry-After): left alone for {told(sites[site])}",
        )
        for feed, site in found
        if site in sites
    ]


def decision_of(state: FeedState) -> str:
    """Say in a sentence what was decided after an exchange, for the ledger."""
    why = f": {state.why}" if state.why else ""
    if state.status == "gone" or state.next_due_at is None:
        return f"not asked again on schedule{why}"
    return f"asked again at {state.next_due_at:%Y-%m-%d %H:%M} UTC{why}"


def _after_success(
    poll: Poll, known: FeedState, addresses: Mapping[str, str], now: datetime, policy: FetchPolicy
) -> FeedState:
    feed, result = poll.feed, poll.result
    overlap = overlap_of(result.outcome, poll.seen, poll.new)
    minutes = next_interval(feed, known, overlap, now, policy)
    hint = poll.hint_minutes if result.outcome == "ok" else known.hint_minutes
    floor = _floor(result, hint, policy)
    due = now + wait_after_success(feed, minutes, floor, known.polled_at is None, now)
    if known.polled_at == now and known.next_due_at is not None:
        # A run that was killed behind its load and is run again says nothing new of the feed.
        overlap, due = (overlap if known.overlap is None else known.overlap), known.next_due_at
    moved = feed_moves.after_success(feed, _validated(known, result, now), result, addresses, now)
    return replace(
        moved,
        status="ok",
        last_ok_at=now,
        polled_at=now,
        next_due_at=due,
        held_until=None,
        failures=0,
        strikes=0.0,
        interval_minutes=minutes,
        overlap=overlap,
        last_new_at=now if poll.new or known.last_new_at is None else known.last_new_at,
        hint_minutes=hint,
        why=_why_waiting(feed, minutes, floor, feed_moves.told(feed, moved, addresses)),
    )


def _validated(state: FeedState, result: FetchResult, now: datetime) -> FeedState:
    if result.outcome == "not_modified":
        # A 304 need not repeat them; what it does not name still holds.
        etag, modified = result.etag or state.etag, result.last_modified or state.last_modified
        return replace(state, etag=etag, last_modified=modified)
    return replace(
        state, etag=result.etag, last_modified=result.last_modified, body_hash=result.body_hash, body_at=now
    )


def _floor(result: FetchResult, hint_minutes: int | None, policy: FetchPolicy) -> timedelta:
    """The least time that the publisher wants between two polls."""
    hold = timedelta(seconds=result.retry_after_seconds or 0)
    if not policy.heed_freshness:
        return min(hold, LONGEST_FLOOR)
    hints = (timedelta(minutes=hint_minutes or 0), timedelta(seconds=result.fresh_seconds or 0))
    return min(max(hold, *hints), LONGEST_FLOOR)


def _why_waiting(feed: Feed, minutes: int, floor: timedelta, moved: str | None) -> str | None:
    reasons = [] if moved is None else [moved]
    if floor > timedelta(minutes=minutes):
        reasons.append(f"its publisher wants {told(floor)} between two polls")
    elif minutes > feed.every_minutes:
        reasons.append(f"asked every {told(timedelta(minutes=minutes))}: it brings little that is new")
    elif minutes < feed.every_minutes:
        reasons.append(
            f"asked every {told(timedelta(minutes=minutes))}: it brings more than its document holds"
        )
    return "; ".join(reasons) or None


def _after_failure(poll: Poll, state: FeedState, now: datetime) -> FeedState:
    hold = _hold(poll, now)
    if hold is not None:
        return _held(poll.feed, state, hold, now)
    strikes = state.strikes + strike(poll.result)
    counted = replace(state, failures=state.failures + 1, strikes=strikes, held_until=None)
    if poll.result.outcome == "gone":
        why = "its server says that it is gone for good (410); take it off the list, or try it again by hand"
        return replace(counted, status="gone", next_due_at=now + GONE_WAIT, why=why)
    wait = wait_after_failure(poll.feed, state.interval_minutes or poll.feed.every_minutes, strikes, now)
    times = "once" if counted.failures == 1 else f"{counted.failures} times in a row"
    why = f"failed {times} ({strikes:g} strikes): waits {told(wait)}"
    if poll.result.outcome == "blocked":
        wait = max(wait, BLOCKED_WAIT)
        blocked = "a bot protection wants a browser: ask its publisher to let news readers in"
        return replace(counted, status="blocked", next_due_at=now + wait, why=blocked)
    return feed_moves.after_failure(replace(counted, status="failing", next_due_at=now + wait, why=why))


def _hold(poll: Poll, now: datetime) -> timedelta | None:
    """How long a publisher asks to be left alone, or None; who says when to come back is busy, not broken."""
    result = poll.result
    if result.retry_after_seconds is not None and result.outcome != "gone":
        hold = timedelta(seconds=result.retry_after_seconds)
        is_crowded = result.status == HTTPStatus.TOO_MANY_REQUESTS
        return hold + later(poll.feed, MOST_AFTER_429, now) if is_crowded else hold
    is_forbidden = result.outcome == "http_error" and result.status == HTTPStatus.FORBIDDEN
    return BUSY_WAIT if is_forbidden and site_name(result.final_url) in BUSY_WHEN_FORBIDDEN else None


def _held(feed: Feed, state: FeedState, hold: timedelta, now: datetime) -> FeedState:
    interval = wait_after_failure(feed, state.interval_minutes or feed.every_minutes, state.strikes, now)
    return replace(
        state,
        status="failing",
        held_until=now + hold,
        next_due_at=now + max(interval, hold),
        why=f"its publisher asked for time (Retry-After): left alone for {told(hold)}",
    )


def _uncounted(poll: Poll, now: datetime) -> FeedState:
    known = poll.state or FeedState(poll.feed.feed_id)
    minutes = known.interval_minutes or poll.feed.every_minutes
    why = "could not be reached, but nor could most others: that is our own network, and does not count"
    wait = wait_after_failure(poll.feed, minutes, 0.0, now)
    return replace(known, polled_at=now, next_due_at=now + wait, why=why)

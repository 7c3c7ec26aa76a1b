"""How long a feed is left alone: by what it brings, by what its publisher says, and by how it fails."""

import hashlib
from datetime import datetime, timedelta

from tasks.records import Feed, FeedState, FetchPolicy

# No reader needs news faster than that, and publishers ban those who try; a shorter ``every_minutes`` is the user's.
LEAST_MINUTES = 10
MOST_MINUTES = 24 * 60  # what is asked less than daily has lost its entries by then
MOST_OF_THE_DEAD = timedelta(days=30)
DEAD_STRIKES = 30  # weeks of failures: from then on it may be asked as seldom as monthly
JITTER = 0.1  # of the interval, to both sides: feeds that failed together must not come back together

# Percent of the entries that were known: above, the feed is asked too often; below, entries may be lost.
NOTHING_CHANGED, MOSTLY_KNOWN, MOSTLY_NEW = 101, 67, 33
LONGER, MUCH_LONGER, SHORTER = 10, 60, 60  # minutes
ASLEEP = timedelta(days=31)
# A poll far off its time says little of the interval.
ON_TIME = timedelta(minutes=20)


def overlap_of(outcome: str, seen: int, new: int) -> int:
    """Give how much of a poll was known before, in percent; ``NOTHING_CHANGED`` for the same document."""
    if outcome != "ok":
        return NOTHING_CHANGED
    return 100 if seen == 0 else round(100 * (seen - new) / seen)


def next_interval(feed: Feed, state: FeedState, overlap: int, now: datetime, policy: FetchPolicy) -> int:
    """Give the interval in minutes after a success; ``state`` is that of before.

    It takes two successes in a row, both with little new, to ask less often, and one with much new to ask more.
    """
    every = feed.every_minutes
    minutes = state.interval_minutes or every
    if not policy.adaptive:
        return every
    due = state.next_due_at or now
    if state.overlap is not None:
        if overlap >= MOSTLY_KNOWN <= state.overlap and due - now <= ON_TIME:
            is_asleep = state.last_new_at is not None and now - state.last_new_at > ASLEEP
            minutes += MUCH_LONGER if is_asleep else LONGER
        elif overlap < MOSTLY_NEW and now - due <= ON_TIME:
            minutes = every if minutes > every else minutes - SHORTER
    return min(max(minutes, min(every, LEAST_MINUTES)), max(every, MOST_MINUTES))


def wait_after_success(
    feed: Feed, minutes: int, floor: timedelta, is_first: bool, now: datetime
) -> timedelta:
    """Give the time until the next poll: the interval with its jitter, and never before ``floor``.

    The first wait is spread over one whole interval: feeds that were imported together drift apart at once.
    """
    interval, lot = timedelta(minutes=minutes), _lot(feed.feed_id, now)
    spread = 0.5 if is_first else JITTER
    longest = max(interval, timedelta(minutes=MOST_MINUTES))
    wait = interval * (1 + spread * (2 * lot - 1))
    return min(longest, max(wait, floor * (1 + JITTER * lot)))


def wait_after_failure(feed: Feed, minutes: int, strikes: float, now: datetime) -> timedelta:
    """Give the interval times the strikes, at most a day, or a month for what is as good as dead."""
    interval = timedelta(minutes=minutes)
    cap = MOST_OF_THE_DEAD if strikes > DEAD_STRIKES else timedelta(minutes=MOST_MINUTES)
    longest = max(interval, cap)
    backed_off = interval * min(max(1.0, strikes), longest / interval)
    return min(longest, backed_off + interval * JITTER * (2 * _lot(feed.feed_id, now) - 1))


def later(feed: Feed, most: timedelta, now: datetime) -> timedelta:
    """Give a time from nothing to ``most`` that differs from feed to feed."""
    return most * _lot(feed.feed_id, now)


def told(span: timedelta) -> str:
    """Give a time in words."""
    minutes = round(span / timedelta(minutes=1))
    if minutes < 120:
        return f"{minutes} minutes"
    return f"{minutes / 60:.3g} hours" if minutes < 48 * 60 else f"{minutes / 1440:.3g} days"


def _lot(feed_id: str, now: datetime) -> float:
    """Give a number from 0 to 1 that repeats for a feed and a run and is else as good as drawn."""
    digest = hashlib.sha256(f"{feed_id} {now.isoformat()}".encode("utf-8", "replace")).digest()
    return int.from_bytes(digest[:8], "big") / 2**64

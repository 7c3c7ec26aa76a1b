"""Where a feed is asked: its listed address, or the one that its publisher moved it to for good.

The list stays the user's: a move is remembered beside it, and the feed keeps its id, and its entries theirs. One that
moves to an address of another feed of the list goes on by its redirect: which of the two to keep is not ours to say.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit, urlunsplit

from tasks.feeds_values import url_key
from tasks.records import Feed, FeedState, FetchResult
from tasks.redact import without_userinfo

# A redirect by mistake (maintenance, a login page) does not last that long, nor does its target stay a feed.
ENOUGH_TIMES, LONG_ENOUGH = 5, timedelta(days=7)
# What it moved to is dead as well: the address of the list may be right again.
STRIKES_TO_RETURN = 3.0


def address_of(feed: Feed, state: FeedState | None) -> str:
    """Give the URL to ask; the password of the list goes to the listed host only, and never without its encryption."""
    moved = state.moved_url if state else None
    if moved is None:
        return feed.url
    listed, there = urlsplit(feed.url), urlsplit(moved)
    is_safe = there.scheme == "https" or listed.scheme == "http"
    if listed.username is None or there.hostname != listed.hostname or not is_safe:
        return moved
    secret = listed.netloc.rpartition("@")[0]
    return urlunsplit(there._replace(netloc=f"{secret}@{there.netloc}"))


def after_success(
    feed: Feed, state: FeedState, result: FetchResult, listed: Mapping[str, str], now: datetime
) -> FeedState:
    """Note where a poll that brought a feed led to; ``listed`` tells whose each listed address is, by ``url_key``."""
    if result.https_url is not None:
        return _settle(feed, state, result.https_url)
    target = result.permanent_url
    if target is None:
        return replace(state, moved_to=None, moved_since=None, moved_times=0)
    if target != state.moved_to or state.moved_since is None:
        return replace(state, moved_to=target, moved_since=now, moved_times=1)
    times = state.moved_times + 1
    is_proven = times >= ENOUGH_TIMES and now - state.moved_since >= LONG_ENOUGH
    if not is_proven or listed.get(url_key(target), feed.feed_id) != feed.feed_id:
        return replace(state, moved_times=times)
    return _settle(feed, state, target)


def after_failure(state: FeedState) -> FeedState:
    """Go back to the listed address where the one behind a move has died."""
    if state.moved_url is None or state.strikes < STRIKES_TO_RETURN:
        return state
    return replace(
        state,
        moved_url=None,
        moved_from=(*state.moved_from, state.moved_url),
        moved_to=None,
        moved_since=None,
        moved_times=0,
    )


def told(feed: Feed, state: FeedState, listed: Mapping[str, str]) -> str | None:
    """Say in words that a feed has moved or seems to, or nothing."""
    if state.moved_to is None:
        return None
    owner = listed.get(url_key(state.moved_to), feed.feed_id)
    if owner != feed.feed_id:
        return f"has moved to {state.moved_to}, which is the feed {owner}: take one of them off the list"
    seen = "once" if state.moved_times == 1 else f"{state.moved_times} times in a row"
    return f"redirects for good to {state.moved_to}, seen {seen}"


def _settle(feed: Feed, state: FeedState, target: str) -> FeedState:
    left = state.moved_url or without_userinfo(feed.url)
    return replace(
        state,
        moved_url=target,
        moved_from=tuple(dict.fromkeys((*state.moved_from, left))),
        moved_to=None,
        moved_since=None,
        moved_times=0,
    )

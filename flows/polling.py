"""Ask the due feeds and read their answers as they come; then, once it is known what was new, draw the conclusions."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from flows.meter import Meter
from flows.settings import Settings
from flows.stages import Selection, Stages
from tasks.feeds_due import decision_of, feed_request, holds_of, next_states, poll_of
from tasks.records import (
    Feed,
    FeedHold,
    FeedRegistry,
    FeedUpdate,
    FetchPolicy,
    FetchRecord,
    FetchResult,
    ParsedFeed,
    ParseFailure,
)
from tasks.redact import without_userinfo


@dataclass(frozen=True, slots=True)
class Polled:
    """The feeds after fetch and parse, without their bodies."""

    exchanges: tuple[FetchResult, ...]
    parsed: tuple[ParsedFeed, ...]


@dataclass(frozen=True, slots=True)
class Conclusions:
    """What is written of each exchange, what is remembered of each feed, and whom else a publisher's wish concerns."""

    ledger: tuple[FetchRecord, ...]
    updates: tuple[FeedUpdate, ...]
    holds: tuple[FeedHold, ...]


def poll(
    selection: Selection, policy: FetchPolicy, settings: Settings, now: datetime, stages: Stages, meter: Meter
) -> Polled:
    """Fetch and parse as the answers come; the bodies of a few batches are in memory at a time.

    The entries of the whole run are: 0.9 KB each beside their text, so 0.9 GB for 10,000 feeds that all changed and
    bring 30 entries of 2 KB each, and next to nothing for feeds that answer that nothing changed.
    """
    identities = {one.feed_id: one.identity for one in selection.states.values() if one.identity}
    requests = [feed_request(feed, selection.states.get(feed.feed_id), now, policy) for feed in selection.due]
    exchanges: dict[str, FetchResult] = {}
    parsed: dict[str, ParsedFeed] = {}
    batches = iter(stages.fetch(requests, policy, now))
    while len(exchanges) < len(requests):
        with meter.stage("fetch feeds", len(requests) - len(exchanges)) as watch:
            results = next(batches)
            watch.advance(len(results))
        bodies = [result for result in results if result.outcome == "ok"]
        with meter.stage("parse", len(bodies)) as watch:
            stages.keep(settings, bodies, now)
            read = {one.feed_id: one for one in stages.parse(bodies, settings.workers, identities)}
            watch.advance(len(bodies))
        exchanges |= {one.feed_id: _settled(one, read.get(one.feed_id)) for one in results}
        parsed |= {feed_id: one for feed_id, one in read.items() if isinstance(one, ParsedFeed)}
    # Answers come in any order; what follows from them must not depend on it.
    ids = [feed.feed_id for feed in selection.due]
    return Polled(tuple(exchanges[one] for one in ids), tuple(parsed[one] for one in ids if one in parsed))


def concluded(
    selection: Selection, polled: Polled, new: Mapping[str, int], registry: FeedRegistry, now: datetime
) -> Conclusions:
    """What follows from the exchanges; ``new`` counts, by feed_id, the entries that were not known."""
    documents = {document.feed_id: document for document in polled.parsed}
    polls = [
        poll_of(
            feed,
            selection.states.get(feed.feed_id),
            result,
            documents.get(feed.feed_id),
            new.get(feed.feed_id, 0),
        )
        for feed, result in zip(selection.due, polled.exchanges, strict=True)
    ]
    asked = [poll for poll in polls if poll.result.outcome != "held_back"]
    states = {state.feed_id: state for state in next_states(asked, registry.feeds, now, registry.policy)}
    decisions = {feed_id: decision_of(state) for feed_id, state in states.items()}
    ledger = (
        FetchRecord(poll.result, poll.seen, poll.new, decisions.get(poll.feed.feed_id)) for poll in polls
    )
    told_apart = {
        feed_id: replace(
            state, identity=documents[feed_id].identity if feed_id in documents else state.identity
        )
        for feed_id, state in states.items()
    }
    updates = (FeedUpdate(without_password(poll.feed), told_apart[poll.feed.feed_id]) for poll in asked)
    return Conclusions(tuple(ledger), tuple(updates), tuple(holds_of(asked, registry.feeds, now)))


def _settled(result: FetchResult, document: ParsedFeed | ParseFailure | None) -> FetchResult:
    """The exchange as the ledger keeps it: without its body, and failed where its document could not be read."""
    if isinstance(document, ParseFailure):
        return replace(result, body=None, outcome=document.outcome, error=document.error)
    warning = document.warning if document else None
    return replace(result, body=None, error=result.error or warning)


def without_password(feed: Feed) -> Feed:
    """The feed as it may be stored."""
    return replace(feed, url=without_userinfo(feed.url)) if "@" in feed.url else feed

"""The stages of a run that is replayed: what was asked is answered from the ledger and its bodies, never by a network.

Which feeds are asked, when and with what answer, is as it was then; all that is made of the answers is today's.
"""

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from flows.settings import Settings
from flows.sifting import sift_known
from flows.stages import PLAIN, Drafts, OnDone, Selection, Stages, extract_pages
from flows.workers import chunked
from tasks import fulltext
from tasks.fetch_turns import Resting
from tasks.ids import stable_id
from tasks.records import (
    Article,
    Feed,
    FeedRegistry,
    FetchPolicy,
    FetchRecord,
    FetchRequest,
    FetchResult,
    LoadReport,
    ParsedFeed,
    RunBatch,
    RunRecord,
)
from tasks.redact import without_userinfo
from warehouse import read
from warehouse.bodies import read_body
from warehouse.db import connect
from warehouse.load import record_failed_run
from warehouse.migrate import migrate
from warehouse.replay import settled_entries

FEEDS_AT_ONCE = 50  # their bodies are in memory together
NOT_STORED = "not replayed: its body is not stored, or it was not asked for then"
NOTHING_WRITTEN = LoadReport(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Archive:
    """What one run asked and was answered, and for whom it is replayed."""

    exchanges: Mapping[tuple[str, str], FetchResult]
    bodies_path: Path
    own: str  # how the ids of the runs begin that this replay writes
    written_at: datetime | None  # when they are written; None: they are told as of when they were fetched

    @property
    def is_in_place(self) -> bool:
        """Whether what is replayed goes to the warehouse that it came from."""
        return self.written_at is not None

    def answer(self, request: FetchRequest, asked_at: datetime) -> FetchResult:
        """Give the exchange as it went, with its body; ``held_back`` where that cannot be known any longer."""
        found = self.exchanges.get(_key(request.kind, request.feed_id, without_userinfo(request.url)))
        if found is None:
            return _not_stored(request, asked_at)
        if found.body_hash is None:
            return found
        if request.kind == "feed" and self._was_unchanged(found, request):
            return replace(found, outcome="unchanged")
        body = read_body(self.bodies_path, found.body_hash)
        return _not_stored(request, asked_at) if body is None else replace(found, outcome="ok", body=body)

    def _was_unchanged(self, found: FetchResult, request: FetchRequest) -> bool:
        # In place the feed's last body is known already, and what was missed of it is what is looked for.
        return found.outcome == "unchanged" if self.is_in_place else found.body_hash == request.body_hash


def archive_of(
    exchanges: Iterable[FetchResult], bodies_path: Path, own: str, written_at: datetime | None
) -> Archive:
    """Make the exchanges of a run ready to answer."""
    by_key = {_key(one.kind, one.feed_id, one.url): one for one in exchanges}
    return Archive(by_key, bodies_path, own, written_at)


def stored_stages(archive: Archive, feeds: Mapping[str, Feed]) -> Stages:
    """The stages with those replaced that ask of others or write of what was asked; ``feeds`` by feed_id."""
    asked = [feeds[key] for kind, key in archive.exchanges if kind == "feed" and key in feeds]
    return replace(
        PLAIN,
        select=functools.partial(_select, asked),
        fetch=functools.partial(_fetch, archive),
        keep=_keep_nothing if archive.is_in_place else PLAIN.keep,
        normalise=functools.partial(_normalise, archive),
        complete=functools.partial(_complete, archive),
        load=functools.partial(_load, archive),
        publish=_publish_later,
        record_failure=_record_failure,
    )


def _key(kind: str, feed_id: str, url: str) -> tuple[str, str]:
    # A feed may have moved between then and now; a page is what it was asked for as.
    return (kind, feed_id if kind == "feed" else url)


def _not_stored(request: FetchRequest, asked_at: datetime) -> FetchResult:
    url = without_userinfo(request.url)
    return FetchResult(
        fetch_id=stable_id("not_stored", asked_at.isoformat(), request.kind, request.feed_id, url),
        kind=request.kind,
        feed_id=request.feed_id,
        url=url,
        final_url=url,
        fetched_at=asked_at,
        status=None,
        outcome="held_back",
        bytes=0,
        elapsed_ms=0,
        error=NOT_STORED,
    )


def _select(
    asked: Sequence[Feed], settings: Settings, registry: FeedRegistry, now: datetime, only_due: bool
) -> Selection:
    with connect(settings.warehouse_path) as connection:
        states = read.feed_states(connection, [feed.feed_id for feed in asked])
    return Selection(tuple(asked), (), states)


def _fetch(
    archive: Archive, requests: Sequence[FetchRequest], policy: FetchPolicy, now: datetime
) -> Iterator[list[FetchResult]]:
    for chunk in chunked(requests, FEEDS_AT_ONCE):
        yield [archive.answer(request, now) for request in chunk]


def _keep_nothing(settings: Settings, results: Sequence[FetchResult], now: datetime) -> None:
    # In place they are there, and their age is that of the last exchange which brought them.
    return


def _normalise(
    archive: Archive, settings: Settings, parsed: Sequence[ParsedFeed], registry: FeedRegistry, now: datetime
) -> Drafts:
    """Normalise what is missing, and what changed since; what a later answer changed already stays as that said."""
    entries = [entry for feed in parsed for entry in feed.entries]
    with connect(settings.warehouse_path) as connection:
        changed = sift_known(connection, entries).changed
        settled = settled_entries(connection, [entry.entry_id for entry in changed], now, archive.own)
    # Known again they have another id than in the feed: their words tell them.
    old = {(entry.feed_id, entry.entry_hash) for entry in changed if entry.entry_id in settled}
    left = [
        replace(feed, entries=tuple(one for one in feed.entries if (one.feed_id, one.entry_hash) not in old))
        for feed in parsed
    ]
    return PLAIN.normalise(settings, left, registry, now)


def _complete(
    archive: Archive,
    articles: Sequence[Article],
    registry: FeedRegistry,
    now: datetime,
    settings: Settings,
    on_done: OnDone,
    resting: Resting,
) -> fulltext.Completed:
    """Complete articles from the pages that were fetched then; what was not stays to be fetched."""

    def answered(
        requests: Sequence[FetchRequest], policy: FetchPolicy, asked_at: datetime
    ) -> list[FetchResult]:
        results = [archive.answer(request, asked_at) for request in requests]
        if not archive.is_in_place:
            PLAIN.keep(settings, results, asked_at)
        return results

    # What a run might ask was settled then.
    unlimited = replace(registry.policy, pages_per_host=len(articles) + 1)
    extract = functools.partial(extract_pages, workers=settings.workers)
    feeds = {feed.feed_id: feed for feed in registry.feeds}
    return fulltext.complete(articles, feeds, unlimited, answered, now, extract)


def _load(archive: Archive, settings: Settings, batch: RunBatch) -> LoadReport:
    told = replace(batch, run=replace(batch.run, flow="replay"), registry=())
    if archive.written_at is None:
        return PLAIN.load(settings, replace(told, fetches=_known(batch.fetches)))
    if not (batch.entries or batch.articles):
        return NOTHING_WRITTEN
    # The ledger and the feeds' states tell of the network, and that of now: a replay has nothing to add.
    run = _moved(told.run, archive.written_at)
    return PLAIN.load(settings, replace(told, run=run, feeds=(), holds=(), fetches=()))


def _moved(run: RunRecord, written_at: datetime) -> RunRecord:
    # What the events were at the time that is replayed must not change for those who ask about it.
    ended_at = written_at + (run.ended_at - run.started_at) if run.ended_at else None
    return replace(run, started_at=written_at, ended_at=ended_at)


def _known(fetches: Iterable[FetchRecord]) -> tuple[FetchRecord, ...]:
    return tuple(one for one in fetches if one.result.error != NOT_STORED)


def _publish_later(settings: Settings) -> None:
    # Once, after the last run.
    return


def _record_failure(settings: Settings, run: RunRecord, fetches: Iterable[FetchRecord]) -> None:
    with connect(settings.warehouse_path) as connection:
        migrate(connection)
        record_failed_run(connection, replace(run, flow="replay"))

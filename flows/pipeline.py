"""The one composition of the stages: what comes after what, whoever runs it.

due feeds -> fetch -> parse -> normalise -> fetch pages -> deduplicate -> code and merge -> load and check -> publish

Every stage is a function of ``Stages``: a flow may wrap each in an engine's task without this file knowing.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from flows.meter import Meter
from flows.outcome import FINE, Outcome, count_types, troubles_of
from flows.progress import Watch
from flows.settings import Settings
from flows.stages import Drafts, Selection, Stages, is_codable
from flows.workers import chunked
from tasks.dedupe import Decisions, link_entries
from tasks.errors import IngestError
from tasks.feeds_due import feed_request, next_state
from tasks.merge import mentions_of
from tasks.records import (
    Article,
    Coding,
    EventMention,
    FeedRegistry,
    FeedUpdate,
    FetchRecord,
    FetchResult,
    LoadReport,
    ParsedFeed,
    ParseFailure,
    Rejected,
    RunBatch,
    RunRecord,
)


@dataclass(frozen=True, slots=True)
class Order:
    """What one run is asked to do; its clock and its id are made by whoever orders it."""

    settings: Settings
    registry: FeedRegistry
    run_id: str
    now: datetime
    only_due: bool


@dataclass(frozen=True, slots=True)
class Polled:
    """The feeds after fetch and parse, without their bodies."""

    exchanges: tuple[FetchResult, ...]
    parsed: tuple[ParsedFeed, ...]
    updates: tuple[FeedUpdate, ...]


@dataclass(frozen=True, slots=True)
class Coded:
    """What the coder made of the articles that are to be loaded."""

    mentions: tuple[EventMention, ...] = ()
    rejected: tuple[tuple[str, Rejected], ...] = ()
    failed: tuple[tuple[str, str], ...] = ()  # article_id and why
    foreign: int = 0  # articles in a language that cannot be coded yet


def ingest(order: Order, stages: Stages, watch: Watch) -> Outcome:
    """Walk the stages once; a run that fails is noted in ``runs`` with what it asked of others, and raised."""
    meter = Meter(watch)
    ledger: list[FetchRecord] = []
    try:
        outcome = _walk(order, stages, meter, ledger)
    except Exception as error:
        failed = RunRecord(
            order.run_id, "ingest", order.now, datetime.now(UTC), "failed", str(error) or repr(error)
        )
        stages.record_failure(order.settings, replace(failed, stage_seconds=meter.seconds), ledger)
        raise
    if outcome.run.feeds_polled and outcome.run.feeds_failed == outcome.run.feeds_polled:
        first = outcome.troubles[0]
        raise IngestError(f"all {outcome.run.feeds_failed} feeds failed; {first.feed_id}: {first.error}")
    return outcome


def _walk(order: Order, stages: Stages, meter: Meter, ledger: list[FetchRecord]) -> Outcome:
    settings, registry, now = order.settings, order.registry, order.now
    with meter.stage("select due feeds"):
        selection = stages.select(settings, registry, now, order.only_due)
    polled = _poll(order, stages, meter, selection)
    ledger.extend(FetchRecord(result) for result in polled.exchanges)
    with meter.stage("normalise"):
        drafts = stages.normalise(settings, polled.parsed, registry, now)
    with meter.stage("fetch pages"):
        completed = stages.complete(drafts.by_url.candidates, registry, now, settings.workers)
    ledger[:] = [*_feed_ledger(polled, drafts), *completed.fetches]
    with meter.stage("deduplicate"):
        decisions = stages.deduplicate(settings, drafts.by_url, completed.articles)
    coded = _code(order, stages, meter, decisions.articles)
    batch = _batch(order, selection, polled, drafts, decisions, coded, tuple(ledger))
    return _write(order, stages, meter, batch, coded)


def _poll(order: Order, stages: Stages, meter: Meter, selection: Selection) -> Polled:
    exchanges: list[FetchResult] = []
    parsed: list[ParsedFeed] = []
    updates: list[FeedUpdate] = []
    for feeds in chunked(selection.due, stages.feeds_a_batch):
        requests = [feed_request(feed, selection.states.get(feed.feed_id)) for feed in feeds]
        with meter.stage("fetch feeds", len(feeds)) as watch:
            results = stages.fetch(requests, order.registry.policy, order.now)
            watch.advance(len(feeds))
        bodies = [result for result in results if result.outcome == "ok"]
        with meter.stage("parse", len(bodies)) as watch:
            read = {one.feed_id: one for one in stages.parse(bodies, order.settings.workers)}
            watch.advance(len(bodies))
        for feed, result in zip(feeds, results, strict=True):
            document = read.get(feed.feed_id)
            settled = _settled(result, document)
            state = selection.states.get(feed.feed_id)
            exchanges.append(settled)
            updates.append(
                FeedUpdate(feed, next_state(feed, state, settled, settled.outcome == "ok", order.now))
            )
        parsed += [one for one in read.values() if isinstance(one, ParsedFeed)]
    return Polled(tuple(exchanges), tuple(parsed), tuple(updates))


def _settled(result: FetchResult, document: ParsedFeed | ParseFailure | None) -> FetchResult:
    """The exchange as the ledger keeps it: without its body, and failed where its document could not be read."""
    if isinstance(document, ParseFailure):
        return replace(result, body=None, outcome=document.outcome, error=document.error)
    warning = document.warning if document else None
    return replace(result, body=None, error=result.error or warning)


def _feed_ledger(polled: Polled, drafts: Drafts) -> list[FetchRecord]:
    seen = {feed.feed_id: len(feed.entries) for feed in polled.parsed}
    new = Counter(entry.feed_id for entry in drafts.new)
    return [
        FetchRecord(result, seen.get(result.feed_id, 0), new[result.feed_id]) for result in polled.exchanges
    ]


def _code(order: Order, stages: Stages, meter: Meter, articles: Sequence[Article]) -> Coded:
    codable = [article for article in articles if is_codable(article)]
    countries = {feed.feed_id: feed.country for feed in order.registry.feeds if feed.country}
    codings: list[Coding] = []
    with meter.stage("code events", len(codable)) as watch:
        for chunk in chunked(codable, stages.articles_a_chunk):
            codings += stages.code(chunk, countries, order.settings.workers)
            watch.advance(len(chunk))
    pairs = list(zip(codable, codings, strict=True))
    return Coded(
        mentions=tuple(mention for article, coding in pairs for mention in mentions_of(article, coding)),
        rejected=tuple((article.article_id, one) for article, coding in pairs for one in coding.rejected),
        failed=tuple((article.article_id, coding.error) for article, coding in pairs if coding.error),
        foreign=len(articles) - len(codable),
    )


def _batch(
    order: Order,
    selection: Selection,
    polled: Polled,
    drafts: Drafts,
    decisions: Decisions,
    coded: Coded,
    ledger: tuple[FetchRecord, ...],
) -> RunBatch:
    feeds = [result.outcome for result in polled.exchanges]
    unchanged = sum(outcome in ("not_modified", "unchanged") for outcome in feeds)
    exchanged = [(record.result.kind, record.result.outcome) for record in ledger]
    run = RunRecord(
        run_id=order.run_id,
        flow="ingest",
        started_at=order.now,
        feeds_polled=len(feeds),
        feeds_ok=feeds.count("ok"),
        feeds_unchanged=unchanged,
        feeds_failed=sum(outcome not in FINE for outcome in feeds),
        feeds_held=len(selection.held),
        pages_fetched=sum(kind == "page" and outcome != "robots_denied" for kind, outcome in exchanged),
        entries_seen=sum(len(feed.entries) for feed in polled.parsed),
        entries_new=len(drafts.new),
        entries_skipped=len(drafts.skipped),
        articles_new=sum(article.revision == 1 for article in decisions.articles),
        articles_revised=decisions.count("revision"),
        articles_duplicate=decisions.count("copy") + decisions.count("same_text"),
        articles_uncoded=coded.foreign + len(coded.failed),
        mentions=len(coded.mentions),
        rejected=len(coded.rejected),
    )
    links = link_entries((*drafts.new, *drafts.changed), decisions.decisions, order.now)
    return RunBatch(run, polled.updates, ledger, links, decisions.articles, coded.mentions, coded.rejected)


def _write(order: Order, stages: Stages, meter: Meter, batch: RunBatch, coded: Coded) -> Outcome:
    # The run's own row is part of the transaction, so that it ends, for the row, when the load begins.
    run = replace(batch.run, ended_at=datetime.now(UTC), stage_seconds=meter.seconds)
    with meter.stage("load"):
        report: LoadReport = stages.load(order.settings, replace(batch, run=run))
    with meter.stage("publish"):
        stages.publish(order.settings)
    finished = replace(run, ended_at=datetime.now(UTC), stage_seconds=meter.seconds)
    return Outcome(finished, report, count_types(coded.mentions), troubles_of(batch.fetches), coded.failed)

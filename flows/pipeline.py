"""The one composition of the stages: what comes after what, whoever runs it.

due feeds -> fetch -> parse -> normalise -> fetch pages -> deduplicate -> tell stories -> code and merge
          -> load and check -> publish

Every stage is a function of ``Stages``: a flow may wrap each in an engine's task without this file knowing.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flows.meter import Meter
from flows.outcome import FINE, Outcome, count_types, troubles_of
from flows.polling import Polled, concluded, poll, without_password
from flows.progress import Watch
from flows.settings import Settings
from flows.stages import Drafts, Selection, Stages, is_codable
from flows.workers import chunked
from tasks.dedupe import Decisions, link_entries
from tasks.errors import NotPublished
from tasks.fetch_turns import resting_sites
from tasks.merge import mentions_of
from tasks.records import (
    Article,
    Coding,
    Entry,
    EventMention,
    FeedRegistry,
    FetchRecord,
    FetchResult,
    LoadReport,
    Problem,
    Rejected,
    RunBatch,
    RunRecord,
)

NOT_ASKED = ("robots_denied", "held_back")
ENOUGH_TO_BLAME = 3  # feeds: so many failing at once are our network rather than theirs


@dataclass(frozen=True, slots=True)
class Order:
    """What one run is asked to do; its clock and its id are made by whoever orders it."""

    settings: Settings
    registry: FeedRegistry
    run_id: str
    now: datetime
    only_due: bool


@dataclass(frozen=True, slots=True)
class Coded:
    """What the coder made of the articles that are to be loaded."""

    mentions: tuple[EventMention, ...] = ()
    rejected: tuple[tuple[str, Rejected], ...] = ()
    failed: tuple[tuple[str, str], ...] = ()  # article_id and why
    foreign: int = 0  # articles in a language that cannot be coded yet


def ingest(order: Order, stages: Stages, watch: Watch) -> Outcome:
    """Walk the stages once; a run that breaks is noted in ``runs`` with what it asked of others, and raised.

    A run whose feeds all failed is loaded like any other, but its status is ``failed``: see ``_verdict``.
    """
    meter = Meter(watch)
    ledger: list[FetchRecord] = []
    try:
        return _walk(order, stages, meter, ledger)
    except NotPublished as error:
        # The load stands: only the readers' copy is missing, and the row must say so without losing its counts.
        why = str(error)
        _note(error, lambda: stages.mark_failed(order.settings, order.run_id, why))
        raise
    except Exception as error:
        run = RunRecord(
            order.run_id, "ingest", order.now, _ended(order, meter), "failed", str(error) or repr(error)
        )
        failed = replace(run, stage_seconds=meter.seconds)
        _note(error, lambda: stages.record_failure(order.settings, failed, ledger))
        raise


def _note(error: Exception, write: Callable[[], None]) -> None:
    try:
        write()
    except Exception as second:
        error.add_note(f"and the failure could not be noted in the warehouse: {second}")


def _ended(order: Order, meter: Meter) -> datetime:
    # By the meter, not by the clock: the clock is read once, where the run is ordered.
    return order.now + timedelta(seconds=meter.elapsed)


def _verdict(order: Order, exchanges: Sequence[FetchResult]) -> str | None:
    """Why the run as a whole failed, or ``None``: every feed did, and they were enough to blame it on ourselves.

    On schedule a feed or two that fail come due alone again and again: those are theirs, not the run's.
    """
    failed = [result for result in exchanges if result.outcome not in FINE]
    if not failed or len(failed) < len(exchanges) or (order.only_due and len(failed) < ENOUGH_TO_BLAME):
        return None
    return f"all {len(failed)} feeds failed; {failed[0].feed_id}: {failed[0].error}"


def _walk(order: Order, stages: Stages, meter: Meter, ledger: list[FetchRecord]) -> Outcome:
    settings, registry, now = order.settings, order.registry, order.now
    with meter.stage("select due feeds"):
        selection = stages.select(settings, registry, now, order.only_due)
    polled = poll(selection, registry.policy, settings, now, stages, meter)
    ledger.extend(FetchRecord(result) for result in polled.exchanges)
    with meter.stage("normalise"):
        drafts = stages.normalise(settings, polled.parsed, registry, now)
    with meter.stage("fetch pages") as watch:
        resting = {**selection.resting, **resting_sites(polled.exchanges)}
        candidates = drafts.by_url.candidates
        completed = stages.complete(candidates, registry, now, settings, watch.advance, resting)
    new = Counter(entry.feed_id for entry in _kept(drafts))
    answers = concluded(selection, polled, new, registry, now)
    ledger[:] = [*answers.ledger, *completed.fetches]
    with meter.stage("deduplicate"):
        decisions, copies = stages.deduplicate(settings, drafts.by_url, completed.articles)
    with meter.stage("tell stories"):
        storied = stages.tell(settings, decisions.articles)
    if storied is not None:
        decisions = replace(decisions, articles=storied.articles)
    coded = _code(order, stages, meter, decisions.articles)
    batch = _batch(order, selection, polled, drafts, decisions, coded, tuple(ledger))
    told = storied.told if storied else None
    batch = replace(batch, feeds=answers.updates, holds=answers.holds, copies=copies, told=told)
    return _write(order, stages, meter, batch, coded)


def _kept(drafts: Drafts) -> list[Entry]:
    """The new entries that gave an article; the others come again with every poll and are new each time."""
    decided = {decision.entry_id for decision in drafts.by_url.decisions}
    return [entry for entry in drafts.new if entry.entry_id in decided]


def _code(order: Order, stages: Stages, meter: Meter, articles: Sequence[Article]) -> Coded:
    codable = [article for article in articles if is_codable(article)]
    countries = {feed.feed_id: feed.country for feed in order.registry.feeds if feed.country}
    codings: list[Coding] = []
    with meter.stage("code events", len(codable)) as watch:
        for chunk in chunked(codable, stages.articles_a_chunk):
            settings = order.settings
            codings += stages.code(chunk, countries, settings.workers, settings.parser, watch.advance)
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
    outcomes = [result.outcome for result in polled.exchanges]
    feeds = [outcome for outcome in outcomes if outcome != "held_back"]
    failure = _verdict(order, polled.exchanges)
    unchanged = sum(outcome in ("not_modified", "unchanged") for outcome in feeds)
    exchanged = [(record.result.kind, record.result.outcome) for record in ledger]
    run = RunRecord(
        run_id=order.run_id,
        flow="ingest",
        started_at=order.now,
        status="failed" if failure else "ok",
        error=failure,
        feeds_polled=len(feeds),
        feeds_ok=feeds.count("ok"),
        feeds_unchanged=unchanged,
        feeds_failed=sum(outcome not in FINE for outcome in feeds),
        feeds_held=len(selection.held) + outcomes.count("held_back"),
        pages_fetched=sum(kind == "page" and outcome not in NOT_ASKED for kind, outcome in exchanged),
        entries_seen=sum(len(feed.entries) for feed in polled.parsed),
        entries_new=len(_kept(drafts)),
        entries_skipped=len(drafts.skipped),
        articles_new=sum(article.revision == 1 for article in decisions.articles),
        articles_revised=decisions.count("revision"),
        articles_duplicate=decisions.count("copy") + decisions.count("same_text"),
        articles_uncoded=coded.foreign + len(coded.failed),
        mentions=len(coded.mentions),
        rejected=len(coded.rejected),
    )
    links = link_entries((*drafts.new, *drafts.changed), decisions.decisions, order.now)
    return RunBatch(
        run=run,
        fetches=ledger,
        entries=links,
        articles=decisions.articles,
        mentions=coded.mentions,
        rejected=coded.rejected,
        problems=_problems(drafts, decisions, coded),
        registry=tuple(without_password(feed) for feed in order.registry.feeds),
    )


def _problems(drafts: Drafts, decisions: Decisions, coded: Coded) -> tuple[Problem, ...]:
    titles = {article.article_id: (article.feed_id, article.title) for article in decisions.articles}
    entries = [
        Problem("entry", one.feed_id, None, f"entry {one.position}", one.reason) for one in drafts.skipped
    ]
    articles = [Problem("article", titles[one][0], one, titles[one][1], why) for one, why in coded.failed]
    return (*entries, *articles)


def _write(order: Order, stages: Stages, meter: Meter, batch: RunBatch, coded: Coded) -> Outcome:
    # The run's own row is part of the transaction, so that it ends, for the row, when the load begins.
    run = replace(batch.run, ended_at=_ended(order, meter), stage_seconds=meter.seconds)
    with meter.stage("load"):
        report: LoadReport = stages.load(order.settings, replace(batch, run=run))
    with meter.stage("publish"):
        try:
            stages.publish(order.settings)
        except Exception as error:
            raise NotPublished(f"loaded, but not published: {error}") from error
    finished = replace(run, ended_at=_ended(order, meter), stage_seconds=meter.seconds)
    return Outcome(finished, report, count_types(coded.mentions), troubles_of(batch.fetches), coded.failed)

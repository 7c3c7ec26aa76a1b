"""The stages as the composition calls them: tasks on plain records, with the warehouse opened only to ask or to load.

The writer's file is open for as long as a question or a load takes, never across a fetch.
"""

import functools
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from flows.coding import code_in_processes
from flows.copies import Deduplicated, find_copies
from flows.settings import Settings
from flows.sifting import sift_known
from flows.stories import Storied, tell_stories
from flows.workers import chunked, map_chunks
from tasks import dedupe, fetch, fulltext, joined, normalise, pages, parse
from tasks.entry_history import shared_addresses
from tasks.errors import WarehouseError
from tasks.feeds_due import current_states, in_turns, of_resting_sites
from tasks.fetch_batches import fetch_in_batches
from tasks.fetch_turns import Resting, resting_sites
from tasks.merge import merging
from tasks.records import (
    Article,
    Coding,
    Document,
    Entry,
    Feed,
    FeedRegistry,
    FeedState,
    FetchPolicy,
    FetchRecord,
    FetchRequest,
    FetchResult,
    Identity,
    LoadReport,
    ParsedFeed,
    ParseFailure,
    RunBatch,
    RunRecord,
    SkippedEntry,
)
from tasks.redact import without_userinfo
from tasks.safe_html import safe_entries
from tasks.sites import site_name
from warehouse import bodies, read
from warehouse.db import connect
from warehouse.load import load_run, mark_failed, record_failed_run
from warehouse.migrate import migrate
from warehouse.publish import open_published, publish
from warehouse.restore import restore_missing
from warehouse.retention import forget_texts
from warehouse.search_index import update_index

log = logging.getLogger(__name__)
FEEDS_A_PARSE, PAGES_AN_EXTRACT = 8, 8
PAGE_SECONDS = (
    15.0  # of processor time for one page: what holds up the extractor's own limit ends its process
)
WORTH_PROCESSES = 24  # feeds or pages; below this the start of a process costs more than it saves
WORTH_BYTES = 8 * 1024**2  # of feeds: what asks for much memory is to ask a process of its own for it
OnDone = Callable[[int], None]  # is told how many more things are done
CODED_LANGUAGES = frozenset({"en"})


@dataclass(frozen=True, slots=True)
class Selection:
    """The feeds to ask now, those held back by their publishers, and what is remembered of each."""

    due: tuple[Feed, ...]
    held: tuple[Feed, ...]
    states: Mapping[str, FeedState]
    resting: Resting = field(default_factory=dict)  # sites that asked an earlier run for time


@dataclass(frozen=True, slots=True)
class Drafts:
    """What the entries of a run came to before any page is fetched."""

    by_url: dedupe.UrlDecisions
    new: tuple[Entry, ...]
    changed: tuple[Entry, ...]
    skipped: tuple[SkippedEntry, ...]


def select_feeds(settings: Settings, registry: FeedRegistry, now: datetime, only_due: bool) -> Selection:
    """Bring a lost warehouse back, its schema up to date, and choose the feeds to ask."""
    restore_missing(settings.warehouse_path, settings.published_path)
    listed = [
        replace(feed, url=without_userinfo(feed.url)) if "@" in feed.url else feed for feed in registry.feeds
    ]
    with connect(settings.warehouse_path) as connection:
        migrate(connection)
        due, held = read.due_feeds(connection, listed, now, only_due=only_due)
        states = current_states(registry.feeds, read.feed_states(connection, due))
        resting = {site_name(url): url for url in read.asked_for_time(connection, now)}
    feeds = {feed.feed_id: feed for feed in registry.feeds}
    wanted = [feeds[feed_id] for feed_id in due]
    # What a feed was told stands in the feeds' states; what a page or a robots.txt was told holds for them as well.
    rested = of_resting_sites(wanted, states, resting)
    chosen = in_turns([feed for feed in wanted if feed.feed_id not in rested], registry.policy.feeds_per_site)
    held_back = (*(feeds[feed_id] for feed_id in held), *(one for one in wanted if one.feed_id in rested))
    return Selection(tuple(chosen), held_back, states, resting)


def keep_bodies(settings: Settings, results: Sequence[FetchResult], now: datetime) -> None:
    """Store the bodies of exchanges for a replay, as long as the settings say, and let old ones go."""
    if settings.keep_bodies == 0:
        return
    bodies.keep_bodies(settings.bodies_path, results)
    if settings.keep_bodies is not None:
        bodies.forget_bodies(settings.bodies_path, now, settings.keep_bodies)


def parse_feeds(
    results: Sequence[FetchResult], workers: int, identities: Mapping[str, Identity]
) -> list[ParsedFeed | ParseFailure]:
    """Parse bodies, in order; many of them in processes, where a document that ends its process loses only itself.

    ``identities`` tells by feed_id how a feed's entries were told apart before.
    """

    def lost(result: FetchResult, why: str) -> ParsedFeed | ParseFailure:
        return ParseFailure(result.feed_id, "bad_feed", why)

    is_much = len(results) >= WORTH_PROCESSES or sum(result.bytes for result in results) >= WORTH_BYTES
    useful = workers if is_much else 1
    more_memory = parse.MOST_MEMORY if useful > 1 else parse.MOST_MEMORY_AMONG_OTHERS
    read_chunk = functools.partial(parse.parse_batch, identities=identities, more_memory=more_memory)
    chunks = map_chunks(read_chunk, chunked(results, FEEDS_A_PARSE), useful, lost)
    return [parsed for chunk in chunks for parsed in chunk]


def normalise_entries(
    settings: Settings, parsed: Sequence[ParsedFeed], registry: FeedRegistry, now: datetime
) -> Drafts:
    """Leave out what is stored already, make articles of the rest, and decide which addresses are known."""
    entries = [entry for feed in parsed for entry in feed.entries]
    with connect(settings.warehouse_path) as connection:
        sifted = sift_known(connection, entries)
        feeds = {feed.feed_id: feed for feed in registry.feeds}
        given = (*sifted.new, *sifted.changed)
        made = normalise.normalise_batch(given, feeds, now, shared=shared_addresses(entries))
        linked = read.entry_articles(connection, [article.article_id for article in made.articles])
        urls = [article.canonical_url for article in made.articles if article.canonical_url]
        seen = read.seen_articles(connection, urls, (), tuple(linked.values()))
    changed = {entry.entry_id for entry in sifted.changed}
    by_url = dedupe.decide_by_url(made.articles, seen, changed, linked)
    skipped = (*(skip for feed in parsed for skip in feed.skipped), *made.skipped)
    return Drafts(by_url, safe_entries(sifted.new), safe_entries(sifted.changed), skipped)


def complete_articles(
    articles: Sequence[Article],
    registry: FeedRegistry,
    now: datetime,
    settings: Settings,
    on_done: OnDone,
    resting: Resting,
) -> fulltext.Completed:
    """Fetch the pages of articles whose feeds give a summary only, and read many of them in processes.

    Sites that are ``resting``, or ask for time meanwhile, are left alone: their pages come with a later run.
    """

    done = 0
    left_alone = dict(resting)

    def tell(done_so_far: int) -> None:
        nonlocal done
        on_done(done_so_far - done)
        done = done_so_far

    def fetch_and_keep(
        requests: Sequence[FetchRequest], policy: FetchPolicy, asked_at: datetime
    ) -> list[FetchResult]:
        results = fetch.fetch_batch(requests, policy, asked_at, left_alone)
        left_alone.update(resting_sites(results))
        keep_bodies(settings, results, asked_at)
        return results

    extract = functools.partial(extract_pages, workers=settings.workers)
    feeds = {feed.feed_id: feed for feed in registry.feeds}
    return fulltext.complete(articles, feeds, registry.policy, fetch_and_keep, now, extract, tell)


def extract_pages(
    results: Sequence[FetchResult],
    workers: int,
    read: Callable[[Sequence[FetchResult]], list[pages.PageText]] = pages.extract_batch,
    seconds: float = PAGE_SECONDS,
) -> list[pages.PageText]:
    """Read pages in processes, in order; one that ends or hangs its process, in whatever library, loses only itself."""

    def lost(result: FetchResult, why: str) -> pages.PageText:
        return pages.PageText(result.fetch_id, None, why)

    if not results:
        return []
    useful = workers if len(results) >= WORTH_PROCESSES else 1
    chunks = map_chunks(read, chunked(results, PAGES_AN_EXTRACT), useful, lost, seconds)
    return [page for chunk in chunks for page in chunk]


def deduplicate(settings: Settings, by_url: dedupe.UrlDecisions, articles: Sequence[Article]) -> Deduplicated:
    """Decide by their words which articles are copies, revisions or nothing new."""
    keys = [key for article in articles for key in joined.keys_of(article)]
    with connect(settings.warehouse_path) as connection:
        by_page = joined.join_declared(by_url, articles, read.seen_articles(connection, keys, ()))
        hashes = [article.content_hash for article in by_page.articles]
        revised = [article.article_id for article in by_page.articles if article.revision > 1]
        seen = read.seen_articles(connection, (), hashes, revised)
        decided = dedupe.decide_by_content(by_page.by_url, by_page.articles, seen)
        return find_copies(connection, decided, seen)


def is_codable(article: Article) -> bool:
    """Whether the article's language can be coded; others are kept, searchable and counted."""
    return (article.language or "").split("-")[0] in CODED_LANGUAGES


def code_articles(
    articles: Sequence[Article], countries: Mapping[str, str], workers: int, parser: str, on_done: OnDone
) -> list[Coding]:
    """Code articles, in order; ``countries`` gives the outlet's country by feed_id, a last hint for unnamed actors."""
    documents = [
        Document(
            a.article_id, a.text, a.title or None, a.published_at or a.first_seen_at, countries.get(a.feed_id)
        )
        for a in articles
    ]
    return code_in_processes(documents, workers, parser, on_done)


def load(settings: Settings, batch: RunBatch) -> LoadReport:
    """Write the run in one transaction, and let go of the texts that are no longer to be kept."""
    with connect(settings.warehouse_path) as connection:
        report = load_run(connection, batch, merging())
        forget_texts(connection, batch.run.run_id, batch.run.started_at, settings.keep_text)
    return report


def publish_copy(settings: Settings) -> None:
    """Put the copy that readers open in place of the last one, and make its articles searchable."""
    publish(settings.warehouse_path, settings.published_path)
    try:
        with open_published(settings.published_path) as connection:
            update_index(settings.search_path, connection, log.warning)
    except WarehouseError as error:
        # The data are published, which is what a run is for; the next run or search makes the index good.
        log.warning("published, but `daybook search` does not find the newest articles yet: %s", error)


def record_failure(settings: Settings, run: RunRecord, fetches: Iterable[FetchRecord]) -> None:
    """Note a failed run and its exchanges, and publish them, so that the failure can be asked about."""
    with connect(settings.warehouse_path) as connection:
        migrate(connection)
        record_failed_run(connection, run, tuple(fetches))
    publish_copy(settings)


def mark_run_failed(settings: Settings, run_id: str, why: str) -> None:
    """Note that a run that was loaded failed after all; its counts stay."""
    with connect(settings.warehouse_path) as connection:
        mark_failed(connection, run_id, why)


@dataclass(frozen=True, slots=True)
class Stages:
    """The stages of one ingest, in their order; each may be wrapped by what runs it."""

    select: Callable[[Settings, FeedRegistry, datetime, bool], Selection] = select_feeds
    fetch: Callable[[Sequence[FetchRequest], FetchPolicy, datetime], Iterator[list[FetchResult]]] = (
        fetch_in_batches
    )
    keep: Callable[[Settings, Sequence[FetchResult], datetime], None] = keep_bodies
    parse: Callable[[Sequence[FetchResult], int, Mapping[str, Identity]], list[ParsedFeed | ParseFailure]] = (
        parse_feeds
    )
    normalise: Callable[[Settings, Sequence[ParsedFeed], FeedRegistry, datetime], Drafts] = normalise_entries
    complete: Callable[
        [Sequence[Article], FeedRegistry, datetime, Settings, OnDone, Resting], fulltext.Completed
    ] = complete_articles
    deduplicate: Callable[[Settings, dedupe.UrlDecisions, Sequence[Article]], Deduplicated] = deduplicate
    tell: Callable[[Settings, Sequence[Article]], Storied | None] = tell_stories
    code: Callable[[Sequence[Article], Mapping[str, str], int, str, OnDone], list[Coding]] = code_articles
    load: Callable[[Settings, RunBatch], LoadReport] = load
    publish: Callable[[Settings], None] = publish_copy
    record_failure: Callable[[Settings, RunRecord, Iterable[FetchRecord]], None] = record_failure
    mark_failed: Callable[[Settings, str, str], None] = mark_run_failed
    articles_a_chunk: int = 2000  # each chunk starts its processes anew


PLAIN = Stages()

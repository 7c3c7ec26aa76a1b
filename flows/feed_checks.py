"""Feeds tried now, and the feeds of a site found; nothing is stored.

To check listed feeds is to be their one owner meanwhile, like a run: no feed is asked by two at once.
"""

import contextlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flows.runner import only_one
from flows.settings import Settings
from tasks.discover import Candidate, distinct, page_candidates, robots_candidates, usual_candidates
from tasks.errors import ConfigError, IngestError
from tasks.feed_verdicts import Verdict, judge
from tasks.feeds import with_private_hosts
from tasks.feeds_due import feed_request
from tasks.feeds_values import web_url
from tasks.fetch import fetch_batch
from tasks.fetch_batches import fetch_in_batches
from tasks.parse import MOST_MEMORY_AMONG_OTHERS, parse_batch
from tasks.parse_limit import cpu_limit
from tasks.records import (
    Feed,
    FeedRegistry,
    FetchKind,
    FetchPolicy,
    FetchRequest,
    FetchResult,
    ParsedFeed,
    ParseFailure,
)
from tasks.redact import without_userinfo
from tasks.robots import site_of
from tasks.sites import is_own

CHECKED = ("feed", "state", "what was found", "what to do")
DISCOVERED = ("url", "title", "entries", "newest", "language", "found by")
PAGE_CPU_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed of a site that was fetched and could be read."""

    url: str
    title: str | None
    entries: int
    newest: datetime | None
    language: str | None
    source: str


def check_feeds(settings: Settings, names: Sequence[str], now: datetime) -> list[Verdict]:
    """Fetch and parse feeds by id or URL (all enabled ones where none is named), storing nothing.

    Raises ``AnotherIngest`` where feeds of the list are wanted and a run may be asking them at this moment.
    """
    registry = settings.registry()
    feeds = _named(registry, names)
    is_listed = not {feed.feed_id for feed in registry.feeds}.isdisjoint(feed.feed_id for feed in feeds)
    with only_one(settings) if is_listed else contextlib.nullcontext():
        return _check(feeds, registry, now)


def _check(feeds: Sequence[Feed], registry: FeedRegistry, now: datetime) -> list[Verdict]:
    requests = [feed_request(feed, None, now, registry.policy) for feed in feeds]
    verdicts: dict[str, Verdict] = {}
    # As the answers come: nobody's thousands of bodies are in memory at once.
    for results in fetch_in_batches(requests, registry.policy, now):
        for result, document in _tried(results):
            verdicts[result.feed_id] = judge(result, document)
    return [verdicts[feed.feed_id] for feed in feeds]


def discover_feeds(settings: Settings, url: str, now: datetime) -> list[FoundFeed]:
    """Find the feeds of a site from any of its pages; raises ``IngestError`` where the site does not answer.

    What the page announces and links and its robots.txt names is tried first; the usual places only where
    that gave nothing.
    """
    policy = _policy(settings)
    start = _page_url(url)
    page, robots = _ask([(start, "page"), (f"{site_of(start)}/robots.txt", "robots")], policy, now)
    if page.status is None:
        raise IngestError(f"{without_userinfo(start)}: {page.outcome}: {page.error}")
    announced = _announced(page, robots)
    found = _readable([_tried([page])[0]], {start: Candidate(start, "given")}) if page.body else []
    found += _try(announced, policy, now)
    return found or _try(usual_candidates(page.final_url), policy, now)


def _announced(page: FetchResult, robots: FetchResult) -> tuple[Candidate, ...]:
    with cpu_limit(PAGE_CPU_SECONDS):
        links = page_candidates(page.body, page.content_type, page.final_url) if page.body else ()
    named = robots_candidates((robots.body or b"").decode("utf-8", "replace"), robots.final_url)
    return distinct([*links, *named])


def _try(candidates: Iterable[Candidate], policy: FetchPolicy, now: datetime) -> list[FoundFeed]:
    by_url = {candidate.url: candidate for candidate in candidates}
    results = _ask([(url, "feed") for url in by_url], policy, now)
    return _readable(_tried(results), by_url)


def _readable(
    tried: Iterable[tuple[FetchResult, ParsedFeed | ParseFailure | None]], candidates: dict[str, Candidate]
) -> list[FoundFeed]:
    found: dict[str, FoundFeed] = {}
    for result, document in tried:
        if isinstance(document, ParsedFeed):
            # One body under many addresses is one feed.
            found.setdefault(result.body_hash or result.url, _found(result, document, candidates))
    return list(found.values())


def _found(result: FetchResult, feed: ParsedFeed, candidates: dict[str, Candidate]) -> FoundFeed:
    dates = [entry.published_at for entry in feed.entries if entry.published_at]
    return FoundFeed(
        url=result.final_url,
        title=feed.title,
        entries=len(feed.entries),
        newest=max(dates, default=None),
        language=next((entry.language for entry in feed.entries if entry.language), None),
        source=candidates[result.feed_id].source,
    )


def _ask(wanted: Sequence[tuple[str, FetchKind]], policy: FetchPolicy, now: datetime) -> list[FetchResult]:
    requests = [
        FetchRequest(kind, url, url, delay_seconds=0.0 if is_own(url, policy) else policy.page_delay_seconds)
        for url, kind in wanted
    ]
    return fetch_batch(requests, policy, now)


def _tried(results: Sequence[FetchResult]) -> list[tuple[FetchResult, ParsedFeed | ParseFailure | None]]:
    bodies = [result for result in results if result.outcome == "ok"]
    documents = iter(parse_batch(bodies, more_memory=MOST_MEMORY_AMONG_OTHERS))
    return [(result, next(documents) if result.outcome == "ok" else None) for result in results]


def _policy(settings: Settings) -> FetchPolicy:
    """The policy of feeds.toml; a site can be looked at before there is one."""
    if settings.feeds_path.exists():
        return settings.registry().policy
    return with_private_hosts(FetchPolicy(), settings.allow_private_hosts)


def _page_url(text: str) -> str:
    url = text.strip()
    try:
        url = web_url(url if "://" in url else f"https://{url}")
    except ValueError as problem:
        raise ConfigError(f"the address of a site {problem}") from problem
    return url


def _named(registry: FeedRegistry, names: Sequence[str]) -> list[Feed]:
    if not names:
        return [feed for feed in registry.feeds if feed.enabled]
    known = {feed.feed_id: feed for feed in registry.feeds} | {feed.url: feed for feed in registry.feeds}
    unknown = [name for name in names if name not in known and "://" not in name]
    if unknown:
        raise ConfigError(f"neither a URL nor the id of a feed: {', '.join(unknown)}", registry.path)
    named = [known.get(name) or Feed(feed_id=name, url=name, outlet=name) for name in names]
    # One that is named twice, or by its id and its URL, is asked once.
    return list({feed.feed_id: feed for feed in named}.values())

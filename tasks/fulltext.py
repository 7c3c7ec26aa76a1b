"""Complete articles from their pages: where a feed gives a summary, politely, and never for the worse."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import zip_longest
from urllib.parse import urlsplit

from tasks.hosts import is_loopback
from tasks.ids import stable_id
from tasks.language import detect_language
from tasks.page_walls import why_unusable
from tasks.pages import ExtractedPage, PageText, extract_batch, without_headline
from tasks.records import Article, DateStatus, Feed, FetchPolicy, FetchRecord, FetchRequest, FetchResult
from tasks.redact import without_userinfo
from tasks.robots import (
    RobotsRules,
    is_passing,
    robots_decision,
    robots_requests,
    robots_rules,
    site_of,
)
from tasks.text import content_hash, word_count
from tasks.urls import has_own_page

Fetch = Callable[[Sequence[FetchRequest], FetchPolicy, datetime], list[FetchResult]]
Extract = Callable[[Sequence[FetchResult]], list[PageText]]

PAGES_A_BATCH = 100
SUMMARY_WORDS = 120  # a longer summary is as good as the article
CONTENT_WORDS = 60  # feeds call their teasers content, too
_CUT = ("…", "...", "[…]", "[...]", "(…)", "(...)")


@dataclass(frozen=True, slots=True)
class Completed:
    """All articles in their order, with what their pages added, and the exchanges it took (no bodies)."""

    articles: tuple[Article, ...]
    fetches: tuple[FetchRecord, ...]


def complete(
    articles: Sequence[Article],
    feeds: Mapping[str, Feed],
    policy: FetchPolicy,
    fetch: Fetch,
    now: datetime,
    extract: Extract = extract_batch,
    on_page: Callable[[int], None] | None = None,
) -> Completed:
    """Fetch the pages of the articles that want one, as far as robots and the policy's cap allow.

    ``feeds`` by feed_id; ``on_page`` is told how many pages are done so far. An article whose page fails, or
    is no better, stays as it was (but for ``page_pending``); the result of its exchange then has the outcome
    that says so, and the reason as its error. The bodies of one batch are in memory at a time.
    """
    wanted = [article for article in articles if wants_page(article, feeds[article.feed_id])]
    rules, exchanges = _ask_robots(robots_requests(wanted), policy, fetch, now)
    allowed = [article for article in wanted if _is_allowed(article.url, rules)]
    exchanges += (_denied(article, now) for article in wanted if not _is_allowed(article.url, rules))
    planned = paced(plan_pages(allowed, policy), policy, rules)
    completed = _put_off(wanted, planned, rules, policy)
    done = 0
    for requests in _batches(planned):
        applied, judged = _fetch_and_apply(requests, allowed, rules, policy, fetch, now, extract)
        completed |= applied
        exchanges += judged
        done += len(requests)
        if on_page is not None:
            on_page(done)
    final = tuple(completed.get(article.article_id, article) for article in articles)
    ledger = (FetchRecord(one, decision=robots_decision(one, rules)) for one in exchanges)
    return Completed(final, tuple(ledger))


def wants_page(article: Article, feed: Feed) -> bool:
    """Say whether an article's page is worth a request: the feed gave a summary, a headline or a teaser."""
    if not feed.full_text or not article.url or not has_own_page(article.canonical_url):
        return False
    if article.text_origin == "title" or article.text.endswith(_CUT):
        return True
    enough = CONTENT_WORDS if article.text_origin == "content" else SUMMARY_WORDS
    return word_count(article.text) < enough


def plan_pages(articles: Iterable[Article], policy: FetchPolicy) -> list[FetchRequest]:
    """Give a request for each article's page, new articles first, ``pages_per_host`` to a host, hosts in turn."""
    by_site: dict[str, dict[str, FetchRequest]] = defaultdict(dict)
    # New ones first: pages that fail again and again must not take all of a host's turns.
    for article in sorted(articles, key=lambda article: article.revision > 1):
        site = site_of(article.url) if article.url else None
        if article.url and site and len(by_site[site]) < policy.pages_per_host:
            by_site[site].setdefault(article.url, FetchRequest("page", article.feed_id, article.url))
    turns = zip_longest(*(requests.values() for requests in by_site.values()))
    return [request for turn in turns for request in turn if request is not None]


def paced(
    requests: Iterable[FetchRequest], policy: FetchPolicy, rules: Mapping[str, RobotsRules]
) -> list[FetchRequest]:
    """Give the requests with the pause that the policy and their sites' robots want; none on this machine."""
    own = {host.lower() for host, _ in policy.connect_to}
    given: list[FetchRequest] = []
    for request in requests:
        site = site_of(request.url) or ""
        host, answer = urlsplit(site).hostname or "", rules.get(site)
        delay = max(policy.page_delay_seconds, answer.crawl_delay if answer else 0.0)
        is_own = host in own or is_loopback(host)
        given.append(replace(request, delay_seconds=0.0 if is_own else delay))
    return given


def apply_page(article: Article, page: ExtractedPage) -> Article:
    """Give an article the text of its page; the feed's headline stays, and its date where it gave one."""
    title = article.title or page.title or ""
    text = without_headline(page.text, title)
    # A page without a clock time still anchors "on Monday"; a day in the future is a mistake of the page.
    dated = article.published_at is None and page.published_at is not None
    sane = page.published_at is not None and page.published_at <= article.first_seen_at + timedelta(days=1)
    status: DateStatus = "guessed" if page.is_date_guessed else "ok"
    return replace(
        article,
        title=title,
        author=article.author or page.author,
        published_at=page.published_at if dated and sane else article.published_at,
        date_status=status if dated and sane else article.date_status,
        language=detect_language(f"{title}\n{text}", article.language),
        text=text,
        text_origin="page",
        declared_url=page.declared_url if page.declared_url != article.canonical_url else None,
        content_hash=content_hash(title, text),
    )


def _batches(requests: Sequence[FetchRequest]) -> Iterator[Sequence[FetchRequest]]:
    return (requests[start : start + PAGES_A_BATCH] for start in range(0, len(requests), PAGES_A_BATCH))


def _ask_robots(
    requests: Sequence[FetchRequest], policy: FetchPolicy, fetch: Fetch, now: datetime
) -> tuple[dict[str, RobotsRules], list[FetchResult]]:
    rules: dict[str, RobotsRules] = {}
    exchanges: list[FetchResult] = []
    for batch in _batches(requests):
        answers = fetch(batch, policy, now)
        rules |= robots_rules(answers)
        exchanges += (replace(answer, body=None) for answer in answers)
    return rules, exchanges


def _fetch_and_apply(
    requests: Sequence[FetchRequest],
    articles: Sequence[Article],
    rules: Mapping[str, RobotsRules],
    policy: FetchPolicy,
    fetch: Fetch,
    now: datetime,
    extract: Extract,
) -> tuple[dict[str, Article], list[FetchResult]]:
    results = fetch(requests, policy, now)
    found = extract([result for result in results if result.outcome == "ok"])
    by_url = {request.url: result for request, result in zip(requests, results, strict=True)}
    return _apply_all(articles, by_url, {page.fetch_id: page for page in found}, rules)


def _apply_all(
    articles: Sequence[Article],
    results: Mapping[str, FetchResult],
    pages: Mapping[str, PageText],
    rules: Mapping[str, RobotsRules],
) -> tuple[dict[str, Article], list[FetchResult]]:
    """Give the articles of these results by article_id, and the results as they are judged, without bodies.

    ``results`` by the URL that was asked for, ``pages`` by fetch_id.
    """
    judged = dict(results)
    completed: dict[str, Article] = {}
    for article in articles:
        url = article.url or ""
        if url in results:
            page = pages.get(results[url].fetch_id)
            completed[article.article_id], judged[url] = _apply_one(article, results[url], page, rules)
    return completed, [replace(result, body=None) for result in judged.values()]


def _apply_one(
    article: Article, result: FetchResult, found: PageText | None, rules: Mapping[str, RobotsRules]
) -> tuple[Article, FetchResult]:
    if result.outcome != "ok":
        return replace(article, page_pending=is_passing(result)), result
    if not _may_use(result.final_url, rules):
        reason = "led to an address that robots.txt closes"
        return article, replace(result, outcome="robots_denied", error=reason)
    if found is None or found.page is None:
        reason = found.problem if found and found.problem else "no text found"
        return article, replace(result, outcome="no_text", error=reason)
    unusable = why_unusable(article, found.page, result.final_url)
    if unusable is not None:
        return article, replace(result, outcome="no_text", error=unusable)
    return apply_page(article, found.page), result


def _put_off(
    articles: Iterable[Article],
    planned: Iterable[FetchRequest],
    rules: Mapping[str, RobotsRules],
    policy: FetchPolicy,
) -> dict[str, Article]:
    """Give, by article_id, the articles whose pages this run may not ask for but another one may."""
    asked = {request.url for request in planned}
    put_off: dict[str, Article] = {}
    for article in articles:
        answer = rules.get(site_of(article.url or "") or "")
        over_cap = policy.pages_per_host > 0 and article.url not in asked and _is_allowed(article.url, rules)
        if over_cap or (answer is not None and answer.is_outage):
            put_off[article.article_id] = replace(article, page_pending=True)
    return put_off


def _is_allowed(url: str | None, rules: Mapping[str, RobotsRules]) -> bool:
    answer = rules.get(site_of(url) or "") if url else None
    return url is not None and answer is not None and answer.allows(url)


def _may_use(final_url: str, rules: Mapping[str, RobotsRules]) -> bool:
    answer = rules.get(site_of(final_url) or "")  # a site that a redirect led to was not asked
    return answer is None or answer.allows(final_url)


def _denied(article: Article, now: datetime) -> FetchResult:
    url = without_userinfo(article.url or "")
    return FetchResult(
        fetch_id=stable_id("robots_denied", now.isoformat(), article.article_id),
        kind="page",
        feed_id=article.feed_id,
        url=url,
        final_url=url,
        fetched_at=now,
        status=None,
        outcome="robots_denied",
        bytes=0,
        elapsed_ms=0,
        error="robots.txt of the site closes it, or could not be read",
    )

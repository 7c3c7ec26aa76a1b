"""What a host's ``robots.txt`` lets Daybook fetch: asked once a run for every host whose pages are wanted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus

import ada_url
from protego import Protego

from tasks.records import Article, FetchRequest, FetchResult

ROBOT = "Daybook"  # the token that a publisher names us by
LONGEST_CRAWL_DELAY = 10.0  # a site that wants more would hold the run up
MOST_BYTES = 512 * 1024  # what is behind that is not read (RFC 9309, 2.5)


@dataclass(frozen=True, slots=True)
class RobotsRules:
    """The answer of one host: its rules, or leave for all or nothing where it gave none."""

    allow_all: bool
    rules: Protego | None = None
    is_outage: bool = False  # the site is in trouble, and may give leave another time

    def allows(self, url: str) -> bool:
        """Say whether a page may be fetched."""
        return self.allow_all if self.rules is None else bool(self.rules.can_fetch(url, ROBOT))

    @property
    def crawl_delay(self) -> float:
        """Give the seconds that the site wants between two pages, at most ``LONGEST_CRAWL_DELAY``."""
        asked = None if self.rules is None else self.rules.crawl_delay(ROBOT)
        return min(float(asked), LONGEST_CRAWL_DELAY) if asked and asked > 0 else 0.0

    @property
    def told(self) -> str:
        """Say in words what follows for the site's pages."""
        if self.is_outage:
            return "robots.txt could not be asked: no page of this site in this run"
        if self.rules is None:
            return (
                "no robots.txt: all pages are open"
                if self.allow_all
                else "no leave for any page of this site"
            )
        asked = self.rules.crawl_delay(ROBOT)
        kept = (
            f", {self.crawl_delay:g} of {asked:g} s kept between two pages"
            if asked and self.crawl_delay
            else ""
        )
        return f"its rules are kept{kept}"


def site_of(url: str) -> str | None:
    """Give scheme, host and port of a web address, or None for any other."""
    try:
        parsed = ada_url.URL(url)
    except ValueError:
        return None
    return parsed.origin if parsed.protocol in ("http:", "https:") else None


def robots_requests(articles: Iterable[Article]) -> list[FetchRequest]:
    """Give one request for each site that one of the articles stands on, in their order."""
    asked: dict[str, FetchRequest] = {}
    for article in articles:
        site = site_of(article.url) if article.url else None
        if site is not None and site not in asked:
            asked[site] = FetchRequest("robots", article.feed_id, f"{site}/robots.txt")
    return list(asked.values())


def robots_rules(results: Sequence[FetchResult]) -> dict[str, RobotsRules]:
    """Read the answers, by site: no file (4xx but 429) allows all, a site in trouble nothing this run."""
    return {site: _read(result) for result in results if (site := site_of(result.url)) is not None}


def _read(result: FetchResult) -> RobotsRules:
    if result.outcome == "ok":
        text = (result.body or b"")[:MOST_BYTES].decode("utf-8-sig", "replace")
        return RobotsRules(allow_all=True, rules=Protego.parse(text))
    if is_passing(result):
        return RobotsRules(allow_all=False, is_outage=True)
    has_none = result.status is not None and 400 <= result.status < 500
    return RobotsRules(allow_all=has_none and result.outcome in ("http_error", "gone"))


def robots_decision(result: FetchResult, rules: Mapping[str, RobotsRules]) -> str | None:
    """Say for the ledger what robots.txt decided about an exchange; None where the site was not asked."""
    answer = rules.get(site_of(result.url) or "")
    if answer is None or result.kind == "robots":
        return None if answer is None else answer.told
    return "closed by robots.txt" if result.outcome == "robots_denied" else "open by robots.txt"


def is_passing(result: FetchResult) -> bool:
    """Say whether an exchange failed in a way that another time may not."""
    if result.outcome in ("timeout", "dns_error", "connect_error", "protocol_error", "held_back"):
        return True
    status = result.status or 0
    return result.outcome == "http_error" and (status >= 500 or status == HTTPStatus.TOO_MANY_REQUESTS)

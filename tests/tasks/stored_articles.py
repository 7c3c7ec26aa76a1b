"""Articles and entries, new and stored, that the tests of deduplication share."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tasks.dedupe import (
    Decisions,
)
from tasks.records import Article, Entry, SeenArticle
from tasks.text import content_hash, word_count

NOW = datetime(2024, 5, 2, 12, tzinfo=UTC)
EARLIER = NOW - timedelta(days=1)
WIRE = (
    "The army said on Thursday that it had retaken the bridge over the river after a night of shelling " * 2
)


def article(article_id: str, **changes: Any) -> Article:
    given: dict[str, Any] = {
        "article_id": article_id,
        "feed_id": "f1",
        "url": None,
        "canonical_url": None,
        "outlet": "Example News",
        "title": f"Report {article_id}",
        "author": None,
        "published_at": NOW,
        "date_status": "ok",
        "language": "en",
        "text": f"What {article_id} tells.",
        "text_origin": "summary",
        "first_seen_at": NOW,
    }
    made = given | changes
    made.setdefault("content_hash", content_hash(made["title"], made["text"]))
    return Article(**made)


def stored(one: Article, **changes: Any) -> SeenArticle:
    given: dict[str, Any] = {
        "article_id": one.article_id,
        "feed_id": one.feed_id,
        "canonical_url": one.canonical_url,
        "outlet": one.outlet,
        "content_hash": one.content_hash,
        "words": word_count(one.text),
        "revision": one.revision,
        "duplicate_of": one.duplicate_of,
        "first_seen_at": one.first_seen_at,
        "text_origin": one.text_origin,
    }
    return SeenArticle(**(given | changes))


def entry(entry_id: str, entry_hash: str, **changes: Any) -> Entry:
    given: dict[str, Any] = {
        "feed_id": "f1",
        "guid": None,
        "url": None,
        "title": "T",
        "summary": "",
        "content": "",
    }
    given |= {"author": None, "published_raw": None, "published_at": NOW, "date_status": "ok"}
    return Entry(entry_id=entry_id, entry_hash=entry_hash, **(given | changes))


def verdicts(decisions: Decisions) -> dict[str, tuple[str, str]]:
    return {decision.entry_id: (decision.verdict, decision.article_id) for decision in decisions.decisions}


def wire(article_id: str, outlet: str, **changes: Any) -> Article:
    given = {"outlet": outlet, "feed_id": f"feed-{outlet}", "title": "Bridge retaken", "text": WIRE}
    return article(article_id, **(given | changes))

"""Entries of one run that share an address, as one article, whatever order they come in."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import groupby

from tasks.records import Article, DateStatus
from tasks.text import content_hash, word_count

_NEVER = datetime.max.replace(tzinfo=UTC)


def group_by_url(articles: Iterable[Article]) -> list[tuple[Article, ...]]:
    """Group articles by canonical URL, in the order of ``first_key``; one without is a group of its own."""
    ordered = sorted(articles, key=lambda article: (_url_key(article), first_key(article)))
    groups = [tuple(group) for _, group in groupby(ordered, key=_url_key)]
    return sorted(groups, key=lambda group: first_key(group[0]))


def merge_group(group: Sequence[Article]) -> Article:
    """Make one article of several entries with one address.

    The first keeps its id, feed and title; the longest text wins, and the earliest date that was read well.
    """
    ordered = sorted(group, key=first_key)
    first = ordered[0]
    fullest = max(ordered, key=lambda article: word_count(article.text))
    dated = _well_dated(ordered, "ok") or _well_dated(ordered, "no_zone")
    title = first.title or next((article.title for article in ordered if article.title), "")
    return replace(
        first,
        title=title,
        author=first.author or next((article.author for article in ordered if article.author), None),
        text=fullest.text,
        text_origin=fullest.text_origin,
        language=fullest.language or first.language,
        published_at=min(dated)[0] if dated else first.published_at,
        date_status=min(dated)[1] if dated else first.date_status,
        content_hash=content_hash(title, fullest.text),
    )


def first_key(article: Article) -> tuple[datetime, str, str]:
    """Order articles so that the same one comes first whatever the order of the feeds."""
    return (article.published_at or _NEVER, article.feed_id, article.article_id)


def _well_dated(articles: Iterable[Article], status: DateStatus) -> list[tuple[datetime, DateStatus]]:
    return [(one.published_at, status) for one in articles if one.date_status == status and one.published_at]


def _url_key(article: Article) -> str:
    return article.canonical_url or f"\x00{article.article_id}"

"""From an entry, as the feed gave it, to an article: one URL key, plain text, a language, a fingerprint."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime

from tasks.boilerplate import drop_boilerplate, strip_site_suffix
from tasks.errors import EntryError
from tasks.language import detect_language
from tasks.parse_limit import OutOfTimeError, cpu_limit, out_of_time
from tasks.records import Article, Entry, Feed, SkippedEntry, TextOrigin
from tasks.text import content_hash, html_to_text, word_count
from tasks.urls import canonical_url, is_home_page

MOST_CPU_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Normalised:
    """The articles of a batch of entries, in their order, and the entries that gave none."""

    articles: tuple[Article, ...]
    skipped: tuple[SkippedEntry, ...]


def to_article(entry: Entry, feed: Feed, now: datetime) -> Article:
    """Normalise one entry; raises ``EntryError`` where it has neither a title nor a text."""
    title = clean_title(entry.title, feed.outlet)
    text, origin = _best_text(entry, title)
    if not title and not text:
        raise EntryError("no title and no text")
    canonical = canonical_url(entry.url) if entry.url else None
    return Article(
        article_id=entry.entry_id,
        feed_id=feed.feed_id,
        url=entry.url,
        # Entries that all link to the front page are not one article.
        canonical_url=None if canonical is None or is_home_page(canonical) else canonical,
        outlet=feed.outlet,
        title=title,
        author=html_to_text(entry.author or "") or None,
        published_at=entry.published_at,
        date_status=entry.date_status,
        language=detect_language(f"{title}\n{text}", entry.language or feed.language),
        text=text,
        text_origin=origin,
        content_hash=content_hash(title, text),
        first_seen_at=now,
    )


def normalise_batch(
    entries: Iterable[Entry],
    feeds: Mapping[str, Feed],
    now: datetime,
    cpu_seconds: float = MOST_CPU_SECONDS,
    shared: AbstractSet[tuple[str, str]] = frozenset(),
) -> Normalised:
    """Normalise entries of many feeds (``feeds`` by feed_id), passing over those that cannot be used.

    The addresses that are ``shared`` (feed_id, URL) by different items are no article's, and make no key.
    ``cpu_seconds`` bounds each entry where signals arrive (see ``parse_limit``).
    """
    articles: list[Article] = []
    skipped: list[SkippedEntry] = []
    for position, entry in enumerate(entries):
        try:
            with cpu_limit(cpu_seconds):
                article = to_article(entry, feeds[entry.feed_id], now)
            is_own = (article.feed_id, article.url) not in shared
            articles.append(article if is_own else replace(article, canonical_url=None))
        except OutOfTimeError:
            skipped.append(SkippedEntry(entry.feed_id, position, out_of_time(cpu_seconds)))
        except EntryError as problem:
            skipped.append(SkippedEntry(entry.feed_id, position, str(problem)))
    return Normalised(tuple(articles), tuple(skipped))


def clean_title(title: str, outlet: str) -> str:
    """Give a headline as one line of plain text, without the outlet's name at its end."""
    return strip_site_suffix(" ".join(html_to_text(title).split()), outlet)


def _best_text(entry: Entry, title: str) -> tuple[str, TextOrigin]:
    content = drop_boilerplate(html_to_text(entry.content))
    summary = drop_boilerplate(html_to_text(entry.summary))
    origin: TextOrigin = "content" if word_count(content) >= word_count(summary) else "summary"
    text = content if origin == "content" else summary
    # Some feeds repeat the headline as the summary: that is no text.
    if not text or content_hash("", text) in (content_hash("", title), content_hash("", entry.title)):
        return "", "title"
    return text, origin

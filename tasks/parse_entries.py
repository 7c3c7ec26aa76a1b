"""Entries out of what a feed document says of them: identity, absolute link, plain title, date, hash."""

import hashlib
import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from tasks.errors import EntryError
from tasks.parse_dates import read_published
from tasks.parse_decode import clean
from tasks.records import Entry, SkippedEntry

MARKUP = re.compile(r"<!--.*?-->|</?[a-zA-Z][^<>]*>", re.DOTALL)
HIDDEN = re.compile(r"<(script|style)\b[^>]*>.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
DOUBLE_ESCAPED = re.compile(
    r"</?(?:a|b|i|u|em|strong|br|p|span|sup|sub|font|cite|q)(?:\s[^<>]*)?/?>", re.IGNORECASE
)
HASH_VERSION = "1"
ID_LENGTH = 32
LONGEST_TITLE = 1024  # characters, as all of these
LONGEST_RAW_TITLE = 4096
LONGEST_NAME = 1024  # of authors
LONGEST_URL = 2048
LONGEST_DATE = 256
LONGEST_TEXT = 1024 * 1024


@dataclass(frozen=True, slots=True)
class RawEntry:
    """One item of a document, in the document's words; None or "" where it says nothing."""

    guid: str | None = None
    link: str | None = None
    title: str = ""
    summary: str = ""
    content: str = ""
    author: str | None = None
    published: str | None = None
    language: str | None = None
    updated: str | None = None
    base: str | None = None  # what its relative links are resolved against, where it says so itself


@dataclass(frozen=True, slots=True)
class RawFeed:
    """A document in its own words."""

    title: str | None
    home: str | None
    items: list[RawEntry]
    warning: str | None = None
    ttl_minutes: int | None = None
    update_minutes: int | None = None
    item_count: int | None = None  # of the whole document, where not all of its items were read


def build_entries(
    feed_id: str, items: Sequence[RawEntry], keys: Sequence[str], base_url: str, fetched_at: datetime
) -> tuple[tuple[Entry, ...], tuple[SkippedEntry, ...]]:
    """Make the entries of one document, and the list of those that could not be used.

    ``keys`` tell the items of the feed apart (see ``parse_identity``); ``base_url`` is the document's own.
    """
    entries: list[Entry] = []
    skipped: list[SkippedEntry] = []
    for position, (item, key) in enumerate(zip(items, keys, strict=True)):
        try:
            entries.append(_entry(feed_id, item, key, base_url, fetched_at))
        except EntryError as problem:
            skipped.append(SkippedEntry(feed_id, position, str(problem)))
    return tuple(entries), tuple(skipped)


def absolute_link(link: str | None, base_url: str) -> str | None:
    """Resolve a link; None unless it leads to http or https."""
    text = re.sub(r"[\t\r\n]", "", link or "").strip()
    if not text or len(text) > LONGEST_URL:
        return None
    try:
        url = urljoin(base_url, text)
        parts = urlsplit(url)
        return url if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None


def is_url(text: str | None) -> bool:
    """Tell whether a text is written as an absolute URL of the web."""
    return text is not None and text.startswith(("http://", "https://"))


def plain_title(raw: str) -> str:
    """Give a title as a reader sees it: no markup, no entities, single blanks."""
    # The bound comes first: the patterns take quadratic time on markup that never closes.
    text = raw[:LONGEST_RAW_TITLE]
    if "<" in text:
        text = MARKUP.sub("", HIDDEN.sub("", text))
    if "&" in text:
        # Many feeds escape twice; what then shows up is only dropped where it is plainly markup.
        text = DOUBLE_ESCAPED.sub("", html.unescape(html.unescape(text)))
    return " ".join(clean(text).split())[:LONGEST_TITLE].rstrip()


def entry_hash(title: str, summary: str, content: str, link: str | None, author: str | None) -> str:
    """Hash what makes an entry changed; empty fields are left out, so that more can be added."""
    fields = {"title": title, "summary": summary, "content": content, "link": link, "author": author}
    said = "\x1e".join(f"{name}\x1f{value}" for name, value in fields.items() if value)
    return hashlib.sha256(f"{HASH_VERSION}\x1e{said}".encode()).hexdigest()[:ID_LENGTH]


def _entry(feed_id: str, item: RawEntry, key: str, document_url: str, fetched_at: datetime) -> Entry:
    base_url = absolute_link(item.base, document_url) or document_url
    url = absolute_link(item.link, base_url)
    if url is None and is_url(item.guid):
        url = absolute_link(item.guid, base_url)
    title = plain_title(item.title)
    if not (title or url or item.summary.strip() or item.content.strip()):
        raise EntryError("no title, no text and no link")
    summary, content = item.summary[:LONGEST_TEXT], item.content[:LONGEST_TEXT]
    author = item.author[:LONGEST_NAME] if item.author else None
    published_at, date_status = read_published(item.published, fetched_at)
    return Entry(
        entry_id=hashlib.sha256(f"{feed_id}\x00{key}".encode("utf-8", "replace")).hexdigest()[:ID_LENGTH],
        feed_id=feed_id,
        guid=item.guid[:LONGEST_URL] if item.guid else None,
        url=url,
        title=title,
        summary=summary,
        content=content,
        author=author,
        published_raw=item.published[:LONGEST_DATE] if item.published else None,
        published_at=published_at,
        date_status=date_status,
        language=item.language,
        entry_hash=entry_hash(title, summary, content, url, author),
        updated_raw=item.updated[:LONGEST_DATE] if item.updated else None,
        base_url=base_url,
    )

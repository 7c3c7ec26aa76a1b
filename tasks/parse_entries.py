"""Entries out of what a feed document says of them: identity, absolute link, plain title, date, hash."""

import hashlib
import html
import re
from collections import Counter
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
LONGEST_TITLE = 4096
LONGEST_URL = 2048


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


@dataclass(frozen=True, slots=True)
class RawFeed:
    """A document in its own words."""

    title: str | None
    home: str | None
    items: list[RawEntry]
    warning: str | None = None


def build_entries(
    feed_id: str, items: Sequence[RawEntry], base_url: str, fetched_at: datetime
) -> tuple[tuple[Entry, ...], tuple[SkippedEntry, ...]]:
    """Make the entries of one document, and the list of those that could not be used."""
    entries: list[Entry] = []
    skipped: list[SkippedEntry] = []
    for position, (item, key) in enumerate(zip(items, entry_keys(items), strict=True)):
        try:
            entries.append(_entry(feed_id, item, key, base_url, fetched_at))
        except EntryError as problem:
            skipped.append(SkippedEntry(feed_id, position, str(problem)))
    return tuple(entries), tuple(skipped)


def entry_keys(items: Sequence[RawEntry]) -> list[str]:
    """Give each item of a document its identity, from raw values only.

    guid, else link, else title and date, else title and summary. Where a key is used again in the document,
    the first keeps it and the later ones add their link, then their title; identical ones are numbered.
    """
    guids = {item.guid for item in items}
    # One guid on everything identifies nothing.
    use_guid = not (len(items) > 1 and len(guids) == 1)
    keys: list[str] = []
    taken: set[str] = set()
    repeats: Counter[str] = Counter()
    for item in items:
        key = _key(item, use_guid)
        for more in (item.link, item.title):
            if key in taken and more:
                key = f"{key}\x1f{more}"
        if key in taken:
            repeats[key] += 1
            key = f"{key}\x1f#{repeats[key]}"
        taken.add(key)
        keys.append(key)
    return keys


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
    text = raw[:LONGEST_TITLE]
    if "<" in text:
        text = MARKUP.sub("", HIDDEN.sub("", text))
    if "&" in text:
        # Many feeds escape twice; what then shows up is only dropped where it is plainly markup.
        text = DOUBLE_ESCAPED.sub("", html.unescape(html.unescape(text)))
    return " ".join(clean(text).split())


def entry_hash(title: str, summary: str, content: str, link: str | None, author: str | None) -> str:
    """Hash what makes an entry changed; empty fields are left out, so that more can be added."""
    fields = {"title": title, "summary": summary, "content": content, "link": link, "author": author}
    said = "\x1e".join(f"{name}\x1f{value}" for name, value in fields.items() if value)
    return hashlib.sha256(f"{HASH_VERSION}\x1e{said}".encode()).hexdigest()[:ID_LENGTH]


def _entry(feed_id: str, item: RawEntry, key: str, base_url: str, fetched_at: datetime) -> Entry:
    url = absolute_link(item.link, base_url)
    if url is None and is_url(item.guid):
        url = absolute_link(item.guid, base_url)
    title = plain_title(item.title)
    if not (title or url or item.summary.strip() or item.content.strip()):
        raise EntryError("no title, no text and no link")
    published_at, date_status = read_published(item.published, fetched_at)
    return Entry(
        entry_id=hashlib.sha256(f"{feed_id}\x00{key}".encode("utf-8", "replace")).hexdigest()[:ID_LENGTH],
        feed_id=feed_id,
        guid=item.guid,
        url=url,
        title=title,
        summary=item.summary,
        content=item.content,
        author=item.author,
        published_raw=item.published,
        published_at=published_at,
        date_status=date_status,
        language=item.language,
        entry_hash=entry_hash(title, item.summary, item.content, url, item.author),
    )


def _key(item: RawEntry, use_guid: bool) -> str:
    if item.guid and use_guid:
        return f"guid\x1f{item.guid}"
    if item.link:
        return f"link\x1f{item.link}"
    if item.published:
        return f"dated\x1f{item.title}\x1f{item.published}"
    return f"text\x1f{item.title}\x1f{item.summary or item.content}"

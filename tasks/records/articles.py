"""Articles, and entries linked to them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from tasks.records.feeds import DateStatus, Entry

TextOrigin = Literal["content", "summary", "page", "title"]


@dataclass(frozen=True, slots=True)
class Article:
    """One normalised article."""

    article_id: str  # the entry_id through which it was first seen
    feed_id: str
    url: str | None
    canonical_url: str | None
    outlet: str
    title: str
    author: str | None
    published_at: datetime | None
    date_status: DateStatus
    language: str | None
    text: str  # plain text, paragraphs parted by a blank line
    text_origin: TextOrigin
    content_hash: str
    first_seen_at: datetime
    duplicate_of: str | None = None  # article_id of the same words at another outlet, seen earlier
    story_id: str | None = None
    revision: int = 1
    page_pending: bool = False  # its page is worth asking for again: it failed for now, or was over the cap
    declared_url: str | None = (
        None  # the key that its page declares, where that is another one and can be trusted
    )
    changes: str = ""  # of a revision: what it changed in what was stored, in words


@dataclass(frozen=True, slots=True)
class SeenArticle:
    """What the warehouse knows of an article, enough to decide whether another is the same."""

    article_id: str
    feed_id: str
    canonical_url: str | None
    outlet: str
    content_hash: str
    words: int
    revision: int
    duplicate_of: str | None
    first_seen_at: datetime
    text_origin: TextOrigin = "content"
    title: str = ""
    published_at: datetime | None = None
    date_status: DateStatus = "missing"
    text: str = ""  # only of those asked for by id or address; empty also where it is not kept
    declared_url: str | None = None


@dataclass(frozen=True, slots=True)
class EntryLink:
    """An entry and the article that it belongs to."""

    entry: Entry
    article_id: str
    first_seen_at: datetime

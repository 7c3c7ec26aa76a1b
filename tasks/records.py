"""Every record that passes between the stages; frozen, plain and picklable, and all times are aware and UTC.

A stage takes records and gives records: no dict, data frame, connection or client crosses from one to the next.
"""

import builtins
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

DateStatus = Literal["ok", "missing", "unparsed", "clamped"]
TextOrigin = Literal["content", "summary", "page", "title"]
DatePrecision = Literal["day", "range", "month", "year", "inferred"]
PlacePrecision = Literal["point", "city", "province", "country"]
FetchKind = Literal["feed", "page", "robots"]
Outcome = Literal[
    "ok",  # 200, read and used
    "not_modified",  # 304
    "unchanged",  # 200 with the very bytes of last time
    "http_error",  # any other status
    "gone",  # 410
    "timeout",
    "connect_error",
    "protocol_error",  # a body cut short, a broken response
    "too_large",
    "bad_encoding",  # a Content-Encoding that was not asked for or that does not inflate
    "bad_redirect",  # too many hops, or a scheme other than http(s)
    "refused_address",  # a private address that is not allowed
    "robots_denied",
    "not_a_feed",
    "bad_feed",  # refused by a safety rule, or not parsable
    "no_text",  # a page without usable text
]


# --- configuration -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Feed:
    """One polled URL as ``feeds.toml`` declares it."""

    feed_id: str
    url: str
    outlet: str
    country: str | None = None  # ISO 3166 alpha-3, or INT for an international organisation
    language: str | None = None  # BCP 47
    owner: str | None = None
    state_affiliated: bool = False
    every_minutes: int = 60
    full_text: bool = True  # fetch the article's page where the feed gives a summary only
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class FetchPolicy:
    """Limits and manners of every exchange; sizes in bytes of the decoded body, times in seconds."""

    user_agent: str = "Daybook/0.1 (news feed reader; one user's own machine)"
    connect_seconds: float = 10.0
    read_seconds: float = 15.0
    total_seconds: float = 30.0
    max_bytes: int = 15 * 1024 * 1024
    max_redirects: int = 5
    per_host: int = 2  # exchanges in flight with one host
    concurrency: int = 50  # exchanges in flight in all
    pages_per_host: int = 40  # article pages a run and host
    allow_private_hosts: tuple[str, ...] = ()  # hosts or networks, e.g. "127.0.0.1", "10.0.0.0/8"
    connect_to: tuple[tuple[str, str], ...] = ()  # (host, "ip:port"): where to connect instead of asking DNS


@dataclass(frozen=True, slots=True)
class FeedRegistry:
    """A validated ``feeds.toml``."""

    feeds: tuple[Feed, ...]
    policy: FetchPolicy
    path: str


# --- fetch and parse -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FeedState:
    """What the warehouse remembers of a feed; validators are kept byte for byte."""

    feed_id: str
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    status: str = "new"  # new, ok, failing, gone
    last_ok_at: datetime | None = None
    next_due_at: datetime | None = None
    held_until: datetime | None = None  # a publisher's Retry-After
    failures: int = 0


@dataclass(frozen=True, slots=True)
class FetchRequest:
    """One GET to make."""

    kind: FetchKind
    feed_id: str
    url: str
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None  # of the last body that was used: the same again is ``unchanged``


@dataclass(frozen=True, slots=True)
class FetchResult:
    """One exchange as it went; a failure is a value with ``outcome`` and ``error``, never an exception."""

    fetch_id: str
    kind: FetchKind
    feed_id: str
    url: str
    final_url: str
    fetched_at: datetime
    status: int | None
    outcome: Outcome
    bytes: int  # of the decoded body
    elapsed_ms: int
    error: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    retry_after_seconds: int | None = None
    content_type: str | None = None
    body_hash: str | None = None
    body: builtins.bytes | None = field(default=None, repr=False)  # only where outcome is ``ok``


@dataclass(frozen=True, slots=True)
class Entry:
    """One item exactly as a feed gave it, beside what was read from it."""

    entry_id: str  # hash of feed_id and the raw guid, link or title and date
    feed_id: str
    guid: str | None
    url: str | None  # absolute http(s) link, else None
    title: str  # plain text
    summary: str  # as given, may be HTML
    content: str  # as given, may be HTML
    author: str | None
    published_raw: str | None
    published_at: datetime | None
    date_status: DateStatus
    language: str | None = None  # declared by the feed
    entry_hash: str = ""  # of title, summary, content, link and author: a change makes the entry changed


@dataclass(frozen=True, slots=True)
class SkippedEntry:
    """An entry that could not be used, with the reason."""

    feed_id: str
    position: int
    reason: str


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed document, read."""

    feed_id: str
    title: str | None
    entries: tuple[Entry, ...]
    skipped: tuple[SkippedEntry, ...] = ()
    warning: str | None = None  # e.g. malformed XML that could still be read


@dataclass(frozen=True, slots=True)
class ParseFailure:
    """A feed document that could not be read."""

    feed_id: str
    outcome: Outcome  # not_a_feed or bad_feed
    error: str


# --- articles ------------------------------------------------------------------------------------------------


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


@dataclass(frozen=True, slots=True)
class EntryLink:
    """An entry and the article that it belongs to."""

    entry: Entry
    article_id: str
    first_seen_at: datetime


# --- coding --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acted or was acted on: country is ISO alpha-3 or a PLOVER international code, sector a PLOVER one."""

    text: str
    name: str
    country: str = ""
    sector: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where: degrees WGS 84; lat and lon are None where only a name is known."""

    text: str
    name: str
    country: str = ""
    admin1: str = ""
    lat: float | None = None
    lon: float | None = None
    precision: PlacePrecision = "country"


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """One coding in one sentence; ``document[start:end] == sentence`` (see ``Document.full_text``)."""

    event_type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    place: Place | None
    event_date: date | None
    date_precision: DatePrecision
    killed: int | None
    injured: int | None
    confidence: float
    sentence_no: int
    sentence: str
    start: int
    end: int
    trigger: str
    rule_id: str
    quad_code: int
    event_scale: float
    cameo_code: str
    goldstein: float


@dataclass(frozen=True, slots=True)
class Rejected:
    """A candidate that was not coded, with a reason from the closed list of the codebook."""

    reason: str
    sentence: str
    start: int
    end: int
    trigger: str


@dataclass(frozen=True, slots=True)
class Document:
    """A text to code; offsets count characters into ``full_text``."""

    doc_id: str
    text: str
    title: str | None = None
    published_at: datetime | None = None
    outlet_country: str | None = None

    @property
    def full_text(self) -> str:
        """Title, a blank line and the text; or the text alone where there is no title."""
        return f"{self.title}\n\n{self.text}" if self.title else self.text


@dataclass(frozen=True, slots=True)
class Coding:
    """What was coded in one document, most certain first, and what was not."""

    doc_id: str
    events: tuple[CodedEvent, ...]
    rejected: tuple[Rejected, ...]
    codebook_version: str
    error: str | None = None  # the text could not be coded at all


@dataclass(frozen=True, slots=True)
class EventMention:
    """A coding in an article, with the event that it belongs to."""

    mention_id: str
    event_id: str
    article_id: str
    coded: CodedEvent
    codebook_version: str


# --- a run ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FetchRecord:
    """One line of the ledger: the exchange and what came of it (the body is not kept here)."""

    result: FetchResult
    entries_seen: int = 0
    entries_new: int = 0


@dataclass(frozen=True, slots=True)
class FeedUpdate:
    """A feed polled in this run with the state to remember."""

    feed: Feed
    state: FeedState


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One run: what was counted, how long each stage took, and how it ended."""

    run_id: str
    flow: str
    started_at: datetime
    ended_at: datetime | None = None
    status: Literal["ok", "failed"] = "ok"
    error: str | None = None
    feeds_polled: int = 0
    feeds_ok: int = 0
    feeds_unchanged: int = 0
    feeds_failed: int = 0
    feeds_held: int = 0
    pages_fetched: int = 0
    entries_seen: int = 0
    entries_new: int = 0
    entries_skipped: int = 0
    articles_new: int = 0
    articles_revised: int = 0
    articles_duplicate: int = 0
    articles_uncoded: int = 0  # kept, but in a language that cannot be coded yet, or the coder failed
    mentions: int = 0
    rejected: int = 0
    stage_seconds: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class RunBatch:
    """All that one run writes, in one transaction."""

    run: RunRecord
    feeds: tuple[FeedUpdate, ...] = ()
    fetches: tuple[FetchRecord, ...] = ()
    entries: tuple[EntryLink, ...] = ()
    articles: tuple[Article, ...] = ()  # new ones, and revised ones with revision > 1
    mentions: tuple[EventMention, ...] = ()
    rejected: tuple[tuple[str, Rejected], ...] = ()  # (article_id, candidate)


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load changed."""

    events_new: int
    events_changed: int
    events_total: int

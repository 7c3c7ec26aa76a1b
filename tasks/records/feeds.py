"""What is configured, fetched and parsed."""

import builtins
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

# no_zone: read as UTC; guessed: found somewhere on the article's page
DateStatus = Literal["ok", "no_zone", "missing", "unparsed", "clamped", "guessed"]
# What an entry's identity is made of; a feed whose guids repeat goes down this ladder and never up again.
Identity = Literal["guid", "link", "link_date", "link_date_title", "link_date_title_text"]
FetchKind = Literal["feed", "page", "robots"]
Outcome = Literal[
    "ok",  # 200, read and used
    "not_modified",  # 304
    "unchanged",  # 200 with the very bytes of last time
    "http_error",  # any other status
    "gone",  # 410
    "blocked",  # a bot protection wants a browser
    "held_back",  # not asked: its site had just asked for time
    "timeout",
    "dns_error",  # the name of the host leads nowhere
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
    per_owner: int = 2  # exchanges in flight with all hosts of one owner
    concurrency: int = 100  # exchanges in flight in all
    feed_delay_seconds: float = 1.0  # between two starts at a host or an owner, but on this machine
    feeds_per_site: int = 600  # feeds a run and site; the others are next
    adaptive: bool = True  # ask a feed more or less often by how much of it is new
    heed_freshness: bool = True  # wait as long as ttl, sy:updatePeriod, max-age or Expires say
    pages_per_host: int = 40  # article pages a run and host
    page_delay_seconds: float = 0.5  # between the starts of two pages of a host, but on this machine
    allow_private_hosts: tuple[str, ...] = ()  # hosts or networks, e.g. "127.0.0.1", "10.0.0.0/8"
    connect_to: tuple[tuple[str, str], ...] = ()  # (host, "ip:port"): where to connect instead of asking DNS


@dataclass(frozen=True, slots=True)
class FeedRegistry:
    """A validated ``feeds.toml``."""

    feeds: tuple[Feed, ...]
    policy: FetchPolicy
    path: str


@dataclass(frozen=True, slots=True)
class FeedState:
    """What the warehouse remembers of a feed; validators are kept byte for byte."""

    feed_id: str
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    status: str = "new"  # new, ok, failing, blocked, gone, removed
    last_ok_at: datetime | None = None
    next_due_at: datetime | None = None
    held_until: datetime | None = None  # a publisher's Retry-After
    failures: int = 0  # in a row
    url: str | None = None  # that the state is of
    identity: Identity | None = None  # how its entries are told apart; None: by their guids, as it should be
    polled_at: datetime | None = None
    body_at: datetime | None = None  # of the last whole body read: a 304 is believed for a day
    strikes: float = 0.0  # failures in a row by weight
    interval_minutes: int | None = None  # that its entries made of ``every_minutes``
    overlap: int | None = None  # percent of the entries known before; 101 where nothing changed at all
    last_new_at: datetime | None = None  # when it last had an entry that was not known
    hint_minutes: int | None = None  # how long its last document wants to be left alone
    moved_url: str | None = None  # where it is asked instead of ``url``
    moved_from: tuple[str, ...] = ()  # the addresses before that, oldest first
    moved_to: str | None = None  # where permanent redirects lead, not yet believed
    moved_since: datetime | None = None
    moved_times: int = 0
    why: str | None = None  # it waits longer than it was told to, in words


@dataclass(frozen=True, slots=True)
class FetchRequest:
    """One GET to make."""

    kind: FetchKind
    feed_id: str
    url: str
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None  # of the last body that was used: the same again is ``unchanged``
    delay_seconds: float = 0.0  # at least, between the starts of two exchanges with its host
    owner: str | None = None  # whose hosts share one pace


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
    is_conditional: bool = False  # validators were sent
    fresh_seconds: int | None = None  # as long as max-age or Expires say
    permanent_url: str | None = None  # where it led by permanent redirects alone
    https_url: str | None = None  # that answered where the http one could not be connected
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
    alternate_id: str | None = None  # hash of feed_id and the link or guid without host and tracking
    updated_raw: str | None = None  # when the feed says that it was changed
    silent_changes: int = 0  # changes so far that the feed did not date
    base_url: str = ""  # what relative links in summary and content are resolved against


@dataclass(frozen=True, slots=True)
class EntryHistory:
    """What is stored of an entry, enough to judge whether what comes under its id now is a change of it."""

    entry_hash: str  # "" where its page is to be asked for again
    published_raw: str | None = None
    updated_raw: str | None = None
    silent_changes: int = 0
    url: str | None = None
    title: str = ""
    text: str = ""  # the summary, or else the content, in the feed's markup; empty where it is not kept


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
    identity: Identity = "guid"  # how its entries were told apart
    ttl_minutes: int | None = None  # how long the document says it holds (RSS ttl)
    update_minutes: int | None = None  # how often it says it changes (sy:updatePeriod, sy:updateFrequency)


@dataclass(frozen=True, slots=True)
class ParseFailure:
    """A feed document that could not be read."""

    feed_id: str
    outcome: Outcome  # not_a_feed or bad_feed
    error: str

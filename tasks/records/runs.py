"""What one run does and writes."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from tasks.records.articles import Article, EntryLink
from tasks.records.copies import Copies
from tasks.records.events import EventMention, Rejected
from tasks.records.feeds import Feed, FeedState, FetchResult

if TYPE_CHECKING:
    from tasks.records.stories import ToldStories  # NumPy: not for every command


@dataclass(frozen=True, slots=True)
class FetchRecord:
    """One line of the ledger: the exchange and what came of it (the body is not kept here)."""

    result: FetchResult
    entries_seen: int = 0
    entries_new: int = 0
    decision: str | None = None  # what follows from it, in words


@dataclass(frozen=True, slots=True)
class FeedUpdate:
    """A feed polled in this run with the state to remember."""

    feed: Feed
    state: FeedState


@dataclass(frozen=True, slots=True)
class FeedHold:
    """A feed to leave alone because its site asked for time, whichever feed it said it to."""

    feed_id: str
    until: datetime
    why: str


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
class Problem:
    """What a run had to leave out, and why; the run went on without it."""

    kind: Literal["entry", "article", "mention"]
    feed_id: str | None
    article_id: str | None
    subject: str  # its title, URL or position
    reason: str


@dataclass(frozen=True, slots=True)
class RunBatch:
    """All that one run writes, in one transaction."""

    run: RunRecord
    feeds: tuple[FeedUpdate, ...] = ()
    holds: tuple[FeedHold, ...] = ()
    fetches: tuple[FetchRecord, ...] = ()
    entries: tuple[EntryLink, ...] = ()
    articles: tuple[Article, ...] = ()  # new ones, and revised ones with revision > 1
    mentions: tuple[EventMention, ...] = ()
    rejected: tuple[tuple[str, Rejected], ...] = ()  # (article_id, candidate)
    problems: tuple[Problem, ...] = ()  # entries skipped and articles whose coding failed
    registry: tuple[
        Feed, ...
    ] = ()  # every listed feed, polled or not; empty: not known, nothing follows from it
    copies: Copies = field(default_factory=Copies)
    retold: tuple[tuple[str, str], ...] = ()  # (article_id, story_id) of stored articles that are told anew
    told: "ToldStories | None" = None  # None: an article without a story is one of its own


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load changed."""

    events_new: int
    events_changed: int
    events_total: int

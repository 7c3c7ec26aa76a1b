"""The list of feeds beside what is known of each; trying feeds; and edits of ``feeds.toml`` that keep its comments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from flows.settings import SHIPPED_FEEDS, Settings
from tasks.errors import ConfigError
from tasks.feeds import read_registry
from tasks.feeds_edit import add_feeds, remove_feed
from tasks.feeds_values import url_key
from tasks.fetch import fetch_batch
from tasks.opml import import_opml
from tasks.parse import parse_batch
from tasks.records import Entry, Feed, FeedRegistry, FetchRequest, FetchResult, ParsedFeed, ParseFailure
from tasks.redact import without_userinfo

LISTED = (
    "feed_id",
    "outlet",
    "country",
    "language",
    "status",
    "last_ok_at",
    "failures",
    "next_due_at",
    "why",
    "url",
)
CHECKED = ("feed", "state", "what was found")
FIRST_LINES = "# The feeds that Daybook polls, a block each. See `daybook feeds --help`.\n"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What trying a feed came to, in a sentence."""

    feed_id: str
    state: Literal["ok", "failed"]
    sentence: str


def listed_feeds(settings: Settings) -> list[tuple[object, ...]]:
    """Every feed of the list with its health, as far as it was polled; columns as ``LISTED``."""
    from warehouse.publish import open_published
    from warehouse.read import feed_health

    health = {}
    if settings.published_path.exists():
        with open_published(settings.published_path) as connection:
            health = {row.feed_id: row for row in feed_health(connection)}
    rows: list[tuple[object, ...]] = []
    for feed in settings.registry().feeds:
        known = health.get(feed.feed_id)
        status = "disabled" if not feed.enabled else known.status if known else "not polled yet"
        state = (
            (known.last_ok_at, known.failures, known.next_due_at, known.last_error)
            if known
            else (None, 0, None, None)
        )
        url = without_userinfo(feed.url)
        rows.append((feed.feed_id, feed.outlet, feed.country, feed.language, status, *state, url))
    return rows


def check_feeds(settings: Settings, names: Sequence[str], now: datetime) -> list[Verdict]:
    """Fetch and parse feeds by id or URL (all enabled ones where none is named), storing nothing."""
    registry = settings.registry()
    feeds = _named(registry, names)
    requests = [FetchRequest("feed", feed.feed_id, feed.url) for feed in feeds]
    results = fetch_batch(requests, registry.policy, now)
    documents = iter(parse_batch([result for result in results if result.outcome == "ok"]))
    return [_verdict(result, next(documents) if result.outcome == "ok" else None) for result in results]


def own_list(settings: Settings) -> Path:
    """The file that edits go to: never the shipped list, whose copy in the home updates of Daybook leave alone."""
    if settings.feeds_path != SHIPPED_FEEDS:
        return settings.feeds_path
    return settings.home / "feeds.toml"


def _text_of(path: Path, settings: Settings) -> str:
    if path.exists():
        return path.read_text(encoding="utf-8")
    return SHIPPED_FEEDS.read_text(encoding="utf-8") if settings.feeds_path == SHIPPED_FEEDS else FIRST_LINES


def add_to_file(settings: Settings, feed: Feed) -> str:
    """Add one feed and say so; a feed that makes the list invalid is refused and the file stays as it was."""
    path = own_list(settings)
    _replace(path, add_feeds(_text_of(path, settings), (feed,), str(path)))
    return f"added {feed.feed_id} ({feed.url}) to {path}"


def remove_from_file(settings: Settings, feed_id: str) -> str:
    """Remove one feed and say so."""
    path = own_list(settings)
    _replace(path, remove_feed(_text_of(path, settings), feed_id, str(path)))
    return f"removed {feed_id} from {path}"


def import_into_file(settings: Settings, opml: Path) -> str:
    """Add the feeds of an OPML file that are not there yet and say how many."""
    if not opml.is_file():
        raise ConfigError("no such file", opml)
    found = import_opml(opml.read_text(encoding="utf-8", errors="replace"))
    if not found:
        raise ConfigError("holds no feeds (no outline with an xmlUrl)", opml)
    path = own_list(settings)
    text = _text_of(path, settings)
    there = (
        {url_key(feed.url) for feed in read_registry(text, str(path)).feeds} if "[[feed]]" in text else set()
    )
    fresh = tuple({url_key(feed.url): feed for feed in found if url_key(feed.url) not in there}.values())
    if fresh:
        _replace(path, add_feeds(text, fresh, str(path)))
    return f"added {len(fresh)} of {len(found)} feeds to {path}; the others were there already"


def _replace(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(path.name + ".new")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)


def _named(registry: FeedRegistry, names: Sequence[str]) -> list[Feed]:
    if not names:
        return [feed for feed in registry.feeds if feed.enabled]
    known = {feed.feed_id: feed for feed in registry.feeds} | {feed.url: feed for feed in registry.feeds}
    unknown = [name for name in names if name not in known and "://" not in name]
    if unknown:
        raise ConfigError(f"neither a URL nor the id of a feed: {', '.join(unknown)}", registry.path)
    return [known.get(name) or Feed(feed_id=name, url=name, outlet=name) for name in names]


def _verdict(result: FetchResult, document: ParsedFeed | ParseFailure | None) -> Verdict:
    moved = f" (now at {result.final_url})" if result.final_url != result.url else ""
    if document is None:
        return Verdict(result.feed_id, "failed", f"{result.outcome}: {result.error}{moved}")
    if isinstance(document, ParseFailure):
        return Verdict(result.feed_id, "failed", f"{document.outcome}: {document.error}{moved}")
    warning = f"; {document.warning}" if document.warning else ""
    skipped = f"; {len(document.skipped)} unusable" if document.skipped else ""
    return Verdict(result.feed_id, "ok", f"{_entries(document.entries)}{skipped}{warning}{moved}")


def _entries(entries: Sequence[Entry]) -> str:
    if not entries:
        return "a feed without entries"
    dated = [entry.published_at for entry in entries if entry.published_at]
    newest = f", the newest of {max(dated):%Y-%m-%d %H:%M} UTC" if dated else ", none of them dated"
    full = sum(bool(entry.content) for entry in entries)
    return f"{len(entries)} entries{newest}, {full} with full content"

"""The list of feeds beside what is known of each, and edits of ``feeds.toml`` that keep its comments."""

from pathlib import Path
from typing import TYPE_CHECKING

from flows.settings import SHIPPED_FEEDS, Settings
from tasks.errors import ConfigError
from tasks.feeds import read_registry
from tasks.feeds_edit import add_feeds, remove_feed
from tasks.feeds_values import url_key
from tasks.opml import import_opml
from tasks.records import Feed
from tasks.redact import without_userinfo

if TYPE_CHECKING:
    from warehouse.read import FeedHealth

LISTED = (
    "feed_id",
    "outlet",
    "country",
    "language",
    "status",
    "last_ok_at",
    "failures",
    "interval_minutes",
    "next_due_at",
    "new_a_day",
    "why",
    "url",
)
FIRST_LINES = "# The feeds that Daybook polls, a block each. See `daybook feeds --help`.\n"


def listed_feeds(settings: Settings) -> list[tuple[object, ...]]:
    """Every feed of the list with its health, as far as it was polled; columns as ``LISTED``."""
    from warehouse.publish import open_published
    from warehouse.read import feed_health

    health = {}
    if settings.published_path.exists():
        with open_published(settings.published_path) as connection:
            health = {row.feed_id: row for row in feed_health(connection)}
    return [_line(feed, health.get(feed.feed_id)) for feed in settings.registry().feeds]


def _line(feed: Feed, known: "FeedHealth | None") -> tuple[object, ...]:
    named = (feed.feed_id, feed.outlet, feed.country, feed.language)
    url = without_userinfo(feed.url)
    if known is None:
        status = "not polled yet" if feed.enabled else "disabled"
        return (*named, status, None, 0, feed.every_minutes, None, None, None, url)
    status = known.status if feed.enabled else "disabled"
    why = "; ".join(dict.fromkeys(said for said in (known.why, known.last_error) if said)) or None
    minutes = (known.interval_minutes, known.next_due_at, known.new_a_day)
    return (*named, status, known.last_ok_at, known.failures, *minutes, why, url)


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

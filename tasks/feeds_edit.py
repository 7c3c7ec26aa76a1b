"""Add and remove blocks of a ``feeds.toml`` as text: comments and order stay as their owner wrote them."""

import tomlkit

from tasks.errors import ConfigError
from tasks.feeds import read_registry
from tasks.feeds_values import default_feed_id, url_key
from tasks.records import Feed
from tasks.toml_lines import Section, sections


def add_feeds(text: str, feeds: tuple[Feed, ...], path: str = "feeds.toml") -> str:
    """Append a block for each feed; raises ``ConfigError`` where one is already there or not valid."""
    body = text.rstrip("\n") + "\n" if text.strip() else ""
    added = body + "".join(f"\n{_block(feed)}" for feed in feeds)
    added = added.lstrip("\n")
    read_registry(added, path)
    return added


def remove_feed(text: str, id_or_url: str, path: str = "feeds.toml") -> str:
    """Take out one feed's block and the comment lines right above it; raises ``ConfigError``."""
    number = _number_of(text, id_or_url, path)
    section = sections(text).get(("feed", number))
    if section is None:
        raise ConfigError("the feeds are not written as [[feed]] blocks; take this one out by hand", path)
    lines = text.splitlines(keepends=True)
    start, end = _first_line(lines, section) - 1, section.last_line
    while end < len(lines) and not lines[end].strip():
        end += 1  # the blank lines that parted it from what follows
    return "".join(lines[:start] + lines[end:]).rstrip("\n") + "\n"


def _number_of(text: str, id_or_url: str, path: str) -> int:
    for number, feed in enumerate(read_registry(text, path).feeds):
        if id_or_url == feed.feed_id or ("://" in id_or_url and url_key(id_or_url) == url_key(feed.url)):
            return number
    raise ConfigError(f"there is no feed {id_or_url!r}; `daybook feeds list` shows them", path)


def _first_line(lines: list[str], section: Section) -> int:
    line = section.first_line
    while line > 1 and lines[line - 2].lstrip().startswith("#"):
        line -= 1
    # Comments that reach up to the first line are the file's own head.
    return line if line > 1 else section.first_line


def _block(feed: Feed) -> str:
    """Write one block; what equals the defaults of a feed is left to ``[defaults]``."""
    plain = Feed(feed_id=default_feed_id(feed.url), url=feed.url, outlet="")
    block = tomlkit.document()
    block.add("url", tomlkit.item(feed.url))
    if feed.feed_id != plain.feed_id:
        block.add("id", tomlkit.item(feed.feed_id))
    block.add("outlet", tomlkit.item(feed.outlet))
    names = ("country", "language", "owner", "state_affiliated", "every_minutes", "full_text", "enabled")
    for name in names:
        value = getattr(feed, name)
        if value != getattr(plain, name):
            block.add(name, tomlkit.item(value))
    return "[[feed]]\n" + tomlkit.dumps(block)

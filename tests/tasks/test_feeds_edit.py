"""Blocks come and go; every other line of the file stays."""

from pathlib import Path

import pytest

from tasks.errors import ConfigError
from tasks.feeds import read_registry
from tasks.feeds_edit import add_feeds, remove_feed
from tasks.records import Feed

TEXT = """# my feeds

[defaults]
every_minutes = 30  # often

# --- Africa ---

# the ferry paper
[[feed]]
url = "https://ferry.example/rss"
outlet = "Ferry"  # "quoted"

# --- Asia ---

[[feed]]
url = "https://asia.example/rss"
outlet = '''Asia'''

[fetch]
per_host = 1
# the end
"""
NEW = Feed("new", "https://new.example/rss", 'The "New" One', "KEN", "sw", full_text=False)


def test_adding_keeps_every_line() -> None:
    text = add_feeds(TEXT, (NEW,))
    assert text.startswith(TEXT)
    assert text.endswith(
        '\n[[feed]]\nurl = "https://new.example/rss"\nid = "new"\noutlet = "The \\"New\\" One"\n'
        'country = "KEN"\nlanguage = "sw"\nfull_text = false\n'
    )
    added = read_registry(text, "f").feeds[-1]
    assert (added.feed_id, added.outlet, added.country, added.every_minutes) == (
        "new",
        'The "New" One',
        "KEN",
        30,
    )


def test_adding_makes_a_file() -> None:
    assert read_registry(add_feeds("", (NEW,)), "f").feeds == (NEW,)


def test_what_is_added_comes_off_again() -> None:
    assert remove_feed(add_feeds(TEXT, (NEW,)), "new") == TEXT


@pytest.mark.parametrize("name", ["ferry-example-rss", "https://ferry.example/rss"])
def test_removing_takes_the_block_and_its_own_comment(name: str) -> None:
    text = remove_feed(TEXT, name)
    assert "ferry" not in text.casefold()
    assert [line for line in TEXT.splitlines() if line and "erry" not in line][1:4] == [
        "[defaults]",
        "every_minutes = 30  # often",
        "# --- Africa ---",
    ]
    assert "# --- Africa ---\n\n# --- Asia ---\n\n[[feed]]" in text


def test_removing_stops_at_the_next_table() -> None:
    text = remove_feed(TEXT, "asia-example-rss")
    assert "# --- Asia ---\n\n[fetch]\nper_host = 1\n# the end\n" in text


@pytest.mark.parametrize("feed", [NEW, Feed("other", "https://ferry.example/rss", "Twice")])
def test_a_feed_is_added_once(feed: Feed) -> None:
    with pytest.raises(ConfigError, match="already used"):
        add_feeds(TEXT, (feed, NEW) if feed is NEW else (feed,))


def test_what_is_not_there_cannot_be_removed() -> None:
    with pytest.raises(ConfigError, match="no feed 'nothing'"):
        remove_feed(TEXT, "nothing")
    with pytest.raises(ConfigError, match="by hand"):
        remove_feed('feed = [{ url = "https://a.example", id = "a" }]\n', "a")


def test_every_block_of_the_shipped_list_can_go() -> None:
    text = (Path(__file__).parents[2] / "flows" / "feeds.toml").read_text(encoding="utf-8")
    feeds = read_registry(text, "f").feeds
    for feed in feeds[::10]:
        left = read_registry(remove_feed(text, feed.feed_id), "f").feeds
        assert left == tuple(other for other in feeds if other is not feed)

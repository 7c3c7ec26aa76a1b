"""Documents and the entries that must come of them; ``tests/fixtures/feeds`` holds the pairs.

Each ``NAME.expected.json`` holds, for the document beside it, what a person read in it.
"""

import dataclasses
import json
import pickle
import signal
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tasks.errors import ParseError
from tasks.parse import MOST_ENTRIES, parse_batch, parse_feed
from tasks.records import ParsedFeed, ParseFailure
from tests.tasks.feed_documents import fetched, item

FIXTURES = Path(__file__).parents[1] / "fixtures" / "feeds"
# Ids, and what has tests of its own.
LEFT_OUT = ("feed_id", "entry_id", "entry_hash", "alternate_id", "updated_raw", "silent_changes", "base_url")
DOCUMENTS = sorted(path for path in FIXTURES.iterdir() if not path.name.endswith(".expected.json"))


def as_json(feed: ParsedFeed) -> dict[str, Any]:
    entries = [
        {
            name: value.isoformat() if isinstance(value, datetime) else value
            for name, value in dataclasses.asdict(entry).items()
            if name not in LEFT_OUT
        }
        for entry in feed.entries
    ]
    skipped = [[skip.position, skip.reason] for skip in feed.skipped]
    return {"title": feed.title, "broken": feed.warning is not None, "skipped": skipped, "entries": entries}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_document_gives_its_entries(path: Path) -> None:
    expected = json.loads(
        path.with_name(f"{path.name.split('.')[0]}.expected.json").read_text(encoding="utf-8")
    )
    feed = parse_feed(fetched(path.read_bytes()))
    assert as_json(feed) == expected
    assert len({entry.entry_id for entry in feed.entries}) == len(feed.entries)
    assert all(entry.feed_id == "wire" for entry in feed.entries)


REFUSED = [
    # body, outcome, words
    (b"", "not_a_feed", "empty"),
    (b" \n\t", "not_a_feed", "empty"),
    (b"plain words", "not_a_feed", "neither XML nor JSON"),
    (bytes(range(256)) * 40, "not_a_feed", "neither"),
    (b"<!DOCTYPE html><html><body>Please enable JavaScript</body></html>", "not_a_feed", "web page"),
    (b"<HTML><rss></rss></HTML>", "not_a_feed", "web page"),
    (b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>', "not_a_feed", "sitemap"),
    (b'<opml version="2.0"><body/></opml>', "not_a_feed", "OPML"),
    (b"<note>hello</note>", "not_a_feed", "<note>"),
    (b'{"error": "no"}', "not_a_feed", "JSON Feed"),
    (b'{"version": 1}', "not_a_feed", "JSON Feed"),
    (b"{broken", "bad_feed", "JSON"),
    (b"[" * 3 + b"{", "not_a_feed", "neither"),
    (b'{"a":' * 100_000, "bad_feed", "JSON"),
    (b'{"version": "https://jsonfeed.org/version/1", "items": {}}', "bad_feed", "no list of items"),
    (b"<rss", "bad_feed", "broken"),
    (b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x "y">]>' + item(""), "bad_feed", "entities"),
    (b'<?xml version="1.0"?> <!doctype r [ <!entity % x SYSTEM "f">\n]>' + item(""), "bad_feed", "entities"),
    (b"junk <!ENTITY x 'y'> " + item(""), "bad_feed", "entities"),
    (None, "bad_feed", "no body"),
]


@pytest.mark.parametrize(("body", "outcome", "words"), REFUSED)
def test_what_is_no_feed_is_refused_in_a_sentence(body: bytes | None, outcome: str, words: str) -> None:
    with pytest.raises(ParseError, match=words) as raised:
        parse_feed(fetched(body))
    assert raised.value.outcome == outcome


def test_no_entity_is_ever_expanded_or_fetched() -> None:
    late = (
        b'<rss version="2.0"><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY y "yyyyyyyy">]>'
    )
    body = late + b"<channel><item><title>&x;&y;</title><guid>1</guid></item></channel></rss>"
    (outcome,) = parse_batch([fetched(body)])
    assert "yyyy" not in repr(outcome)


@pytest.mark.parametrize("body", [b"/etc/hostname", b"file:///etc/hostname", b"http://127.0.0.1:9/feed"])
def test_a_body_is_never_taken_for_a_path_or_url(body: bytes) -> None:
    with pytest.raises(ParseError, match="neither XML nor JSON"):
        parse_feed(fetched(body))


def test_a_feed_without_items_is_a_feed() -> None:
    assert parse_feed(fetched(b'<rss version="2.0"><channel><title>W</title></channel></rss>')).entries == ()


def test_a_batch_keeps_order_and_every_good_feed() -> None:
    bodies = [item("<title>A</title>"), b"<html/>", None, b"<rss", item("<title>B</title>")]
    outcomes = parse_batch([fetched(body, str(number)) for number, body in enumerate(bodies)])
    assert [outcome.feed_id for outcome in outcomes] == ["0", "1", "2", "3", "4"]
    assert [outcome.outcome if isinstance(outcome, ParseFailure) else "read" for outcome in outcomes] == [
        "read", "not_a_feed", "bad_feed", "bad_feed", "read",
    ]  # fmt: skip


def test_a_feed_is_read_up_to_a_bound() -> None:
    items = "".join(f"<item><title>t{number}</title></item>" for number in range(MOST_ENTRIES + 5))
    feed = parse_feed(fetched(f'<rss version="2.0"><channel>{items}</channel></rss>'.encode()))
    assert len(feed.entries) == MOST_ENTRIES
    assert "2005" in (feed.warning or "")


SY = 'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'


@pytest.mark.parametrize(
    ("channel", "ttl", "update"),
    [
        ("", None, None),
        ("<ttl>15</ttl>", 15, None),
        ("<ttl> 0 </ttl>", 0, None),
        ("<ttl>soon</ttl>", None, None),
        ("<ttl>-5</ttl>", None, None),
        ("<ttl>99999999999</ttl>", None, None),
        ("<sy:updatePeriod>hourly</sy:updatePeriod>", None, 60),
        (
            "<sy:updatePeriod> Daily </sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>",
            None,
            360,
        ),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", None, 60),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>999</sy:updateFrequency>", None, 1),
        ("<sy:updatePeriod>often</sy:updatePeriod>", None, None),
    ],
)
def test_a_document_says_when_to_come_again(channel: str, ttl: int | None, update: int | None) -> None:
    feed = parse_feed(fetched(f'<rss version="2.0" {SY}><channel>{channel}</channel></rss>'.encode()))
    assert (feed.ttl_minutes, feed.update_minutes) == (ttl, update)


@pytest.mark.parametrize(
    ("channel", "attribute", "url", "base"),
    [
        # What a relative link means: the item's xml:base, the channel's link, the address that answered.
        ("", "", "https://final.example/a", "https://final.example/feed.xml"),
        ("<link>https://home.example/x/</link>", "", "https://home.example/x/a", "https://home.example/x/"),
        ("<link>/x/</link>", "", "https://final.example/x/a", "https://final.example/x/"),
        (
            "<link>https://home.example/</link>",
            'xml:base="https://base.example/y/"',
            "https://base.example/y/a",
            "https://base.example/y/",
        ),
        ("<link>javascript:x</link>", "", "https://final.example/a", "https://final.example/feed.xml"),
    ],
)
def test_relative_links_have_a_base(channel: str, attribute: str, url: str, base: str) -> None:
    one = f"<item {attribute}><title>A</title><link>a</link><description>b</description></item>"
    body = f'<rss version="2.0"><channel>{channel}{one}</channel></rss>'
    (entry,) = parse_feed(fetched(body.encode())).entries
    assert (entry.url, entry.base_url) == (url, base)


@pytest.mark.usefixtures("quiet_collector")
def test_a_document_has_a_limit_of_time_and_the_next_one_its_own() -> None:
    slow = item(
        f"<author>{'a' * 60_000}</author>"
    )  # feedparser looks for an address in it, in quadratic time
    handler = signal.getsignal(signal.SIGVTALRM)
    first, second = parse_batch([fetched(slow), fetched(item("<title>A</title>"))], cpu_seconds=0.2)
    assert isinstance(first, ParseFailure)
    assert "0.2 seconds of CPU time" in first.error
    assert isinstance(second, ParsedFeed)
    assert signal.getsignal(signal.SIGVTALRM) is handler


def test_in_another_thread_there_is_no_limit_and_no_failure() -> None:
    with ThreadPoolExecutor(1) as pool:
        (feed,) = pool.submit(parse_batch, [fetched(item("<title>A</title>"))], 1e-6).result()
    assert isinstance(feed, ParsedFeed)


def test_results_travel_to_worker_processes() -> None:
    outcomes = parse_batch([fetched(item("<title>A</title>")), fetched(b"")])
    assert pickle.loads(pickle.dumps(outcomes)) == outcomes

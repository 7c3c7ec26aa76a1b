"""Documents and the entries that must come of them; ``tests/fixtures/feeds`` holds the pairs.

Each ``NAME.expected.json`` holds, for the document beside it, what a person read in it.
"""

import dataclasses
import json
import pickle
import signal
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.errors import ParseError
from tasks.parse import MOST_ENTRIES, parse_batch, parse_feed
from tasks.parse_entries import RawEntry, absolute_link, entry_hash, entry_keys, plain_title
from tasks.records import FetchResult, ParsedFeed, ParseFailure

FIXTURES = Path(__file__).parents[1] / "fixtures" / "feeds"
NOW = datetime(2026, 1, 6, tzinfo=UTC)
DOCUMENTS = sorted(path for path in FIXTURES.iterdir() if not path.name.endswith(".expected.json"))


def fetched(body: bytes | None, feed_id: str = "wire", content_type: str | None = None) -> FetchResult:
    url = "https://final.example/feed.xml"
    return FetchResult(
        "f",
        "feed",
        feed_id,
        url,
        url,
        NOW,
        200,
        "ok",
        len(body or b""),
        1,
        content_type=content_type,
        body=body,
    )


def item(inner: str) -> bytes:
    return f'<rss version="2.0"><channel><title>W</title><item>{inner}</item></channel></rss>'.encode()


def as_json(feed: ParsedFeed) -> dict[str, Any]:
    entries = [
        {
            name: value.isoformat() if isinstance(value, datetime) else value
            for name, value in dataclasses.asdict(entry).items()
            if name not in ("feed_id", "entry_id", "entry_hash")
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


# --- encodings ---


@pytest.mark.parametrize(
    ("head", "encoding", "content_type"),
    [
        ("", "utf-8", None),
        ('<?xml version="1.0" encoding="utf-16"?>', "utf-8", None),  # a liar
        ("", "utf-8", "text/xml; charset=windows-1252"),  # another
        ('<?xml version="1.0" encoding="windows-1251"?>', "windows-1251", None),
        ('<?xml version="1.0" encoding="windows-1251"?>', "windows-1251", "text/xml; charset=utf-8"),
        ("", "windows-1251", "text/xml; charset=Windows-1251"),
        ('<?xml version="1.0" encoding="utf-16"?>', "utf-16", None),
        ("", "utf-16-le", None),
        ('<?xml version="1.0"?>', "utf-16-be", None),
        ("", "utf-8-sig", None),
        ("", "utf-32", None),
        ("\n \n", "utf-8", None),
    ],
)
def test_characters_survive_labels_that_lie(head: str, encoding: str, content_type: str | None) -> None:
    title = "Мост закрыт"
    body = (head + item(f"<title>{title}</title>").decode()).encode(encoding)
    (entry,) = parse_feed(fetched(body, content_type=content_type)).entries
    assert entry.title == title


@pytest.mark.parametrize(
    ("head", "raw", "title"),
    [
        ('<?xml version="1.0" encoding="iso-8859-1"?>', b"Caf\xe9 \x93x\x94", "Café “x”"),
        ("", b"Caf\xe9", "Café"),
        ('<?xml version="1.0" encoding="utf-8"?>', "ŁĄ".encode() + b"\xff", "ŁĄ\ufffd"),
        ('<?xml version="1.0" encoding="unicode_escape"?>', b"Caf\xe9 \\q", "Café \\q"),
        ('<?xml version="1.0" encoding="hex"?>', b"Caf\xe9", "Café"),
        ("", b"N\x00U\x0bL\xef\xbf\xbe", "NUL"),
        ("", b"a&#0;b&#x1F;c", None),
    ],
)
def test_bad_bytes_cost_a_character_not_the_feed(head: str, raw: bytes, title: str | None) -> None:
    body = head.encode() + item("<title>@</title><guid>1</guid>").replace(b"@", raw)
    (entry,) = parse_feed(fetched(body)).entries
    assert title is None or entry.title == title


# --- identity, links, titles, hashes ---


@pytest.mark.parametrize(
    ("items", "groups"),
    [
        # Which items share an identity with an item of the first list: by position in a second reading.
        ([RawEntry("g", "l", "t")], [RawEntry("g", "other", "other")]),
        ([RawEntry(None, "l", "t")], [RawEntry(None, "l", "other")]),
        ([RawEntry(None, None, "t", published="p")], [RawEntry(None, None, "t", "other", published="p")]),
        ([RawEntry(None, None, "t", "s")], [RawEntry(None, None, "t", "s", author="other")]),
    ],
)
def test_the_identity_ladder(items: list[RawEntry], groups: list[RawEntry]) -> None:
    assert entry_keys(items) == entry_keys(groups)


def test_a_shared_guid_identifies_nothing() -> None:
    shared = [RawEntry("same", "https://a.example/1", "A"), RawEntry("same", "https://a.example/2", "B")]
    alone = [RawEntry(None, "https://a.example/2", "B")]
    assert entry_keys(shared)[1] == entry_keys(alone)[0]
    assert len(set(entry_keys(shared))) == 2


def test_the_first_keeps_its_key_when_a_later_one_collides() -> None:
    before = [RawEntry("g", "l1", "A"), RawEntry("h", "l2", "B")]
    after = [*before, RawEntry("g", "l3", "C")]
    assert entry_keys(after)[:2] == entry_keys(before)


raw_entries = st.builds(
    RawEntry,
    guid=st.sampled_from([None, "g", "h"]),
    link=st.sampled_from([None, "l", "m"]),
    title=st.sampled_from(["", "t", "u"]),
    summary=st.sampled_from(["", "s"]),
)


@given(st.lists(raw_entries, max_size=12))
def test_keys_are_unique_in_a_document(items: list[RawEntry]) -> None:
    keys = entry_keys(items)
    assert len(set(keys)) == len(items)


@pytest.mark.parametrize(
    ("link", "absolute"),
    [
        ("https://a.example/x?y=1#z", "https://a.example/x?y=1#z"),
        ("/x", "https://base.example/x"),
        ("x", "https://base.example/news/x"),
        ("//b.example/x", "https://b.example/x"),
        (" https://a.exa\nmple/x ", "https://a.example/x"),
        ("javascript:alert(1)", None),
        ("mailto:a@b.example", None),
        ("file:///etc/hostname", None),
        ("http://[", None),
        ("https://a.example/" + "x" * 3000, None),
        ("http://", None),
        ("", None),
        (None, None),
    ],
)
def test_links(link: str | None, absolute: str | None) -> None:
    assert absolute_link(link, "https://base.example/news/") == absolute


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        ("AT&amp;T", "AT&T"),
        ("AT&amp;amp;T", "AT&T"),
        ("<b>Bold</b>  and\n<i class='x'>slanted</i>", "Bold and slanted"),
        ("&lt;em&gt;Escaped&lt;/em&gt;", "Escaped"),
        ("a < b and c > d", "a < b and c > d"),
        ("a &lt; b", "a < b"),
        ("<script>alert(1)</script>Clash in town", "Clash in town"),
        ("<!-- note -->Words", "Words"),
        ("x" * 5000, "x" * 4096),
        ("caf&eacute; &#8211; &#x1F600;", "café – \U0001f600"),
        ("&lt;Unnamed&gt; storm", "<Unnamed> storm"),
        ("", ""),
    ],
)
def test_titles(raw: str, title: str) -> None:
    assert plain_title(raw) == title


def test_the_hash_tells_changes_of_words_and_not_of_dates() -> None:
    first = item("<title>A</title><guid>1</guid><pubDate>Mon, 05 Jan 2026 09:30:00 GMT</pubDate>")
    redated = item("<title>A</title><guid>1</guid><pubDate>Mon, 05 Jan 2026 10:30:00 GMT</pubDate>")
    edited = item("<title>A!</title><guid>1</guid><pubDate>Mon, 05 Jan 2026 09:30:00 GMT</pubDate>")
    one, two, three = (parse_feed(fetched(body)).entries[0] for body in (first, redated, edited))
    assert one.entry_id == two.entry_id == three.entry_id
    assert one.entry_hash == two.entry_hash != three.entry_hash
    assert entry_hash("a", "", "", None, None) != entry_hash("", "a", "", None, None)


def test_entry_ids_are_of_one_feed() -> None:
    body = item("<title>A</title><guid>1</guid>")
    ids = {parse_feed(fetched(body, feed_id)).entries[0].entry_id for feed_id in ("one", "two")}
    assert len(ids) == 2


# --- anything at all ---

PIECES = [
    "<rss>",
    "<channel>",
    "<item>",
    "</item>",
    "<title>",
    "</title>",
    "<link>",
    "<guid>",
    "<pubDate>",
    "&amp;",
    "&#xD800;",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "{",
    "}",
    "<feed\txmlns='http://www.w3.org/2005/Atom'>",
    "<entry>",
    "<!DOCTYPE\tx[",
    "<!ENTITY\ta\t'b'>",
    "<?xml\tversion='1.0'?>",
    "9999-12-31T23:59:59-12:00",
    '{"version":"https://jsonfeed.org/version/1","items":[',
    '{"id":1e999,"title":"\\ud800"}',
    "]}",
    "ÿþ",
    "\x00",
]
snippets = st.sampled_from([piece.encode("latin-1") for piece in PIECES]) | st.binary(max_size=8)


@given(st.binary(max_size=400) | st.lists(snippets, max_size=25).map(b"".join))
def test_any_bytes_are_a_feed_or_a_named_error(body: bytes) -> None:
    (outcome,) = parse_batch([fetched(body)])
    if isinstance(outcome, ParseFailure):
        assert outcome.outcome in ("not_a_feed", "bad_feed")
        assert "unexpected" not in outcome.error
    else:
        assert len({entry.entry_id for entry in outcome.entries}) == len(outcome.entries)
        repr(outcome).encode()

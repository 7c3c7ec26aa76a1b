"""Who an entry is: identity, link, title, hash of its words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.parse import parse_feed
from tasks.parse_entries import RawEntry, absolute_link, entry_hash, plain_title
from tasks.parse_identity import identify
from tests.tasks.feed_documents import fetched, item


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
    assert identify(items)[1] == identify(groups)[1]


def test_a_shared_guid_identifies_nothing() -> None:
    shared = [RawEntry("same", "https://a.example/1", "A"), RawEntry("same", "https://a.example/2", "B")]
    alone = [RawEntry(None, "https://a.example/2", "B")]
    assert identify(shared)[1][1] == identify(alone)[1][0]
    assert len(set(identify(shared)[1])) == 2


def test_the_first_keeps_its_key_when_a_later_one_collides() -> None:
    before = [RawEntry("g", "l1", "A"), RawEntry("h", "l2", "B")]
    after = [*before, RawEntry("g", "l3", "C")]
    assert identify(after)[1][:2] == identify(before)[1]


raw_entries = st.builds(
    RawEntry,
    guid=st.sampled_from([None, "g", "h"]),
    link=st.sampled_from([None, "l", "m"]),
    title=st.sampled_from(["", "t", "u"]),
    summary=st.sampled_from(["", "s"]),
)


@given(st.lists(raw_entries, max_size=12))
def test_keys_are_unique_in_a_document(items: list[RawEntry]) -> None:
    keys = identify(items)[1]
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
        ("x" * 5000, "x" * 1024),
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

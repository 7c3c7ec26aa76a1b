"""How the entries of a feed are told apart, and that a feed whose guids repeat is remembered as one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.parse import parse_batch, parse_feed
from tasks.parse_entries import RawEntry
from tasks.parse_identity import LADDER, identify
from tasks.records import Identity, ParsedFeed
from tests.tasks.feed_documents import fetched


def entry(guid: str | None, link: str | None, title: str = "t", day: str = "p", text: str = "s") -> RawEntry:
    return RawEntry(guid, link, title, text, published=day)


def many(*changes: RawEntry, good: int = 10) -> list[RawEntry]:
    return [*(entry(f"g{number}", f"l{number}", f"t{number}") for number in range(good)), *changes]


@pytest.mark.parametrize(
    ("items", "at_least", "rung"),
    [
        ([], "guid", "guid"),
        (many(), "guid", "guid"),
        ([entry(None, "l1"), entry(None, "l2")], "guid", "guid"),  # no guid at all: the link stands in
        (many(entry("g0", "other")), "guid", "guid"),  # one repeat is an accident
        (many(entry("g0", "x"), entry("g1", "y")), "guid", "link"),
        (many(entry("g0", "x"), entry("g1", "y"), good=60), "guid", "guid"),  # under one in twenty
        ([entry("same", "l1"), entry("same", "l2")], "guid", "link"),
        ([entry("same", "l", day="1"), entry("same", "l", day="2")], "guid", "link_date"),
        ([entry("same", "l", "a"), entry("same", "l", "b")], "guid", "link_date_title"),
        ([entry("same", "l", text="a"), entry("same", "l", text="b")], "guid", "link_date_title_text"),
        ([entry("same", "l"), entry("same", "l")], "guid", "guid"),  # word for word: one item, told twice
        (many(), "link", "link"),  # once down, a feed does not come up again
        ([entry("same", "l", day="1"), entry("same", "l", day="2")], "link_date_title", "link_date_title"),
    ],
)
def test_the_rung_of_a_document(items: list[RawEntry], at_least: Identity, rung: Identity) -> None:
    found, keys = identify(items, at_least)
    assert found == rung
    assert len(set(keys)) == len(items)


def test_a_feed_with_one_guid_for_all_keeps_its_entries_apart_in_every_later_document() -> None:
    def document(*names: str) -> bytes:
        items = (
            f"<item><title>{name}</title><guid>same</guid><link>https://a.example/{name}</link></item>"
            for name in names
        )
        return f'<rss version="2.0"><channel>{"".join(items)}</channel></rss>'.encode()

    first = parse_feed(fetched(document("one", "two")))
    assert first.identity == "link"
    # A document of a single item shows no repeat; only the memory of the feed keeps it from being "same".
    (outcome,) = parse_batch([fetched(document("two"))], identities={"wire": first.identity})
    assert isinstance(outcome, ParsedFeed)
    assert outcome.identity == "link"
    assert outcome.entries[0].entry_id == first.entries[1].entry_id
    (forgotten,) = parse_batch([fetched(document("two"))])
    assert isinstance(forgotten, ParsedFeed)
    assert forgotten.entries[0].entry_id not in {one.entry_id for one in first.entries}


texts = st.sampled_from(["", "a", "b"])
links = st.sampled_from([None, "l", "m"])
raw_entries = st.builds(
    RawEntry, guid=links, link=links, title=texts, summary=texts, published=st.sampled_from([None, "p"])
)


@given(st.lists(raw_entries, max_size=12), st.sampled_from(LADDER))
def test_keys_are_unique_on_every_rung_and_a_rung_holds(items: list[RawEntry], at_least: Identity) -> None:
    rung, keys = identify(items, at_least)
    assert len(set(keys)) == len(items)
    assert LADDER.index(rung) >= LADDER.index(at_least)
    assert identify(items, rung) == (rung, keys)

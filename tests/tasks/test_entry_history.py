"""Entries known again under another id, and entries that change more often than their feed says."""

from dataclasses import replace

import pytest

from tasks.entry_history import (
    MOST_SILENT_CHANGES,
    alternate_id,
    reissued,
    rejoined,
    settle_changes,
    shared_addresses,
    with_alternates,
)
from tasks.records import Entry, EntryHistory
from tests.tasks.stored_articles import entry

LINK = "https://a.example/2026/ferry-sinks?id=7"


def at(url: str | None, entry_id: str = "new", title: str = "Ferry sinks", guid: str | None = None) -> Entry:
    return entry(entry_id, "h", url=url, title=title, guid=guid)


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        (at("http://b.example/2026/ferry-sinks?id=7"), True),  # the site moved
        (at("https://a.example/2026/ferry-sinks?id=7&utm_source=rss#top"), True),
        (at(None, guid="https://old.example/2026/ferry-sinks?id=7"), True),
        (at("https://a.example/2026/ferry-sinks?id=8"), False),
        (at("https://b.example/2026/ferry-sinks?id=7", title="Ferry rises"), False),
        (entry("new", "h", url=LINK, title="Ferry sinks", feed_id="f2"), False),
    ],
)
def test_what_counts_as_the_same_entry(other: Entry, is_same: bool) -> None:
    assert (alternate_id(other) == alternate_id(at(LINK))) is is_same


@pytest.mark.parametrize(
    "one",
    [at(None), at("https://a.example/"), at("https://a.example"), at(None, guid="17"), at(LINK, title="")],
)
def test_what_has_no_second_identity(one: Entry) -> None:
    assert alternate_id(one) is None


def test_an_entry_with_a_new_guid_keeps_its_id() -> None:
    (one,) = with_alternates([at(LINK)])
    assert one.alternate_id is not None
    assert [e.entry_id for e in rejoined([one], {}, {one.alternate_id: "old"})] == ["old"]


def test_entries_that_are_two_stay_two() -> None:
    new, known, twin = with_alternates([at(LINK), at("https://a.example/x", "old"), at(LINK, "twin")])
    assert new.alternate_id is not None
    stored = {new.alternate_id: "old"}
    # The stored one stands in the same document; two claim it; it is known under its own id.
    assert rejoined([new, known], {"old": "h"}, stored) == (new, known)
    assert rejoined([new, twin], {}, stored) == (new, twin)
    assert rejoined([new], {"new": "h"}, stored) == (new,)
    assert rejoined([new], {}, {}) == (new,)


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ({"published_raw": "Mon"}, {"published_raw": "Mon", "summary": "Edited."}, True),
        ({"published_raw": "Mon"}, {"published_raw": "Tue"}, False),
        ({"summary": "Ten drowned."}, {"summary": "Ten drowned."}, True),
        ({"content": "Ten drowned."}, {"content": "Twelve drowned."}, False),
        ({"summary": "x", "url": "https://a.example/"}, {"summary": "x"}, True),
        ({"summary": "x", "title": "Ferry rises"}, {"summary": "x"}, False),
    ],
)
def test_without_an_address_a_title_counts_with_its_date_or_words(
    one: dict[str, str], other: dict[str, str], is_same: bool
) -> None:
    ids = [
        alternate_id(entry(name, "h", **({"title": "Ferry sinks"} | said)))
        for name, said in (("a", one), ("b", other))
    ]
    assert None not in ids
    assert (ids[0] == ids[1]) is is_same


FERRY = {
    "url": "https://a.example/ferry",
    "title": "Ferry sinks off Tovar",
    "summary": "Ten people drowned on Monday.",
}
TALKS = {
    "url": "https://a.example/talks",
    "title": "Border talks resume",
    "summary": "<p>Both governments agreed.</p>",
}


@pytest.mark.parametrize(
    ("now", "is_another"),
    [
        (TALKS, True),
        (TALKS | {"url": "https://b.example/talks?utm_source=rss"}, True),
        (FERRY | {"title": "Twelve drowned off Tovar as ferry sinks"}, False),
        (
            FERRY | {"url": "https://a.example/ferry-sinks-twelve-dead", "title": "Twelve people drowned"},
            False,
        ),
        (FERRY | {"url": "https://b.example/ferry"}, False),
        (TALKS | {"url": FERRY["url"]}, False),
        (TALKS | {"title": FERRY["title"]}, False),
        (TALKS | {"url": None}, False),
    ],
)
def test_an_id_that_another_item_had_is_not_that_item(now: dict[str, str], is_another: bool) -> None:
    history = EntryHistory("old hash", url=FERRY["url"], title=FERRY["title"], text=FERRY["summary"])
    one = entry("g1", "new hash", **now)
    (given,) = reissued([one], {"g1": "old hash"}, {"g1": history})
    assert (given.entry_id != "g1") is is_another
    assert reissued([one], {"g1": "new hash"}, {"g1": history}) == (one,)
    assert reissued([one], {}, {}) == (one,)
    assert (
        reissued([replace(one, entry_hash="later")], {"g1": "old hash"}, {"g1": history})[0].entry_id
        == given.entry_id
    )


@pytest.mark.parametrize(
    ("items", "is_shared"),
    [
        ((FERRY, TALKS | {"url": FERRY["url"]}), True),
        ((FERRY, FERRY | {"title": "Ferry sinks off Tovar: twelve dead"}), False),
        ((FERRY, FERRY), False),
        ((FERRY, TALKS), False),
        ((FERRY,), False),
        (({"title": "Ferry sinks off Tovar"}, {"title": "Border talks resume"}), False),
        ((FERRY, TALKS | {"url": FERRY["url"], "feed_id": "f2"}), False),
    ],
)
def test_an_address_of_different_items_is_no_articles(
    items: tuple[dict[str, str], ...], is_shared: bool
) -> None:
    given = [entry(str(number), "h", **said) for number, said in enumerate(items)]
    for shown in (given, given[::-1]):
        assert shared_addresses(shown) == ({("f1", FERRY["url"])} if is_shared else set())


CHANGES = [
    # stored history, dates of the entry now, silent changes then
    (EntryHistory("h", "p", "u", 3), ("p", "u"), 4),
    (EntryHistory("h", None, None, 0), (None, None), 1),
    (EntryHistory("h", "p", "u", 3), ("p", "later"), 0),
    (EntryHistory("h", "p", "u", 3), ("later", "u"), 0),
    (EntryHistory("", "p", "u", 3), ("p", "u"), 3),
    (EntryHistory("h", "p", "u", MOST_SILENT_CHANGES - 1), ("p", "u"), MOST_SILENT_CHANGES),
    (EntryHistory("h", "p", "u", MOST_SILENT_CHANGES), ("p", "u"), None),
    (EntryHistory("h", "p", "u", MOST_SILENT_CHANGES), ("p", "later"), 0),
    (None, ("p", "u"), 0),
]


@pytest.mark.parametrize(("history", "dates", "silent"), CHANGES)
def test_changes_that_the_feed_did_not_date_are_counted_and_bounded(
    history: EntryHistory | None, dates: tuple[str | None, str | None], silent: int | None
) -> None:
    one = entry("a", "new hash", published_raw=dates[0], updated_raw=dates[1])
    settled = settle_changes([one], {} if history is None else {"a": history})
    if silent is None:
        assert (settled.changed, settled.restless) == ((), (one,))
    else:
        assert [changed.silent_changes for changed in settled.changed] == [silent]
        assert settled.restless == ()

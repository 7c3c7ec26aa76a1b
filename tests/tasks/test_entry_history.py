"""Entries known again under another id, and entries that change more often than their feed says."""

import pytest

from tasks.entry_history import (
    MOST_SILENT_CHANGES,
    alternate_id,
    rejoined,
    settle_changes,
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

"""An entry through time: known again under another id, and changed more often than its feed says.

Before entries are sifted (see ``dedupe``):

    with_alternates -> (what is stored under these) -> rejoined -> sift_entries -> settle_changes

A title that a feed repeats within days is not taken for the same entry: "Morning briefing" is a new one every day,
and where the words themselves are the same, ``dedupe.decide_by_content`` makes them one article anyway.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from tasks.ids import stable_id
from tasks.parse_entries import is_url
from tasks.records import Entry, EntryHistory
from tasks.urls import canonical_url

MOST_SILENT_CHANGES = 24  # a page that counts its readers changes with every poll


@dataclass(frozen=True, slots=True)
class SettledChanges:
    """Entries that changed, each with its count of silent changes, and those that did so too often."""

    changed: tuple[Entry, ...]
    restless: tuple[Entry, ...]


def alternate_id(entry: Entry) -> str | None:
    """Give the second identity of an entry: title and address without scheme, host and tracking.

    It outlives a site's move and ids that are made anew with every document. None where there is no address,
    or one that leads to a front page.
    """
    url = entry.url or (entry.guid if is_url(entry.guid) else None)
    key = canonical_url(url) if url else None
    if key is None or not entry.title:
        return None
    parts = urlsplit(key)
    address = parts._replace(scheme="", netloc="").geturl()
    return None if address in ("", "/") else stable_id(entry.feed_id, address, entry.title)


def with_alternates(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Give entries with their second identities."""
    return tuple(replace(entry, alternate_id=alternate_id(entry)) for entry in entries)


def rejoined(
    entries: Sequence[Entry], known: Mapping[str, str], stored: Mapping[str, str]
) -> tuple[Entry, ...]:
    """Give each entry that is not ``known`` (by entry_id) the id that is ``stored`` under its alternate id.

    Not where both stand in the document, and so are two, or where several claim the same.
    """
    present = {entry.entry_id for entry in entries}
    claims = Counter(entry.alternate_id for entry in entries if entry.entry_id not in known)
    joined: list[Entry] = []
    for entry in entries:
        before = stored.get(entry.alternate_id or "")
        is_free = before is not None and before not in present and claims[entry.alternate_id] == 1
        if before is not None and is_free and entry.entry_id not in known:
            joined.append(replace(entry, entry_id=before))
        else:
            joined.append(entry)
    return tuple(joined)


def settle_changes(changed: Iterable[Entry], histories: Mapping[str, EntryHistory]) -> SettledChanges:
    """Count the changes that the feed did not date; behind the 24th of them an entry stays as it is stored."""
    kept: list[Entry] = []
    restless: list[Entry] = []
    for entry in changed:
        history = histories.get(entry.entry_id)
        silent = 0 if history is None else _silent_changes(entry, history)
        if silent > MOST_SILENT_CHANGES:
            restless.append(entry)
        else:
            kept.append(replace(entry, silent_changes=silent))
    return SettledChanges(tuple(kept), tuple(restless))


def _silent_changes(entry: Entry, history: EntryHistory) -> int:
    if not history.entry_hash:
        return history.silent_changes  # it comes again for its page, not for a change of its own
    is_dated = (entry.published_raw, entry.updated_raw) != (history.published_raw, history.updated_raw)
    return 0 if is_dated else history.silent_changes + 1

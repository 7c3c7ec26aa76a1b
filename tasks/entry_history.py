"""An entry through time: known again under another id, and changed more often than its feed says.

Before entries are sifted (see ``dedupe``):

    reissued -> with_alternates -> (what is stored under these) -> rejoined -> sift_entries -> settle_changes

A title that a feed repeats within days is not taken for the same entry: "Morning briefing" is a new one every day,
and where the words themselves are the same, ``dedupe.decide_by_content`` makes them one article anyway.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from tasks.declared_urls import are_alike
from tasks.ids import stable_id
from tasks.parse_entries import is_url
from tasks.records import Entry, EntryHistory
from tasks.urls import canonical_url

_TAG = re.compile(r"<[^<>]{0,2000}>")
UNLIKE = 0.25  # of the words: two forms of one item have more in common
MOST_SILENT_CHANGES = 24  # a page that counts its readers changes with every poll


@dataclass(frozen=True, slots=True)
class SettledChanges:
    """Entries that changed, each with its count of silent changes, and those that did so too often."""

    changed: tuple[Entry, ...]
    restless: tuple[Entry, ...]


def alternate_id(entry: Entry) -> str | None:
    """Give the second identity of an entry: title and address without scheme, host and tracking.

    It outlives a site's move and ids that are made anew with every document. Where there is no address, or one that
    leads to a front page, the title counts with its date or with the words below it. None where there are none.
    """
    if not entry.title:
        return None
    address = _address(entry.url or (entry.guid if is_url(entry.guid) else None))
    if address is not None:
        return stable_id(entry.feed_id, address, entry.title)
    beside = entry.published_raw or entry.summary or entry.content
    return stable_id(entry.feed_id, "titled", entry.title, beside) if beside else None


def shared_addresses(entries: Iterable[Entry]) -> frozenset[tuple[str, str]]:
    """Give the addresses, each with its feed_id, that items of one document have in common which tell different things.

    They are of a list, not of an article, and tell nothing about what two entries have to do with each other.
    """
    by_address: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        if entry.url:
            by_address.setdefault((entry.feed_id, entry.url), []).append(entry)
    return frozenset(address for address, sharing in by_address.items() if _tell_different_things(sharing))


def with_alternates(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Give entries with their second identities."""
    return tuple(replace(entry, alternate_id=alternate_id(entry)) for entry in entries)


def reissued(
    entries: Sequence[Entry], known: Mapping[str, str], histories: Mapping[str, EntryHistory]
) -> tuple[Entry, ...]:
    """Give entries whose ids a feed used for other items before ids of their own, which last.

    ``known`` as for ``sift_entries``; ``histories`` of the entries that changed. Another address with other words is
    another item: an edit leaves one of the two alone.
    """
    return tuple(
        replace(entry, entry_id=stable_id(entry.entry_id, "reissued", _address(entry.url) or entry.title))
        if known.get(entry.entry_id, entry.entry_hash) != entry.entry_hash
        and (history := histories.get(entry.entry_id)) is not None
        and _is_another(entry, history)
        else entry
        for entry in entries
    )


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


def _tell_different_things(entries: Sequence[Entry]) -> bool:
    first, *others = ((entry.title, _TAG.sub(" ", entry.summary or entry.content)) for entry in entries)
    return any(not are_alike(first, other, UNLIKE) for other in others)


def _is_another(entry: Entry, history: EntryHistory) -> bool:
    here, there = _address(entry.url), _address(history.url)
    if here is None and there is None:
        moved = None not in (entry.published_raw, history.published_raw)
        moved = moved and entry.published_raw != history.published_raw
    else:
        moved = here is not None and there is not None and here != there
    if not moved or entry.title == history.title:
        return False
    text = (entry.summary or entry.content) if history.text else ""
    return not are_alike((entry.title, _TAG.sub(" ", text)), (history.title, _TAG.sub(" ", history.text)))


def _address(url: str | None) -> str | None:
    """Give an address without scheme, host and tracking; None for none, or for that of a front page."""
    key = canonical_url(url) if url else None
    address = urlsplit(key)._replace(scheme="", netloc="").geturl() if key else ""
    return None if address in ("", "/") else address


def _silent_changes(entry: Entry, history: EntryHistory) -> int:
    if not history.entry_hash:
        return history.silent_changes  # it comes again for its page, not for a change of its own
    is_dated = (entry.published_raw, entry.updated_raw) != (history.published_raw, history.updated_raw)
    return 0 if is_dated else history.silent_changes + 1

"""How the entries of a feed are told apart: by their guids, or by more where a feed's guids repeat.

A feed whose guids identify nothing goes down a ladder, and the rung is remembered with the feed: an identity that
went up and down would make every entry new each time.
"""

from collections import Counter
from collections.abc import Sequence
from typing import get_args

from tasks.parse_entries import RawEntry
from tasks.records import Identity

LADDER: tuple[Identity, ...] = get_args(Identity)
TOLERATED = 0.05  # of the items of a document: repeats up to there are collisions, not a habit of the feed


def identify(items: Sequence[RawEntry], at_least: Identity = "guid") -> tuple[Identity, list[str]]:
    """Give the rung on which the items of a document are told apart, and each item's key, all different.

    ``at_least`` is the rung of earlier documents of the feed; only raw values count, never what we make of
    them. Where a key is used again in the document, the first keeps it and the later ones add their link, then
    their title; identical ones are numbered.
    """
    rung, keys = at_least, list[str]()
    for rung in LADDER[LADDER.index(at_least) :]:
        keys = [_key(item, rung) for item in items]
        if not _repeat_themselves(items, keys):
            break
    return rung, _all_different(items, keys)


def _key(item: RawEntry, rung: Identity) -> str:
    match rung:
        case "guid" if item.guid:
            return f"guid\x1f{item.guid}"
        case "guid" | "link" if item.link:
            return f"link\x1f{item.link}"
        case "guid" | "link" if item.published:
            return f"dated\x1f{item.title}\x1f{item.published}"
        case "guid" | "link":
            return f"text\x1f{item.title}\x1f{item.summary or item.content}"
    parts = [item.link or "", item.published or ""]
    if rung != "link_date":
        parts.append(item.title)
    if rung == "link_date_title_text":
        parts.append(item.summary or item.content)
    return "\x1f".join((rung, *parts))


def _repeat_themselves(items: Sequence[RawEntry], keys: Sequence[str]) -> bool:
    # An item that stands there twice, word for word, is one item: no identity could part it.
    of_key = Counter(key for key, _ in dict.fromkeys(zip(keys, items, strict=True)))
    different, repeats = len(of_key), sum(of_key.values()) - len(of_key)
    if different == 1 and repeats:
        return True
    # A single repeat is an accident, however short the document is.
    return repeats > max(1, TOLERATED * len(items))


def _all_different(items: Sequence[RawEntry], keys: Sequence[str]) -> list[str]:
    taken: dict[str, None] = {}
    repeats: Counter[str] = Counter()
    for item, given in zip(items, keys, strict=True):
        key = given
        for more in (item.link, item.title):
            if key in taken and more:
                key = f"{key}\x1f{more}"
        while key in taken:
            repeats[key] += 1
            key = f"{key}\x1f#{repeats[key]}"
        taken[key] = None
    return list(taken)

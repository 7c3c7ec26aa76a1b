"""Which entries of a run are new, which changed and which are known, by what the warehouse remembers of them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tasks.dedupe import Sifted, sift_entries
from tasks.entry_history import reissued, rejoined, settle_changes, with_alternates
from tasks.records import Entry
from warehouse import read

if TYPE_CHECKING:
    import duckdb


def sift_known(con: "duckdb.DuckDBPyConnection", entries: Sequence[Entry]) -> Sifted:
    """Part entries into new, changed and unchanged ones, known again under another id where they are the same.

    What changed too often without its feed saying so counts as unchanged.
    """
    entries, known = _reissued(con, entries)
    strangers = {one.entry_id: one for one in with_alternates(e for e in entries if e.entry_id not in known)}
    alternates = [one.alternate_id for one in strangers.values() if one.alternate_id]
    stored = read.alternate_entries(con, alternates)
    again = rejoined([strangers.get(entry.entry_id, entry) for entry in entries], known, stored)
    sifted = sift_entries(again, known | read.known_entries(con, list(stored.values())))
    histories = read.entry_histories(con, [entry.entry_id for entry in sifted.changed])
    settled = settle_changes(with_alternates(sifted.changed), histories)
    return replace(sifted, changed=settled.changed, unchanged=(*sifted.unchanged, *settled.restless))


def _reissued(
    con: "duckdb.DuckDBPyConnection", entries: Sequence[Entry]
) -> tuple[Sequence[Entry], dict[str, str]]:
    known = read.known_entries(con, [entry.entry_id for entry in entries])
    changed = {e.entry_id for e in entries if known.get(e.entry_id, e.entry_hash) != e.entry_hash}
    own = reissued(entries, known, read.entry_histories(con, sorted(changed)))
    given_now = {entry.entry_id for entry in own} - known.keys()
    return own, known | read.known_entries(con, sorted(given_now))

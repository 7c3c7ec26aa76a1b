"""What the warehouse remembers of entries that come again or change."""

from dataclasses import replace

import duckdb

from tasks.records import EntryHistory
from tests.warehouse.conftest import Make
from warehouse import read
from warehouse.load import load_run


def test_entries_are_found_by_their_second_identity(con: duckdb.DuckDBPyConnection, make: Make) -> None:
    entries = (
        make.entry("n1", alternate_id="x"),
        make.entry("n2", alternate_id="x"),
        make.entry("n3", alternate_id=None),
    )
    load_run(con, make.batch(entries=entries, articles=(make.article(),)))
    assert read.alternate_entries(con, ["x", "y"]) == {"x": "n1"}
    assert read.alternate_entries(con, []) == {}


def test_the_changes_of_an_entry_are_remembered(con: duckdb.DuckDBPyConnection, make: Make) -> None:
    one = make.entry("n1", published_raw="p", updated_raw="u", silent_changes=3, entry_hash="h")
    load_run(con, make.batch(entries=(one, make.entry("n2", published_raw=None)), articles=(make.article(),)))
    found = read.entry_histories(con, ["n1", "n2", "n9"])
    given = {
        "url": one.entry.url,
        "title": one.entry.title,
        "text": one.entry.summary or one.entry.content,
    }
    assert found == {
        "n1": EntryHistory("h", "p", "u", 3, **given),
        "n2": replace(
            found["n2"], entry_hash="hash of n2", published_raw=None, updated_raw=None, silent_changes=0
        ),
    }

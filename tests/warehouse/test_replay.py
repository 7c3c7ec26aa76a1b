"""The ledger gives a span of time back, run by run, and tells what stands already."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import duckdb

from tasks.records import FetchRecord, FetchResult, Outcome, RunRecord
from tests.warehouse.conftest import Make
from warehouse.load import load_run
from warehouse.replay import loaded_runs, settled_entries, stored_exchanges, stored_runs

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def exchange(
    number: int, body: bytes | None, outcome: Outcome = "ok", at: datetime = NOW, **changes: object
) -> FetchRecord:
    url = f"https://f{number}.example/rss"
    digest = None if body is None else sha256(body).hexdigest()
    plain = FetchResult(f"e{number}", "feed", f"f{number}", url, url, at, 200, outcome, len(body or b""), 5)
    return FetchRecord(replace(plain, body_hash=digest, content_type="text/xml", **changes))


def test_a_span_of_the_ledger_comes_back_run_by_run(con: duckdb.DuckDBPyConnection, make: Make) -> None:
    ledger = (
        exchange(0, b"first"),
        exchange(1, b"page", "no_text", kind="page", error="no text found"),
        exchange(2, b"first", "unchanged", is_conditional=True),
        exchange(3, None, "http_error", error="404", retry_after_seconds=60),
        exchange(4, b"broken", "bad_feed", error="the XML is broken"),
    )
    load_run(con, make.batch("early", fetches=ledger))
    load_run(con, make.batch("late", fetches=(exchange(5, None, "not_modified", NOW + DAY),)))
    first, second = stored_runs(con, None, None)
    assert (first.run_id, first.exchanges, second.run_id, second.body_hashes) == ("early", 5, "late", ())
    assert first.body_hashes == tuple(
        sorted(sha256(one).hexdigest() for one in (b"first", b"page", b"broken"))
    )
    assert stored_runs(con, NOW, NOW + DAY) == (first,), "until is excluded"
    assert stored_runs(con, NOW + DAY, None) == (second,)
    got = {one.fetch_id: one for one in stored_exchanges(con, "early")}
    # What is made of a body is decided again; what brought none is as it was.
    expected = [
        ledger[0].result,
        replace(ledger[1].result, outcome="ok", error=None),
        ledger[2].result,
        ledger[3].result,
        replace(ledger[4].result, outcome="ok", error=None),
    ]
    assert [got[one.fetch_id] for one in expected] == expected
    assert loaded_runs(con) == {"early", "late"}


def test_an_entry_is_settled_from_the_run_that_wrote_it_last(
    con: duckdb.DuckDBPyConnection, make: Make
) -> None:
    load_run(con, replace(make.full_batch(), run=RunRecord("r1", "ingest", NOW, NOW)))
    ((entry,),) = con.execute("SELECT entry_id FROM entries").fetchall()
    wanted = [entry, "unknown"]
    assert settled_entries(con, wanted, NOW - DAY, "again") == {entry}
    assert settled_entries(con, wanted, NOW, "again") == {entry}
    assert settled_entries(con, wanted, NOW + DAY, "again") == set(), "what is said later may change it"
    assert settled_entries(con, wanted, NOW - DAY, "r") == set(), "what the replay wrote itself may change"

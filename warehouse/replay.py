"""What a replay must know: the runs of the ledger, what each asked and was answered, and what stands already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import duckdb

from tasks.records import Feed, FetchResult
from warehouse.arrow import key_table, registered
from warehouse.sql_files import read_sql


@dataclass(frozen=True, slots=True)
class StoredRun:
    """A run that can be replayed as far as its bodies are kept."""

    run_id: str
    fetched_at: datetime
    exchanges: int
    body_hashes: tuple[str, ...]  # of the bodies that it brought


def stored_runs(
    con: duckdb.DuckDBPyConnection, since: datetime | None, until: datetime | None
) -> tuple[StoredRun, ...]:
    """The runs whose exchanges lie in a span of time (``until`` excluded), the earliest first."""
    rows = con.execute(read_sql("select_stored_runs"), {"since": since, "until": until}).fetchall()
    return tuple(
        StoredRun(run_id, fetched_at, exchanges, tuple(sorted(hashes or ())))
        for run_id, fetched_at, exchanges, hashes in rows
    )


def stored_exchanges(con: duckdb.DuckDBPyConnection, run_id: str) -> list[FetchResult]:
    """The exchanges of a run without their bodies; one that brought a body is ``ok`` whatever was made of it."""
    cursor = con.execute(read_sql("select_stored_exchanges"), {"run_id": run_id})
    names = [column[0] for column in cursor.description or ()]
    return [FetchResult(**dict(zip(names, row, strict=True))) for row in cursor.fetchall()]


def declared_feeds(con: duckdb.DuckDBPyConnection) -> tuple[Feed, ...]:
    """Every feed that was ever polled or listed, as it was declared last."""
    return tuple(Feed(*row) for row in con.execute(read_sql("select_declared_feeds")).fetchall())


def loaded_runs(con: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """The ids of the runs that are loaded and went well."""
    return frozenset(run_id for (run_id,) in con.execute(read_sql("select_loaded_runs")).fetchall())


def settled_entries(
    con: duckdb.DuckDBPyConnection, entry_ids: Sequence[str], moment: datetime, own: str
) -> frozenset[str]:
    """Of some entries, those that stand as ``moment`` or later gave them: what was said then is old by now.

    What runs whose ids begin with ``own`` wrote does not count: that is the replay's, which goes on from there.
    """
    with registered(con, {"wanted": key_table(entry_ids)}):
        rows = con.execute(read_sql("select_settled_entries"), {"moment": moment, "own": own}).fetchall()
    return frozenset(entry_id for (entry_id,) in rows)

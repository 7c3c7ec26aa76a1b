"""Write the warehouse's file anew, so that it is as small as its rows: what was let go leaves room that it keeps."""

import os
from pathlib import Path

import duckdb

from tasks.errors import WarehouseError
from warehouse.db import connect, is_there
from warehouse.faults import with_remedy
from warehouse.migrate import migrate
from warehouse.restore import LEFT_EMPTY
from warehouse.stored_tables import literal, quoted
from warehouse.transactions import transaction

SUFFIX = ".compacted"


def compact(writer: Path, wait_seconds: float = 30) -> tuple[int, int]:
    """Put a copy of ``writer`` with the same rows in its place, whole or not at all; gives its bytes before and after.

    Needs as much free disk as the new file takes. Raises ``WarehouseBusy`` where another process has the file
    open, ``WarehouseError`` where there is none or the disk says no.
    """
    if not is_there(writer):
        raise WarehouseError(f"{writer}: there is no warehouse here yet: type 'daybook run' first")
    fresh = writer.with_name(writer.name + SUFFIX)
    try:
        _remove(fresh)
        with connect(writer, wait_seconds=wait_seconds) as con:
            migrate(con)
            con.execute("CHECKPOINT")
            before = writer.stat().st_size
            _copy(con, fresh)
            with connect(fresh) as made:
                migrate(made)
                made.execute("CHECKPOINT")
            with fresh.open("rb") as copied:
                os.fsync(copied.fileno())
            # Still held: nobody can have written to the old file since it was copied.
            fresh.replace(writer)
        return before, writer.stat().st_size
    except OSError as error:
        raise WarehouseError(f"{writer}: cannot be written anew: {with_remedy(error)}") from error
    finally:
        _remove(fresh)


def _copy(con: duckdb.DuckDBPyConnection, fresh: Path) -> None:
    named = (
        "SELECT table_name, sql FROM duckdb_tables() WHERE NOT internal AND NOT temporary ORDER BY table_name"
    )
    tables = con.execute(named).fetchall()
    ((old,),) = con.execute("SELECT current_database()").fetchall()
    con.execute(f"ATTACH {literal(str(fresh))} AS compacted; USE compacted")
    with transaction(con):
        for name, ddl in tables:
            con.execute(ddl)
            # Views, comments and reference data are made by the migrations, of which this table tells that they were.
            if name != LEFT_EMPTY:
                con.execute(f"INSERT INTO {quoted(name)} BY NAME FROM {quoted(old)}.main.{quoted(name)}")
    con.execute(f"USE {quoted(old)}; DETACH compacted")


def _remove(fresh: Path) -> None:
    for path in (fresh, fresh.with_name(fresh.name + ".wal")):
        path.unlink(missing_ok=True)

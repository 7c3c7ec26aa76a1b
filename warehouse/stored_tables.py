"""The writer's tables as the publisher sees them: what each holds of which day, and its rows into Parquet files."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from warehouse.sql_files import read_sql
from warehouse.units import UNDATED, WHOLE, DayPrint, Unit, first_of_month, units_of, whole

FORMAT = "1"  # of the files; with another one everything is written anew
# The time that tells a row's day, the first of these that its table has. It need not stay: a row that moves changes
# what both days hold. A table without one goes by when the run began that wrote its rows.
TIMES = ("first_seen_at", "fetched_at", "noted_at", "started_at", "first_published_at")
# What is looked up together lies together.
ORDERS = {"events": "event_date, event_id", "event_mentions": "event_id, mention_id"}
# What the writer alone works with, half of its file in time: published without rows, and told so in their comments.
WORKING = frozenset({"shingles", "story_members", "text_sketches", "common_shingles", "site_shingles"})
# Parquet has no whole numbers as large as these.
AS_TEXT = ("HUGEINT", "UHUGEINT", "BIGNUM")
DAY = 86_400_000_000  # microseconds
BEFORE_1970 = (
    719_162  # days from the year 1; division cuts towards zero, so that days must count up from there
)


@dataclass(frozen=True, slots=True)
class StoredTable:
    """One table of the writer: its columns with type and comment, and what tells a row's day."""

    name: str
    ddl: str
    comment: str | None
    columns: tuple[tuple[str, str, str | None], ...]
    time: str | None
    by_run: bool

    @property
    def is_working(self) -> bool:
        """Whether readers have no use for its rows."""
        return self.name in WORKING

    @property
    def is_whole(self) -> bool:
        """Whether nothing tells its rows' days."""
        return self.time is None and not self.by_run


def stored_tables(con: duckdb.DuckDBPyConnection) -> list[StoredTable]:
    """Every table of the writer, by name."""
    rows = con.execute(read_sql("select_stored_tables")).fetchall()
    knows_runs = {"runs", "loads"} <= {name for name, *_ in rows}
    return [_stored_table(name, ddl, comment, columns, knows_runs) for name, ddl, comment, columns in rows]


def wanted_units(con: duckdb.DuckDBPyConnection, tables: list[StoredTable]) -> dict[str, list[Unit]]:
    """The units that each table stands in now; reads two narrow columns of each, never the rows."""
    version = _version(con, tables)
    names = {table.name for table in tables}
    question = f"SELECT max({_day('started_at')}) FROM runs"  # noqa: S608 - numbers of ours
    ((newest,),) = con.execute(question).fetchall() if "runs" in names else ((0,),)
    # Runs of a night may tell of the evening before: the last month stays in days as well.
    open_from = first_of_month(first_of_month(newest or 0) - 1)
    return {table.name: _units(con, table, open_from, version) for table in tables}


def write_unit(con: duckdb.DuckDBPyConnection, table: StoredTable, unit: Unit, path: Path) -> None:
    """Write the rows of a unit as a Parquet file; raises ``duckdb.Error`` where the disk says no."""
    columns = ", ".join(_stored(name, kind) for name, kind, _ in table.columns)
    order = f"ORDER BY {ORDERS[table.name]}" if table.name in ORDERS else ""
    question = f"SELECT {columns} FROM {quoted(table.name)} AS stored WHERE {_rows_of(table, unit)} {order}"  # noqa: S608
    con.execute(f"COPY ({question}) TO {literal(str(path))} (FORMAT parquet, COMPRESSION zstd)")


def reading(table: StoredTable, files: str) -> str:
    """The question that gives a table's rows out of its ``files``, a list in SQL, with the types that it has here."""
    columns = ", ".join(
        f"{quoted(name)}::{kind} AS {quoted(name)}" if _is_text_there(kind) else quoted(name)
        for name, kind, _ in table.columns
    )
    return f"SELECT {columns} FROM read_parquet({files}, hive_partitioning = false)"  # noqa: S608 - quoted


def quoted(name: str) -> str:
    """A name for SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text for SQL."""
    return "'" + text.replace("'", "''") + "'"


def _stored_table(
    name: str, ddl: str, comment: str | None, columns: list[dict[str, Any]], knows_runs: bool
) -> StoredTable:
    kinds = {one["name"]: one["type"] for one in columns}
    has_run = knows_runs and "run_id" in kinds
    times = (time for time in TIMES if kinds.get(time) == "TIMESTAMP WITH TIME ZONE")
    time = next(times, None) if has_run else None
    told = tuple((one["name"], one["type"], one["comment"]) for one in columns)
    return StoredTable(name, ddl, comment, told, time, has_run and time is None)


def _version(con: duckdb.DuckDBPyConnection, tables: list[StoredTable]) -> str:
    # A migration may change rows of runs of long ago.
    has_steps = any(table.name == "schema_migrations" for table in tables)
    steps = (
        con.execute("SELECT number, checksum FROM schema_migrations ORDER BY ALL").fetchall()
        if has_steps
        else []
    )
    return f"{FORMAT} {duckdb.__version__} {steps}"


def _units(con: duckdb.DuckDBPyConnection, table: StoredTable, open_from: int, version: str) -> list[Unit]:
    stamp = hashlib.md5(f"{version} {table.ddl} {table.time} {table.by_run}".encode()).hexdigest()
    days = [] if table.is_working else [DayPrint(*row) for row in con.execute(_prints(table)).fetchall()]
    units = [] if table.is_whole else units_of(table.name, days, open_from, stamp)
    # A table without rows is a file too: whoever reads it must find its columns.
    return units or [whole(table.name, days, stamp)]


def _prints(table: StoredTable) -> str:
    name = quoted(table.name)
    if table.is_whole:
        return f"SELECT NULL, count(*), coalesce(sum(hash(stored)), 0)::VARCHAR FROM {name} AS stored"  # noqa: S608
    source = f"{name} LEFT JOIN runs USING (run_id)" if table.by_run else name
    day = _day("started_at" if table.by_run else quoted(table.time or ""))
    return f"""
        WITH counted AS (SELECT {day} AS day, run_id, count(*) AS rows FROM {source} GROUP BY ALL)
        SELECT day, sum(rows)::BIGINT, sum(hash(run_id, load_no, rows))::VARCHAR
        FROM counted LEFT JOIN loads USING (run_id)
        GROUP BY day ORDER BY day"""  # noqa: S608 - quoted


def _day(time: str) -> str:
    return f"((epoch_us({time}) + {BEFORE_1970 * DAY}) // {DAY} - {BEFORE_1970})"


def _rows_of(table: StoredTable, unit: Unit) -> str:
    if table.is_working:
        return "false"
    if unit.name == WHOLE:
        return "true"
    time = "started_at" if table.by_run else quoted(table.time or "")
    if unit.name == UNDATED:
        inside = f"{time} IS NULL"
    else:
        first, end = (f"make_timestamptz({(day or 0) * DAY})" for day in (unit.first, unit.end))
        inside = f"{time} >= {first} AND {time} < {end}"
    if not table.by_run:
        return inside
    known = f"stored.run_id IN (SELECT run_id FROM runs WHERE {inside})"  # noqa: S608 - numbers of ours
    return (
        f"({known} OR NOT EXISTS (FROM runs WHERE runs.run_id = stored.run_id))"
        if unit.name == UNDATED
        else known
    )


def _is_text_there(kind: str) -> bool:
    return any(one in kind for one in AS_TEXT)


def _stored(name: str, kind: str) -> str:
    return f"{quoted(name)}::VARCHAR AS {quoted(name)}" if _is_text_there(kind) else quoted(name)

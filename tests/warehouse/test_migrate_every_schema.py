"""A warehouse of any earlier schema, with rows in all of its tables, comes up to date, loses nothing and loads on."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from tasks.records import Problem, Span, Toll
from tests.warehouse.conftest import TRUSTED
from warehouse.check import run_checks
from warehouse.db import connect
from warehouse.load import load_run
from warehouse.migrate import HERE, LEDGER, migrate, read_migrations

STEPS = read_migrations(HERE / "migrations")
# Something of each type, for tables that no load of these tests writes.
SOMETHING = {
    "VARCHAR": "'something'",
    "BOOLEAN": "false",
    "DOUBLE": "0.5",
    "DATE": "DATE '2026-03-01'",
    "TIMESTAMP WITH TIME ZONE": "TIMESTAMPTZ '2026-03-01 12:00:00+00'",
}


def rows(con: duckdb.DuckDBPyConnection, sql: str, *values: object) -> list[tuple]:
    return con.execute(sql, values).fetchall()


def tables_of(con: duckdb.DuckDBPyConnection, database: str) -> list[str]:
    named = (
        "SELECT table_name FROM duckdb_tables() WHERE NOT internal AND NOT temporary AND database_name = ?"
    )
    return sorted(name for (name,) in rows(con, named, database) if name not in TRUSTED)


def columns_of(con: duckdb.DuckDBPyConnection, database: str, table: str) -> list[tuple[str, str]]:
    described = (
        "SELECT column_name, data_type FROM duckdb_columns() WHERE database_name = ? AND table_name = ?"
        " ORDER BY column_index"
    )
    return rows(con, described, database, table)


def value_of(kind: str) -> str:
    if kind.endswith("[]"):
        return f"[]::{kind}"
    return SOMETHING.get(kind, "1" if "INT" in kind else "NULL")


@pytest.fixture(scope="module")
def filled(make, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of today's schema, with rows in every table."""
    path = tmp_path_factory.mktemp("filled") / "today.duckdb"
    killed = make.mention(killed=4, tolls=(Toll("killed", 4, 4, None, Span(21, 27)),))
    problem = Problem("article", "f1", "a1", "Shelling near Tovar", "not coded")
    first = replace(make.full_batch("r1"), mentions=(killed,), problems=(problem,))
    with connect(path) as con:
        migrate(con)
        load_run(con, first)
        revised = make.article(revision=2, text=make.sentence + "\n\nFive died.", changes="~1 sentence")
        load_run(
            con,
            make.batch("r2", articles=(revised,), mentions=(make.mention(),), rejected=(make.rejected(),)),
        )
        for table in tables_of(con, "today"):
            if not rows(con, f"FROM {table} LIMIT 1"):
                values = ", ".join(value_of(kind) for _, kind in columns_of(con, "today", table))
                con.execute(f"INSERT INTO {table} VALUES ({values})")
    return path


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        yield connection


def fill(con: duckdb.DuckDBPyConnection, schema: int, filled: Path) -> dict[str, int]:
    """Make the tables as they were after so many steps, with the rows of today; gives how many each has."""
    con.execute(LEDGER)
    for step in STEPS[:schema]:
        con.execute(step.sql)
        con.execute("INSERT INTO schema_migrations VALUES (?, ?, ?)", [step.number, step.name, step.checksum])
    con.execute(f"ATTACH '{filled}' AS today (READ_ONLY)")
    there = tables_of(con, "memory")
    for table in there:
        has_now = {name for name, _ in columns_of(con, "today", table)}
        names = ", ".join(f'"{name}"' for name, _ in columns_of(con, "memory", table) if name in has_now)
        con.execute(
            f"DELETE FROM {table}; INSERT INTO {table} ({names}) SELECT {names} FROM today.main.{table}"
        )
    con.execute("DETACH today")
    return {table: counted(con, table) for table in there}


def counted(con: duckdb.DuckDBPyConnection, table: str) -> int:
    return rows(con, f"SELECT count(*) FROM {table}")[0][0]


@pytest.mark.parametrize("schema", range(1, len(STEPS)))
def test_an_earlier_schema_with_rows_comes_up_to_date_and_loads_on(
    con, make, filled: Path, schema: int
) -> None:
    before = fill(con, schema, filled)
    assert all(before.values()), "every table of that schema had rows"
    said = "SELECT mention_id, evidence, actors, place.name, event_date FROM event_mentions ORDER BY 1"
    mentions = rows(con, said)
    assert migrate(con) == [step.name for step in STEPS[schema:]]
    assert {table: counted(con, table) for table in before} == before
    assert rows(con, said) == mentions
    later = make.mention("m9", "e1", "a9", killed=9)
    run = make.run("r9", started_at=make.now.replace(hour=20))
    load_run(con, replace(make.batch(articles=(make.article("a9"),), mentions=(later,)), run=run))
    assert rows(con, "SELECT mentions, articles, killed_high FROM events WHERE event_id = 'e1'") == [
        (2, 2, 9)
    ]
    # What an event was before the first run of the new version is known as well.
    assert rows(
        con, "SELECT mentions FROM events_asof(?) WHERE event_id = 'e1'", make.now.replace(hour=19)
    ) == [(1,)]
    for (view,) in rows(con, "SELECT view_name FROM duckdb_views() WHERE NOT internal"):
        counted(con, view)
    broken = [one.name for one in run_checks(con, "r9") if one.is_hard and one.rows]
    assert broken == []

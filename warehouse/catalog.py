"""The file that readers open: views over the Parquet files of one publication, with all comments, and what it rests on.

It holds no rows of the warehouse. Its schema ``publication`` tells the files (``files``), how the catalog is made
anew for another folder (``statements``), and how the writer's tables are made (``tables``).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse.migrate import HERE
from warehouse.sql_files import read_sql
from warehouse.stored_tables import StoredTable, literal, quoted, reading
from warehouse.units import PublishedFile, Unit

FOLDER = "{published folder}"  # stands in stored statements for where the publication lies


@dataclass(frozen=True, slots=True)
class Publication:
    """What a catalog rests on: its number, the files, and the folder that its views name."""

    generation: int
    folder: Path
    files: tuple[PublishedFile, ...]


NOTHING = Publication(0, Path(), ())


def read_publication(con: duckdb.DuckDBPyConnection) -> Publication:
    """What the catalog rests on; ``NOTHING`` for a copy that an earlier version published as one database."""
    if not con.execute(
        "FROM duckdb_tables() WHERE schema_name = 'publication' AND table_name = 'files'"
    ).fetchall():
        return NOTHING
    ((generation, folder),) = con.execute("SELECT generation, folder FROM publication.about").fetchall()
    rows = con.execute(
        'SELECT table_name, unit, first_day, end_day, "rows", fingerprint, file, bytes FROM publication.files'
    ).fetchall()
    files = tuple(PublishedFile(Unit(*unit), file, size) for *unit, file, size in rows)
    return Publication(generation, Path(folder), files)


def read_statements(con: duckdb.DuckDBPyConnection) -> list[str]:
    """What the catalog's views and comments are made by, for any folder."""
    return [
        sql for (sql,) in con.execute("SELECT sql FROM publication.statements ORDER BY position").fetchall()
    ]


def read_table_statements(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """What makes each of the writer's tables, by name."""
    return dict(con.execute("SELECT table_name, sql FROM publication.tables ORDER BY table_name").fetchall())


def statements_for(
    tables: Sequence[StoredTable], files: Iterable[PublishedFile], has_views: bool
) -> list[str]:
    """What makes the readers' side of a catalog: a view a table, then the views and macros over these."""
    by_table: dict[str, list[str]] = {}
    for one in files:
        by_table.setdefault(one.unit.table, []).append(one.file)
    statements = [line for table in tables for line in _table_statements(table, by_table[table.name])]
    scripts = sorted((HERE / "views").glob("*.sql")) if has_views else []
    return [*statements, *(path.read_text(encoding="utf-8") for path in scripts)]


def build(
    con: duckdb.DuckDBPyConnection,
    publication: Publication,
    statements: Sequence[str],
    table_statements: dict[str, str],
) -> None:
    """Make an empty database the catalog of a publication."""
    con.execute(read_sql("create_publication"))
    con.execute("BEGIN TRANSACTION")
    con.execute(
        "INSERT INTO publication.about VALUES (?, ?)", [publication.generation, str(publication.folder)]
    )
    _insert(con, "publication.files", [_row(one, publication.folder) for one in publication.files])
    _insert(con, "publication.statements", list(enumerate(statements)))
    _insert(con, "publication.tables", list(table_statements.items()))
    folder = str(publication.folder).replace("'", "''")
    for statement in statements:
        con.execute(statement.replace(FOLDER, folder))
    con.execute("COMMIT")


def _table_statements(table: StoredTable, files: Sequence[str]) -> list[str]:
    listed = "[" + ", ".join(literal(f"{FOLDER}/{file}") for file in files) + "]"
    name = quoted(table.name)
    made = [f"CREATE VIEW {name} AS {reading(table, listed)}"]
    if table.comment:
        made.append(f"COMMENT ON VIEW {name} IS {literal(table.comment)}")
    return made + [
        f"COMMENT ON COLUMN {name}.{quoted(column)} IS {literal(comment)}"
        for column, _, comment in table.columns
        if comment
    ]


def _row(one: PublishedFile, folder: Path) -> tuple[object, ...]:
    unit = one.unit
    told = (unit.table, unit.name, unit.first, unit.end, unit.rows, unit.fingerprint, one.file, one.bytes)
    return (*told, str(folder / one.file))


def _insert(con: duckdb.DuckDBPyConnection, table: str, rows: Sequence[tuple[object, ...]]) -> None:
    if rows:
        marks = ", ".join("?" for _ in rows[0])
        values = ", ".join(f"({marks})" for _ in rows)
        con.execute(f"INSERT INTO {table} VALUES {values}", [cell for row in rows for cell in row])  # noqa: S608

"""Bring the schema up to date: numbered migrations once each, then views, comments and reference data."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from tasks.errors import MigrationError
from warehouse.faults import with_remedy
from warehouse.transactions import transaction

HERE = Path(__file__).parent
REFERENCE_TABLES = ("countries", "sectors", "acled_types")
LEDGER = """
CREATE TABLE IF NOT EXISTS schema_migrations (
    number INTEGER PRIMARY KEY, name VARCHAR NOT NULL, checksum VARCHAR NOT NULL);
CREATE TABLE IF NOT EXISTS schema_derived (part VARCHAR PRIMARY KEY, checksum VARCHAR NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Migration:
    """One forward-only step of the schema, from a file named like ``0001_initial.sql``."""

    number: int
    name: str
    sql: str

    @property
    def checksum(self) -> str:
        """SHA-256 of the step's text."""
        return _checksum([self.sql])


def migrate(con: duckdb.DuckDBPyConnection, folder: Path = HERE / "migrations") -> list[str]:
    """Apply the migrations that are missing, in order, and give their names.

    Raises ``MigrationError`` where a step fails (it is rolled back, earlier ones stay), where the file of an
    applied step has changed, and where the database knows steps that this code does not.
    """
    steps = read_migrations(folder)
    con.execute(LEDGER)
    applied = dict(con.execute("SELECT number, checksum FROM schema_migrations").fetchall())
    _check_history(steps, applied)
    pending = [step for step in steps if step.number not in applied]
    for step in pending:
        _apply(con, step)
    _refresh_derived(con)
    return [step.name for step in pending]


def read_migrations(folder: Path) -> list[Migration]:
    """The steps in ``folder``, by number; raises ``MigrationError`` where one is left out or repeated."""
    steps = [
        Migration(int(path.stem.split("_")[0]), path.stem, path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("[0-9]*_*.sql"))
    ]
    if [step.number for step in steps] != list(range(1, len(steps) + 1)):
        raise MigrationError(f"{folder}: migrations must be numbered 1, 2, 3 ... without gap or repetition")
    return steps


def _check_history(steps: Iterable[Migration], applied: dict[int, str]) -> None:
    known = {step.number: step for step in steps}
    newest = max(known, default=0)
    if applied and max(applied) > newest:
        raise MigrationError(
            f"a newer Daybook wrote this warehouse (schema {max(applied)}, this one knows {newest}):"
            " upgrade Daybook"
        )
    for number, checksum in applied.items():
        if known[number].checksum != checksum:
            raise MigrationError(
                f"migration {known[number].name} has changed since it was applied: add a new one instead"
            )


def _apply(con: duckdb.DuckDBPyConnection, step: Migration) -> None:
    try:
        with transaction(con):
            con.execute(step.sql)
            con.execute(
                "INSERT INTO schema_migrations VALUES (?, ?, ?)", [step.number, step.name, step.checksum]
            )
    except duckdb.Error as error:
        raise MigrationError(
            f"migration {step.name} failed and was rolled back: {with_remedy(error)}"
        ) from error


def _refresh_derived(con: duckdb.DuckDBPyConnection) -> None:
    scripts = [*sorted((HERE / "views").glob("*.sql")), *sorted((HERE / "comments").glob("*.sql"))]
    tables = [HERE / "reference" / f"{table}.csv" for table in REFERENCE_TABLES]
    checksum = _checksum(path.read_text(encoding="utf-8") for path in [*scripts, *tables])
    if con.execute("SELECT checksum FROM schema_derived").fetchall() == [(checksum,)]:
        return
    try:
        with transaction(con):
            for table, path in zip(REFERENCE_TABLES, tables, strict=True):
                _load_reference(con, table, path)
            for path in scripts:
                con.execute(path.read_text(encoding="utf-8"))
            con.execute("DELETE FROM schema_derived")
            con.execute("INSERT INTO schema_derived VALUES ('views, comments, reference', ?)", [checksum])
    except duckdb.Error as error:
        raise MigrationError(f"views and comments could not be made anew: {with_remedy(error)}") from error


def _load_reference(con: duckdb.DuckDBPyConnection, table: str, path: Path) -> None:
    con.execute(f"DELETE FROM {table}")  # noqa: S608 - the name comes from REFERENCE_TABLES
    # Every column is text: Namibia's "NA" is a code, not a missing value.
    con.execute(
        f"INSERT INTO {table} BY NAME FROM read_csv(?, header = true, all_varchar = true, nullstr = '')",
        [str(path)],
    )


def _checksum(texts: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for text in texts:
        digest.update(text.replace("\r\n", "\n").encode() + b"\0")
    return digest.hexdigest()

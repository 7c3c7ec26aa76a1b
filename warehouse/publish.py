"""The published copy: what readers open, never locked by a run and never half-written.

Beside the writer's file lie its rows as Parquet files that never change once written, and a catalog: a small DuckDB
file of views over the files of one publication. Publishing writes the files whose rows have changed and renames a new
catalog over the old one. A reader that has the old one open goes on reading the files that it names; a process that
dies half-way leaves the old one as it was, and the next publication removes what it left.
"""

import fcntl
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import duckdb

from tasks.errors import NothingPublished, WarehouseBusy, WarehouseError
from warehouse import catalog, generations
from warehouse.catalog import Publication
from warehouse.db import connect, is_there
from warehouse.faults import with_remedy
from warehouse.stored_tables import StoredTable, stored_tables, wanted_units, write_unit
from warehouse.units import PublishedFile, Unit, changed

PARTIAL_SUFFIX = ".partial"
READ_ONLY = 0o444


def publish(
    writer: Path,
    published: Path,
    wait_seconds: float = 30,
    keep_seconds: float = generations.KEEP_SECONDS,
) -> None:
    """Make ``published`` tell what ``writer`` holds, at once and whole; the caller has closed the writer's file.

    Raises ``WarehouseBusy`` where another process goes on writing for ``wait_seconds``, ``WarehouseError``
    where the disk says no. Files of before stay for ``keep_seconds``, and for as long as a reader holds them.
    """
    if not is_there(writer):
        raise WarehouseError(f"{writer}: there is no warehouse here to publish")
    folder = published.parent
    with _told_of(published):
        (folder / generations.CATALOGS).mkdir(parents=True, exist_ok=True)
        with _only_publisher(folder):
            _remove_partial_copies(published)
            try:
                with connect(writer, read_only=True, wait_seconds=wait_seconds) as con, _told_of(published):
                    _publish(con, writer, published)
            finally:
                # Also what a publication that failed has written: the disk may be full.
                generations.remove_unread(folder, keep_seconds)


@contextmanager
def _told_of(published: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, duckdb.Error) as error:
        raise WarehouseError(f"{published}: cannot publish: {with_remedy(error)}") from error


@contextmanager
def open_published(published: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the published copy to read, without waiting; raises ``NothingPublished`` where there is none yet.

    Nobody of ours ever holds the copy: where it is held, somebody opened it for writing, which ends when they say so.
    A copy that was moved since it was published is made to fit its place first, in memory where it may not be written.
    """
    if not is_there(published):
        raise NothingPublished("nothing has been published yet: type 'daybook run' first")
    with ExitStack() as stack:
        con = stack.enter_context(_reader(published))
        told = catalog.read_publication(con)
        if told.files and not _is_place(told.folder, published.parent):
            statements, tables = catalog.read_statements(con), catalog.read_table_statements(con)
            stack.close()
            here = replace(told, folder=published.parent.absolute())
            if _settle_in(published, here, statements, tables):
                con = stack.enter_context(_reader(published))
            else:
                con = stack.enter_context(connect(Path(":memory:")))
                catalog.build(con, here, statements, tables)
        yield con


def _is_place(told: Path, folder: Path) -> bool:
    try:
        return told.samefile(folder)
    except OSError:
        return False


@contextmanager
def _reader(published: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with ExitStack() as stack:
        try:
            con = stack.enter_context(connect(published, read_only=True, wait_seconds=0))
        except WarehouseBusy as error:
            raise WarehouseBusy(f"{error} (a published copy is opened with read_only=True)") from error
        except WarehouseError as error:
            log = _log_of(published)
            if not log.exists():
                raise
            raise WarehouseError(
                f"{log}: left by a program that opened the published copy for writing: delete it,"
                " or type 'daybook run', which does that too"
            ) from error
        yield con


def _publish(con: duckdb.DuckDBPyConnection, writer: Path, published: Path) -> None:
    tables = stored_tables(con)
    wanted = wanted_units(con, tables)
    folder = published.parent.absolute()
    last = generations.newest(folder)
    generation = last + 1
    before = generations.read_files(generations.second_name(folder, last)) if last else ()
    there = [one for one in before if _is_whole(folder / one.file, one.bytes)]
    kept, missing = changed([unit for units in wanted.values() for unit in units], there)
    mode = stat.S_IMODE(writer.stat().st_mode) & READ_ONLY
    by_name = {table.name: table for table in tables}
    written = [_write(con, by_name[unit.table], unit, folder, generation, mode) for unit in missing]
    for parent in {(folder / one.file).parent for one in written}:
        _sync(parent)
    in_order = {(table, unit.name): n for table in wanted for n, unit in enumerate(wanted[table])}
    files = sorted([*kept, *written], key=lambda one: in_order[one.unit.table, one.unit.name])
    has_views = "schema_derived" in by_name
    statements = catalog.statements_for(tables, files, has_views)
    ddl = {table.name: table.ddl for table in tables}
    _replace_catalog(published, Publication(generation, folder, tuple(files)), statements, ddl, mode)


def _write(
    con: duckdb.DuckDBPyConnection,
    table: StoredTable,
    unit: Unit,
    folder: Path,
    generation: int,
    mode: int,
) -> PublishedFile:
    file = f"{generations.TABLES}/{unit.folder}/{unit.name}.{generation:010}.parquet"
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    write_unit(con, table, unit, path)
    path.chmod(mode)
    _sync(path)
    return PublishedFile(unit, file, path.stat().st_size)


def _is_whole(path: Path, size: int) -> bool:
    return path.exists() and path.stat().st_size == size


def _settle_in(published: Path, here: Publication, statements: list[str], tables: dict[str, str]) -> bool:
    """Make the catalog of a home that was moved anew, where it lies now; whether that was allowed."""
    try:
        with _only_publisher(published.parent):
            mode = stat.S_IMODE(published.stat().st_mode)
            _replace_catalog(published, here, statements, tables, mode)
    except OSError:
        return False
    return True


@contextmanager
def _only_publisher(folder: Path) -> Iterator[None]:
    # A lock on the folder leaves no file behind, and the kernel lets go of it when the process dies.
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _log_of(database: Path) -> Path:
    return database.with_name(database.name + ".wal")


def _remove_partial_copies(published: Path) -> None:
    for path in published.parent.glob(f".{published.name}.*{PARTIAL_SUFFIX}*"):
        path.unlink(missing_ok=True)


def _replace_catalog(
    published: Path, publication: Publication, statements: list[str], tables: dict[str, str], mode: int
) -> None:
    descriptor, name = tempfile.mkstemp(PARTIAL_SUFFIX, f".{published.name}.", published.parent)
    os.close(descriptor)
    partial = Path(name)
    partial.unlink()
    try:
        with duckdb.connect(partial) as con:
            catalog.build(con, publication, statements, tables)
        # What somebody writes into the copy is lost with the next one, so that nobody may.
        partial.chmod(mode)
        _sync(partial)
        second = generations.second_name(published.parent, publication.generation)
        _sync(generations.write_files(second, publication.files))
        second.unlink(missing_ok=True)
        os.link(partial, second)
        # A log that a program left beside the old copy would be replayed into the new one, or keep it shut.
        _log_of(published).unlink(missing_ok=True)
        partial.replace(published)
        _sync(published.parent)
    finally:
        partial.unlink(missing_ok=True)
        _log_of(partial).unlink(missing_ok=True)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

"""Bring a lost warehouse back from what was published of it."""

import os
import shutil
from pathlib import Path

import duckdb

from tasks.errors import WarehouseError
from warehouse import catalog
from warehouse.db import connect
from warehouse.faults import with_remedy
from warehouse.publish import open_published
from warehouse.stored_tables import quoted
from warehouse.transactions import transaction

# Views, comments and reference data are made by the migrations, of which these tell that they were.
LEFT_EMPTY = "schema_derived"


def restore_missing(writer: Path, published: Path) -> bool:
    """Make ``writer`` from ``published`` where that is missing, whole or not at all; whether it was done.

    Without this a run would begin an empty warehouse and publish it over the only copy that is left.
    """
    if writer.exists() or not published.exists():
        return False
    fresh = writer.with_name(writer.name + ".restored")
    log = fresh.with_name(fresh.name + ".wal")
    try:
        fresh.unlink(missing_ok=True)
        log.unlink(missing_ok=True)
        _restore(fresh, published)
        with fresh.open("rb") as restored:
            os.fsync(restored.fileno())
        fresh.replace(writer)
    except (OSError, duckdb.Error, WarehouseError) as error:
        raise WarehouseError(
            f"{writer}: cannot be restored from {published}: {with_remedy(error)}"
        ) from error
    return True


def _restore(fresh: Path, published: Path) -> None:
    with open_published(published) as con:
        tables = catalog.read_table_statements(con) if catalog.read_publication(con).files else {}
    if not tables:
        # An earlier version published the whole database as it was.
        shutil.copyfile(published, fresh)
        return
    with connect(fresh) as con:
        con.execute(f"ATTACH '{str(published).replace(chr(39), chr(39) * 2)}' AS published (READ_ONLY)")
        with transaction(con):
            for name, ddl in tables.items():
                con.execute(ddl)
                if name != LEFT_EMPTY:
                    con.execute(f"INSERT INTO {quoted(name)} BY NAME FROM published.main.{quoted(name)}")
        con.execute("DETACH published")

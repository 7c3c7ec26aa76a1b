from pathlib import Path

import pytest

from tasks.errors import WarehouseError
from warehouse.db import connect
from warehouse.load import load_run
from warehouse.migrate import migrate
from warehouse.publish import publish
from warehouse.restore import restore_missing


def test_a_lost_warehouse_comes_back_from_what_was_published(tmp_path: Path, make) -> None:
    writer, published = tmp_path / "daybook.duckdb", tmp_path / "published" / "daybook.duckdb"
    assert not restore_missing(writer, published)
    with connect(writer) as con:
        migrate(con)
        load_run(con, make.full_batch())
    publish(writer, published)
    assert not restore_missing(writer, published), "it is not lost"
    writer.unlink()
    assert restore_missing(writer, published)
    with connect(writer) as con:
        load_run(con, make.batch("r2"))
        assert con.execute("SELECT run_id FROM runs ORDER BY run_id").fetchall() == [("r1",), ("r2",)]
        assert con.execute("SELECT count(*) FROM events").fetchall() == [(1,)]


def test_where_it_cannot_come_back_both_files_are_named(tmp_path: Path) -> None:
    published = tmp_path / "published.duckdb"
    published.touch()
    writer = tmp_path / "no such folder" / "daybook.duckdb"
    with pytest.raises(WarehouseError, match="cannot be restored from"):
        restore_missing(writer, published)

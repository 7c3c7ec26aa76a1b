import threading
from pathlib import Path

import duckdb
import pytest

from tasks.errors import WarehouseBusy, WarehouseError
from warehouse.db import connect
from warehouse.transactions import transaction

HOLDER = """
import sys, duckdb
con = duckdb.connect(sys.argv[1])
print("held", flush=True)
sys.stdin.read()
"""


def test_sessions_are_in_utc(warehouse_path: Path) -> None:
    with connect(warehouse_path) as con:
        assert con.execute("SELECT current_setting('TimeZone')").fetchall() == [("UTC",)]


def test_folders_are_made_for_a_writer(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "er" / "w.duckdb"
    with connect(path):
        assert path.exists()


def test_a_reader_does_not_make_a_file(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    with pytest.raises(WarehouseError, match="no warehouse here"), connect(path, read_only=True):
        pass
    assert not path.exists()


def test_a_file_held_by_another_process_is_told_with_its_pid(warehouse_path: Path, child) -> None:
    with child(HOLDER, warehouse_path) as holder:
        assert holder.stdout.readline() == "held\n"
        for read_only in (False, True):
            with (
                pytest.raises(WarehouseBusy, match=f"process {holder.pid} "),
                connect(warehouse_path, read_only=read_only, wait_seconds=0.1),
            ):
                pass


def test_a_writer_waits_until_the_other_process_is_done(warehouse_path: Path, child) -> None:
    opened = threading.Event()

    def wait_and_open() -> None:
        with connect(warehouse_path, wait_seconds=60):
            opened.set()

    with child(HOLDER, warehouse_path) as holder:
        holder.stdout.readline()
        waiting = threading.Thread(target=wait_and_open)
        waiting.start()
        assert not opened.is_set()
        holder.stdin.close()
        waiting.join()
        assert opened.is_set()
        holder.stdin = None


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda data: b"these are not the bytes of a database" * 100, "not a DuckDB file"),
        (lambda data: data[:4096] + b"\xff" * 64 + data[4160:], "damaged|cannot open"),
        (lambda data: data[:12] + (9999).to_bytes(8, "little") + data[20:], "damaged|another version"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_in_one_line(warehouse_path: Path, damage, words: str) -> None:
    with connect(warehouse_path) as con:
        con.execute("CREATE TABLE t AS FROM range(1000)")
    warehouse_path.write_bytes(damage(warehouse_path.read_bytes()))
    with pytest.raises(WarehouseError, match=words) as caught, connect(warehouse_path):
        pass
    assert str(warehouse_path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_folder_in_the_place_of_the_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="directory"), connect(tmp_path):
        pass


def test_a_transaction_is_all_or_nothing(warehouse_path: Path) -> None:
    def insert_and_fail() -> None:
        con.execute("INSERT INTO t VALUES (1)")
        raise ZeroDivisionError

    with connect(warehouse_path) as con:
        con.execute("CREATE TABLE t (i INTEGER)")
        with pytest.raises(ZeroDivisionError), transaction(con):
            insert_and_fail()
        with transaction(con):
            con.execute("INSERT INTO t VALUES (2)")
        assert con.execute("FROM t").fetchall() == [(2,)]


def test_a_failing_statement_rolls_back_and_keeps_its_error(warehouse_path: Path) -> None:
    with connect(warehouse_path) as con:
        con.execute("CREATE TABLE t (i INTEGER PRIMARY KEY)")
        with pytest.raises(duckdb.ConstraintException), transaction(con):
            con.execute("INSERT INTO t VALUES (1); INSERT INTO t VALUES (1)")
        assert con.execute("FROM t").fetchall() == []

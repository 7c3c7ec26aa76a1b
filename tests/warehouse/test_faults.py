"""Whatever the disk or the machine does to the warehouse is told in one line that names the file and a remedy."""

import os
import pickle
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from tasks.errors import NothingPublished, WarehouseBusy, WarehouseError
from warehouse.db import connect
from warehouse.faults import explained
from warehouse.load import load_run
from warehouse.migrate import migrate
from warehouse.publish import open_published, publish
from warehouse.transactions import transaction

# Does one thing to the warehouse under a limit on the size of every file, and tells how it ended.
WITHIN_A_LIMIT = """
import pickle, resource, sys
from pathlib import Path
from tasks.errors import WarehouseError
from warehouse.db import connect
from warehouse.load import load_run
from warehouse.migrate import migrate
from warehouse.publish import publish

what, path, argument, limit = sys.argv[1:]
resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
try:
    if what == "publish":
        publish(Path(path), Path(argument))
    else:
        with connect(Path(path)) as con:
            load_run(con, pickle.loads(Path(argument).read_bytes())) if what == "load" else migrate(con)
except WarehouseError as error:
    print("told:", error)
"""

# As a user who is not allowed to write here, whoever runs the tests.
AS_A_STRANGER = """
import os, sys
from pathlib import Path
import tasks.errors, warehouse.db, warehouse.publish
if os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    if sys.argv[1] == "connect":
        with warehouse.db.connect(Path(sys.argv[2])):
            pass
    else:
        warehouse.publish.publish(Path(sys.argv[2]), Path(sys.argv[3]))
except tasks.errors.WarehouseError as error:
    print("told:", error)
"""


def told(child, script: str, *arguments: object) -> str:
    with child(script, *arguments) as process:
        said, _ = process.communicate()
    assert said.startswith("told: "), said
    assert said.count("\n") == 1
    return said.removeprefix("told: ").strip()


def filled(tables: dict[str, list[str]]) -> dict[str, list[str]]:
    return {name: rows for name, rows in tables.items() if rows}


@pytest.mark.parametrize("what", ["load", "migrate", "publish"])
def test_a_disk_that_takes_no_more_is_told_and_loses_nothing(
    what: str, warehouse_path: Path, tmp_path: Path, make, snapshot, child
) -> None:
    published = tmp_path / "out" / "daybook.duckdb"
    with connect(warehouse_path) as con:
        if what != "migrate":
            migrate(con)
            load_run(con, make.full_batch("r1"))
        before = filled(snapshot(con))
    if what == "publish":
        publish(warehouse_path, published)
    big = tuple(make.article(f"b{n}", text=os.urandom(2000).hex()) for n in range(500))
    pickled = tmp_path / "batch.pickle"
    pickled.write_bytes(pickle.dumps(make.batch("r2", articles=big)))
    limit = 20_000 if what == "publish" else warehouse_path.stat().st_size // 10
    said = told(child, WITHIN_A_LIMIT, what, warehouse_path, pickled if what == "load" else published, limit)
    assert "may not grow" in said
    with connect(warehouse_path) as con:
        assert filled(snapshot(con)) == before
        migrate(con)
        assert (
            load_run(con, replace(make.full_batch("r2"), articles=(make.article(), *big))).events_total == 1
        )
    if what == "publish":
        with open_published(published) as con:
            assert con.execute("SELECT run_id FROM runs").fetchall() == [("r1",)]
        assert not list(published.parent.glob(".*partial*"))


@pytest.mark.parametrize("below", ["daybook.duckdb", "deep/er/daybook.duckdb"])
def test_a_home_that_is_a_file_is_told(tmp_path: Path, below: str) -> None:
    home = tmp_path / "home"
    home.write_text("not a folder")
    with pytest.raises(NothingPublished), open_published(home / below):
        pass
    with pytest.raises(WarehouseError, match="no warehouse here"), connect(home / below, read_only=True):
        pass
    with pytest.raises(WarehouseError, match=r"file where a folder must be.*--home"), connect(home / below):
        pass
    with pytest.raises(WarehouseError, match="no warehouse here"):
        publish(home / below, tmp_path / "published.duckdb")


def test_a_home_that_may_not_be_written_is_told(tmp_path: Path, warehouse_path: Path, child) -> None:
    tmp_path.chmod(0o755)
    with connect(warehouse_path):
        pass
    closed = tmp_path / "closed"
    closed.mkdir()
    closed.chmod(0o555)
    for path in (closed / "daybook.duckdb", closed / "new" / "daybook.duckdb"):
        said = told(child, AS_A_STRANGER, "connect", path)
        assert str(closed) in said
        assert "--home" in said


def test_a_failing_rollback_does_not_hide_what_failed(warehouse_path: Path) -> None:
    def end_the_transaction_and_fail() -> None:
        con.execute("ROLLBACK")
        raise ZeroDivisionError

    with connect(warehouse_path) as con, pytest.raises(ZeroDivisionError), transaction(con):
        end_the_transaction_and_fail()


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (duckdb.IOException("IO Error: Could not write: No space left on device"), "the disk is full: free"),
        (
            duckdb.TransactionException("TransactionContext Error: Failed to commit: Disk quota exceeded"),
            "full",
        ),
        (duckdb.FatalException("FATAL Error: database has been invalidated"), "had to stop"),
        (duckdb.CatalogException("Catalog Error: no table events\nLINE 1: ..."), "does not fit these tables"),
        (OSError(28, "No space left on device"), "the disk is full: free"),
        (OSError(5, "Input/output error"), "Input/output error"),
    ],
)
def test_an_error_is_told_in_a_line_with_a_remedy(error: Exception, words: str) -> None:
    said = explained(Path("/home/w.duckdb"), error)
    assert words in str(said)
    assert str(said).startswith("/home/w.duckdb: ")
    assert "\n" not in str(said)
    assert not isinstance(said, WarehouseBusy)


def test_what_duckdb_says_in_the_middle_of_work_is_told_with_the_file(warehouse_path: Path) -> None:
    with (
        pytest.raises(WarehouseError, match=r"does not fit these tables.*nowhere"),
        connect(warehouse_path) as con,
    ):
        con.execute("FROM nowhere")

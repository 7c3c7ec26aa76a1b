import stat
import time
from pathlib import Path

import pytest

from tasks.errors import NothingPublished, WarehouseBusy, WarehouseError
from warehouse.db import connect
from warehouse.publish import open_published, publish

# Dies, by a real SIGKILL, where a call to the named function begins.
DIES_AT = """
import os, signal, sys
from pathlib import Path
from warehouse import publish as publishing

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

def die_half_way(con, table, unit, path):
    path.write_bytes(b"PAR1 and no more")
    die()

point, writer, published = sys.argv[1:]
if point == "write":
    publishing.write_unit = die_half_way
elif point == "remove":
    publishing.generations.remove_unread = die
else:
    setattr(os, point, die)
publishing.publish(Path(writer), Path(published))
"""

PUBLISHES_ON_DEMAND = """
import sys
from pathlib import Path
from warehouse.db import connect
from warehouse.publish import publish

writer, published = map(Path, sys.argv[1:])
for line in sys.stdin:
    with connect(writer) as con:
        con.execute(line)
        print("written", flush=True)
    publish(writer, published)
    print("published", flush=True)
"""

DIES_IN_THE_WRITERS_LOG = """
import os, signal, sys, duckdb
con = duckdb.connect(sys.argv[1])
con.execute("INSERT INTO t VALUES (2)")
os.kill(os.getpid(), signal.SIGKILL)
"""


# A notebook of somebody who may do anything: forgets read_only=True, writes, and dies when told to.
WRITES_INTO_THE_COPY = """
import os, signal, sys, duckdb
con = duckdb.connect(sys.argv[1])
print("open", flush=True)
for line in sys.stdin:
    con.execute(line)
    print("written", flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def published(tmp_path: Path) -> Path:
    return tmp_path / "out" / "daybook.duckdb"


@pytest.fixture
def writer(warehouse_path: Path) -> Path:
    with connect(warehouse_path) as con:
        con.execute("CREATE TABLE t (i INTEGER); INSERT INTO t VALUES (1)")
    return warehouse_path


def content(path: Path) -> list[tuple]:
    with open_published(path) as con:
        return con.execute("SELECT i FROM t ORDER BY 1").fetchall()


def lying_in(published: Path) -> list[str]:
    return sorted(path.name for path in published.parent.iterdir())


def files_of(published: Path) -> list[Path]:
    return [path for path in (published.parent / "tables").rglob("*") if path.is_file()]


def test_nothing_published_says_what_to_type(published: Path) -> None:
    with pytest.raises(NothingPublished, match="daybook run"), open_published(published):
        pass


def test_the_copy_has_what_the_writer_has_and_nothing_lies_about(writer: Path, published: Path) -> None:
    publish(writer, published)
    assert content(published) == [(1,)]
    assert lying_in(published) == [".catalogs", published.name, "tables"]


@pytest.mark.parametrize(("mode", "copied"), [(0o644, 0o444), (0o600, 0o400), (0o664, 0o444)])
def test_the_copy_may_be_read_by_who_may_read_the_writer_and_written_by_nobody(
    writer: Path, published: Path, mode: int, copied: int
) -> None:
    writer.chmod(mode)
    for _ in range(2):
        publish(writer, published)
        with open_published(published) as con:
            files = con.execute("SELECT path FROM publication.files").fetchall()
        assert {stat.S_IMODE(Path(one).stat().st_mode) for (one,) in [*files, (published,)]} == {copied}


def test_the_copy_cannot_be_written(writer: Path, published: Path) -> None:
    publish(writer, published)
    with open_published(published) as con, pytest.raises(Exception, match="read-only"):
        con.execute("CREATE TABLE mine (i INTEGER)")


def test_no_warehouse_to_publish_is_told(tmp_path: Path, published: Path) -> None:
    with pytest.raises(WarehouseError, match="no warehouse here"):
        publish(tmp_path / "none.duckdb", published)


def test_a_place_that_cannot_be_written_is_told(writer: Path) -> None:
    with pytest.raises(WarehouseError, match="cannot publish"):
        publish(writer, writer / "below a file" / "daybook.duckdb")


def test_what_a_killed_writer_committed_is_published(writer: Path, published: Path, child) -> None:
    with child(DIES_IN_THE_WRITERS_LOG, writer) as killed:
        assert killed.wait() < 0
    assert writer.with_name(writer.name + ".wal").exists()
    publish(writer, published)
    assert content(published) == [(1,), (2,)]


@pytest.mark.parametrize("point", ["write", "fsync", "link", "replace"])
def test_a_publisher_killed_half_way_leaves_the_old_copy(
    writer: Path, published: Path, child, point: str
) -> None:
    publish(writer, published)
    with connect(writer) as con:
        con.execute("INSERT INTO t VALUES (2)")
    with child(DIES_AT, point, writer, published) as killed:
        assert killed.wait() < 0
    assert content(published) == [(1,)]
    assert len(files_of(published)) > 1 or len(lying_in(published)) > 3, (
        "the killed process left its half behind"
    )
    publish(writer, published, keep_seconds=0)
    assert content(published) == [(1,), (2,)]
    assert lying_in(published) == [".catalogs", published.name, "tables"]
    assert len(files_of(published)) == 1


def test_readers_are_not_disturbed_and_do_not_disturb(writer: Path, published: Path, child) -> None:
    publish(writer, published)
    with child(PUBLISHES_ON_DEMAND, writer, published) as other, open_published(published) as old:
        for number in (2, 3, 4):
            other.stdin.write(f"INSERT INTO t VALUES ({number})\n")
            other.stdin.flush()
            assert other.stdout.readline() == "written\n"
            assert old.execute("SELECT i FROM t").fetchall() == [(1,)]
            assert other.stdout.readline() == "published\n"
            assert old.execute("SELECT i FROM t").fetchall() == [(1,)]
            # Another process: one that has the old copy open would share DuckDB's instance of it by path.
            assert read_elsewhere(child, published) == number


COUNTS = """
import sys
from pathlib import Path
from warehouse.publish import open_published
with open_published(Path(sys.argv[1])) as con:
    print(con.execute("SELECT count(*) FROM t").fetchall()[0][0], flush=True)
"""


def read_elsewhere(child, published: Path) -> int:
    with child(COUNTS, published) as reader:
        return int(reader.stdout.readline())


def test_a_writer_that_is_open_elsewhere_is_not_copied(writer: Path, published: Path, child) -> None:
    publish(writer, published)
    script = (
        "import sys, duckdb; con = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    )
    with child(script, writer) as holder:
        holder.stdout.readline()
        with pytest.raises(WarehouseBusy, match=f"process {holder.pid} "):
            publish(writer, published, wait_seconds=0.1)
    assert content(published) == [(1,)]


def write_into_the_copy(notebook) -> None:
    assert notebook.stdout.readline() == "open\n"
    notebook.stdin.write("CREATE TABLE mine AS SELECT 99 AS i\n")
    notebook.stdin.flush()
    assert notebook.stdout.readline() == "written\n"


def log_of(published: Path) -> Path:
    return published.with_name(published.name + ".wal")


@pytest.mark.parametrize("is_killed", [True, False])
def test_what_others_wrote_into_the_copy_is_gone_with_the_next_one(
    writer: Path, published: Path, child, is_killed: bool
) -> None:
    publish(writer, published)
    with child(WRITES_INTO_THE_COPY, published) as notebook:
        write_into_the_copy(notebook)
        assert log_of(published).exists()
        if is_killed:
            notebook.communicate()
        with connect(writer) as con:
            con.execute("INSERT INTO t VALUES (2)")
        publish(writer, published)
        assert content(published) == [(1,), (2,)]
        assert not log_of(published).exists()


def test_a_copy_that_is_held_for_writing_is_told_at_once(writer: Path, published: Path, child) -> None:
    publish(writer, published)
    with child(WRITES_INTO_THE_COPY, published) as notebook:
        notebook.stdout.readline()
        begun = time.monotonic()
        with pytest.raises(WarehouseBusy, match=rf"process {notebook.pid} .*read_only=True"):
            content(published)
        assert time.monotonic() - begun < 5


def test_a_log_that_belongs_to_an_older_copy_is_named(writer: Path, published: Path, child) -> None:
    publish(writer, published)
    with child(WRITES_INTO_THE_COPY, published) as notebook:
        notebook.stdout.readline()
        with connect(writer) as con:
            con.execute("INSERT INTO t VALUES (2)")
        publish(writer, published)
        notebook.stdin.write("CREATE TABLE mine AS SELECT 99 AS i\n")
        notebook.communicate()
    assert log_of(published).exists()
    with pytest.raises(WarehouseError, match=r"daybook.duckdb.wal: .*delete it.*daybook run"):
        content(published)
    publish(writer, published)
    assert content(published) == [(1,), (2,)]

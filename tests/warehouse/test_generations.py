"""What a publication leaves of those before it, and what a reader that is still there keeps alive."""

import shutil
from datetime import timedelta
from pathlib import Path

import duckdb
import pyarrow.parquet as parquet
import pytest

from tasks.errors import WarehouseError
from warehouse.db import connect
from warehouse.load import load_run
from warehouse.publish import open_published, publish
from warehouse.restore import restore_missing

KEEPS_OPEN = """
import sys, duckdb
con = duckdb.connect(sys.argv[1], read_only=True)
print("open", flush=True)
for line in sys.stdin:
    print(con.execute(line).fetchall()[0][0], flush=True)
"""


@pytest.fixture
def home(tmp_path: Path, migrated: Path, make) -> Path:
    """A home with one run, published."""
    place = tmp_path / "it's a home"
    (place / "published").mkdir(parents=True)
    shutil.copyfile(migrated, place / "daybook.duckdb")
    with connect(place / "daybook.duckdb") as con:
        load_run(con, make.full_batch())
    publish(place / "daybook.duckdb", copy_in(place))
    return place


def copy_in(home: Path) -> Path:
    return home / "published" / "daybook.duckdb"


def add_article(home: Path, make, number: int, keep_seconds: float = 0, **values: object) -> None:
    with connect(home / "daybook.duckdb") as con:
        load_run(con, make.batch(f"n{number}", articles=(make.article(f"n{number}", **values),)))
    publish(home / "daybook.duckdb", copy_in(home), keep_seconds=keep_seconds)


def parquets(home: Path) -> set[Path]:
    return set((home / "published" / "tables").rglob("*.parquet"))


def listed(home: Path, table: str = "%") -> set[Path]:
    with open_published(copy_in(home)) as con:
        rows = con.execute("SELECT path FROM publication.files WHERE table_name LIKE ?", [table]).fetchall()
    return {Path(path) for (path,) in rows}


def test_a_run_writes_the_days_that_it_changed_and_no_others(home: Path, make) -> None:
    add_article(home, make, 1, first_seen_at=make.now + timedelta(days=1))
    before = listed(home, "articles") | listed(home, "countries")
    add_article(home, make, 2, first_seen_at=make.now + timedelta(days=1, hours=1))
    after = listed(home, "articles") | listed(home, "countries")
    (gone,), (new,) = before - after, after - before
    assert (gone.parent.name, gone.name[:10]) == ("month=2026-03", "2026-03-03")
    assert (new.parent.name, new.name[:10]) == ("month=2026-03", "2026-03-03")


def test_what_nobody_reads_any_more_is_removed(home: Path, make) -> None:
    add_article(home, make, 1)
    assert parquets(home) == listed(home)
    assert len(list((home / "published" / ".catalogs").iterdir())) == 2, "a catalog and its list"


def test_files_of_before_stay_a_while_for_who_has_only_their_names(home: Path, make) -> None:
    before = listed(home)
    add_article(home, make, 1, keep_seconds=600)
    assert parquets(home) == listed(home) | before


def test_a_notebook_that_stays_open_keeps_its_files_and_its_answers(home: Path, make, child) -> None:
    before = listed(home)
    with child(KEEPS_OPEN, copy_in(home)) as notebook:
        assert notebook.stdout.readline() == "open\n"
        for number in (1, 2, 3):
            add_article(home, make, number)
            notebook.stdin.write("SELECT count(*) FROM articles\n")
            notebook.stdin.flush()
            assert notebook.stdout.readline() == "1\n"
        assert parquets(home) == listed(home) | before
    add_article(home, make, 4)
    assert parquets(home) == listed(home)


def test_a_notebook_needs_one_line_and_other_libraries_the_list(home: Path) -> None:
    with duckdb.connect(copy_in(home), read_only=True) as con:
        assert con.execute("SELECT event_type FROM events").fetchall() == [("ASSAULT",)]
        assert con.execute("SELECT count(*) FROM evidence").fetchall()[0][0] > 5
        assert con.execute(
            "SELECT count(*) FROM duckdb_views() WHERE comment IS NULL AND NOT internal"
        ).fetchall() == [(0,)]
    (events,) = listed(home, "events")
    assert parquet.read_table(events).column("event_type").to_pylist() == ["ASSAULT"]


def test_a_home_that_was_moved_is_read_where_it_is(home: Path, tmp_path: Path, make) -> None:
    moved = tmp_path / "elsewhere"
    home.rename(moved)
    with open_published(copy_in(moved)) as con:
        assert con.execute("SELECT count(*) FROM events").fetchall() == [(1,)]
    # Who opens it without us finds it mended.
    with duckdb.connect(copy_in(moved), read_only=True) as con:
        assert con.execute("SELECT count(*) FROM events").fetchall() == [(1,)]
    kept = listed(moved, "countries")
    add_article(moved, make, 1)
    assert listed(moved, "countries") == kept, "a moved home is not written anew"


def test_a_copy_in_a_place_that_may_not_be_written_is_read_there(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(13, "Read-only file system")

    moved = tmp_path / "mounted"
    home.rename(moved)
    before = copy_in(moved).stat().st_ino
    monkeypatch.setattr("warehouse.publish.tempfile.mkstemp", refused)
    with open_published(copy_in(moved)) as con:
        assert con.execute("SELECT count(*) > 5 FROM evidence").fetchall() == [(True,)]
    assert copy_in(moved).stat().st_ino == before


def test_another_name_of_the_same_place_is_no_other_place(home: Path, tmp_path: Path) -> None:
    before = copy_in(home).stat().st_ino
    (tmp_path / "link").symlink_to(home)
    with open_published(copy_in(tmp_path / "link")) as con:
        assert con.execute("SELECT count(*) FROM events").fetchall() == [(1,)]
    assert copy_in(home).stat().st_ino == before


def test_a_moved_home_comes_back_from_what_was_published(home: Path, tmp_path: Path, snapshot) -> None:
    with connect(home / "daybook.duckdb") as con:
        held = snapshot(con)
    moved = tmp_path / "elsewhere"
    home.rename(moved)
    (moved / "daybook.duckdb").unlink()
    assert restore_missing(moved / "daybook.duckdb", copy_in(moved))
    with connect(moved / "daybook.duckdb") as con:
        assert snapshot(con) == held


def test_a_whole_database_that_an_earlier_version_published_is_restored_and_replaced(
    home: Path, snapshot
) -> None:
    writer = home / "daybook.duckdb"
    with connect(writer) as con:
        held = snapshot(con)
    shutil.rmtree(home / "published")
    (home / "published").mkdir()
    shutil.copyfile(writer, copy_in(home))
    with open_published(copy_in(home)) as con:
        assert con.execute("SELECT count(*) FROM events").fetchall() == [(1,)]
    writer.unlink()
    assert restore_missing(writer, copy_in(home))
    publish(writer, copy_in(home))
    assert listed(home) == parquets(home) != set()
    with connect(writer) as con:
        assert snapshot(con) == held


@pytest.mark.parametrize("how", ["removed", "cut short"])
def test_a_file_that_was_lost_is_written_again(home: Path, make, how: str) -> None:
    (events,) = listed(home, "events")
    events.chmod(0o600)
    if how == "removed":
        events.unlink()
    else:
        events.write_bytes(events.read_bytes()[:-10])
    add_article(home, make, 1)
    with open_published(copy_in(home)) as con:
        assert con.execute("SELECT count(*) FROM events").fetchall() == [(1,)]


def test_a_publication_that_lost_files_restores_nothing_by_halves(home: Path) -> None:
    (events,) = listed(home, "events")
    events.unlink()
    (home / "daybook.duckdb").unlink()
    with pytest.raises(WarehouseError, match=r"cannot be restored from.*events"):
        restore_missing(home / "daybook.duckdb", copy_in(home))
    assert not (home / "daybook.duckdb").exists()


def test_types_that_parquet_does_not_have_come_back(tmp_path: Path) -> None:
    writer, published = tmp_path / "daybook.duckdb", tmp_path / "published" / "daybook.duckdb"
    with connect(writer) as con:
        con.execute("CREATE TABLE odd AS SELECT (2::HUGEINT ** 120)::HUGEINT AS big, MAP {'a': 1.5} AS named")
        con.execute("INSERT INTO odd SELECT [1::HUGEINT][2], NULL")
        held = con.execute("SELECT *, typeof(big) FROM odd").fetchall()
    publish(writer, published)
    with open_published(published) as con:
        assert con.execute("SELECT *, typeof(big) FROM odd").fetchall() == held

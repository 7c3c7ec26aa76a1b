"""The warehouse's file written anew: the same rows in less room, or the old file as it was."""

import random
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli.app import app
from tasks.errors import WarehouseBusy, WarehouseError
from warehouse import compact as module
from warehouse.compact import compact
from warehouse.db import connect
from warehouse.load import load_run
from warehouse.migrate import migrate
from warehouse.retention import forget_texts


@pytest.fixture
def writer(tmp_path: Path, make) -> Path:
    """A warehouse that has let many texts go."""
    path = tmp_path / "daybook.duckdb"
    chance = random.Random(3)
    texts = [" ".join(f"{chance.getrandbits(96):x}" for _ in range(4000)) for _ in range(80)]
    articles = tuple(make.article(f"a{number}", text=text) for number, text in enumerate(texts))
    with connect(path) as con:
        migrate(con)
        load_run(con, make.full_batch("r1"))
        load_run(con, make.batch("r2", articles=articles))
        con.execute("CHECKPOINT")
        forget_texts(con, "r2", make.now, 0)
    return path


def test_the_same_rows_in_less_room(writer: Path, make, snapshot) -> None:
    with connect(writer) as con:
        rows, evidence = snapshot(con), con.execute("SELECT count(*) FROM evidence").fetchall()
    before, after = compact(writer)
    assert before - after > 0.3 * 80 * 4000 * 24  # what is random takes half when packed
    assert after == writer.stat().st_size
    with connect(writer) as con:
        assert migrate(con) == []
        assert snapshot(con) == rows
        assert con.execute("SELECT count(*) FROM evidence").fetchall() == evidence
        told = "SELECT comment FROM duckdb_tables() WHERE table_name = 'events'"
        assert con.execute(told).fetchall()[0][0], "comments are there too"
        assert con.execute("SELECT count(*) FROM events_asof(?)", [make.now]).fetchall() == [(1,)]
        load_run(con, make.full_batch("r3"))
    assert sorted(path.name for path in writer.parent.iterdir()) == ["daybook.duckdb"]


def test_what_fails_half_way_leaves_the_old_file(writer: Path, snapshot, monkeypatch) -> None:
    with connect(writer) as con:
        rows = snapshot(con)

    def full(con, fresh: Path) -> None:
        fresh.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "_copy", full)
    with pytest.raises(WarehouseError, match="cannot be written anew: the disk is full"):
        compact(writer)
    with connect(writer) as con:
        assert snapshot(con) == rows
    assert [path.name for path in writer.parent.iterdir()] == ["daybook.duckdb"]


def test_a_file_that_is_missing_or_in_use_is_told(tmp_path: Path, writer: Path, child) -> None:
    with pytest.raises(WarehouseError, match="there is no warehouse here yet"):
        compact(tmp_path / "nowhere.duckdb")
    holds = (
        "import duckdb, sys\ncon = duckdb.connect(sys.argv[1])\nprint('held', flush=True)\nsys.stdin.read()"
    )
    with child(holds, writer) as holder:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(WarehouseBusy):
            compact(writer, wait_seconds=0)


def test_the_command_says_what_it_gained(writer: Path) -> None:
    done = CliRunner().invoke(app, ["--home", str(writer.parent), "compact"])
    assert (done.exit_code, "MiB before" in done.output) == (0, True), done.output

import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from tasks.errors import MigrationError
from tasks.records import Span, Toll
from warehouse.load import load_run
from warehouse.migrate import HERE, LEDGER, migrate, read_migrations
from warehouse.read import feed_states

SHIPPED = HERE / "migrations"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped migrations, to add steps to."""
    return shutil.copytree(SHIPPED, tmp_path / "migrations")


def add_step(folder: Path, name: str, sql: str) -> Path:
    path = folder / f"{len(read_migrations(folder)) + 1:04}_{name}.sql"
    path.write_text(sql)
    return path


def tables(con: duckdb.DuckDBPyConnection) -> set[str]:
    return {name for (name,) in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()}


def test_a_new_database_gets_every_step_and_a_second_time_none(folder: Path) -> None:
    with duckdb.connect() as con:
        assert migrate(con) == [step.name for step in read_migrations(SHIPPED)]
        assert migrate(con) == []


def test_a_step_that_fails_leaves_nothing_of_itself(folder: Path) -> None:
    broken = add_step(folder, "broken", "CREATE TABLE half (i INTEGER); SELECT nothing FROM nowhere;")
    with duckdb.connect() as con:
        with pytest.raises(MigrationError, match="broken failed"):
            migrate(con, folder)
        assert "half" not in tables(con)
        assert "events" in tables(con)
        broken.unlink()
        mended = add_step(folder, "mended", "CREATE TABLE whole (i INTEGER);")
        assert migrate(con, folder) == [mended.stem]
        assert "whole" in tables(con)


def test_data_survives_a_later_step(folder: Path, make) -> None:
    more = add_step(folder, "more", "ALTER TABLE events ADD COLUMN note VARCHAR;")
    with duckdb.connect() as con:
        migrate(con)
        load_run(con, make.full_batch())
        assert migrate(con, folder) == [more.stem]
        assert con.execute("SELECT event_id, note FROM events").fetchall() == [("e1", None)]


def test_the_first_schema_with_data_in_it_comes_up_to_date(make) -> None:
    with duckdb.connect() as con:
        fill_first_schema(con, make)
        assert migrate(con) == [step.name for step in read_migrations(SHIPPED)[1:]]
        assert con.execute("SELECT event_id_cnty FROM acled_like").fetchall()
        assert con.execute("SELECT iso_numeric FROM countries WHERE code = 'VEN'").fetchall() == [(862,)]


def test_articles_of_an_older_schema_get_their_stories(make) -> None:
    with duckdb.connect() as con:
        fill_first_schema(con, make)
        con.execute("UPDATE articles SET story_id = NULL")
        con.execute(
            "INSERT INTO articles SELECT * REPLACE ('a2' AS article_id, 'a1' AS duplicate_of) FROM articles"
        )
        migrate(con)
        assert con.execute("SELECT DISTINCT story_id FROM articles").fetchall() == [("a1",)]
        migrated = con.execute("FROM stories").fetchall()
        load_run(con, make.full_batch("r2"))
        assert con.execute("FROM stories").fetchall() == migrated
        assert [row[:2] + row[4:7] for row in migrated] == [("a1", "Shelling near Tovar", 2, 1, "r1")]


def test_mentions_of_an_older_schema_keep_their_counts_and_have_no_spans(make) -> None:
    with duckdb.connect() as con:
        fill_first_schema(con, make)
        con.execute("UPDATE event_mentions SET killed = 4; UPDATE events SET killed_low = 4, killed_high = 4")
        migrate(con)
        counts = "killed_low, killed_high, arrested_low, crowd_high"
        assert con.execute(
            "SELECT killed, killed_low, arrested, spans, inferred FROM event_mentions"
        ).fetchall() == [(4, None, None, [], [])]
        assert con.execute(f"SELECT {counts} FROM events").fetchall() == [(4, 4, None, None)]
        # An event that a later run touches still knows what was coded before.
        later = make.mention("m9", article_id="a9", tolls=(Toll("killed", 6, 6, None, Span(0, 3)),), killed=6)
        load_run(con, make.batch("r2", articles=(make.article("a9"),), mentions=(later,)))
        assert con.execute(f"SELECT {counts} FROM events").fetchall() == [(4, 6, None, None)]


def test_places_of_an_older_schema_stay_and_have_no_code(make) -> None:
    with duckdb.connect() as con:
        fill_first_schema(con, make)
        con.execute(
            "INSERT INTO event_mentions SELECT * REPLACE ('m0' AS mention_id, 'e0' AS event_id, NULL AS place)"
            " FROM event_mentions"
        )
        con.execute(
            "INSERT INTO events SELECT * REPLACE ('e0' AS event_id, 'm0' AS lead_mention_id, NULL AS place_name,"
            " NULL AS place_country, NULL AS admin1, NULL AS lat, NULL AS lon, NULL AS place_precision)"
            " FROM events"
        )
        before = con.execute("SELECT place.name, place.admin1, place.lat FROM event_mentions").fetchall()
        migrate(con)
        stored = "SELECT place.name, place.admin1, place.lat FROM event_mentions"
        assert con.execute(stored).fetchall() == before
        # A mention without a place still has none, not a place of which nothing is known.
        without = "SELECT mention_id FROM event_mentions WHERE place IS NULL"
        assert con.execute(without).fetchall() == [("m0",)]
        shown = "SELECT event_id, place_name, admin1, admin1_code FROM events ORDER BY event_id"
        assert con.execute(shown).fetchall() == [("e0", None, None, None), ("e1", "Tovar", "Mérida", None)]
        # A more certain mention of today brings the code along.
        later = make.mention("m9", article_id="a9", confidence=0.95)
        load_run(con, make.batch("r2", articles=(make.article("a9"),), mentions=(later,)))
        assert con.execute(shown).fetchall()[1:] == [("e1", "Tovar", "Mérida", "VE-L")]


def test_feeds_of_an_older_schema_keep_what_was_remembered_of_them(make) -> None:
    with duckdb.connect() as con:
        fill_first_schema(con, make)
        con.execute("UPDATE feeds SET failures = 3, etag = 'e'")
        migrate(con)
        assert con.execute("SELECT etag, failures, strikes, moved_times FROM feeds").fetchall() == [
            ("e", 3, 3.0, 0)
        ]
        assert con.execute("SELECT is_conditional, decision FROM fetches").fetchall() == [(False, None)]
        (state,) = feed_states(con, ["f1"]).values()
        # Nothing says when a whole body came last: a 304 is not believed before the next one.
        assert (state.strikes, state.body_at, state.moved_from) == (3.0, None, ())
        assert state.polled_at == state.last_ok_at


def fill_first_schema(con: duckdb.DuckDBPyConnection, make) -> None:
    """One of everything, in the tables as the first migration made them."""
    first = read_migrations(SHIPPED)[0]
    con.execute(LEDGER)
    con.execute(first.sql)
    con.execute("INSERT INTO schema_migrations VALUES (?, ?, ?)", [1, first.name, first.checksum])
    con.execute("ATTACH ':memory:' AS today; USE today")
    migrate(con)
    load_run(con, make.full_batch())
    con.execute("USE memory.main")
    for table in ("feeds", "fetches", "entries", "articles", "event_mentions", "events", "runs"):
        columns = con.execute(f"DESCRIBE {table}").fetchall()
        names = ", ".join(f'"{column[0]}"' for column in columns)
        con.execute(f"INSERT INTO {table} BY NAME SELECT {names} FROM today.main.{table}")
    con.execute("DETACH today")


def test_a_step_changed_after_it_was_applied_is_refused(folder: Path) -> None:
    with duckdb.connect() as con:
        migrate(con, folder)
        with (folder / "0001_initial.sql").open("a") as file:
            file.write("-- an afterthought\n")
        with pytest.raises(MigrationError, match="0001_initial has changed"):
            migrate(con, folder)


def test_line_ends_do_not_count_as_a_change(folder: Path) -> None:
    with duckdb.connect() as con:
        migrate(con, folder)
        first = folder / "0001_initial.sql"
        first.write_bytes(first.read_bytes().replace(b"\n", b"\r\n"))
        assert migrate(con, folder) == []


def test_a_database_from_a_newer_daybook_is_refused(folder: Path) -> None:
    add_step(folder, "tomorrow", "CREATE TABLE tomorrow (i INTEGER);")
    with duckdb.connect() as con:
        migrate(con, folder)
        with pytest.raises(MigrationError, match="upgrade Daybook"):
            migrate(con)


def test_numbers_without_gap(folder: Path) -> None:
    (folder / "0099_leap.sql").write_text("SELECT 1;")
    with duckdb.connect() as con, pytest.raises(MigrationError, match="without gap"):
        migrate(con, folder)
    assert read_migrations(SHIPPED)


def test_views_that_were_dropped_by_hand_come_back_with_the_next_change_of_views() -> None:
    with duckdb.connect() as con:
        migrate(con)
        con.execute("DROP VIEW evidence; DELETE FROM schema_derived")
        migrate(con)
        assert con.execute("SELECT count(*) FROM evidence").fetchall() == [(0,)]


def test_every_table_view_and_column_is_explained() -> None:
    with duckdb.connect() as con:
        migrate(con)
        silent = con.execute(
            "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND comment IS NULL"
            " UNION ALL SELECT table_name, NULL FROM duckdb_tables() WHERE NOT internal AND comment IS NULL"
            " UNION ALL SELECT view_name, NULL FROM duckdb_views() WHERE NOT internal AND comment IS NULL"
        ).fetchall()
    assert silent == []


def test_times_are_timestamptz_and_rows_carry_their_run() -> None:
    with duckdb.connect() as con:
        migrate(con)
        bare_times = con.execute(
            "SELECT table_name, column_name FROM duckdb_columns() JOIN duckdb_tables() USING (table_name)"
            " WHERE NOT duckdb_tables.internal AND data_type LIKE 'TIMESTAMP%'"
            " AND data_type <> 'TIMESTAMP WITH TIME ZONE'"
        ).fetchall()
        runless = con.execute(
            "SELECT table_name FROM duckdb_tables() WHERE NOT internal AND table_name NOT IN"
            " (SELECT table_name FROM duckdb_columns() WHERE column_name = 'run_id') ORDER BY 1"
        ).fetchall()
    assert bare_times == []
    assert runless == [
        ("acled_types",),
        ("countries",),
        ("reviews",),  # people write it
        ("schema_derived",),
        ("schema_migrations",),
        ("sectors",),
    ]


@pytest.mark.parametrize(
    ("code", "fips", "cameo"),
    [
        ("DEU", "GM", "DEU"),
        ("GBR", "UK", "GBR"),
        ("UKR", "UP", "UKR"),
        ("ROU", "RO", "ROM"),
        ("SSD", "OD", "SSD"),
        ("KOS", "KV", "KSV"),
        ("NAM", "WA", "NAM"),
        ("UNO", None, None),
    ],
)
def test_countries_cross_to_fips_and_cameo(code: str, fips: str | None, cameo: str | None) -> None:
    with duckdb.connect() as con:
        migrate(con)
        rows = con.execute("SELECT fips, cameo_country FROM countries WHERE code = ?", [code]).fetchall()
        assert rows == [(fips, cameo)]
        assert con.execute("SELECT iso2 FROM countries WHERE code = 'NAM'").fetchall() == [("NA",)]


def test_a_power_cut_right_after_the_first_migration_leaves_a_warehouse_that_opens(tmp_path: Path) -> None:
    """What migrations write to the log must be replayed without functions, which are not there yet."""
    path = tmp_path / "daybook.duckdb"
    cut = (
        "import os, sys\nfrom pathlib import Path\n"
        "from warehouse.db import connect\nfrom warehouse.migrate import migrate\n"
        "with connect(Path(sys.argv[1])) as con:\n    migrate(con)\n    os._exit(9)\n"
    )
    assert subprocess.run([sys.executable, "-c", cut, str(path)], check=False).returncode == 9
    assert path.with_name("daybook.duckdb.wal").exists()
    with duckdb.connect(str(path)) as con:
        assert con.execute("SELECT count(*) FROM event_mentions").fetchone() == (0,)

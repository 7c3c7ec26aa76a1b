"""Exports and releases: other readers take them, nothing is half-written or lost, no text of the news is published."""

import csv
import hashlib
import io
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tasks.errors import WarehouseError
from tasks.records import Actor
from tests.warehouse.test_views_gdelt import FLOATING, GDELT_COLUMNS, MENTION_COLUMNS, WHOLE
from tests.warehouse.test_views_ucdp import UCDP_COLUMNS
from warehouse.db import connect
from warehouse.export import FORMATS, Exported, ExportRequest, export
from warehouse.load import load_run
from warehouse.migrate import migrate
from warehouse.release import ReleaseRequest, write_release

ROOT = Path(__file__).parents[2]
VILLAGERS = Actor("a village", "villagers", "VEN", "CVL")
# What would part fields or lines, or open a quotation, in a file without quotes.
AWKWARD = Actor('the "Sons\tof Tovar"', 'The "Sons\tof\nTovar", a militia', "VEN", "PRM")
ACLED_WHOLE = "year time_precision iso geo_precision fatalities timestamp"
ACLED_COLUMNS = [
    *[
        "event_id_cnty",
        "event_date",
        "year",
        "time_precision",
        "disorder_type",
        "event_type",
        "sub_event_type",
    ],
    *["actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction"],
    *["civilian_targeting", "iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude"],
    *["longitude", "geo_precision", "source", "source_scale", "notes", "fatalities", "tags", "timestamp"],
]
ACLED_TYPES = {
    **dict.fromkeys(ACLED_COLUMNS, "VARCHAR"),
    **dict.fromkeys(ACLED_WHOLE.split(), "BIGINT"),
    **dict.fromkeys(["latitude", "longitude"], "DOUBLE"),
    "event_date": "DATE",
}
POLECAT_COLUMNS = [
    *["Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts"],
    *["Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title"],
    *["Actor Name Raw", "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW"],
    *["Primary Recipient Sector", "Recipient Sectors", "Recipient Title", "Recipient Name Raw"],
    *["Wikipedia Recipient ID", "Placename", "City", "District", "Province", "Country", "Latitude"],
    *["Longitude", "GeoNames ID", "Raw Placename", "Feature Type", "Source", "Publication Date"],
    *["Story People", "Story Organizations", "Story Locations", "Language", "Version"],
]


@pytest.fixture(scope="module")
def con(make, tmp_path_factory) -> Iterator[duckdb.DuckDBPyConnection]:
    """Three events: a deadly attack, one by somebody with an awkward name, and talks without day or place."""
    path = tmp_path_factory.mktemp("exported") / "warehouse.duckdb"
    with connect(path) as writer:
        migrate(writer)
        mentions = (
            make.mention("m1", "e1", "a1", recipients=(VILLAGERS,), killed=3),
            make.mention("m2", "e2", "a2", actors=(AWKWARD,), event_date=date(2026, 3, 1)),
            make.mention(
                "m3",
                "e3",
                "a3",
                event_type="CONSULT",
                place=None,
                event_date=None,
                cameo_code="042",
                modes=(),
            ),
        )
        articles = tuple(make.article(f"a{n}") for n in (1, 2, 3))
        load_run(writer, make.batch(articles=articles, mentions=mentions))
    with connect(path, read_only=True) as reader:
        yield reader


@pytest.fixture
def write(con, tmp_path: Path) -> Callable[..., Exported]:
    def written(format_: str, **values: Any) -> Exported:
        return export(con, ExportRequest(format_, tmp_path / "out", **values))

    return written


def names(exported: Exported) -> list[str]:
    return [one.path.name for one in exported.files]


def read_csv(path: Path, options: str) -> duckdb.DuckDBPyRelation:
    return duckdb.connect().sql(f"FROM read_csv('{path}', {options})")


def lines_of(path: Path, delimiter: str = ",") -> list[list[str]]:
    """As the standard library reads them."""
    return list(csv.reader(io.StringIO(path.read_text("utf-8"), newline=""), delimiter=delimiter))


def records_of(path: Path) -> list[dict[str, str]]:
    header, *lines = lines_of(path)
    return [dict(zip(header, line, strict=True)) for line in lines]


def gdelt_type(name: str) -> str:
    return "BIGINT" if WHOLE.fullmatch(name) else "DOUBLE" if FLOATING.fullmatch(name) else "VARCHAR"


def test_a_reader_of_gdelt_takes_the_export(write) -> None:
    exported = write("gdelt")
    events, mentions = exported.files
    assert names(exported) == ["20260302120000.export.CSV", "20260302120000.mentions.CSV"]
    schema = ", ".join(f"'{name}': '{gdelt_type(name)}'" for name in GDELT_COLUMNS)
    # As GDELT's files are: tabs alone, no header, no quotes. Read strictly: a line of other columns is an error.
    form = "delim='\t', header=false, quote='', escape='', strict_mode=true, auto_detect=false, columns={"
    rows = read_csv(events.path, form + schema + "}")
    assert (len(rows.columns), events.rows) == (61, 3)
    shown = rows.select("EventCode, Actor1Name, ActionGeo_CountryCode, Actor2Code, SQLDATE")
    assert sorted(shown.fetchall()) == [
        ("042", "REBELS", None, None, 20260302),
        ("194", "REBELS", "VE", "VENCVL", 20260302),
        ("194", "THE  SONS OF TOVAR , A MILITIA", "VE", None, 20260301),
    ]
    told = ", ".join(f"'{name}': 'VARCHAR'" for name in MENTION_COLUMNS)
    assert len(read_csv(mentions.path, form + told + "}").fetchall()) == mentions.rows == 3
    # And with the reader of the standard library, which takes a quotation mark for what it is elsewhere.
    assert {len(line) for line in lines_of(events.path, "\t")} == {61}


def test_a_reader_of_acled_takes_the_export(write) -> None:
    (file,) = write("acled").files
    schema = ", ".join(f"'{name}': '{kind}'" for name, kind in ACLED_TYPES.items())
    rows = read_csv(file.path, f"header=true, auto_detect=false, strict_mode=true, columns={{{schema}}}")
    assert rows.columns == list(ACLED_TYPES)
    assert len(ACLED_TYPES) == 31
    assert file.path.read_text("utf-8").splitlines()[0].split(",") == ACLED_COLUMNS
    shown = "event_date, event_type, fatalities, iso, timestamp"
    assert rows.order("event_date").select(shown).fetchall()[-1] == (
        date(2026, 3, 2),
        "Explosions/Remote violence",
        3,
        862,
        1772452800,
    )


@pytest.mark.parametrize(
    ("format_", "name", "header", "delimiter", "rows"),
    [
        ("polecat", "daybook-polecat-20260301-20260302.tsv", POLECAT_COLUMNS, "\t", 3),
        ("ucdp", "daybook-ucdp-20260301-20260302.csv", UCDP_COLUMNS, ",", 1),
    ],
)
def test_polecat_and_ucdp_have_their_columns(
    write, format_: str, name: str, header: list[str], delimiter: str, rows: int
) -> None:
    exported = write(format_)
    assert names(exported) == [name]
    lines = lines_of(exported.files[0].path, delimiter)
    assert lines[0] == header
    assert len(lines) == 1 + rows == 1 + exported.files[0].rows


def test_tables_as_parquet_and_csv_are_what_the_warehouse_has(write, con) -> None:
    parquet, text = write("parquet"), write("csv")
    assert names(parquet) == [
        f"daybook-{part}-20260301-20260302.parquet"
        for part in ("events", "event-mentions", "articles", "reviews")
    ]
    stored = con.sql("FROM events ORDER BY event_id").fetchall()
    with duckdb.connect() as reader:
        reader.execute("SET TimeZone = 'UTC'")
        assert reader.sql(f"FROM '{parquet.files[0].path}' ORDER BY event_id").fetchall() == stored
        kept = reader.sql(f"FROM '{parquet.files[2].path}'")
        assert "title" in kept.columns
        assert "text" not in kept.columns
    by_id = {line["event_id"]: line for line in records_of(text.files[0].path)}
    assert json.loads(by_id["e2"]["actors"])[0]["name"] == AWKWARD.name
    assert by_id["e1"]["cameo_code"] == "194"
    assert by_id["e3"]["event_date"] == ""


def test_geojson_has_what_lies_somewhere(write) -> None:
    (file,) = write("geojson").files
    collection = json.loads(file.path.read_text("utf-8"))
    assert (collection["type"], file.rows) == ("FeatureCollection", 2)
    first, second = collection["features"]
    assert (first["id"], second["id"]) == ("e2", "e1")
    assert second["geometry"] == {"type": "Point", "coordinates": [-71.75, 8.33]}
    assert second["properties"]["killed_low"] == 3
    assert second["properties"]["sentence"].startswith("Rebels shelled")


def test_plover_records_are_lines_of_json(write) -> None:
    (file,) = write("plover-json").files
    records = {record["id"]: record for record in map(json.loads, file.path.read_text("utf-8").splitlines())}
    assert set(records) == {"e1", "e2", "e3"}
    record = records["e1"]
    assert record["event"] == ["ASSAULT"]
    assert record["actor"] == [
        {"code": "COL", "sector": "REB", "entity_text": "Rebels", "entity_name": "Rebels"}
    ]
    assert record["size"]["dead"] == 3
    assert record["event_loc"]["country_code"] == "VEN"
    assert (records["e3"]["event_loc"], records["e3"]["date"]) == (None, "2026-03-02")


@pytest.mark.parametrize("format_", FORMATS)
def test_days_bound_every_format(write, format_: str) -> None:
    exported = write(format_, since=date(2026, 3, 1), until=date(2026, 3, 1))
    assert (exported.events, exported.first, exported.last) == (1, date(2026, 3, 1), date(2026, 3, 1))
    assert exported.files[0].rows == (0 if format_ == "ucdp" else 1)


@pytest.mark.parametrize("format_", FORMATS)
def test_no_events_leave_no_files(write, tmp_path: Path, format_: str) -> None:
    exported = write(format_, since=date(2030, 1, 1))
    assert exported == Exported((), 0, date(2026, 3, 1), date(2026, 3, 2))
    assert not (tmp_path / "out").exists()


def test_what_is_there_stays_unless_it_is_to_be_replaced(write, tmp_path: Path) -> None:
    there = tmp_path / "out" / "20260302120000.mentions.CSV"
    there.parent.mkdir()
    there.write_text("mine")
    with pytest.raises(WarehouseError, match=r"mentions\.CSV: is there already.*--replace"):
        write("gdelt")
    assert [path.name for path in there.parent.iterdir()] == [there.name]
    assert there.read_text() == "mine"
    write("gdelt", replace=True)
    assert there.read_text() != "mine"


def test_a_file_where_the_folder_must_be_is_told(write, tmp_path: Path) -> None:
    (tmp_path / "out").touch()
    with pytest.raises(WarehouseError, match="cannot export: there is a file where a folder must be"):
        write("csv")


# Dies, by a real SIGKILL, when the first of several files is written.
DIES = """
import os, signal, sys
from pathlib import Path
from warehouse import export as exports
from warehouse.db import connect

class Dies:
    def __call__(self, descriptor):
        os.kill(os.getpid(), signal.SIGKILL)

os.fsync = Dies()
with connect(Path(sys.argv[1]), read_only=True) as con:
    exports.export(con, exports.ExportRequest("parquet", Path(sys.argv[2])))
"""


def test_a_kill_leaves_nothing_that_looks_whole(con, write, tmp_path: Path) -> None:
    ((path,),) = con.execute("SELECT path FROM duckdb_databases() WHERE NOT internal").fetchall()
    command = [sys.executable, "-c", DIES, path, str(tmp_path / "out")]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode < 0
    assert all(path.name.startswith(".") for path in (tmp_path / "out").iterdir())
    assert len(write("parquet").files) == 4


# --- release ----------------------------------------------------------------------------------------------


@pytest.fixture
def request_(tmp_path: Path) -> ReleaseRequest:
    codebook = (("kind", "type", "code", "quad_code", "event_scale", "cameo_code", "meaning", "version"),)
    return ReleaseRequest(tmp_path / "out", None, None, False, codebook)


def test_a_release_has_its_tables_their_meaning_and_their_sums(con, request_, tmp_path: Path) -> None:
    exported = write_release(con, request_)
    folder = tmp_path / "out" / "daybook-release-20260301-20260302"
    assert [path.name for path in (tmp_path / "out").iterdir()] == [folder.name]
    files = {path.name for path in folder.iterdir()}
    tables = ("events", "event_mentions", "articles", "feeds")
    assert files == {f"{table}.{ending}" for table in tables for ending in ("parquet", "csv")} | {
        *("README.md", "SHA256SUMS", "codebook.csv", "data_dictionary.csv")
    }
    assert {one.path.name for one in exported.files} == files
    sums = dict(line.split("  ")[::-1] for line in (folder / "SHA256SUMS").read_text().splitlines())
    assert set(sums) == files - {"SHA256SUMS"}
    assert all(
        hashlib.sha256((folder / name).read_bytes()).hexdigest() == told for name, told in sums.items()
    )
    dictionary = records_of(folder / "data_dictionary.csv")
    for table in tables:
        columns = [line["column"] for line in dictionary if line["table"] == table]
        with duckdb.connect() as reader:
            assert reader.sql(f"FROM '{folder / table}.parquet'").columns == columns
        assert lines_of(folder / f"{table}.csv")[0] == columns
    assert [line for line in dictionary if not line["meaning"]] == []
    readme = (folder / "README.md").read_text("utf-8")
    for expected in ("3 events", "2026.1", "GeoNames", "CC BY 4.0", "PLOVER", "sha256sum -c"):
        assert expected in readme
    assert "Invented" not in readme
    assert {line["kind"] for line in records_of(folder / "codebook.csv")} == {"sector"}


def test_a_release_has_no_words_of_the_news(con, request_, make) -> None:
    folder = write_release(con, request_).files[0].path.parent
    news = [make.article().title, *make.article().text.split("\n\n")]
    for path in folder.iterdir():
        kept = path.read_bytes().decode("utf-8", "replace")
        if path.suffix == ".parquet":
            with duckdb.connect() as reader:
                kept = str(reader.sql(f"FROM '{path}'").fetchall())
        assert not [words for words in news if words in kept], path.name


def test_a_release_is_never_written_over(con, request_) -> None:
    write_release(con, request_)
    with pytest.raises(WarehouseError, match="is there already"):
        write_release(con, request_)


def test_a_release_of_the_sample_says_so_and_one_of_nothing_is_none(con, request_, tmp_path: Path) -> None:
    folder = write_release(con, replace(request_, is_sample=True)).files[0].path.parent
    assert "Invented news" in (folder / "README.md").read_text("utf-8")
    nothing = replace(request_, folder=tmp_path / "none", since=date(2030, 1, 1))
    assert write_release(con, nothing).files == ()
    assert not (tmp_path / "none").exists()


def test_a_release_that_fails_leaves_nothing(con, request_, tmp_path: Path) -> None:
    bad: Any = [(lambda: None,), 7]
    with pytest.raises(csv.Error):
        write_release(con, replace(request_, codebook=bad))
    assert list((tmp_path / "out").iterdir()) == []

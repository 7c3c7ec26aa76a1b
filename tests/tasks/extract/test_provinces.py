"""Provinces of all countries by name, whose they are, and how their table is built."""

import csv
import io
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tasks.errors import ConfigError
from tasks.extract.actor_lexicon import load_actor_lexicon
from tasks.extract.build_provinces import IsoDivision, build
from tasks.extract.codebook_rows import CODEBOOK, read_rows
from tasks.extract.gazetteer import PROVINCE_COLUMNS, load_gazetteer
from tasks.extract.places import find_places

# text, the country that the document names, and (text, name, ISO 3166-2, precision)
FOUND = [
    ("Clashes in Punjab", "PAK", ("Punjab", "Punjab", "PK-PB", "province")),
    ("Clashes in Punjab", "IND", ("Punjab", "Punjab", "IN-PB", "province")),
    ("Floods in Amazonas", "VEN", ("Amazonas", "Amazonas", "VE-Z", "province")),
    ("Floods in Amazonas", "BRA", ("Amazonas", "Amazonas", "BR-AM", "province")),
    ("Fires in La Paz", "BOL", ("La Paz", "La Paz", "BO-L", "city")),
    ("Fires in La Paz department", "BOL", ("La Paz", "La Paz", "BO-L", "province")),
    ("Fires in La Paz department", "HND", ("La Paz", "La Paz", "HN-LP", "province")),
    ("Rain in Georgia", "", ("Georgia", "Georgia", "", "country")),
    ("Rain in the US state of Georgia", "", ("Georgia", "Georgia", "US-GA", "province")),
    ("A blast in the province of Herat", "", ("Herat", "Herat", "AF-HER", "province")),
    ("A blast in Herat", "", ("Herat", "Herat", "AF-HER", "city")),
    ("A blast in Herat province", "", ("Herat", "Herat", "AF-HER", "province")),
    ("A rally in Victoria", "AUS", ("Victoria", "Victoria", "AU-VIC", "province")),
    ("A rally in Santa Cruz", "BOL", ("Santa Cruz", "Santa Cruz", "BO-S", "province")),
    ("A quake in Central Java", "", ("Central Java", "Central Java", "ID-JT", "province")),
    ("A quake in Northern Province", "LKA", ("Northern", "Northern Province", "LK-4", "province")),
    ("Shelling in Penza region", "", ("Penza", "Penza", "RU-PNZ", "province")),
    ("A strike in Ashanti", "GHA", ("Ashanti", "Ashanti", "GH-AH", "province")),
]


@pytest.mark.parametrize(("text", "country", "expected"), FOUND)
def test_a_province_is_that_of_the_country_spoken_of(
    text: str, country: str, expected: tuple[str, str, str, str]
) -> None:
    near = frozenset([country]) if country else frozenset[str]()
    spans = find_places(text, load_gazetteer(), near)
    shown = [(s.place.text, s.place.name, s.place.admin1_code, s.place.precision) for s in spans]
    assert shown == [expected]


NOT_FOUND = [
    ("Northern officers met", "LKA"),
    ("The Northern Region voted", ""),
    ("Bono sang", "GHA"),
    ("Sucre said so", "BOL"),
    ("Savannah smiled", "GHA"),
    ("Nimba shares rose", ""),
]


@pytest.mark.parametrize(("text", "country"), NOT_FOUND)
def test_a_word_or_a_person_is_no_province(text: str, country: str) -> None:
    near = frozenset([country]) if country else frozenset[str]()
    assert [
        s.place for s in find_places(text, load_gazetteer(), near) if s.place.precision == "province"
    ] == []


def test_every_row_is_right() -> None:
    countries, seen = load_actor_lexicon().countries, set()
    for row in read_rows(CODEBOOK / "provinces.csv", ",".join(PROVINCE_COLUMNS)):
        assert row.cells["country"] in countries, row.line
        assert row.cells["code"] not in seen, row.line
        assert row.cells["name"], row.line
        assert bool(row.cells["lat"]) == bool(row.cells["lon"]), row.line
        seen.add(row.cells["code"])
    assert len(seen) > 3000


def test_most_large_cities_tell_their_province_with_its_code() -> None:
    gazetteer = load_gazetteer()
    large = [row.split("\t") for row in gazetteer.rows[1:] if int(row.split("\t")[5]) >= 500_000]
    coded = sum(bool(gazetteer.code_of(row[1], row[2])) for row in large)
    assert coded / len(large) > 0.7


DIVISIONS: list[IsoDivision] = [
    ("SY-ID", "SYR", "Idlib", True),
    ("SY-HL", "SYR", "Ḩalab", True),
    ("GH-AA", "GHA", "Greater Accra", True),
    ("IT-MI", "ITA", "Milano", False),
]


def made(folder: Path, names: str) -> dict[str, dict[str, str]]:
    for table in ("city_names.csv", "countries.csv"):
        shutil.copy(CODEBOOK / table, folder)
    for table in ("divisions.csv", "regions.csv"):
        lines = (CODEBOOK / table).read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines[1:] if "SYR" in line]
        (folder / table).write_text("".join([lines[0], *kept]), encoding="utf-8")
    (folder / "province_names.csv").write_text("code,iso,name,aliases\n" + names, encoding="utf-8")
    return {row["code"]: row for row in csv.DictReader(io.StringIO(build(folder, DIVISIONS)))}


def test_the_table_is_built_from_names_and_cities(tmp_path: Path) -> None:
    rows = made(tmp_path, "SY-HL,Ḩalab,Aleppo,Halab\n")
    assert (rows["SY-ID"]["name"], rows["SY-ID"]["lat"]) == ("Idlib", "35.93")
    assert rows["SY-HL"]["name"] == "Aleppo"
    assert rows["SY-HL"]["division"] != rows["SY-ID"]["division"] != ""
    assert (rows["GH-AA"]["lat"], rows["GH-AA"]["division"]) == ("", ""), "nothing says where it is"
    assert float(rows["IT-MI"]["lat"]) == pytest.approx(45.46, abs=0.1)
    assert rows["IT-MI"]["division"] == "", "GeoNames counts regions there"


def test_a_name_by_hand_for_another_code_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="calls SY-HL 'Ḩalab', not 'Dimashq'") as caught:
        made(tmp_path, "SY-HL,Dimashq,Damascus,\n")
    assert caught.value.line == 2


MEASURE = """
import tracemalloc
from tasks.extract.places import load_gazetteer
tracemalloc.start()
load_gazetteer()
print(tracemalloc.get_traced_memory()[0] // 1024)
"""


def test_names_and_places_take_less_than_80_megabytes() -> None:
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run(
        [sys.executable, "-c", MEASURE], capture_output=True, text=True, check=True, cwd=root
    )
    assert 5_000 < int(done.stdout) < 80_000  # kilobytes

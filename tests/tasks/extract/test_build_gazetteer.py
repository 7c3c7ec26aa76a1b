"""The gazetteer as it is built from GeoNames and the tables by hand."""

import shutil
from pathlib import Path

import pytest

from tasks.errors import ConfigError
from tasks.extract.build_gazetteer import CITY_COLUMNS, build
from tasks.extract.codebook_rows import CODEBOOK, read_rows
from tasks.extract.names import words_of
from tasks.extract.places import load_gazetteer

TABLES = ("city_names.csv", "divisions.csv", "provinces.csv", "regions.csv")


def test_the_packed_file_has_every_name_by_hand() -> None:
    gazetteer = load_gazetteer()
    rows = list(read_rows(CODEBOOK / "city_names.csv", ",".join(CITY_COLUMNS)))
    assert len(rows) > 150
    for row in rows:
        for name in (row.cells["name"], *row.names("aliases")):
            key = " ".join(word.folded for word in words_of(name))
            shown = {(city[0], city[1]) for city in gazetteer.cities(key)}
            assert (row.cells["name"], row.cells["country"]) in shown, name


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("999999999,SYR,Nowhere,", "GeoNames has no 999999999 in SYR"),
        ("2988507,IRQ,Paris,", "GeoNames has no 2988507 in IRQ"),
        ("703448,UKR,Kiev,", "703448 stands here twice"),
    ],
)
def test_a_name_for_no_city_is_an_error(tmp_path: Path, line: str, said: str) -> None:
    for table in TABLES:
        shutil.copy(CODEBOOK / table, tmp_path)
    with (tmp_path / "city_names.csv").open("a", encoding="utf-8") as out:
        out.write(line + "\n")
    with pytest.raises(ConfigError, match=said):
        build(tmp_path)

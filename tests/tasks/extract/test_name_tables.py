"""Names are found with the file and line that says them."""

from pathlib import Path

import pytest

from tasks.extract.name_tables import find_names
from tasks.extract.own_codebook import read_own


@pytest.mark.parametrize(
    ("word", "name", "kind", "country", "file"),
    [
        ("Aleppo", "Aleppo", "city", "SYR", "places.csv.gz"),
        ("deraa", "Daraa", "region", "SYR", "regions.csv"),
        ("Erdoğan", "Recep Tayyip Erdogan", "person", "TUR", "leaders.csv"),
        ("Syrians", "Syria", "people", "SYR", "countries.csv"),
        ("Kremlin", "Russia", "seat of power", "RUS", "countries.csv"),
        ("prime ministers", "prime minister", "role", "", "roles.csv"),
        ("security council", "UN Security Council", "organisation", "UNO", "organisations.csv"),
    ],
)
def test_where_a_name_comes_from(word: str, name: str, kind: str, country: str, file: str) -> None:
    found = [(one.name, one.kind, one.country, one.path.name) for one in find_names(word, None)]
    assert (name, kind, country, file) in found


def test_the_line_is_that_of_the_name() -> None:
    one = find_names("Islamic State Khorasan", None)[0]
    assert one.path.read_text("utf-8").splitlines()[one.line - 1].startswith("Islamic State Khorasan,")


@pytest.mark.parametrize("word", ["", "  ", "Qwxzzy Vgnt", "…"])
def test_what_is_no_name_is_not_found(word: str) -> None:
    assert find_names(word, None) == ()


def test_whole_names_come_before_longer_ones() -> None:
    found = [one.said for one in find_names("Houthi", None)]
    whole = [said.lower() == "houthi" for said in found]
    assert whole == sorted(whole, reverse=True)


def test_own_names_are_found_in_their_file(tmp_path: Path) -> None:
    (tmp_path / "groups.csv").write_text(
        "name,country,sector,aliases\nRed Heron Front,MLI,REB,RHF\n", "utf-8"
    )
    (found,) = find_names("rhf", read_own(tmp_path))
    assert (found.name, found.path, found.line) == ("Red Heron Front", tmp_path / "groups.csv", 2)

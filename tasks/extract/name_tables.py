"""The names of the codebook's tables as they are written, each with the file and line that says so."""

import csv
import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tasks.extract.codebook_rows import CODEBOOK, Row
from tasks.extract.names import fold, words_of
from tasks.extract.own_codebook import OwnFiles, rows_of

PLACES = "places.csv.gz"


@dataclass(frozen=True, slots=True)
class TableName:
    """One name of one row; ``said`` is how it is written there, ``name`` what the row calls the thing."""

    said: str
    name: str
    kind: str
    country: str
    sector: str
    path: Path
    line: int
    note: str = ""  # an office with its years, a place's province


@dataclass(frozen=True, slots=True)
class _Table:
    """How a table tells names: columns of names with the kind and sector that each gives (None = the row's)."""

    columns: str
    names: tuple[tuple[str, str, str | None], ...]
    country: str = "country"


_TABLES = {
    "countries.csv": _Table(
        "code,name,aliases,adjectives,people,capital,seats",
        (
            ("name", "country", ""),
            ("aliases", "country", ""),
            ("adjectives", "demonym", ""),
            ("people", "people", "CVL"),
            ("capital", "capital", "GOV"),
            ("seats", "seat of power", "GOV"),
        ),
        "code",
    ),
    "territories.csv": _Table(
        "name,country,sector,aliases,adjectives,people,kind",
        (
            ("name", "territory", None),
            ("aliases", "territory", None),
            ("adjectives", "demonym", None),
            ("people", "people", None),
        ),
    ),
    "organisations.csv": _Table(
        "name,country,sector,aliases", (("name", "organisation", None), ("aliases", "organisation", None))
    ),
    "groups.csv": _Table(
        "name,country,sector,aliases", (("name", "group", None), ("aliases", "group", None))
    ),
    "leaders.csv": _Table(
        "name,country,sector,office,from,to,aliases", (("name", "person", None), ("aliases", "person", None))
    ),
    "roles.csv": _Table("words,forms,sector,kind,bare", (("words", "role", None), ("forms", "role", None))),
    "regions.csv": _Table(
        "name,country,kind,lat,lon,aliases", (("name", "region", ""), ("aliases", "region", ""))
    ),
    "nonactors.csv": _Table("name,why", (("name", "no actor", ""),)),
}


def table_names(own: OwnFiles | None, folder: Path = CODEBOOK) -> Iterator[TableName]:
    """Every name of the tables but the cities', the shipped ones first.

    Raises ConfigError with file and line where a table cannot be read.
    """
    for file, table in _TABLES.items():
        for row in rows_of(folder, own, file, table.columns):
            yield from _names_of(row, table)


def city_names(folder: Path = CODEBOOK) -> Iterator[TableName]:
    """Every name of the cities, as their keys are: folded."""
    path = folder / PLACES
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        for line, row in enumerate(csv.DictReader(lines, delimiter="\t"), start=2):
            for key in row["keys"].split(";"):
                note = f"{row['admin1']}, {int(row['population']):,} people"
                yield TableName(key, row["name"], "city", row["country"], "", path, line, note)


def find_names(word: str, own: OwnFiles | None, folder: Path = CODEBOOK) -> tuple[TableName, ...]:
    """The names that are the word or have it in them, whole names first; case and accents do not matter."""
    wanted = _words(word)
    if not wanted:
        return ()
    every = (*table_names(own, folder), *city_names(folder))
    found = [one for one in every if _stands_in(wanted, _words(one.said))]
    return tuple(sorted(found, key=lambda one: (_words(one.said) != wanted, one.kind == "city")))


def _names_of(row: Row, table: _Table) -> Iterator[TableName]:
    cells = row.cells
    name = cells.get("name") or cells.get("words", "")
    for column, kind, sector in table.names:
        listed = [cells[column]] if column in ("name", "words") else row.names(column)
        for said in listed:
            told = cells.get("sector", "") if sector is None else sector
            yield TableName(
                said, name, kind, cells.get(table.country, ""), told, row.path, row.line, _note(cells)
            )


def _note(cells: dict[str, str]) -> str:
    if "office" in cells:
        return f"{cells['office']} {cells['from']} – {cells['to'] or 'now'}"
    return cells.get("why") or cells.get("kind", "")


def _words(text: str) -> tuple[str, ...]:
    return tuple(fold(word.text) for word in words_of(text))


def _stands_in(wanted: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return any(words[at : at + len(wanted)] == wanted for at in range(len(words) - len(wanted) + 1))

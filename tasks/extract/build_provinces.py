"""Builds codebook/provinces.csv: the first-level divisions of every country with their ISO 3166-2 codes.

Run ``python -m tasks.extract.build_provinces`` in an environment that also has pycountry, then build_gazetteer, after
an update of either. Codes and names are ISO's as pycountry lists them; the English names of province_names.csv and
regions.csv come first. Where a province lies, and which division of GeoNames it is, follows from the cities that
are called like it or by the names that divisions.csv and regions.csv give to GeoNames' divisions.
"""

import csv
import importlib
import io
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tasks.extract.build_gazetteer import BuiltCity, built_cities, division_names, key_of, printed
from tasks.extract.codebook_rows import CODEBOOK, read_rows
from tasks.extract.gazetteer import PROVINCE_COLUMNS, REGION_COLUMNS

# Below their first level lie the provinces that news speaks of; Indonesia's are those that GeoNames counts.
_LOWER_TOO = frozenset({"ES", "IT", "PH", "ID", "FR"})
_LOWER_COUNTED = frozenset({"ID"})
# Towns, and territories that have a country code of their own.
_NO_PROVINCE = re.compile(
    r"municipality|local council|commune|city with|dependency|outlying|overseas|borough|quarter|town", re.I
)
_KIND_BEFORE = re.compile(r"^(?:Al|Ar|As|Ash|Ad|Az|An|Ath)[ -](?=[^\W\d_])")
_KIND_AFTER = re.compile(
    r"[ -](?:Sheng|Shi|Zizhiqu|do|si|gwangyeoksi|Region|Province|District|State|County|Governorate|oblast'?"
    r"|kray|Respublika|vilayati|voivodeship|kraj)$",
    re.I,
)


IsoDivision = tuple[str, str, str, bool]  # code, alpha-3 country, name, whether GeoNames counts its level


@dataclass(slots=True)
class _Province:
    """A division in the making."""

    code: str
    country: str
    name: str
    aliases: list[str]
    counted: bool  # at the level of GeoNames' divisions
    division: str = ""  # of GeoNames
    where: tuple[float, float] | None = None
    population: int = 0
    keys: list[str] = field(default_factory=list)


def main() -> None:
    """Write the provinces beside the other files of the codebook."""
    (CODEBOOK / "provinces.csv").write_text(build(CODEBOOK, iso_divisions()), encoding="utf-8")


def iso_divisions() -> list[IsoDivision]:
    """Each division that ISO 3166-2 lists, as pycountry has them."""
    pycountry = importlib.import_module("pycountry")
    alpha3 = {country.alpha_2: country.alpha_3 for country in pycountry.countries}
    return sorted(
        (
            one.code,
            alpha3[one.country_code],
            one.name,
            one.parent_code is None or one.country_code in _LOWER_COUNTED,
        )
        for one in pycountry.subdivisions
        if (one.parent_code is None or one.country_code in _LOWER_TOO) and not _NO_PROVINCE.search(one.type)
    )


def build(folder: Path, divisions: Sequence[IsoDivision]) -> str:
    """The text of provinces.csv."""
    provinces = _provinces(folder, divisions)
    cities = built_cities(folder)
    _place_by_names(provinces, division_names(cities, folder), cities)
    _place_by_cities(provinces, cities)
    _place_by_regions(provinces, folder)
    shown = io.StringIO(newline="")
    writer = csv.writer(shown, lineterminator="\n")
    writer.writerow(PROVINCE_COLUMNS)
    for one in sorted(provinces, key=lambda one: one.code):
        lat, lon = (f"{one.where[0]:.2f}", f"{one.where[1]:.2f}") if one.where else ("", "")
        aliases = ";".join(dict.fromkeys(alias for alias in one.aliases if alias != one.name))
        writer.writerow((one.code, one.country, one.name, lat, lon, one.population, aliases, one.division))
    return shown.getvalue()


def _provinces(folder: Path, divisions: Sequence[IsoDivision]) -> list[_Province]:
    """Every division with the names by which it is known."""
    countries = {row.cells["code"] for row in read_rows(folder / "countries.csv", _COUNTRY_COLUMNS)}
    english = _english(folder / "province_names.csv", {code: iso for code, _, iso, _ in divisions})
    found: list[_Province] = []
    for code, country, iso, counted in divisions:
        if country not in countries:
            continue
        own = _shown_names(iso, country)
        names = [*english.get(code, ()), *own]
        province = _Province(code, country, names[0], names[1:], counted)
        province.keys = list(dict.fromkeys(key for name in names for key in (key_of(name),) if key))
        found.append(province)
    return found


def _english(path: Path, listed: Mapping[str, str]) -> dict[str, list[str]]:
    """The names by hand; each row repeats the ISO name, so that a wrong code does not pass."""
    names: dict[str, list[str]] = {}
    for row in read_rows(path, "code,iso,name,aliases"):
        code, iso = row.cells["code"], row.cells["iso"]
        if listed.get(code) != iso:
            raise row.error(f"ISO 3166-2 calls {code} {listed.get(code)!r}, not {iso!r}")
        names[code] = [row.cells["name"], *row.names("aliases")]
    return names


_COUNTRY_COLUMNS = "code,name,aliases,adjectives,people,capital,seats"


def _shown_names(iso: str, country: str) -> list[str]:
    """An ISO name as news would print it, and without the word for its kind."""
    plain = printed(re.sub(r" ?[\[(].*?[\])]", "", iso).split(",")[0].split("/")[0].strip(), country)
    bare = _KIND_AFTER.sub("", plain)
    names = [name for name in (bare, plain, _KIND_BEFORE.sub("", bare)) if name]
    return list(dict.fromkeys(names or [iso]))


def _place_by_names(
    provinces: Sequence[_Province], names: Mapping[tuple[str, str], str], cities: Sequence[BuiltCity]
) -> None:
    """A division that the tables name is the province of that name, and its cities tell where it lies."""
    inside: defaultdict[tuple[str, str], list[BuiltCity]] = defaultdict(list)
    for city in cities:
        inside[(city.country, city.code)].append(city)
    by_name = {(country, key_of(name)): (code, name) for (country, code), name in names.items()}
    for province in provinces:
        for key in province.keys:
            match = by_name.get((province.country, key))
            if match is not None and province.counted:
                province.division = match[0]
                _rename(province, match[1])
                _settle(province, inside[(province.country, match[0])])
                break


def _place_by_cities(provinces: Sequence[_Province], cities: Sequence[BuiltCity]) -> None:
    """Elsewhere the largest city that is called like the province is its capital."""
    inside: defaultdict[tuple[str, str], list[BuiltCity]] = defaultdict(list)
    called: defaultdict[tuple[str, str], list[BuiltCity]] = defaultdict(list)
    countries = {one.country for one in provinces}
    for city in (city for city in cities if city.country in countries):
        inside[(city.country, city.code)].append(city)
        for key in city.keys:
            called[(city.country, key)].append(city)
    taken = {(one.country, one.division) for one in provinces if one.division}
    claims: defaultdict[tuple[str, str], list[_Province]] = defaultdict(list)
    for province in provinces:
        if not province.division:
            capitals = [city for key in province.keys for city in called[(province.country, key)]]
            best = max(capitals, key=lambda city: city.population, default=None)
            if best is not None:
                province.where, province.population = (best.lat, best.lon), best.population
                if province.counted:
                    claims[(best.country, best.code)].append(province)
    for division, claiming in claims.items():
        if len(claiming) == 1 and division not in taken:
            claiming[0].division = division[1]
            _settle(claiming[0], inside[division])


def _place_by_regions(provinces: Sequence[_Province], folder: Path) -> None:
    """The table by hand has the last word on where a province lies, and on its names."""
    by_key = {(one.country, key): one for one in provinces for key in one.keys}
    for row in read_rows(folder / "regions.csv", ",".join(REGION_COLUMNS)):
        if row.cells["kind"] != "province":
            continue
        names = [row.cells["name"], *row.names("aliases")]
        found = next(
            (one for name in names if (one := by_key.get((row.cells["country"], key_of(name))))), None
        )
        if found is not None:
            _rename(found, names[0])
            found.where = (float(row.cells["lat"]), float(row.cells["lon"]))


def _rename(province: _Province, name: str) -> None:
    """Call a province as the other tables do; its own name stays findable."""
    if province.name != name:
        province.aliases = [province.name, *province.aliases]
        province.name = name


def _settle(province: _Province, cities: Sequence[BuiltCity]) -> None:
    """The middle of the people of a province, and how many live in its cities."""
    people = sum(city.population for city in cities) or 1
    lat = sum(city.lat * city.population for city in cities) / people
    lon = sum(city.lon * city.population for city in cities) / people
    if cities and any(city.population for city in cities):
        province.where, province.population = (lat, lon), people


def count_placed(text: str) -> Counter[str]:
    """How many provinces of a built table are placed, and how many have their division of GeoNames."""
    rows = list(csv.DictReader(io.StringIO(text)))
    return Counter(
        {
            "all": len(rows),
            "placed": sum(bool(row["lat"]) for row in rows),
            "linked": sum(bool(row["division"]) for row in rows),
        }
    )


if __name__ == "__main__":
    main()

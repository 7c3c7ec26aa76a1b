"""Countries as places: where an act is taken to be when only a country is known."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from tasks.extract.codebook_rows import CODEBOOK, read_rows
from tasks.records import Place


def country_place(code: str, reason: str) -> Place | None:
    """The country of an ISO alpha-3 code with its centre, and the reason why it is the place; None for no country."""
    known = _countries().get(code)
    if known is None:
        return None
    name, lat, lon = known
    return Place(name, name, code, lat=lat, lon=lon, precision="country", inferred=reason)


@cache
def _countries() -> Mapping[str, tuple[str, float | None, float | None]]:
    """Name, latitude and longitude of each country."""
    centres = {row.cells["code"]: row.cells for row in read_rows(CODEBOOK / "centres.csv", "code,lat,lon")}
    columns = "code,name,aliases,adjectives,people,capital,seats"
    found: dict[str, tuple[str, float | None, float | None]] = {}
    for row in read_rows(CODEBOOK / "countries.csv", columns):
        code = row.cells["code"]
        centre = centres.get(code)
        lat, lon = (float(centre["lat"]), float(centre["lon"])) if centre else (None, None)
        found[code] = (row.cells["name"], lat, lon)
    return MappingProxyType(found)

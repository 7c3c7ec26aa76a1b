"""The map: places stand where they are, nothing hides, and the ground stays small."""

from xml.etree.ElementTree import Element, fromstring

import pytest

from flows.world_map import HEIGHT, WIDTH, MapPoint, world_map
from tasks.extract.gazetteer import load_gazetteer

SVG = "{http://www.w3.org/2000/svg}"


def circles(*points: MapPoint) -> list[Element]:
    return list(fromstring(world_map(points, [])).iter(f"{SVG}circle"))


@pytest.mark.parametrize(
    ("lat", "lon", "x", "y"),
    [
        (74.0, -180.0, 0, 0),
        (74.0, 180.0, WIDTH, 0),
        (-56.0, 0.0, WIDTH / 2, HEIGHT),
        (0.0, 0.0, WIDTH / 2, 74 / 1.5 * 4),
    ],
)
def test_a_point_stands_where_it_is(lat: float, lon: float, x: float, y: float) -> None:
    (circle,) = circles(MapPoint(lat, lon, 1, "here", "#000000"))
    assert (float(circle.attrib["cx"]), float(circle.attrib["cy"])) == pytest.approx((x, y), abs=1)


def test_the_small_lie_upon_the_large_and_names_cannot_break_out() -> None:
    small, large = MapPoint(1, 1, 1, "<b> & co", "#000000"), MapPoint(1, 1, 9, "large", "#000000")
    first, second = circles(small, large)
    assert float(first.attrib["r"]) > float(second.attrib["r"])
    assert second.findtext(f"{SVG}title") == "<b> & co"


def test_the_ground_is_the_worlds_and_fits_a_page() -> None:
    svg = world_map([], load_gazetteer().positions())
    assert len(svg) < 40_000
    (path,) = fromstring(svg).iter(f"{SVG}path")
    assert path.attrib["d"].count("M") > 500

"""A map of events as an SVG image: dots where people live for the ground, circles where something happened."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from xml.sax.saxutils import escape, quoteattr

CELL = 1.5  # degrees of latitude and longitude to a dot of the ground
STEP = 4  # pixels to a cell
NORTH, SOUTH = 74.0, -56.0  # nobody lives beyond
WIDTH, HEIGHT = round(360 / CELL * STEP), round((NORTH - SOUTH) / CELL * STEP)
LARGEST = 16.0  # pixels, the radius of the largest circle


@dataclass(frozen=True, slots=True)
class MapPoint:
    """Events at one place: WGS 84 degrees, how many, what to say, and a colour (``#rrggbb``)."""

    lat: float
    lon: float
    count: int
    label: str
    colour: str


def world_map(points: Sequence[MapPoint], ground: Iterable[tuple[float, float]]) -> str:
    """SVG in plate carrée, the area of a circle by its count; ``ground`` holds (lat, lon) of inhabited places."""
    top = max((point.count for point in points), default=1)
    # The largest first, so that no small circle hides behind a large one.
    circles = "".join(_circle(point, top) for point in sorted(points, key=lambda point: -point.count))
    dots = (
        f'<path d="{_ground(ground)}" stroke="#8a8f98" stroke-opacity=".45" stroke-width="2.4" '
        f'stroke-linecap="round" stroke-dasharray="0 {STEP}" fill="none"/>'
    )
    size = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{dots}{circles}</svg>'


def _ground(positions: Iterable[tuple[float, float]]) -> str:
    cells = {
        (int((NORTH - lat) / CELL), int((lon + 180) / CELL)) for lat, lon in positions if SOUTH < lat < NORTH
    }
    parts = []
    for row, column in sorted(cells):
        if (row, column - 1) in cells:
            continue
        length = 0
        while (row, column + length + 1) in cells:
            length += 1
        # A run of neighbours is one dashed line: a tenth of the size of a dot for each.
        parts.append(f"M{column * STEP} {row * STEP}h{length * STEP + 0.1}")
    return "".join(parts)


def _circle(point: MapPoint, top: int) -> str:
    x, y = (point.lon + 180) / CELL * STEP, (NORTH - point.lat) / CELL * STEP
    radius = max(3.5, LARGEST * sqrt(point.count / top) if top > 1 else 5.0)
    title = f"<title>{escape(point.label)}</title>"
    return (
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{radius:.1f}" fill={quoteattr(point.colour)} fill-opacity=".75" '
        f'stroke="#fff" stroke-opacity=".6">{title}</circle>'
    )

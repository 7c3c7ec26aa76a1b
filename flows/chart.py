"""A bar chart as an SVG image, drawn so that it reads on a light and on a dark page."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

ROW, LABELS, BARS, NUMBERS = 26, 120, 480, 60  # pixels


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, its length and its colour (``#rrggbb``)."""

    name: str
    value: int
    colour: str


def bar_chart(bars: Sequence[Bar]) -> str:
    """SVG of horizontal bars, the longest as wide as the chart."""
    width, height = LABELS + BARS + NUMBERS, ROW * len(bars) + 8
    top = max((bar.value for bar in bars), default=0) or 1
    rows = "".join(_row(bar, 4 + ROW * number, top) for number, bar in enumerate(bars))
    style = 'font-family="sans-serif" font-size="13"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" {style}>{rows}</svg>'


def as_markdown_image(svg: str, what: str) -> str:
    """The image inside the Markdown itself: a page that carries it needs no file and no network."""
    return f"![{what}](data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()})"


def _row(bar: Bar, y: int, top: int) -> str:
    length = max(2, round(BARS * bar.value / top))
    baseline = y + 17
    # A middle grey is the one colour for words that both a dark and a light page show.
    return (
        f'<text x="{LABELS - 8}" y="{baseline}" text-anchor="end" fill="#8a8f98">{escape(bar.name)}</text>'
        f'<rect x="{LABELS}" y="{y + 3}" width="{length}" height="{ROW - 7}" rx="3" fill="{bar.colour}"/>'
        f'<text x="{LABELS + length + 6}" y="{baseline}" fill="#8a8f98">{bar.value}</text>'
    )
